/** A stack's settings without an engine: for those who read the configuration outside of `pulumi`. */

import { readIfPresent } from "./files.ts";
import { ConfigError } from "./problems.ts";
import { find, plain } from "./tree.ts";
import { parseYaml } from "./yaml.ts";

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The `config` of `Pulumi.<stack>.yaml` as the engine would hand it to the program: text as it is, the rest as JSON.
 * @returns Undefined if there is no such file.
 * @throws ConfigError if it is not the YAML it should be.
 */
export function readSettings(root: string, stack: string): Readonly<Record<string, string>> | undefined {
  const file = readIfPresent(root, `Pulumi.${stack}.yaml`);
  if (!file) return undefined;
  const { tree, problems } = parseYaml(file.text, file.name);
  if (problems.length > 0) throw new ConfigError(problems);
  const config = tree && find(tree, ["config"]);
  if (config?.kind !== "map") return {};
  return Object.fromEntries([...config.entries].map(([key, value]) => [key, asText(plain(value))]));
}
