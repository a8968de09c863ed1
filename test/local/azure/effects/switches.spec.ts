import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { effectsIn } from "../../../../local/azure/effects/inCluster.ts";
import type { Switch } from "../../../../local/azure/effects/switches.ts";
import type { StoredResource } from "../../../../local/azure/store.ts";
import { at, listAt, mapAt } from "../../../../local/azure/values.ts";
import type { Props } from "../../../../local/azure/values.ts";
import { clusterId } from "../landscape.ts";
import { crd, FakeKubernetes } from "./fake.ts";

const crds: Readonly<Record<Switch, readonly Props[]>> = {
  keda: [crd("scaledobjects.keda.sh"), crd("scaledjobs.keda.sh")],
  secretsStoreCsi: [crd("secretproviderclasses.secrets-store.csi.x-k8s.io")],
  gatewayApi: [crd("gatewayclasses.gateway.networking.k8s.io")],
};

const on = {
  keda: { workloadAutoScalerProfile: { keda: { enabled: true } } },
  secretsStoreCsi: { addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } } },
  gatewayApi: { ingressProfile: { gatewayAPI: { installation: "Standard" } } },
} satisfies Record<Switch, Props>;

const istio: Props = {
  ingressProfile: {
    gatewayAPI: { installation: "Standard" },
    webAppRouting: { gatewayAPIImplementations: { appRoutingIstio: { mode: "Enabled" } } },
  },
};

function aks(outputs: Props): StoredResource {
  return { type: "Microsoft.ContainerService/managedClusters", id: clusterId, inputs: {}, outputs };
}

describe("local Azure: switches of a cluster", () => {
  let kubernetes: FakeKubernetes;
  beforeEach(() => {
    kubernetes = new FakeKubernetes();
  });
  const effects = () =>
    effectsIn(
      () => Promise.resolve(kubernetes),
      (name) => crds[name],
      new AbortController().signal,
    );
  const installed = () => kubernetes.names("CustomResourceDefinition");

  it("bring AKS's storage classes whatever their position, and no CRD when off", async () => {
    await effects().cluster(undefined, aks({ ingressProfile: { gatewayAPI: { installation: "Disabled" } } }));
    deepEqual(kubernetes.names("StorageClass"), [
      "default",
      "managed-csi",
      "managed-csi-premium",
      "azurefile-csi",
    ]);
    const annotation = "storageclass.kubernetes.io/is-default-class";
    deepEqual(
      kubernetes
        .names("StorageClass")
        .filter(
          (name) =>
            mapAt(kubernetes.get("StorageClass", name), "metadata.annotations")[annotation] === "true",
        ),
      ["default"],
    );
    equal(at(kubernetes.get("StorageClass", "default"), "provisioner"), "disk.csi.azure.com");
    deepEqual(installed(), []);
  });

  for (const name of ["keda", "secretsStoreCsi", "gatewayApi"] as const) {
    it(`${name}: bring exactly their CRDs, and take them away again`, async () => {
      const azure = effects();
      await azure.cluster(undefined, aks(on[name]));
      deepEqual(
        installed(),
        crds[name].map((object) => at(object, "metadata.name")),
      );
      for (const key of installed()) {
        equal(
          mapAt(kubernetes.get("CustomResourceDefinition", key), "metadata.labels")[
            "aks-platform.local/managed-by"
          ],
          "azure-emulator",
        );
      }
      await azure.cluster(aks(on[name]), aks({}));
      deepEqual(installed(), []);
    });
  }

  it("leave the CRDs of others alone", async () => {
    await kubernetes.apply("CustomResourceDefinition", crd("mine.example.com"));
    const azure = effects();
    await azure.cluster(undefined, aks({ ...on.keda }));
    await azure.cluster(aks({ ...on.keda }), aks({}));
    deepEqual(installed(), ["mine.example.com"]);
  });

  it("make the gateway class with Istio, and only then", async () => {
    const azure = effects();
    await azure.cluster(undefined, aks(istio));
    deepEqual(kubernetes.names("GatewayClass"), ["approuting-istio"]);
    await azure.cluster(aks(istio), aks({ ...on.gatewayApi }));
    deepEqual(kubernetes.names("GatewayClass"), []);
    equal(installed().length, 1);
  });

  it("wait for CRDs that are not established", async () => {
    kubernetes.establishes = false;
    setTimeout(() => {
      for (const [key, object] of kubernetes.objects) {
        if (key.startsWith("Custom")) kubernetes.objects.set(key, { ...object, status: established });
      }
    }, 150);
    const started = Date.now();
    await effects().cluster(undefined, aks({ ...on.keda }));
    equal(Date.now() - started >= 150, true);
    equal(
      listAt(kubernetes.get("CustomResourceDefinition", "scaledobjects.keda.sh"), "status.conditions").length,
      1,
    );
  });

  it("take everything with them when the cluster goes", async () => {
    const azure = effects();
    const everything = aks({ ...on.keda, ...on.secretsStoreCsi, ...istio });
    await kubernetes.apply("StorageClass", { metadata: { name: "mine" } });
    await azure.cluster(undefined, everything);
    equal(installed().length, 4);
    await azure.cluster(everything, undefined);
    deepEqual([...kubernetes.objects.keys()], ["StorageClass/mine"]);
  });

  it("say what is missing when there is no cluster", async () => {
    const { connect } = await import("../../../../local/azure/effects/client.ts");
    const { signal } = new AbortController();
    await rejects(connect(undefined, signal), {
      message: /AKS_LOCAL_KUBECONFIG is not set.*'npm run local:up' starts one/,
    });
    await rejects(connect("/nowhere/kubeconfig", signal), {
      message: /no kubeconfig of the local cluster at \/nowhere/,
    });
    match(String(kubernetes.calls.length), /0/);
  });
});

const established: Props = { conditions: [{ type: "Established", status: "True" }] };
