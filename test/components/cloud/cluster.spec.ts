import assert from "node:assert/strict";
import { Cluster } from "../../../components/cloud/cluster.ts";
import { ClusterAccess } from "../../../components/cloud/clusterAccess.ts";
import { ClusterIdentities } from "../../../components/cloud/clusterIdentities.ts";
import type { ClusterArgs } from "../../../components/cloud/clusterSettings.ts";
import type { EgressSettings } from "../../../config/types.ts";
import { NodePools } from "../../../components/cloud/nodePools.ts";
import { poolInputs } from "../../../components/cloud/nodePoolSettings.ts";
import { poolGeneration } from "../../../components/cloud/poolGeneration.ts";
import { frozenInPools } from "../../../local/azure/types/cluster/poolRules.ts";
import { azureScope, environment } from "../../support/fixtures.ts";
import { childrenOf, find, record, unknown, type Recording } from "../../support/runtime.ts";

const poolSubnetIds = { system: "/system", service: "/service", worker: "/worker", spot: "/spot" };
const api = "azure-native_containerservice_v20260301:containerservice";

function create(changes: Partial<ClusterArgs> = {}): Cluster {
  const azure = azureScope();
  const { kubelet, controlPlaneId } = new ClusterIdentities("identities", {
    azure,
    subnetIds: { nodes: "/subnet", apiserver: "/api" },
  });
  const { kubernetes, network, entra, nodePools } = environment;
  return new Cluster("cluster", {
    ...{
      azure,
      kubernetes,
      network,
      entra,
      bootPool: nodePools.system,
      nodeSubnetId: "/subnet",
      controlPlaneId,
    },
    ...{ kubelet, metrics: false, kedaDriver: "aks", ingressDriver: "aks", ...changes },
  });
}

async function clusterInputs(changes: Partial<ClusterArgs> = {}) {
  return find(await record(() => create(changes)), `${api}:ManagedCluster`).inputs;
}

