import assert from "node:assert/strict";
import type { AddonSettings, Environment, Tenant } from "../../config/types.ts";
import { environment, job, service, tenant, worker } from "../support/fixtures.ts";
import { configurationOf, recordEnvironment } from "../support/program.ts";
import { find, unknown, type Recorded, type Recording } from "../support/runtime.ts";

/** Two tenants whose names, joined by hyphens with those of their workloads, are the same. */
function lookalike(name: string, workload: string): Tenant {
  const host = `${name}.test.example.com`;
  return {
    ...tenant,
    name,
    domains: [host],
    resources: {},
    services: { [workload]: { ...service, name: workload, expose: { host, paths: ["/"] } } },
    workers: { [`w-${workload}`]: { ...worker, name: `w-${workload}` } },
    jobs: { [`j-${workload}`]: { ...job, name: `j-${workload}` } },
  };
}

const tenants = [tenant, lookalike("beta", "one-two"), lookalike("beta-one", "two")];
const run = (changes: Partial<Environment> = {}, preview = false) =>
  recordEnvironment({ environment: { ...environment, ...changes }, tenants }, preview);
/** The environment as it usually is; what only looks can share it. */
let usual: Promise<Recording> | undefined;
const look = () => (usual ??= run());
const withAddons = (addons: Partial<AddonSettings>) => run({ addons: { ...environment.addons, ...addons } });

const typesOf = ({ resources }: Recording) => new Set(resources.map(({ type }) => type));
const isKubernetes = ({ type }: Recorded) => type.startsWith("kubernetes:");

/** Paths below a value that nobody knows yet. */
function unknownPaths(value: unknown, path = ""): string[] {
  if (value === unknown) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    unknownPaths(item, path === "" ? key : `${path}.${key}`),
  );
}

