/** The whole program of one environment, as `pulumi preview` would run it. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { load, type Configuration } from "../../config/load.ts";
import { createEnvironment } from "../../stacks/environment.ts";
import { record, type Recording } from "./runtime.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The stack's config in the form Pulumi's runtime gives it: text, or JSON of what is not text. */
function stackValues(stack: string): Record<string, string> {
  const file = parse(readFileSync(`${root}/Pulumi.${stack}.yaml`, "utf8")) as {
    config: Record<string, unknown>;
  };
  const entries = Object.entries(file.config).map(([key, value]) => {
    return [key, typeof value === "string" ? value : JSON.stringify(value)] as const;
  });
  return Object.fromEntries(entries);
}

export function configurationOf(stack: string): Configuration {
  return load({ root, stack, values: stackValues(stack) });
}

export function recordEnvironment(
  configuration: Parameters<typeof createEnvironment>[0],
  preview = false,
): Promise<Recording> {
  return record(() => createEnvironment(configuration), preview);
}
