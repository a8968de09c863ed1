/** The whole program of one environment, as `pulumi preview` would run it. */

import { fileURLToPath } from "node:url";
import { load, type Configuration } from "../../config/load.ts";
import { readSettings } from "../../config/settings.ts";
import { createEnvironment } from "../../stacks/environment.ts";
import { record, type Recording } from "./runtime.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The day tests look at the configuration: versions end. */
export const today = "2026-11-21";

export function configurationOf(stack: string): Configuration {
  return load({ root, stack, values: readSettings(root, stack) ?? {}, today });
}

export function recordEnvironment(
  configuration: Parameters<typeof createEnvironment>[0],
  preview = false,
): Promise<Recording> {
  return record(() => createEnvironment(configuration, new Date("2026-11-21")), preview);
}
