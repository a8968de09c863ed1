/** The environments of this project, as commands name them. */

import { fileURLToPath } from "node:url";
import { stackNames } from "../config/files.ts";
import { load, type Configuration } from "../config/load.ts";
import { readSettings } from "../config/settings.ts";
import { didYouMean } from "../config/suggest.ts";
import { UsageError } from "./exit.ts";

/** The project's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Names of all environments, in alphabetical order. */
export function environmentNames(): readonly string[] {
  return stackNames(root).toSorted();
}

/**
 * @throws UsageError if there is no such environment.
 * @throws ConfigError with everything that is wrong in its files.
 */
export function loadEnvironment(name: string): Configuration {
  const values = readSettings(root, name);
  if (values === undefined) {
    const names = environmentNames();
    throw new UsageError(
      `There is no environment "${name}": Pulumi.${name}.yaml does not exist. ` +
        `${didYouMean(name, names)}Allowed: ${names.join(", ")}.`,
    );
  }
  return load({ root, stack: name, values });
}
