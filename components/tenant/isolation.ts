/** The walls around a tenant. */

import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Tenant } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { costCenterLabel, podSecurityLabels, tenantLabels, type Labels } from "../base/labels.ts";
import { dns } from "../base/networkPolicies.ts";
import { limitRangeSpec, quotaSpec } from "./quota.ts";

export interface IsolationArgs {
  readonly tenant: Pick<Tenant, "name" | "owner" | "quota">;
  readonly kubernetesVersion: string;
}

/**
 * Namespace under Pod Security `restricted`, quota, limit range, default-deny network policy both ways with DNS as
 * its one hole, and a view of it all for the owner group. The owners change things through their tenant file alone.
 */
export class Isolation extends Component {
  constructor(name: string, args: IsolationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:tenant:Isolation", name, opts);
    const { quota, name: tenant } = args.tenant;
    const namespace = this.createNamespace(name, args);
    const inside = { parent: this, dependsOn: [namespace] };
    new ResourceQuota(
      `${name}-quota`,
      { metadata: metadata(tenant, "quota"), spec: quotaSpec(quota) },
      inside,
    );
    new LimitRange(`${name}-limits`, { metadata: metadata(tenant, "limits"), spec: limitRangeSpec }, inside);
    this.createPolicies(name, tenant, inside);
    this.createOwnerBinding(name, args, inside);
    this.registerOutputs({});
  }

  private createNamespace(name: string, { tenant, kubernetesVersion }: IsolationArgs): Namespace {
    const { owner } = tenant;
    const labels = {
      ...isolationLabels(tenant.name, tenant.name),
      ...podSecurityLabels(kubernetesVersion),
      ...(owner.costCenter === undefined ? {} : { [costCenterLabel]: owner.costCenter }),
    };
    const annotations = { "aks-platform/contact": owner.contact };
    return new Namespace(
      `${name}-namespace`,
      { metadata: { name: tenant.name, labels, annotations } },
      { parent: this },
    );
  }

  private createPolicies(name: string, tenant: string, opts: pulumi.CustomResourceOptions): void {
    // A workload's policy has the workload's name, which holds no dot.
    const everyPod = { podSelector: {} };
    const deny = { ...everyPod, policyTypes: ["Ingress", "Egress"] };
    new NetworkPolicy(
      `${name}-default-deny`,
      { metadata: metadata(tenant, "tenant.default-deny"), spec: deny },
      opts,
    );
    const allow = { ...everyPod, policyTypes: ["Egress"], egress: [dns] };
    new NetworkPolicy(
      `${name}-allow-dns`,
      { metadata: metadata(tenant, "tenant.allow-dns"), spec: allow },
      opts,
    );
  }

  private createOwnerBinding(
    name: string,
    { tenant }: IsolationArgs,
    opts: pulumi.CustomResourceOptions,
  ): void {
    const apiGroup = "rbac.authorization.k8s.io";
    new RoleBinding(
      `${name}-owners`,
      {
        metadata: metadata(tenant.name, "owners"),
        roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
        subjects: [{ apiGroup, kind: "Group", name: tenant.owner.group }],
      },
      opts,
    );
  }
}

function isolationLabels(tenant: string, name: string): Labels {
  return tenantLabels(tenant, { name, component: "isolation" });
}

function metadata(tenant: string, name: string) {
  return { name, namespace: tenant, labels: isolationLabels(tenant, name) };
}
