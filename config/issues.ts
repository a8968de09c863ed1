/** What a schema objects to, as problems: place from the tree, wording from the schema's hints. */

import type { z } from "zod";
import type { Path } from "./problems.ts";
import type { Report } from "./report.ts";
import { didYouMean } from "./suggest.ts";
import { find, plain, type Tree } from "./tree.ts";

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function wrongOf(issue: Issue, missing: boolean): string {
  if (missing) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `is not ${kinds[issue.expected] ?? issue.expected}`;
    case "too_small":
      return issue.origin === "array" ? "has too few entries" : "is out of range";
    case "too_big":
      return issue.origin === "array" ? "has too many entries" : "is out of range";
    case "invalid_value":
      return "is not an allowed value";
    default:
      return "has the wrong form";
  }
}

/** Of the alternatives of a union, the one whose kind of value was written. */
function chosen(errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = errors.filter(
    (issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function explain(issue: Issue, base: Path, tree: Tree, report: Report): void {
  const path = [...base, ...issue.path.filter((step) => typeof step !== "symbol")];
  const found = find(tree, path);
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      const fix = `${didYouMean(key, issue.message.split(", "))}Allowed: ${issue.message}.`;
      report([...path, key], "unknown key", fix, JSON.stringify(key));
    }
    return;
  }
  if (issue.code === "invalid_union") {
    const branch = chosen(issue.errors);
    if (branch) {
      for (const inner of branch) explain(inner, path, tree, report);
      return;
    }
  }
  if (issue.code === "invalid_key") {
    const [wrong, fix] = split(issue.issues[0]?.message ?? "", "name has the wrong form");
    report(path, wrong, fix, JSON.stringify(path.at(-1)));
    return;
  }
  const written = found === undefined ? undefined : plain(found);
  const [wrong, fix] = split(issue.message, wrongOf(issue, found === undefined));
  const values = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const guess = typeof written === "string" ? didYouMean(written, values) : "";
  report(path, wrong, guess + fix);
}

/** A message as written with `fault`, or the hint alone beside the usual wording. */
function split(message: string, usual: string): readonly [wrong: string, fix: string] {
  const cut = message.indexOf("\n");
  return cut < 0 ? [usual, message] : [message.slice(0, cut), message.slice(cut + 1)];
}

/** Reports everything a schema objected to in `tree`. */
export function reportIssues(issues: readonly Issue[], tree: Tree, report: Report): void {
  for (const issue of issues) explain(issue, [], tree, report);
}
