/** Scaling on queue length. */

import type * as pulumi from "@pulumi/pulumi";
import type { AddonDriver } from "../../config/types.ts";
import type { ServiceAccountRef } from "../base/workloadIdentity.ts";
import { Addon, systemPlacement, type AddonArgs } from "./addon.ts";

const namespace = "keda";
const operator = "keda-operator";

/** The service account that asks for queue lengths; scaler identities trust it and nobody else. */
export function kedaOperator(driver: AddonDriver): ServiceAccountRef | undefined {
  switch (driver) {
    case "aks":
      return { namespace: "kube-system", name: operator };
    case "chart":
      return { namespace, name: operator };
    case "none":
      return undefined;
  }
}

export interface KedaArgs extends AddonArgs {
  /** Entra tenant of the identities it uses. */
  readonly tenantId: pulumi.Input<string>;
}

/**
 * KEDA's own chart, for clusters that do without AKS's add-on. The operator has no rights of its own in Azure: it
 * acts with each tenant's scaler identity. Tenants must depend on it, or their ScaledObjects could not be deleted.
 */
export class Keda extends Addon {
  constructor(name: string, args: KedaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:addons:Keda", name, opts);
    const home = this.createNamespace(name, namespace, args.kubernetesVersion);
    const policy = this.createNetworkPolicy(name, home, namespace);
    const values = {
      ...systemPlacement,
      podIdentity: { azureWorkload: { enabled: true, tenantId: args.tenantId } },
    };
    this.install(name, { chart: "keda", namespace, source: args.source, values }, [home, policy]);
    this.registerOutputs({});
  }
}
