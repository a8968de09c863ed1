import { everyKind } from "../lib/kinds.ts";
import type { Levels } from "../lib/levels.ts";
import type { Rule } from "../lib/rule.ts";
import type { Param } from "../lib/settings.ts";
import { code, document, json, link, prose, table } from "./markdown.ts";

/** The levels of each environment that has a file of them. */
export type LevelsByEnvironment = Readonly<Record<string, Levels>>;

const folders = { object: "kubernetes", azure: "azure", stack: "stack" } as const;
const titles = {
  object: "One Kubernetes object",
  azure: "One Azure resource",
  stack: "A whole stack",
} as const;

/** Where a rule's code may be, from the root of the repository: its file is named with or without its prefix. */
export function filesOf({ name, scope }: Rule): readonly string[] {
  return [name.replace(/^[a-z0-9]+-/, ""), name].map((file) => `policy/rules/${folders[scope]}/${file}.ts`);
}

/** The page of a rule, `docs/policies/<rule>.md`; `file` is where its code is. */
export function pageOf(rule: Rule, file: string, levels: LevelsByEnvironment): string {
  return document(
    `# ${rule.name}`,
    prose(rule.description),
    [
      `- **Level:** ${levelsOf(rule, levels)}`,
      `- **Severity:** ${rule.severity}`,
      `- **Looks at:** ${looksAt(rule)}`,
      ...benchmark(rule),
      `- **More:** <${rule.url}>`,
      `- **Code:** ${link(file, `../../${file}`)}`,
    ].join("\n"),
    "## How to fix",
    prose(rule.remediationSteps),
    "## Parameters",
    table(["Parameter", "Default", "Meaning"], Object.entries(rule.params).map(parameterRow)),
    rule.tags.length === 0 ? undefined : "## The same check elsewhere",
    rule.tags.length === 0 ? undefined : table(["Scanner", "Check"], rule.tags.map(tagRow)),
    "## Exempting a resource",
    json({ [rule.name]: { exemptions: [exampleExemption] } }),
    "See [Exemptions](../policies.md#exemptions).",
  );
}

/** Tables of rules, one for each scope; `target` is where a rule's name leads. */
export function overviewOf(rules: readonly Rule[], target: (rule: Rule) => string): string {
  const scopes = Object.keys(titles) as (keyof typeof titles)[];
  return document(
    ...scopes.flatMap((scope) => {
      const rows = rules
        .filter((rule) => rule.scope === scope)
        .map((rule) => overviewRow(rule, target(rule)));
      return rows.length === 0
        ? []
        : [`### ${titles[scope]}`, table(["Rule", "Level", "Severity", "What it demands"], rows)];
    }),
  ).trimEnd();
}

const exampleExemption = {
  resource: "shop/legacy-*",
  reason: "replaced by the new service in June",
  owner: "team-shop",
  expires: "2030-06-30",
};

function overviewRow(rule: Rule, target: string): readonly string[] {
  return [link(rule.name, target), rule.level, rule.severity, prose(rule.description)];
}

function levelsOf(rule: Rule, levels: LevelsByEnvironment): string {
  const changed = Object.entries(levels).flatMap(([environment, { [rule.name]: level }]) =>
    level === undefined ? [] : [`${level} in ${environment}`],
  );
  return [rule.level, ...changed].join(", ");
}

function looksAt(rule: Rule): string {
  if (rule.scope === "stack") return "everything in a stack together";
  const all = rule.scope === "object" ? rule.kinds : rule.types;
  return all.includes(everyKind) ? "Kubernetes objects of every kind" : all.map(code).join(", ");
}

function benchmark({ framework }: Rule): readonly string[] {
  const { name, version, reference, specification } = framework;
  const title = [name, version, reference].filter(Boolean).join(" ");
  if (title === "") return [];
  if (specification.startsWith("https://")) return [`- **Benchmark:** ${link(title, specification)}`];
  return [`- **Benchmark:** ${prose([title, specification].filter(Boolean).join(": "))}`];
}

function parameterRow([name, { fallback, schema }]: [string, Param<unknown>]): readonly string[] {
  const shown = fallback === undefined ? "none" : code(JSON.stringify(fallback));
  return [code(name), shown, prose(schema.description ?? "")];
}

function tagRow(tag: string): readonly string[] {
  const at = tag.indexOf(":");
  return [tag.slice(0, at), code(tag.slice(at + 1))];
}
