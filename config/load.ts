/** The one way into the configuration: reads, layers, checks, and returns plain frozen values. */

import { resolve } from "node:path";
import { planSubnets } from "./addressPlan.ts";
import { usesOf } from "./calendar/uses.ts";
import type { Day } from "./day.ts";
import { readFolder, stackNames, type SourceFile } from "./files.ts";
import { ConfigError, isError, sortedProblems, type Path, type Problem } from "./problems.ts";
import { reporter, type Report } from "./report.ts";
import { checkCalendar } from "./rules/calendar.ts";
import { checkCompatibility } from "./rules/compatibility.ts";
import { checkNetwork } from "./rules/network.ts";
import { checkNodePools } from "./rules/nodePools.ts";
import { checkServices } from "./rules/services.ts";
import { checkTenants } from "./rules/tenants.ts";
import { defaultsFile, readSections, reportsOn, type Layers } from "./sections.ts";
import { readStack } from "./stack.ts";
import { loadTenant, parseFile, type ParsedFile } from "./tenant/load.ts";
import { readDefaults, readPlatformLayer, type PlatformLayer } from "./tenant/platform.ts";
import { find, placeOf, type TreeMap } from "./tree.ts";
import type { ChartSource, Environment, ReadonlyMapOf, Tenant } from "./types.ts";

export interface LoadOptions {
  /** The project's root, absolute. */
  readonly root: string;
  /** Stack name; also the environment's. */
  readonly stack: string;
  /** The stack's config as Pulumi's runtime gives it: `pulumi.runtime.allConfig()`. */
  readonly values: Readonly<Record<string, string>>;
  /** Day the configuration is looked at: versions end. */
  readonly today: Day;
}

export interface Configuration {
  readonly environment: Environment;
  /** Those onboarded in the environment, by name. */
  readonly tenants: readonly Tenant[];
  /** What is allowed, but hardly meant or about to end. */
  readonly warnings: readonly Problem[];
}

/** Everything found out about a configuration, whether it can be used or not. */
export interface Inspection {
  /** Undefined if there is a problem that is no warning. */
  readonly configuration?: Configuration;
  /** Those of all files, warnings among them, in any order; the same one may come more than once. */
  readonly problems: readonly Problem[];
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

function checkSections({ root, today }: LoadOptions, { tree, sections }: Layers, problems: Problem[]): void {
  const report = reporter(tree, problems);
  const isDefault = (path: Path) => placeOf(tree, path).file === defaultsFile;
  checkNetwork(sections, isDefault, { report, warn: reporter(tree, problems, "warning") });
  checkNodePools(sections, report);
  checkServices(root, sections, report);
  const [errors, warnings] = [reportsOn(tree, problems), reportsOn(tree, problems, "warning")];
  checkCalendar(sections, usesOf(sections), today, errors, warnings);
  checkCompatibility(sections, today, report);
}

/** The tenants' files of a folder, `tenants` unless the stack names another. */
export function readTenants(root: string, stack: TreeMap, report: Report): readonly SourceFile[] {
  const written = find(stack, ["tenantsDirectory"]);
  const folder = written?.kind === "scalar" ? String(written.value) : "tenants";
  const files = readFolder(root, folder);
  if (!files && written) {
    report(["tenantsDirectory"], "no such folder", "Give a folder, absolute or relative to the project.");
  }
  return files ?? [];
}

/** What the environment says for its tenants, over the platform's defaults. */
function readPlatform(stack: string, written: TreeMap, problems: Problem[]): readonly PlatformLayer[] {
  const lowest = readDefaults(problems);
  const tenants = find(written, ["tenants"]);
  if (!tenants) return [lowest];
  const report = reporter(written, problems);
  if (tenants.kind !== "map") {
    report(["tenants"], "is not a map", "Write a map; its keys: autoOnboard, defaults, locked.");
    return [lowest];
  }
  const below: Report = (path, wrong, fix, got) => {
    report(["tenants", ...path], wrong, fix, got);
  };
  return [lowest, readPlatformLayer(`environment ${stack}`, tenants, [lowest], below)];
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
 * Layers of the environment: config/defaults.ts, the stack's config. Of a tenant: config/tenant/defaults.yaml,
 * `aks-platform:tenants` of the stack, the tenant's file, its section for the environment.
 *
 * @param read Gives the tenants' files, for those who have them read already.
 */
export function inspect(
  options: LoadOptions,
  read: (written: TreeMap, report: Report) => readonly ParsedFile[] = (written, report) =>
    readTenants(options.root, written, report).map(parseFile),
): Inspection {
  const { root, stack, values } = options;
  const problems: Problem[] = [];
  const isNamed = checkStackName(stack, problems);
  const written = readStack(root, stack, values, problems);
  const files = read(written, reporter(written, problems));
  const layers = readSections(written, problems);
  const { sections, tree: environmentTree } = layers;
  checkSections(options, layers, problems);

  const { organization, baseDomain } = sections;
  const isResolvable = isNamed && organization !== undefined && baseDomain !== undefined;
  const surroundings = isResolvable ? { name: stack, organization, baseDomain } : undefined;
  const known = [...new Set([...stackNames(root), stack])].sort();
  const platform = readPlatform(stack, written, problems);
  const ground = { environment: stack, platform, ...(baseDomain === undefined ? {} : { baseDomain }) };
  const located = files.flatMap((file) => loadTenant(file, ground, surroundings, known, problems) ?? []);
  const environmentReport = reporter(environmentTree, problems);
  checkTenants(sections, located, environmentReport, reporter(environmentTree, problems, "warning"));

  if (problems.some(isError)) return { problems };
  const settings = sections as Omit<Environment, "name">;
  const network = { ...settings.network, subnets: planSubnets(settings) };
  const configuration = freeze({
    environment: { name: stack, ...settings, network, charts: absolute(root, settings.charts) },
    tenants: located.map(({ tenant }) => tenant),
    warnings: sortedProblems(problems),
  });
  return { configuration, problems };
}

/**
 * As {@link inspect}, for those who need a configuration that can be used.
 *
 * @returns Complete, checked values, deeply frozen. Chart folders are absolute.
 * @throws ConfigError with every problem of every file, each at its file, line and column.
 */
export function load(options: LoadOptions): Configuration {
  const { configuration, problems } = inspect(options);
  if (!configuration) throw new ConfigError(problems.filter(isError));
  return configuration;
}