describe("a cluster", () => {
  it("is secure without asking", async () => {
    const inputs = await clusterInputs();
    const secure = {
      disableLocalAccounts: true,
      enableRBAC: true,
      aadProfile: {
        managed: true,
        enableAzureRBAC: true,
        adminGroupObjectIDs: environment.entra.adminGroups,
      },
      apiServerAccessProfile: { disableRunCommand: true },
      oidcIssuerProfile: { enabled: true },
      securityProfile: {
        workloadIdentity: { enabled: true },
        imageCleaner: { enabled: true, intervalHours: 168 },
      },
      addonProfiles: {
        azurepolicy: { enabled: true },
        azureKeyvaultSecretsProvider: {
          enabled: true,
          config: { enableSecretRotation: "true", rotationPollInterval: "2m" },
        },
      },
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      identity: { type: "UserAssigned", userAssignedIdentities: ["identities-control-plane-id"] },
      identityProfile: {
        kubeletidentity: {
          resourceId: "identities-kubelet-id",
          clientId: "identities-kubelet-client",
          objectId: "identities-kubelet-principal",
        },
      },
    };
    for (const [key, value] of Object.entries(secure)) assert.deepEqual(inputs[key], value, key);
  });

  it("has the support plan of its settings", async () => {
    assert.equal((await clusterInputs())["supportPlan"], "KubernetesOfficial");
    const kubernetes = {
      ...environment.kubernetes,
      tier: "Premium",
      supportPlan: "AKSLongTermSupport",
    } as const;
    const inputs = await clusterInputs({ kubernetes });
    assert.equal(inputs["supportPlan"], "AKSLongTermSupport");
    assert.deepEqual(inputs["sku"], { name: "Base", tier: "Premium" });
  });

  it("runs Cilium on an overlay", async () => {
    const { networkProfile } = await clusterInputs();
    assert.deepEqual(networkProfile, {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.0.0.0/16",
      dnsServiceIP: "10.0.0.10",
      loadBalancerSku: "standard",
      outboundType: "loadBalancer",
    });
  });

  it("narrows who reaches the API server when ranges are given", async () => {
    const kubernetes = { ...environment.kubernetes, authorizedIpRanges: ["203.0.113.0/24"] };
    const { apiServerAccessProfile } = await clusterInputs({ kubernetes });
    const authorizedIPRanges = ["203.0.113.0/24"];
    assert.deepEqual(apiServerAccessProfile, { disableRunCommand: true, authorizedIPRanges });
  });

  it("puts the API server into the network, with or without a public address", async () => {
    const profileOf = async (apiServer: "integrated" | "private") => {
      const kubernetes = { ...environment.kubernetes, apiServer };
      return (await clusterInputs({ kubernetes, apiServerSubnetId: "/api" }))["apiServerAccessProfile"];
    };
    const integrated = { disableRunCommand: true, enableVnetIntegration: true, subnetId: "/api" };
    assert.deepEqual(await profileOf("integrated"), integrated);
    const closed = { enablePrivateCluster: true, privateDNSZone: "system" };
    assert.deepEqual(await profileOf("private"), { ...integrated, ...closed });
  });

  it("has Defender report to a workspace, and its metrics collected, where there is one", async () => {
    const plain = await clusterInputs();
    assert.equal((plain["securityProfile"] as Record<string, unknown>)["defender"], undefined);
    assert.equal(plain["azureMonitorProfile"], undefined);
    const watched = await clusterInputs({ defenderWorkspaceId: "/logs", metrics: true });
    assert.deepEqual((watched["securityProfile"] as Record<string, unknown>)["defender"], {
      logAnalyticsWorkspaceResourceId: "/logs",
      securityMonitoring: { enabled: true },
    });
    assert.deepEqual(watched["azureMonitorProfile"], { metrics: { enabled: true } });
  });

  it("takes its switches from the settings", async () => {
    const kubernetes = {
      ...environment.kubernetes,
      upgradeChannel: "stable",
      nodeOsUpgradeChannel: "SecurityPatch",
      imageCleanerHours: 24,
      autoscaler: "thrifty",
      verticalPodAutoscaler: true,
      costAnalysis: true,
    } as const;
    const inputs = await clusterInputs({ kubernetes });
    assert.deepEqual(inputs["autoUpgradeProfile"], {
      upgradeChannel: "stable",
      nodeOSUpgradeChannel: "SecurityPatch",
    });
    assert.deepEqual((inputs["securityProfile"] as Record<string, unknown>)["imageCleaner"], {
      enabled: true,
      intervalHours: 24,
    });
    assert.deepEqual(inputs["workloadAutoScalerProfile"], {
      keda: { enabled: true },
      verticalPodAutoscaler: { enabled: true },
    });
    assert.deepEqual(inputs["metricsProfile"], { costAnalysis: { enabled: true } });
    assert.equal((inputs["autoScalerProfile"] as Record<string, unknown>)["scaleDownUnneededTime"], "4m");
  });

  it("is told how its nodes get out", async () => {
    const outboundType = async (egress: EgressSettings) => {
      const network = { ...environment.network, egress };
      return ((await clusterInputs({ network }))["networkProfile"] as Record<string, unknown>)[
        "outboundType"
      ];
    };
    assert.equal(await outboundType({ type: "natGateway" }), "userAssignedNATGateway");
    assert.equal(await outboundType({ type: "firewall", address: "10.9.0.4" }), "userDefinedRouting");
  });

  it("switches on the add-ons AKS brings, and no others", async () => {
    const gatewayAPI = { installation: "Standard" };
    const webAppRouting = { gatewayAPIImplementations: { appRoutingIstio: { mode: "Enabled" } } };
    const aks = await clusterInputs();
    assert.deepEqual(aks["ingressProfile"], { gatewayAPI, webAppRouting });
    const verticalPodAutoscaler = { enabled: false };
    assert.deepEqual(aks["workloadAutoScalerProfile"], { keda: { enabled: true }, verticalPodAutoscaler });
    const chart = await clusterInputs({ ingressDriver: "chart", kedaDriver: "chart" });
    assert.deepEqual(chart["ingressProfile"], { gatewayAPI });
    assert.deepEqual(chart["workloadAutoScalerProfile"], { keda: { enabled: false }, verticalPodAutoscaler });
    const none = await clusterInputs({ ingressDriver: "none", kedaDriver: "none" });
    assert.deepEqual(none["ingressProfile"], { gatewayAPI: { installation: "Disabled" } });
  });

  it("is born with one small pool, which never changes", async () => {
    const { inputs, options } = find(await record(() => create()), `${api}:ManagedCluster`);
    const [pool, ...others] = inputs["agentPoolProfiles"] as Record<string, unknown>[];
    assert.deepEqual(others, []);
    assert.equal(pool?.["name"], "boot");
    assert.equal(pool["count"], 1);
    assert.deepEqual(pool["nodeTaints"], ["CriticalAddonsOnly=true:NoSchedule"]);
    assert.deepEqual(options.ignoreChanges, ["agentPoolProfiles"]);
  });
});

