/** The environments of this project, as commands name them. */

import { fileURLToPath } from "node:url";
import type { Day } from "../config/day.ts";
import { stackNames } from "../config/files.ts";
import type { LoadOptions } from "../config/load.ts";
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
 * What `load` and `survey` take, with the values of an environment's file.
 * @throws UsageError if there is no such environment.
 * @throws ConfigError if its file is not the YAML it should be.
 */
export function loadOptions(name: string, today: Day): LoadOptions {
  const values = readSettings(root, name);
  if (values === undefined) {
    const names = environmentNames();
    throw new UsageError(
      `There is no environment "${name}": Pulumi.${name}.yaml does not exist. ` +
        `${didYouMean(name, names)}Allowed: ${names.join(", ")}.`,
    );
  }
  return { root, stack: name, values, today };
}
