/** What Azure would answer: only what the program reads. */

/** Functions the program may call; any other one is an error. */
const answers: Readonly<Record<string, object>> = {
  "azure-native:authorization:getClientConfig": {
    clientId: "client",
    objectId: "object",
    subscriptionId: "subscription",
    tenantId: "entra-tenant",
  },
  "azure-native:containerservice:listManagedClusterUserCredentials": {
    kubeconfigs: [{ name: "clusterUser", value: Buffer.from("the kubeconfig").toString("base64") }],
  },
};

export function answer(token: string): Record<string, unknown> {
  const found = answers[token];
  if (!found) throw new Error(`no answer is prepared for ${token}`);
  return { ...found };
}

const outputs: Readonly<Record<string, (name: string) => object>> = {
  "managedidentity:UserAssignedIdentity": (name) => ({
    clientId: `${name}-client`,
    principalId: `${name}-principal`,
  }),
  "containerservice:ManagedCluster": () => ({
    oidcIssuerProfile: {
      issuerURL:
        "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000001/",
    },
  }),
  "dashboard:Grafana": (name) => ({ identity: { principalId: `${name}-principal` } }),
  "containerregistry:Registry": () => ({ loginServer: "registry.azurecr.io" }),
  "servicebus:Namespace": () => ({ serviceBusEndpoint: "https://bus.servicebus.windows.net:443/" }),
};

/** Outputs beyond the inputs. */
export function outputsOf(type: string, name: string): object {
  return outputs[type.split(":").slice(1).join(":")]?.(name) ?? {};
}
