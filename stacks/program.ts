/** From a stack's configuration to its environment. */

import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { utcDay } from "../config/day.ts";
import { load, type Configuration } from "../config/load.ts";
import { ConfigError, render } from "../config/problems.ts";
import type { PlatformContract } from "./contract.ts";
import { createEnvironment } from "./environment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Creates the environment of the current stack; what needs attention is shown among the engine's diagnostics. */
export async function run(): Promise<pulumi.Output<PlatformContract>> {
  // The SDK takes four stack traces for each property of each resource. At full depth, and looked up in source maps
  // that stripped types do not need, they cost a fourth of the run.
  Error.stackTraceLimit = 3;
  Reflect.deleteProperty(Error, "prepareStackTrace");
  const checked = configuration();
  for (const warning of checked.warnings) await pulumi.log.warn(render(warning));
  return createEnvironment(checked, new Date());
}

function configuration(): Configuration {
  try {
    const today = utcDay(new Date());
    return load({ root, stack: pulumi.getStack(), values: pulumi.runtime.allConfig(), today });
  } catch (error) {
    // People have to see what to change in their files, not where the program noticed.
    throw error instanceof ConfigError ? new pulumi.RunError(error.message) : error;
  }
}