describe("the cluster's identities", () => {
  it("may hand the kubelet identity on and join its subnets, nothing more", async () => {
    const recording = await record(() => create());
    const component = find(recording, "aks-platform:cloud:ClusterIdentities");
    assert.deepEqual(childrenOf(recording, component), [
      "azure-native:authorization:RoleAssignment identities-control-plane-kubelet",
      "azure-native:authorization:RoleAssignment identities-control-plane-subnet-apiserver",
      "azure-native:authorization:RoleAssignment identities-control-plane-subnet-nodes",
      "azure-native:managedidentity:UserAssignedIdentity identities-control-plane",
      "azure-native:managedidentity:UserAssignedIdentity identities-kubelet",
    ]);
    const scopes = recording.resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .map(({ inputs }) => [inputs["principalId"], inputs["scope"]]);
    assert.deepEqual(scopes.sort(), [
      ["identities-control-plane-principal", "/api"],
      ["identities-control-plane-principal", "/subnet"],
      ["identities-control-plane-principal", "identities-kubelet-id"],
    ]);
  });
});

describe("node pools", () => {
  type Pools = typeof environment.nodePools;
  const pools = (changes: Partial<Pools> = {}, nodeSubnets: "shared" | "perPool" = "perPool") => {
    const args = { azure: azureScope(), pools: { ...environment.nodePools, ...changes } };
    const rest = { kubernetesVersion: "1.36", network: { nodeSubnets }, subnetIds: poolSubnetIds };
    return record(() => new NodePools("pools", { ...args, ...rest }));
  };
  const poolOf = ({ resources }: Recording, role: string) => {
    const found = resources.filter(({ inputs }) => nodeLabel(inputs) === role);
    assert.equal(found.length, 1, role);
    const [only] = found;
    assert.ok(only);
    return only;
  };
  const nodeLabel = (inputs: Record<string, unknown>) =>
    (inputs["nodeLabels"] as Record<string, string> | undefined)?.["aks-platform/pool"];
  const inputsOf = (recording: Recording, role: string) => poolOf(recording, role).inputs;

  it("are four, each within its bounds", async () => {
    const recording = await pools();
    for (const [role, { min, max }] of Object.entries(environment.nodePools)) {
      const inputs = inputsOf(recording, role);
      assert.match(String(inputs["agentPoolName"]), new RegExp(`^${role}[a-z0-9]{4}$`));
      assert.equal(inputs["enableAutoScaling"], true);
      assert.deepEqual([inputs["minCount"], inputs["count"], inputs["maxCount"]], [min, min, max]);
      assert.deepEqual(inputs["nodeLabels"], { "aks-platform/pool": role });
      assert.deepEqual(inputs["availabilityZones"], role === "spot" ? undefined : ["1", "2", "3"]);
      assert.equal(inputs["enableNodePublicIP"], false);
      assert.equal(inputs["vnetSubnetID"], `/${role}`);
      assert.equal(inputs["resourceName"], "aks-contoso-test");
    }
    for (const { type, options } of recording.resources) {
      if (type.endsWith(":AgentPool")) assert.deepEqual(options.ignoreChanges, ["count"]);
    }
  });

  it("keep system nodes for critical add-ons and spot nodes for those who ask", async () => {
    const recording = await pools();
    const system = inputsOf(recording, "system");
    assert.equal(system["mode"], "System");
    assert.deepEqual(system["nodeTaints"], ["CriticalAddonsOnly=true:NoSchedule"]);
    const spot = inputsOf(recording, "spot");
    assert.deepEqual(spot["nodeTaints"], ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]);
    assert.equal(spot["scaleSetPriority"], "Spot");
    assert.equal(spot["scaleSetEvictionPolicy"], "Delete");
    assert.equal(spot["spotMaxPrice"], -1);
    assert.equal(spot["upgradeSettings"], undefined, "there are no surge nodes");
    assert.deepEqual(inputsOf(recording, "service")["upgradeSettings"], { maxSurge: "33%" });
  });

  it("have another name, in Azure and in Pulumi, once they cannot be changed in place", async () => {
    const { service } = environment.nodePools;
    const names = async (...args: Parameters<typeof pools>) => {
      const { name, inputs } = poolOf(await pools(...args), "service");
      return [name, inputs["agentPoolName"]];
    };
    const usual = await names();
    assert.deepEqual(await names({ service: { ...service, min: 3, max: 30 } }), usual);
    const others = [
      await names({ service: { ...service, vmSize: "Standard_D8as_v5" } }),
      await names({ service: { ...service, zones: ["1", "2"] } }),
      await names({}, "shared"),
    ];
    const all = [usual, ...others];
    assert.equal(new Set(all.map(([name]) => name)).size, all.length);
    assert.equal(new Set(all.map(([, name]) => name)).size, all.length);
    const worker = poolOf(await pools({ service: { ...service, zones: [] } }), "worker").name;
    assert.equal(worker, poolOf(await pools(), "worker").name, "other pools stay");
  });

  it("know everything AKS refuses to change", () => {
    const base = { osType: "Linux", vmSize: "Standard_D4as_v5" };
    for (const key of frozenInPools) {
      if (!usedInPools.has(key)) continue;
      const changed = { ...base, [key === "vnetSubnetID" ? "subnet" : key]: "changed" };
      assert.notEqual(poolGeneration(changed), poolGeneration(base), key);
    }
  });
});

