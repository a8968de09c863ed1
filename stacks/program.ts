/** From a stack's configuration to its environment. */

import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { load, type Configuration } from "../config/load.ts";
import { ConfigError } from "../config/problems.ts";
import type { PlatformContract } from "./contract.ts";
import { createEnvironment } from "./environment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Creates the environment of the current stack. */
export function run(): pulumi.Output<PlatformContract> {
  // The SDK takes four stack traces for each property of each resource; at full depth they cost a fourth of the run.
  Error.stackTraceLimit = 3;
  return createEnvironment(configuration());
}

function configuration(): Configuration {
  try {
    return load({ root, stack: pulumi.getStack(), values: pulumi.runtime.allConfig() });
  } catch (error) {
    // People have to see what to change in their files, not where the program noticed.
    throw error instanceof ConfigError ? new pulumi.RunError(error.message) : error;
  }
}