describe("an environment", () => {
  it("gives every resource a name of its own, whatever tenants and workloads are called", async () => {
    const { resources } = await look();
    const urns = resources.map(({ urn }) => urn);
    assert.deepEqual(
      urns.filter((urn, index) => urns.indexOf(urn) !== index),
      [],
    );
  });

  it("gives every object in Azure and in the cluster an address of its own", async () => {
    const { resources } = await look();
    const keys = [
      "resourceName",
      "queueName",
      "roleAssignmentName",
      "federatedIdentityCredentialResourceName",
    ];
    const addresses = resources.flatMap(({ type, inputs }) => {
      const { namespace = "", name } = (inputs["metadata"] ?? {}) as { namespace?: string; name?: string };
      const azure = keys.flatMap((key) => (typeof inputs[key] === "string" ? [inputs[key]] : []));
      const parts = name === undefined ? azure : [namespace, name];
      return parts.length === 0 || type.endsWith(":AgentPool") ? [] : [`${type} ${parts.join("/")}`];
    });
    assert.equal(new Set(addresses).size, addresses.length);
    assert.ok(addresses.length > 100);
  });

  it("puts everything in the cluster through its own provider", async () => {
    const recording = await look();
    const provider = find(recording, "pulumi:providers:kubernetes").urn;
    for (const one of recording.resources.filter(isKubernetes)) {
      assert.ok(one.options.provider.startsWith(provider), one.urn);
    }
  });

  it("protects what holds state, if told to", async () => {
    const stateful = /^azure.*:(ManagedCluster|Vault|Registry|Namespace)$/;
    const protectedTypes = ({ resources }: Recording) =>
      resources.filter(({ options, type }) => options.protect && stateful.test(type)).map(({ type }) => type);
    assert.deepEqual(protectedTypes(await look()), []);
    assert.deepEqual(protectedTypes(await run({ protect: true })).sort(), [
      "azure-native:containerregistry:Registry",
      "azure-native:keyvault:Vault",
      "azure-native:servicebus:Namespace",
      "azure-native_containerservice_v20260301:containerservice:ManagedCluster",
    ]);
  });

  it("creates nodes before add-ons, add-ons before tenants, and deletes them the other way round", async () => {
    const recording = await run({ addons: { ...environment.addons, keda: { driver: "chart" } } });
    const { resources } = recording;
    const pools = resources.filter(({ type }) => type.endsWith(":AgentPool")).map(({ urn }) => urn);
    const charts = resources.filter(({ type }) => type.endsWith(":Chart")).map(({ urn }) => urn);
    const gateway = find(recording, "kubernetes:gateway.networking.k8s.io/v1:Gateway").urn;
    assert.equal(pools.length, 4);
    assert.equal(charts.length, 2);
    for (const { type, options, name } of resources) {
      const waits = (urns: readonly string[]) => urns.every((urn) => options.dependsOn.includes(urn));
      if (type.startsWith("aks-platform:addons:")) assert.ok(waits(pools), name);
      if (type === "aks-platform:tenant:Tenant") assert.ok(waits([...pools, ...charts, gateway]), name);
    }
    const ingress = find(recording, "aks-platform:addons:Ingress");
    assert.ok(ingress.options.dependsOn.some((urn) => urn.includes("cert-manager-chart")));
  });

  it("waits for the resource group with everything that goes into it", async () => {
    const recording = await look();
    const group = find(recording, "azure-native:resources:ResourceGroup").urn;
    const byUrn = new Map(recording.resources.map((one) => [one.urn, one]));
    const waits = (urn: string): boolean => {
      const one = byUrn.get(urn);
      return one !== undefined && (urn === group || [one.parent, ...one.options.dependsOn].some(waits));
    };
    const placed = recording.resources.filter(({ inputs }) => inputs["resourceGroupName"] !== undefined);
    assert.deepEqual(
      placed.filter(({ urn }) => !waits(urn)).map(({ urn }) => urn),
      [],
    );
  });

  it("installs the add-ons its settings name, and none else", async () => {
    const gatewayType = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
    const issuerType = "kubernetes:cert-manager.io/v1:ClusterIssuer";
    const types = typesOf(await look());
    assert.ok(types.has(gatewayType) && types.has(issuerType));
    assert.ok(!types.has("aks-platform:addons:Keda"), "AKS brings it");
    const keda = typesOf(await withAddons({ keda: { driver: "chart" } }));
    assert.ok(keda.has("aks-platform:addons:Keda"));
    const { certManager } = environment.addons;
    const bare = typesOf(await withAddons({ certManager: { ...certManager, driver: "none" } }));
    assert.ok(bare.has(gatewayType) && !bare.has(issuerType));
  });

  it("shows names, pods and rules in full in a first preview: only what Azure makes up is unknown", async () => {
    const { resources, calls } = await run({}, true);
    assert.deepEqual(
      calls.map(({ token }) => token),
      ["azure-native:authorization:getClientConfig"],
    );
    const open = new Set(
      resources.flatMap(({ type, inputs }) => unknownPaths(inputs).map((path) => `${type} ${path}`)),
    );
    assert.deepEqual([...open].sort(), [
      "azure-native:authorization:RoleAssignment principalId",
      "azure-native:authorization:RoleAssignment scope",
      "azure-native:managedidentity:FederatedIdentityCredential issuer",
      "azure-native:network:Subnet networkSecurityGroup.id",
      "azure-native_containerservice_v20260301:containerservice:ManagedCluster identity.userAssignedIdentities.0",
      "azure-native_containerservice_v20260301:containerservice:ManagedCluster identityProfile.kubeletidentity.clientId",
      "azure-native_containerservice_v20260301:containerservice:ManagedCluster identityProfile.kubeletidentity.objectId",
      "azure-native_containerservice_v20260301:containerservice:ManagedCluster identityProfile.kubeletidentity.resourceId",
      "kubernetes:core/v1:ServiceAccount metadata.annotations.azure.workload.identity/client-id",
      "kubernetes:keda.sh/v1alpha1:TriggerAuthentication spec.podIdentity.identityId",
      "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass spec.parameters.clientID",
      "pulumi:providers:kubernetes kubeconfig",
    ]);
  });

  it("has one secret, the kubeconfig, and it stands nowhere else", async () => {
    const { resources } = await look();
    const secrets = resources.flatMap(({ type, secrets: paths }) => paths.map((path) => `${type} ${path}`));
    assert.deepEqual(secrets, ["pulumi:providers:kubernetes kubeconfig"]);
    const others = resources.filter(({ secrets: paths }) => paths.length === 0);
    assert.ok(!JSON.stringify(others.map(({ inputs }) => inputs)).includes("the kubeconfig"));
  });

  for (const stack of ["local", "dev", "staging", "prod"]) {
    it(`of the stack ${stack} can be created`, async () => {
      const configuration = configurationOf(stack);
      const { resources } = await recordEnvironment(configuration);
      const created = resources.filter(({ type }) => type === "aks-platform:tenant:Tenant");
      assert.equal(created.length, configuration.tenants.length);
    });
  }
});
