import { existsSync, readdirSync, readFileSync } from "node:fs";
import { environments, levelsFor } from "../lib/levels.ts";
import type { Rule } from "../lib/rule.ts";
import { filesOf, overviewOf, pageOf } from "./pages.ts";

const root = new URL("../../", import.meta.url);
const overview = "docs/policies.md";
const pages = "docs/policies/";
const generated = /(<!-- rules: written by policy\/tools\/docs\.ts -->\n)[^]*?(<!-- \/rules -->)/;

/** Documents that do not fit what writes them. */
export class DocsError extends Error {}

/**
 * Every generated document, by path from the root of the repository.
 *
 * @throws DocsError if `docs/policies.md` has no place for the tables, or a rule's file is not where its page says.
 */
export function generate(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(overview, root), "utf8");
  if (!generated.test(text))
    throw new DocsError(`${overview} has no place that matches ${String(generated)}`);
  const tables = overviewOf(rules, ({ name }) => `policies/${name}.md`);
  const levels = Object.fromEntries(
    environments().map((environment) => [environment, levelsFor(environment, rules)]),
  );
  return new Map([
    [overview, text.replace(generated, (_, open: string, close: string) => `${open}\n${tables}\n\n${close}`)],
    ...rules.map((rule) => [`${pages}${rule.name}.md`, pageOf(rule, fileOf(rule), levels)] as const),
  ]);
}

function fileOf(rule: Rule): string {
  const places = filesOf(rule);
  const file = places.find((place) => existsSync(new URL(place, root)));
  if (file === undefined) throw new DocsError(`The code of ${rule.name} is not in ${places.join(" or ")}.`);
  return file;
}

/** Pages whose rule is gone. */
export function leftovers(files: ReadonlyMap<string, string>): readonly string[] {
  return readdirSync(new URL(pages, root))
    .map((file) => `${pages}${file}`)
    .filter((file) => !files.has(file));
}

export function locationOf(file: string): URL {
  return new URL(file, root);
}
