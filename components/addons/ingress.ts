/** The way from the internet into the cluster. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import type { ReadonlyMapOf } from "../../config/types.ts";
import { platformLabels, tenantLabel } from "../base/labels.ts";
import { anyAddress, tcp } from "../base/networkPolicies.ts";
import { Addon, resources, systemPlacement, type AddonArgs } from "./addon.ts";
import {
  certificateSpec,
  controllers,
  gateway,
  gatewaySpec,
  redirectSpec,
  type Controller,
} from "./gateway.ts";

export interface IngressArgs extends AddonArgs {
  /** AKS's own gateway controller or Traefik's chart. */
  readonly controller: Controller;
  /** Tenant by host: who may serve it. At most 63, which the configuration has checked. */
  readonly hosts: ReadonlyMapOf<string>;
  /** ClusterIssuer of the hosts' certificates; absent: the Secrets `<host>-tls` come from elsewhere. */
  readonly issuer?: string | undefined;
}

/**
 * The namespace `ingress` with the shared Gateway `platform`, a redirect from HTTP to HTTPS, a certificate for each
 * host and, unless AKS brings the controller, Traefik. Add-ons with the CRDs go into `dependsOn`.
 */
export class Ingress extends Addon {
  constructor(name: string, args: IngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:addons:Ingress", name, opts);
    // AKS runs the gateway's pods in the gateway's namespace, and they set no seccomp profile: baseline, not restricted.
    const home = this.createNamespace(name, gateway.namespace, args.kubernetesVersion, "baseline");
    const controller = args.controller === "chart" ? this.installTraefik(name, args, home) : home;
    this.createGateway(name, args, controller);
    for (const host of Object.keys(args.hosts)) this.createCertificate(name, host, args.issuer, home);
    this.registerOutputs({});
  }

  private installTraefik(name: string, { source }: IngressArgs, home: ReturnType<Addon["createNamespace"]>) {
    const { http, https } = controllers.chart;
    const policy = this.createNetworkPolicy(name, home, gateway.namespace, {
      ingress: [{ from: [anyAddress], ports: tcp(http, https) }],
      egress: [
        { to: [{ namespaceSelector: { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] } }] },
      ],
    });
    const chart = {
      chart: "traefik",
      namespace: gateway.namespace,
      source,
      values: traefikValues,
      skipCrds: true,
    } as const;
    return this.install(name, chart, [home, policy]);
  }

  private createGateway(name: string, { controller, hosts }: IngressArgs, after: pulumi.Resource): void {
    const shared = this.create(
      `${name}-gateway`,
      "Gateway",
      gateway.name,
      gatewaySpec(controller, hosts),
      after,
    );
    this.create(`${name}-redirect`, "HTTPRoute", "https-redirect", redirectSpec, shared);
  }

  private create(
    name: string,
    kind: string,
    objectName: string,
    spec: object,
    after: pulumi.Resource,
  ): CustomResource {
    return new CustomResource(
      name,
      { apiVersion: "gateway.networking.k8s.io/v1", kind, metadata: metadata(objectName), spec },
      { parent: this, dependsOn: [after] },
    );
  }

  private createCertificate(
    name: string,
    host: string,
    issuer: string | undefined,
    home: pulumi.Resource,
  ): void {
    if (issuer === undefined) return;
    const kind = { apiVersion: "cert-manager.io/v1", kind: "Certificate" };
    const args = { ...kind, metadata: metadata(host), spec: certificateSpec(host, issuer) };
    new CustomResource(`${name}-certificate-${host}`, args, { parent: this, dependsOn: [home] });
  }
}

function metadata(name: string) {
  return { name, namespace: gateway.namespace, labels: platformLabels("ingress") };
}

const traefikValues = {
  ...systemPlacement,
  deployment: { replicas: 2 },
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  resources: resources(["100m", "1"], ["128Mi", "512Mi"]),
  // Keeps the client's address, which the network policy and the access log go by.
  service: { spec: { externalTrafficPolicy: "Local" } },
  providers: {
    kubernetesGateway: { enabled: true },
    kubernetesCRD: { enabled: false },
    kubernetesIngress: { enabled: false },
  },
  gateway: { enabled: false },
  gatewayClass: { enabled: true, name: controllers.chart.className },
  ingressClass: { enabled: false },
  api: { dashboard: false },
};
