import type { PolicyConfigSchema } from "@pulumi/policy";

/** Leave to break one rule on some resources, until a day. */
export interface Exemption {
  /** Glob on Pulumi's name, on `namespace/name` of the Kubernetes object, or on the URN; `*` matches any text. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day, `YYYY-MM-DD`, by UTC. */
  readonly expires: string;
}

const exemptionFields = ["resource", "reason", "owner", "expires"] as const;

const someText = { type: "string", minLength: 1 } as const;

/** For the engine, which refuses what does not fit. */
export const exemptionSchema: PolicyConfigSchema["properties"][string] = {
  type: "array",
  default: [],
  description:
    "Resources that may break the rule: globs on Pulumi's name, on namespace/name or on the URN, each with a reason, an owner and a last day.",
  items: {
    type: "object",
    required: [...exemptionFields],
    additionalProperties: false,
    properties: {
      resource: { ...someText, pattern: "[^*/]" },
      reason: someText,
      owner: someText,
      expires: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
    },
  },
};

/** What is wrong with a list of exemptions, each beginning with its place: `[0].owner: not set`. */
export function exemptionProblems(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [": must be a list of exemptions"];
  return value.flatMap((one: unknown, index) =>
    problemsOf(one).map((problem) => `[${String(index)}]${problem}`),
  );
}

function problemsOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [`: must be an object with ${exemptionFields.join(", ")}`];
  const given = new Map<string, unknown>(Object.entries(value));
  const unknown = [...given.keys()].filter((key) => !(exemptionFields as readonly string[]).includes(key));
  return [
    ...unknown.map((key) => `.${key}: no such field; there are ${exemptionFields.join(", ")}`),
    ...exemptionFields.flatMap((key) => {
      const problem = fieldProblem(key, given.get(key));
      return problem === undefined ? [] : [`.${key}: ${problem}`];
    }),
  ];
}

function fieldProblem(key: (typeof exemptionFields)[number], value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return "not set";
  if (typeof value !== "string" || value.trim() === "") return `must be text, not ${JSON.stringify(value)}`;
  if (key === "expires" && !isDay(value)) return `must be a day, YYYY-MM-DD, not ${JSON.stringify(value)}`;
  if (key === "resource" && /^[*/]+$/.test(value))
    return `${JSON.stringify(value)} exempts everything; set enforcementLevel instead`;
  return undefined;
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
