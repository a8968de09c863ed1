/** Where an environment's Azure resources go. */

import type * as pulumi from "@pulumi/pulumi";
import type { Environment, ReadonlyMapOf } from "../../config/types.ts";

/**
 * The same for every Azure resource of an environment. Names are plain: a name taken from another resource's output
 * turns unknown while that resource has a pending change, and a preview then shows everything below it as replaced.
 * Whoever uses a plain name orders itself behind the owner of the name with `dependsOn`.
 */
export interface AzureScope {
  readonly environment: Pick<Environment, "name" | "organization" | "region" | "tags">;
  readonly resourceGroup: string;
  readonly subscriptionId: pulumi.Input<string>;
  /** Entra tenant, not one of ours. */
  readonly tenantId: pulumi.Input<string>;
}

/** Tags of an Azure resource that belongs to one tenant, so that its cost can be told. */
export function tenantTags(
  azure: AzureScope,
  tenant: string,
  costCenter: string | undefined,
): ReadonlyMapOf<string> {
  return {
    ...azure.environment.tags,
    tenant,
    ...(costCenter === undefined ? {} : { "cost-center": costCenter }),
  };
}
