/** What a workload is in the cluster and in Azure, and which secrets it may read. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import * as pulumi from "@pulumi/pulumi";
import type { ReadonlyMapOf } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { tenantLabels } from "../base/labels.ts";
import { createWorkloadIdentity } from "../base/workloadIdentity.ts";
import type { AccountArgs } from "./workload.ts";

/**
 * One service account, one managed identity that trusts it alone, and, for a workload with secrets, the
 * SecretProviderClass that mounts them. The identity reads exactly the secrets named, none by default.
 */
export class Account extends Component {
  /** Absent without secrets. */
  readonly secretProviderClass: string | undefined;

  constructor(name: string, args: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:workload:Account", name, opts);
    const clientId = this.createIdentity(name, args);
    this.createServiceAccount(name, args, clientId);
    this.secretProviderClass = this.createSecretProviderClass(name, args, clientId);
    this.registerOutputs({});
  }

  private createIdentity(
    name: string,
    { scope, workload, secrets, grants }: AccountArgs,
  ): pulumi.Output<string> {
    const { platform, tenant } = scope;
    const reads = new Set(Object.values(secrets));
    const readGrants = [...reads].map((secret) => {
      const id = pulumi.interpolate`${platform.keyVault.id}/secrets/${secret}`;
      return [`secret-${secret}`, { role: "KeyVaultSecretsUser", scope: id }] as const;
    });
    return createWorkloadIdentity(
      name,
      {
        azure: platform.azure,
        parts: [tenant, workload.name],
        tags: scope.tags,
        issuer: platform.oidcIssuerUrl,
        trusts: { "service-account": { namespace: tenant, name: workload.name } },
        grants: { ...grants, ...Object.fromEntries(readGrants) },
      },
      this,
    );
  }

  private createServiceAccount(
    name: string,
    args: AccountArgs,
    clientId: pulumi.Output<string>,
  ): ServiceAccount {
    const annotations = { "azure.workload.identity/client-id": clientId };
    return new ServiceAccount(
      `${name}-service-account`,
      { metadata: { ...metadata(args), annotations }, automountServiceAccountToken: false },
      { parent: this },
    );
  }

  private createSecretProviderClass(
    name: string,
    args: AccountArgs,
    clientId: pulumi.Output<string>,
  ): string | undefined {
    if (Object.keys(args.secrets).length === 0) return undefined;
    const { platform } = args.scope;
    new CustomResource(
      `${name}-secrets`,
      {
        apiVersion: "secrets-store.csi.x-k8s.io/v1",
        kind: "SecretProviderClass",
        metadata: metadata(args),
        spec: {
          provider: "azure",
          parameters: {
            clientID: clientId,
            keyvaultName: platform.keyVault.name,
            tenantId: platform.azure.tenantId,
            objects: secretObjects(args.secrets),
          },
        },
      },
      { parent: this },
    );
    return args.workload.name;
  }
}

function metadata({ scope: { tenant }, workload }: AccountArgs) {
  return { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) };
}

/** The provider's own format: YAML in a string, whose entries are YAML in strings again. */
export function secretObjects(secrets: ReadonlyMapOf<string>): string {
  const entries = Object.entries(secrets).map(
    ([variable, secret]) =>
      `  - |\n    objectName: ${secret}\n    objectType: secret\n    objectAlias: ${variable}\n`,
  );
  return `array:\n${entries.join("")}`;
}