/** Of what AKS freezes, what our pools say anything of. */
const usedInPools = new Set<string>([
  ...Object.keys(poolInputs("service", environment.nodePools.service, "1.36")),
  ...Object.keys(poolInputs("spot", environment.nodePools.spot, "1.36")),
  "vnetSubnetID",
]);

describe("access to the cluster", () => {
  const program = () => new ClusterAccess("access", { azure: azureScope(), cluster: create() });

  it("asks for credentials by plain names and keeps them secret", async () => {
    const recording = await record(program);
    const call = recording.calls.find(({ token }) => token.endsWith(":listManagedClusterUserCredentials"));
    assert.deepEqual(call?.args, {
      resourceGroupName: "rg-contoso-test",
      resourceName: "aks-contoso-test",
      format: "exec",
    });
    const { inputs, secrets } = find(recording, "pulumi:providers:kubernetes");
    assert.deepEqual(secrets, ["kubeconfig"]);
    assert.deepEqual(inputs, {
      kubeconfig: "the kubeconfig",
      clusterIdentifier: "rg-contoso-test/aks-contoso-test",
      kubeClientSettings: JSON.stringify({ qps: 200, burst: 400 }),
    });
  });

  it("waits for the cluster: in a first preview nobody is asked", async () => {
    const { calls, resources } = await record(program, true);
    assert.deepEqual(calls, []);
    assert.equal(find({ resources }, "pulumi:providers:kubernetes").inputs["kubeconfig"], unknown);
  });
});
