import type { SourceFile } from "../files.ts";
import { pathText, type Problem } from "../problems.ts";
import { layeredReporter, reporter, type Report } from "../report.ts";
import { checkSpec } from "../rules/spec.ts";
import { checkTenant } from "../rules/tenant.ts";
import type { Located } from "../rules/located.ts";
import { parseYaml } from "../yaml.ts";
import { checkFileLocks, isOnboarded, layTenant, splitFile, type Ground, type Split } from "./layers.ts";
import { checkFileNulls } from "./nulls.ts";
import { resolveTenant, type Surroundings } from "./resolve.ts";
import { parseTenant } from "./schema.ts";
import type { TreeMap } from "../tree.ts";

/** Whether the tenant has a name, and its file that name. */
function checkFileName(file: SourceFile, tree: TreeMap, problems: Problem[]): boolean {
  const written = tree.entries.get("tenant");
  if (written?.kind !== "scalar" || typeof written.value !== "string") return false;
  const expected = `${written.value}.yaml`;
  const actual = file.name.slice(file.name.lastIndexOf("/") + 1);
  if (actual === expected) return true;
  problems.push({
    ...written.place,
    path: pathText(["tenant"]),
    wrong: `does not fit the file's name, ${actual}`,
    got: JSON.stringify(written.value),
    fix: `Rename the file to ${expected} or the tenant to ${actual.replace(/\.ya?ml$/, "")}.`,
  });
  return false;
}

/** A tenant file that was read, for as many environments as it is checked in. */
export interface ParsedFile {
  readonly file: SourceFile;
  /** Undefined if the syntax does not allow one. */
  readonly tree?: TreeMap;
  readonly problems: readonly Problem[];
}

export function parseFile(file: SourceFile): ParsedFile {
  return { file, ...parseYaml(file.text, file.name) };
}

/** Names of environments a file says something of its own for. */
function differing({ sections }: Split): readonly string[] {
  return [...(sections ?? [])].flatMap(([name, { entries }]) => (entries.size > 0 ? [name] : []));
}

/** Its form and its own rules, with what applies in one environment. */
function checkOne(split: Split, ground: Ground, problems: Problem[], fileReport: Report) {
  const { tree } = layTenant(split, ground);
  const report = layeredReporter(tree, problems);
  checkFileLocks(split, ground, fileReport);
  const { spec, isWhole } = parseTenant(tree, report);
  checkSpec(spec, tree, report);
  return { spec, isWhole, report, warn: layeredReporter(tree, problems, "warning") };
}

/**
 * Checks one tenant file: with everything that applies where it is loaded, and its form and own rules for every other
 * environment it says something for, there over the platform's defaults alone.
 *
 * @param surroundings Undefined if the environment itself is too faulty to resolve tenants in it.
 * @param known Names of all environments.
 * @returns The tenant, if it is onboarded in the environment and well formed enough to be checked with others.
 */
export function loadTenant(
  { file, tree, problems: found }: ParsedFile,
  ground: Ground,
  surroundings: Surroundings | undefined,
  known: readonly string[],
  problems: Problem[],
): Located | undefined {
  problems.push(...found);
  if (!tree) return undefined;
  const isNamed = checkFileName(file, tree, problems);
  const fileReport = reporter(tree, problems);
  const split = splitFile(tree, known, fileReport);
  checkFileNulls(split, fileReport);
  const isHere = isOnboarded(split, ground);
  const elsewhere = differing(split).filter((name) => name !== ground.environment || !isHere);
  const bare = isHere || elsewhere.length > 0 ? elsewhere : [""];
  for (const environment of bare) {
    checkOne(split, { environment, platform: ground.platform.slice(0, 1) }, problems, fileReport);
  }
  if (!isHere) return undefined;
  const { spec, isWhole, report, warn } = checkOne(split, ground, problems, fileReport);
  const { tenant: name, owner } = spec;
  if (!isNamed || !surroundings || name === undefined || !owner) return undefined;
  const tenant = resolveTenant({ ...spec, tenant: name, owner }, surroundings);
  checkTenant(tenant, spec, isWhole, report);
  return { tenant, report, warn };
}
