/** From a stack's configuration to its environment. */

import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { load, type Configuration } from "../config/load.ts";
import { ConfigError, render } from "../config/problems.ts";
import type { PlatformContract } from "./contract.ts";
import { createEnvironment } from "./environment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Creates the environment of the current stack. */
export function run(): pulumi.Output<PlatformContract> {
  // The SDK takes four stack traces for each property of each resource. At full depth, and looked up in source maps
  // that stripped types do not need, they cost a fourth of the run.
  Error.stackTraceLimit = 3;
  Reflect.deleteProperty(Error, "prepareStackTrace");
  const checked = configuration();
  for (const warning of checked.warnings) void pulumi.log.warn(render(warning));
  return createEnvironment(checked);
}

function configuration(): Configuration {
  try {
    return load({ root, stack: pulumi.getStack(), values: pulumi.runtime.allConfig() });
  } catch (error) {
    // People have to see what to change in their files, not where the program noticed.
    throw error instanceof ConfigError ? new pulumi.RunError(error.message) : error;
  }
}
