import { rules } from "../../../policy/rules/index.ts";
import list from "./expected.json" with { type: "json" };

interface Expectation {
  /** Kind and Pulumi's name of what breaks the rule. */
  readonly resource: string;
  /** What the rule says of it. */
  readonly message: string;
}

/** The reviewed list: for every rule its one violation, by the level the rule has by itself. */
export const expected: Readonly<Record<"mandatory" | "advisory", Readonly<Record<string, Expectation>>>> =
  list;

/** The list as a run of the engine tells it, in order. */
export function expectedReports(level: keyof typeof expected): readonly string[] {
  return Object.entries(expected[level])
    .map(([name, { resource, message }]) => {
      const description = rules.find((rule) => rule.name === name)?.description ?? "";
      return `${name} (${resource}): ${description}\n${message}`;
    })
    .sort();
}
