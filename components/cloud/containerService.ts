/**
 * Clusters and agent pools at an API version of our choice.
 *
 * azure-native 3.28 has AKS at 2025-09-01, which knows no `ingressProfile.gatewayAPI`. The provider serves any other
 * version as a parameterized package; this file is what `pulumi package add azure-native containerservice 2026-03-01`
 * would generate, cut to the two resources and the outputs we use.
 */

import { Buffer } from "node:buffer";
import type { AgentPoolArgs as BaseAgentPoolArgs } from "@pulumi/azure-native/containerservice/agentPool.js";
import type { ManagedClusterArgs as BaseClusterArgs } from "@pulumi/azure-native/containerservice/managedCluster.js";
import * as pulumi from "@pulumi/pulumi";
import { azureNativeVersion, containerServiceApiVersion } from "../../config/versions.ts";

const packageName = `azure-native_containerservice_${containerServiceApiVersion}`;

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** The engine's handle on the parameterized package; asked for once, the SDK keeps the answer. */
function containerServicePackage(): Promise<string> {
  const parameter = JSON.stringify({ module: "containerservice", version: containerServiceApiVersion });
  return pulumi.runtime.registerPackage({
    baseProviderName: "azure-native",
    baseProviderVersion: azureNativeVersion,
    baseProviderDownloadUrl: "",
    packageName,
    packageVersion: azureNativeVersion,
    // The provider takes base64, and the SDK decodes once before it sends.
    base64Parameter: base64(base64(parameter)),
  });
}

/** The part of the cluster's ingress profile that came with 2026-03-01. */
export interface IngressProfile {
  /** Installs the Gateway API CRDs, managed by AKS. */
  readonly gatewayAPI?: { readonly installation: "Standard" | "Disabled" };
  /** Runs AKS's own gateway controller, class `approuting-istio`. */
  readonly webAppRouting?: {
    readonly gatewayAPIImplementations: {
      readonly appRoutingIstio: { readonly mode: "Enabled" | "Disabled" };
    };
  };
}

/** Inputs whose names and types our code can rely on: names are plain (base/azure.ts). */
interface Named {
  readonly resourceGroupName: string;
  readonly resourceName: string;
}

export type ManagedClusterArgs = Omit<BaseClusterArgs, "ingressProfile" | keyof Named> &
  Named & { readonly ingressProfile: IngressProfile };

export class ManagedCluster extends pulumi.CustomResource {
  declare readonly oidcIssuerProfile: pulumi.Output<{ readonly issuerURL: string }>;

  constructor(name: string, args: ManagedClusterArgs, opts?: pulumi.CustomResourceOptions) {
    const type = `${packageName}:containerservice:ManagedCluster`;
    super(type, name, { ...args }, opts, false, containerServicePackage());
  }
}

export type AgentPoolArgs = Omit<BaseAgentPoolArgs, "agentPoolName" | keyof Named> &
  Named & { readonly agentPoolName: string };

export class AgentPool extends pulumi.CustomResource {
  constructor(name: string, args: AgentPoolArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      `${packageName}:containerservice:AgentPool`,
      name,
      { ...args },
      opts,
      false,
      containerServicePackage(),
    );
  }
}
