/** Certificates for the hosts of the gateway. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import type { CertificateIssuer } from "../../config/types.ts";
import { charts } from "../../config/versions.ts";
import { platformLabels } from "../base/labels.ts";
import type { GatewayRef } from "../base/platform.ts";
import { podUser } from "../base/podUser.ts";
import { Addon, resources, systemPlacement, type AddonArgs } from "./addon.ts";

const namespace = "cert-manager";

/** The one ClusterIssuer certificates ask, whoever signs behind it. */
export const issuerName = "platform";

export interface CertManagerArgs extends AddonArgs {
  readonly issuer: CertificateIssuer;
  /** Answers the challenges of an ACME issuer. */
  readonly gateway: GatewayRef;
}

/**
 * cert-manager's chart and the ClusterIssuer `platform`: either a certificate authority of the environment's own,
 * bootstrapped from a self-signed certificate, or Let's Encrypt, which proves a host through the shared gateway.
 */
export class CertManager extends Addon {
  constructor(name: string, args: CertManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:addons:CertManager", name, opts);
    const home = this.createNamespace(name, namespace, args.kubernetesVersion);
    const policy = this.createNetworkPolicy(name, home, namespace);
    const chart = {
      chart: "cert-manager",
      namespace,
      source: args.source,
      values: values(args.issuer),
    } as const;
    const installed = this.install(name, chart, [home, policy]);
    this.createIssuer(name, args, installed);
    this.registerOutputs({});
  }

  private createIssuer(name: string, { issuer, gateway }: CertManagerArgs, chart: pulumi.Resource): void {
    if (issuer.type === "acme") {
      this.clusterIssuer(`${name}-issuer`, issuerName, { acme: acme(issuer, gateway) }, chart);
      return;
    }
    const secretName = `${issuerName}-ca`;
    const root = this.clusterIssuer(`${name}-root`, "self-signed", { selfSigned: {} }, chart);
    const authority = this.createAuthority(name, secretName, root);
    this.clusterIssuer(`${name}-issuer`, issuerName, { ca: { secretName } }, authority);
  }

  private clusterIssuer(name: string, issuer: string, spec: object, after: pulumi.Resource): CustomResource {
    const kind = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer" };
    const metadata = { name: issuer, labels: platformLabels(namespace) };
    return new CustomResource(name, { ...kind, metadata, spec }, { parent: this, dependsOn: [after] });
  }

  /** The certificate that signs all others; valid for ten years, in cert-manager's own namespace. */
  private createAuthority(name: string, secretName: string, root: pulumi.Resource): CustomResource {
    return new CustomResource(
      `${name}-authority`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: secretName, namespace, labels: platformLabels(namespace) },
        spec: {
          isCA: true,
          commonName: "aks-platform",
          secretName,
          duration: "87600h",
          privateKey: { algorithm: "ECDSA", size: 256 },
          issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "self-signed" },
        },
      },
      { parent: this, dependsOn: [root] },
    );
  }
}

const directories = {
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
  production: "https://acme-v02.api.letsencrypt.org/directory",
} as const;

function acme({ server, email }: Extract<CertificateIssuer, { type: "acme" }>, gateway: GatewayRef) {
  const parentRef = { group: "gateway.networking.k8s.io", kind: "Gateway", ...gateway, sectionName: "http" };
  return {
    server: directories[server],
    email,
    privateKeySecretRef: { name: `acme-${server}` },
    solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [parentRef] } } }],
  };
}

const controllerConfig = {
  apiVersion: "controller.config.cert-manager.io/v1alpha1",
  kind: "ControllerConfiguration",
  gatewayAPI: { enabled: true },
};

function values(issuer: CertificateIssuer) {
  // A chart taken from the source tree carries no version of its own.
  const image = { tag: charts["cert-manager"].version };
  // The chart adds the rest of Pod Security restricted, but leaves the user to the image.
  const pod = {
    ...systemPlacement,
    image,
    securityContext: { runAsUser: podUser, runAsGroup: podUser },
  };
  const controller = { ...pod, resources: resources(["100m", "500m"], ["128Mi", "512Mi"]) };
  return {
    ...controller,
    global: { leaderElection: { namespace } },
    crds: { enabled: true, keep: false },
    // Only challenges need routes; the controller does not start without the CRDs once this is on.
    ...(issuer.type === "acme" ? { config: controllerConfig } : {}),
    cainjector: controller,
    webhook: { ...pod, resources: resources(["100m", "250m"], ["100Mi", "256Mi"]) },
    acmesolver: { image },
    // A hook that only waits for the webhook; it would not run before the issuers anyway.
    startupapicheck: { enabled: false },
  };
}
