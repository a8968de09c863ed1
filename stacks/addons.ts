/** The add-ons of an environment. */

import * as pulumi from "@pulumi/pulumi";
import { CertManager, issuerName } from "../components/addons/certManager.ts";
import { gateway } from "../components/addons/gateway.ts";
import { Ingress } from "../components/addons/ingress.ts";
import { Keda } from "../components/addons/keda.ts";
import type { AzureScope } from "../components/base/azure.ts";
import type { Environment, ReadonlyMapOf, Tenant } from "../config/types.ts";

/** @returns Everything installed, for what comes after to wait for. */
export function createAddons(
  { addons, charts, kubernetes }: Environment,
  tenants: readonly Tenant[],
  { tenantId }: AzureScope,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Resource[] {
  const { keda, certManager, ingress } = addons;
  const kubernetesVersion = kubernetes.version;
  const installed: pulumi.Resource[] = [];
  if (keda.driver === "chart") {
    installed.push(new Keda("keda", { kubernetesVersion, source: charts["keda"], tenantId }, opts));
  }
  if (certManager.driver === "chart") {
    const args = { kubernetesVersion, source: charts["cert-manager"], issuer: certManager.issuer, gateway };
    installed.push(new CertManager("cert-manager", args, opts));
  }
  if (ingress.driver !== "none") {
    const issuer = certManager.driver === "chart" ? issuerName : undefined;
    const source = charts["traefik"];
    const args = { kubernetesVersion, source, controller: ingress.driver, hosts: hostsOf(tenants), issuer };
    // Certificates need cert-manager's CRDs.
    installed.push(new Ingress("ingress", args, pulumi.mergeOptions(opts, { dependsOn: [...installed] })));
  }
  return installed;
}

/** Tenant by host, for every host that is served; the configuration has checked that no two tenants share one. */
export function hostsOf(tenants: readonly Tenant[]): ReadonlyMapOf<string> {
  const hosts = tenants.flatMap(({ name, services }) =>
    Object.values(services).flatMap(({ expose }) => (expose ? [[expose.host, name] as const] : [])),
  );
  return Object.fromEntries(hosts);
}
