import { isProps, listAt, merge, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { managedBy, switchLabel } from "./kubernetes.ts";
import type { Kubernetes, Labels } from "./kubernetes.ts";
import type { Manifests } from "./manifests.ts";
import type { Switch } from "./switches.ts";
import { until } from "./wait.ts";

const patience = 60;

/** Installs the CRDs behind a switch and waits until the API server serves them. */
export async function installCrds(
  kubernetes: Kubernetes,
  manifests: Manifests,
  name: Switch,
  signal: AbortSignal,
): Promise<void> {
  const crds = manifests(name).map((crd) =>
    merge(withoutStatus(crd), { metadata: { labels: labelsOf(name) } }),
  );
  await Promise.all(crds.map((crd) => kubernetes.apply("CustomResourceDefinition", crd)));
  let pending: readonly string[] = [];
  await until(
    patience,
    signal,
    async () => {
      const served = (await kubernetes.list("CustomResourceDefinition", labelsOf(name))).filter(
        isEstablished,
      );
      const names = served.map(nameOf);
      pending = crds.map(nameOf).filter((crd) => !names.includes(crd));
      return pending.length === 0;
    },
    () => `The CRDs of '${name}' are not established (${pending.join(", ")})`,
  );
}

/** Removes exactly the CRDs that a switch brought, with every object of theirs, and waits until they are gone. */
export async function removeCrds(kubernetes: Kubernetes, name: Switch, signal: AbortSignal): Promise<void> {
  const list = async () => (await kubernetes.list("CustomResourceDefinition", labelsOf(name))).map(nameOf);
  let left = await list();
  await Promise.all(left.map((crd) => kubernetes.remove("CustomResourceDefinition", crd)));
  await until(
    patience,
    signal,
    async () => {
      left = await list();
      return left.length === 0;
    },
    () =>
      `The CRDs of '${name}' are still being deleted (${left.join(", ")}): objects with finalizers hold them`,
  );
}

function labelsOf(name: Switch): Labels {
  return { ...managedBy, [switchLabel]: name };
}

function withoutStatus(crd: Props): Props {
  return Object.fromEntries(Object.entries(crd).filter(([key]) => key !== "status"));
}

function nameOf(object: Props): string {
  return textAt(object, "metadata.name") ?? "";
}

function isEstablished(crd: Props): boolean {
  return listAt(crd, "status.conditions")
    .filter(isProps)
    .some((condition) => condition["type"] === "Established" && condition["status"] === "True");
}
