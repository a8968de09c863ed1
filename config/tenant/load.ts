import type { SourceFile } from "../files.ts";
import { pathText, type Problem } from "../problems.ts";
import { reporter } from "../report.ts";
import { checkSpec } from "../rules/spec.ts";
import { checkTenant } from "../rules/tenant.ts";
import type { Located } from "../rules/tenants.ts";
import { parseYaml } from "../yaml.ts";
import { splitLayers } from "./layers.ts";
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

/**
 * Reads one tenant file: its form and its own rules for every environment it names,
 * the rules that depend on the environment for the one that is loaded.
 *
 * @param environment Name of the environment that is loaded.
 * @param surroundings Undefined if the environment itself is too faulty to resolve tenants in it.
 * @param known Names of all environments.
 * @returns The tenant, if it is onboarded in the environment and well formed enough to be checked with others.
 */
export function loadTenant(
  file: SourceFile,
  environment: string,
  surroundings: Surroundings | undefined,
  known: readonly string[],
  problems: Problem[],
): Located | undefined {
  const { tree, problems: found } = parseYaml(file.text, file.name);
  problems.push(...found);
  if (!tree) return undefined;
  const isNamed = checkFileName(file, tree, problems);

  const { variants, current } = splitLayers(tree, environment, known, reporter(tree, problems));
  let located: Located | undefined;
  for (const variant of variants) {
    const report = reporter(variant.tree, problems);
    const { spec, isWhole } = parseTenant(variant.tree, report);
    checkSpec(spec, variant.tree, report);
    const { tenant: name, owner } = spec;
    if (variant.tree !== current || !isNamed || !surroundings || name === undefined || !owner) continue;
    const tenant = resolveTenant({ ...spec, tenant: name, owner }, surroundings);
    checkTenant(tenant, spec, isWhole, report);
    located = { tenant, report };
  }
  return located;
}
