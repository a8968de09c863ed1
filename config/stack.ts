/** The stack's own layer: Pulumi's config values, at the places where `Pulumi.<stack>.yaml` has them. */

import { environmentKeys } from "./environment.ts";
import { readIfPresent } from "./files.ts";
import type { Place, Problem } from "./problems.ts";
import { shown } from "./secrets.ts";
import { didYouMean } from "./suggest.ts";
import { find, graft, type Tree, type TreeMap } from "./tree.ts";
import { parseYaml } from "./yaml.ts";

const prefix = "aks-platform:";
const keys = [...environmentKeys, "tenants", "tenantsDirectory"].sort();
const textKeys: readonly string[] = ["organization", "region", "baseDomain", "tenantsDirectory"];

/** A value as Pulumi's runtime gives it; undefined if it is not the JSON it should be. */
function decode(key: string, value: string): unknown {
  if (textKeys.includes(key)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return key === "protect" ? value : undefined;
  }
}

/** The stack file's `config` map; undefined if there is no file or none in it. */
function readConfig(root: string, stack: string, problems: Problem[]): TreeMap | undefined {
  const file = readIfPresent(root, `Pulumi.${stack}.yaml`);
  if (!file) return undefined;
  const { tree, problems: found } = parseYaml(file.text, file.name);
  problems.push(...found);
  const config = tree && find(tree, ["config"]);
  return config?.kind === "map" ? config : undefined;
}

/**
 * Our keys of the stack's config as one tree, keyed without prefix; keys of other projects are ignored.
 * A value that stands in no file is placed at `--config aks-platform:<key>`.
 */
export function readStack(
  root: string,
  stack: string,
  values: Readonly<Record<string, string>>,
  problems: Problem[],
): TreeMap {
  const file = readConfig(root, stack, problems);
  const entries = new Map<string, Tree>();
  for (const [fullKey, value] of Object.entries(values)) {
    if (!fullKey.startsWith(prefix)) continue;
    const key = fullKey.slice(prefix.length);
    const written = file?.entries.get(fullKey);
    const place: Place = written?.place ?? { file: `--config ${fullKey}` };
    const decoded = decode(key, value);
    if (!keys.includes(key)) {
      const fix = `${didYouMean(key, keys)}Allowed: ${keys.join(", ")}.`;
      problems.push({ ...place, path: key, wrong: "unknown key", got: JSON.stringify(key), fix });
    } else if (decoded === undefined) {
      const fix = "Write it as YAML in the stack file, or as JSON on the command line.";
      problems.push({
        ...place,
        path: key,
        wrong: "is neither a map nor JSON",
        got: shown(value, [key]),
        fix,
      });
    } else {
      entries.set(key, graft(decoded, place, written));
    }
  }
  return { kind: "map", place: file?.place ?? { file: `Pulumi.${stack}.yaml` }, entries };
}
