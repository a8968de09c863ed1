/** The base of every component. */

import * as pulumi from "@pulumi/pulumi";

type Room = "cloud" | "addons" | "workload" | "data" | "tenant";

/**
 * A ComponentResource whose options cannot be lost: `super(token, name, opts)` of Pulumi's own class compiles with
 * the options in the place of the inputs and drops them. Inputs are not repeated in the state: the children hold them.
 */
export abstract class Component extends pulumi.ComponentResource {
  protected constructor(
    token: `aks-platform:${Room}:${string}`,
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(token, name, {}, opts);
  }
}
