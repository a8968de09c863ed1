/** The one way into the configuration: reads, layers, checks, and returns plain frozen values. */

import { resolve } from "node:path";
import { planSubnets } from "./addressPlan.ts";
import { environmentDefaults } from "./defaults.ts";
import { checkEnvironment, type Sections } from "./environment.ts";
import { readFolder, stackNames } from "./files.ts";
import { ConfigError, type Path, type Problem } from "./problems.ts";
import { reporter, type Report } from "./report.ts";
import { checkNetwork } from "./rules/network.ts";
import { checkNodePools } from "./rules/nodePools.ts";
import { checkServices } from "./rules/services.ts";
import { checkTenants, type Located } from "./rules/tenants.ts";
import { readStack } from "./stack.ts";
import { loadTenant } from "./tenant/load.ts";
import { find, graft, merge, placeOf, withoutNulls, type TreeMap } from "./tree.ts";
import type { ChartSource, Environment, ReadonlyMapOf, Tenant } from "./types.ts";

export interface LoadOptions {
  /** The project's root, absolute. */
  readonly root: string;
  /** Stack name; also the environment's. */
  readonly stack: string;
  /** The stack's config as Pulumi's runtime gives it: `pulumi.runtime.allConfig()`. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Configuration {
  readonly environment: Environment;
  /** Those onboarded in the environment, by name. */
  readonly tenants: readonly Tenant[];
}

const defaultsFile = "config/defaults.ts";

/** Platform defaults with the stack's values over them. */
function layer(stack: TreeMap): TreeMap {
  const written = withoutNulls(stack);
  const merged = merge(graft(environmentDefaults, { file: defaultsFile }), written);
  return merged.kind === "map" ? merged : stack;
}

/** Whether the stack's name can be an environment's: it becomes part of Azure names. */
function checkStackName(stack: string, problems: Problem[]): boolean {
  if (/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(stack)) return true;
  problems.push({
    file: `Pulumi.${stack}.yaml`,
    path: "",
    wrong: "name of the stack has the wrong form",
    got: JSON.stringify(stack),
    fix: "Use up to 20 lower-case letters, digits and dashes, starting with a letter, ending without a dash.",
  });
  return false;
}

function checkSections(root: string, tree: TreeMap, problems: Problem[]): Sections {
  const report = reporter(tree, problems);
  const isDefault = (path: Path) => placeOf(tree, path).file === defaultsFile;
  const sections = checkEnvironment(tree, report);
  checkNetwork(sections, isDefault, report);
  checkNodePools(sections, report);
  checkServices(root, sections, report);
  return sections;
}

function readTenants(root: string, stack: TreeMap, report: Report) {
  const written = find(stack, ["tenantsDirectory"]);
  const folder = written?.kind === "scalar" ? String(written.value) : "tenants";
  const files = readFolder(root, folder);
  if (!files && written) {
    report(["tenantsDirectory"], "no such folder", "Give a folder, absolute or relative to the project.");
  }
  return files ?? [];
}

function absolute(root: string, charts: ReadonlyMapOf<ChartSource>): ReadonlyMapOf<ChartSource> {
  const entries = Object.entries(charts).map(([name, source]): [string, ChartSource] => [
    name,
    "path" in source ? { path: resolve(root, source.path) } : { crds: resolve(root, source.crds) },
  ]);
  return Object.fromEntries(entries);
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/**
 * Reads the environment and the tenants onboarded in it. Pure but for reading files.
 * Layers: config/defaults.ts, the stack's config, the tenant's file, the tenant's section for the environment.
 *
 * @returns Complete, checked values, deeply frozen. Chart folders are absolute.
 * @throws ConfigError with every problem of every file, each at its file, line and column.
 */
export function load({ root, stack, values }: LoadOptions): Configuration {
  const problems: Problem[] = [];
  const isNamed = checkStackName(stack, problems);
  const written = readStack(root, stack, values, problems);
  const files = readTenants(root, written, reporter(written, problems));
  const entries = new Map([...written.entries].filter(([key]) => key !== "tenantsDirectory"));
  const sections = checkSections(root, layer({ ...written, entries }), problems);

  const { organization, baseDomain } = sections;
  const isResolvable = isNamed && organization !== undefined && baseDomain !== undefined;
  const surroundings = isResolvable ? { name: stack, organization, baseDomain } : undefined;
  const known = [...new Set([...stackNames(root), stack])].sort();
  const located: Located[] = files.flatMap(
    (file) => loadTenant(file, stack, surroundings, known, problems) ?? [],
  );
  checkTenants(sections, located);

  if (problems.length > 0) throw new ConfigError(problems);
  const settings = sections as Omit<Environment, "name">;
  const network = { ...settings.network, subnets: planSubnets(settings) };
  return freeze({
    environment: { name: stack, ...settings, network, charts: absolute(root, settings.charts) },
    tenants: located.map(({ tenant }) => tenant),
  });
}
