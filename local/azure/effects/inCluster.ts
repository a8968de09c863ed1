import type { StoredResource } from "../store.ts";
import { textAt } from "../values.ts";
import { installCrds, removeCrds } from "./crds.ts";
import type { Effects } from "./effects.ts";
import { managedBy } from "./kubernetes.ts";
import type { Kind, Kubernetes } from "./kubernetes.ts";
import type { Manifests } from "./manifests.ts";
import { nodesOf, poolLabels } from "./nodes.ts";
import { storageClasses } from "./storageClasses.ts";
import { hasIstioGateways, isSwitchedOn, switchNames } from "./switches.ts";
import { until } from "./wait.ts";

const patience = 60;

/** Effects in a cluster that `connect` reaches; it is called at the first effect and then no more. */
export function effectsIn(
  connect: () => Promise<Kubernetes>,
  manifests: Manifests,
  signal: AbortSignal,
): Effects {
  let connection: Kubernetes | undefined;
  const reach = async () => (connection ??= await connect());
  return {
    async cluster(before, after) {
      const kubernetes = await reach();
      if (after) await reconcile(kubernetes, manifests, before, after, signal);
      else await removeCluster(kubernetes, signal);
    },
    async pool(pool, cluster) {
      const kubernetes = await reach();
      const nodes = nodesOf(pool, cluster);
      const names = nodes.map((node) => textAt(node, "metadata.name"));
      await Promise.all(nodes.map((node) => kubernetes.apply("Node", node)));
      await removeNodes(kubernetes, pool, (name) => !names.includes(name), signal);
    },
    async removePool(pool) {
      await removeNodes(await reach(), pool, () => true, signal);
    },
  };
}

async function reconcile(
  kubernetes: Kubernetes,
  manifests: Manifests,
  before: StoredResource | undefined,
  after: StoredResource,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(storageClasses.map((storageClass) => kubernetes.apply("StorageClass", storageClass)));
  const istio = hasIstioGateways(after.outputs);
  if (before && hasIstioGateways(before.outputs) && !istio)
    await kubernetes.remove("GatewayClass", istioClass);
  for (const name of switchNames) {
    if (isSwitchedOn(name, after.outputs)) await installCrds(kubernetes, manifests, name, signal);
    else if (before && isSwitchedOn(name, before.outputs)) await removeCrds(kubernetes, name, signal);
  }
  if (istio) {
    await kubernetes.apply("GatewayClass", {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name: istioClass, labels: managedBy },
      spec: { controllerName: "istio.io/gateway-controller" },
    });
  }
}

const istioClass = "approuting-istio";

/** Takes everything away that the emulator made. */
async function removeCluster(kubernetes: Kubernetes, signal: AbortSignal): Promise<void> {
  const removeAll = async (kind: Kind) => {
    const names = (await kubernetes.list(kind, managedBy)).map(
      (object) => textAt(object, "metadata.name") ?? "",
    );
    await Promise.all(names.map((name) => kubernetes.remove(kind, name)));
  };
  for (const kind of ["GatewayClass", "StorageClass", "Node"] as const) await removeAll(kind);
  for (const name of switchNames) await removeCrds(kubernetes, name, signal);
}

async function removeNodes(
  kubernetes: Kubernetes,
  pool: StoredResource,
  goes: (name: string) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const list = async () =>
    (await kubernetes.list("Node", poolLabels(pool)))
      .map((node) => textAt(node, "metadata.name") ?? "")
      .filter((name) => goes(name));
  let left = await list();
  await Promise.all(left.map((name) => kubernetes.remove("Node", name)));
  await until(
    patience,
    signal,
    async () => {
      left = left.length === 0 ? left : await list();
      return left.length === 0;
    },
    () => `Nodes are still being deleted (${left.join(", ")})`,
  );
}
