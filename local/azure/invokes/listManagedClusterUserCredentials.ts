import { resourceNotFound } from "../arm/errors.ts";
import { fillTemplate } from "../arm/ids.ts";
import type { Context } from "../context.ts";
import { managedCluster } from "../types/managedCluster.ts";
import { textAt } from "../values.ts";
import type { Props } from "../values.ts";

/** The kubeconfig of a cluster: every cluster of the local Azure is the one local cluster. */
export function listManagedClusterUserCredentials(context: Context, args: Props): Props {
  const [group, name] = [textAt(args, "resourceGroupName") ?? "", textAt(args, "resourceName") ?? ""];
  if (!context.store.get(fillTemplate(managedCluster.id, args))) {
    throw resourceNotFound(managedCluster.armType, name, group);
  }
  const value = Buffer.from(context.kubeconfig()).toString("base64");
  return { kubeconfigs: [{ name: "clusterUser", value }] };
}
