import type { Given } from "../../policy/support/engine.ts";
import { azureResources } from "./azure.ts";
import { cluster } from "./cluster.ts";
import { pods } from "./pods.ts";
import { scaling } from "./scaling.ts";
import { tenant } from "./tenant.ts";
import { traffic } from "./traffic.ts";

/** A tenant that keeps every rule, and beside it what breaks each of them once. */
export const resources: readonly Given[] = [
  ...tenant,
  ...pods,
  ...scaling,
  ...cluster,
  ...traffic,
  ...azureResources,
];
