import assert from "node:assert/strict";
import { MongoDb } from "../../../components/data/mongoDb.ts";
import { database, tenantScope } from "../../support/fixtures.ts";
import { childrenOf, find, record } from "../../support/runtime.ts";

describe("MongoDB", () => {
  let made: MongoDb;
  const create = () =>
    record(() => {
      const users = [{ name: "shop", component: "service" }];
      made = new MongoDb("acme.store", { scope: tenantScope(), spec: database, users });
    });

  it("consists of exactly these", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:data:MongoDb")), [
      "aks-platform:workload:Account acme.store-account",
      "kubernetes:apps/v1:StatefulSet acme.store-stateful-set",
      "kubernetes:core/v1:Service acme.store-service",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy acme.store-network-policy",
      "kubernetes:policy/v1:PodDisruptionBudget acme.store-disruption-budget",
    ]);
  });

  it("keeps its data on a volume of its own, and when it is deleted", async () => {
    const { inputs } = find(await create(), "kubernetes:apps/v1:StatefulSet");
    const spec = inputs["spec"] as Record<string, unknown>;
    assert.equal(spec["replicas"], 1);
    assert.equal(spec["serviceName"], "store");
    const [claim] = spec["volumeClaimTemplates"] as { spec: unknown }[];
    assert.deepEqual(claim?.spec, {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "managed-csi",
      resources: { requests: { storage: "10Gi" } },
    });
    const retention = { whenScaled: "Retain", whenDeleted: "Retain" };
    assert.deepEqual(spec["persistentVolumeClaimRetentionPolicy"], retention);
  });

  it("runs as no user of the node with its password in a file, and tells three things apart", async () => {
    const { inputs } = find(await create(), "kubernetes:apps/v1:StatefulSet");
    interface Pod {
      readonly securityContext: { readonly runAsUser: number };
      readonly containers: readonly Record<string, unknown>[];
    }
    const { spec } = (inputs["spec"] as { template: { spec: Pod } }).template;
    assert.equal(spec.securityContext.runAsUser, 10001);
    const [container] = spec.containers;
    assert.deepEqual(container?.["env"], [
      { name: "MONGO_INITDB_ROOT_USERNAME", value: "root" },
      { name: "MONGO_INITDB_ROOT_PASSWORD_FILE", value: "/mnt/secrets/MONGO_INITDB_ROOT_PASSWORD" },
      { name: "HOME", value: "/tmp" },
    ]);
    const probes = ["startupProbe", "livenessProbe", "readinessProbe"].map((key) =>
      JSON.stringify(container[key]),
    );
    assert.equal(new Set(probes).size, 3);
  });

  it("is reached by its users only and reaches nobody", async () => {
    const { inputs } = find(await create(), "kubernetes:networking.k8s.io/v1:NetworkPolicy");
    const { ingress, egress } = inputs["spec"] as Record<string, unknown>;
    const matchLabels = { "app.kubernetes.io/name": "shop", "app.kubernetes.io/component": "service" };
    assert.deepEqual(ingress, [
      { from: [{ podSelector: { matchLabels } }], ports: [{ protocol: "TCP", port: 27017 }] },
    ]);
    assert.deepEqual(egress, []);
  });

  it("tells its users all they need, and no secret", async () => {
    await create();
    assert.deepEqual(made.connection, {
      to: { kind: "resource", name: "store" },
      env: { STORE_HOST: "store", STORE_PORT: "27017", STORE_USER: "root" },
      secrets: { STORE_PASSWORD: "acme--store--root-password" },
      edge: { peer: { name: "store", component: "mongodb" }, port: 27017 },
    });
  });
});
