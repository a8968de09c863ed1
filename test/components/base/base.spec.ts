import assert from "node:assert/strict";
import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { tenantTags } from "../../../components/base/azure.ts";
import { podSecurityLabels, selectorLabels, tenantLabels } from "../../../components/base/labels.ts";
import { azurePeers, dns } from "../../../components/base/networkPolicies.ts";
import { grantRole, roles, stableGuid } from "../../../components/base/roles.ts";
import { createWorkloadIdentity } from "../../../components/base/workloadIdentity.ts";
import { azureScope } from "../../support/fixtures.ts";
import { find, record } from "../../support/runtime.ts";

describe("labels", () => {
  it("select a workload by what never changes", () => {
    const workload = { name: "shop", component: "service" };
    const labels = tenantLabels("acme", workload);
    assert.deepEqual(labels, {
      "app.kubernetes.io/name": "shop",
      "app.kubernetes.io/part-of": "acme",
      "app.kubernetes.io/managed-by": "pulumi",
      "app.kubernetes.io/component": "service",
      "aks-platform/tenant": "acme",
    });
    assert.deepEqual({ ...labels, ...selectorLabels(workload) }, labels);
  });

  it("pin Pod Security to the cluster's version", () => {
    assert.deepEqual(podSecurityLabels("1.36"), {
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/enforce-version": "v1.36",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/audit-version": "v1.36",
      "pod-security.kubernetes.io/warn": "restricted",
      "pod-security.kubernetes.io/warn-version": "v1.36",
    });
  });
});

describe("tags", () => {
  it("name the tenant and its cost center, if it has one", () => {
    const base = { "managed-by": "aks-platform", tenant: "acme" };
    assert.deepEqual(tenantTags(azureScope(), "acme", undefined), base);
    assert.deepEqual(tenantTags(azureScope(), "acme", "CC-1"), { ...base, "cost-center": "CC-1" });
  });
});

describe("network rules", () => {
  it("ask the cluster's own name servers only", () => {
    assert.deepEqual(dns.ports, [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ]);
  });

  it("keep the public internet apart from private ranges and the metadata service", () => {
    const internet = {
      ipBlock: {
        cidr: "0.0.0.0/0",
        except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
      },
    };
    assert.deepEqual(azurePeers({}), [internet]);
    const endpoints = { ipBlock: { cidr: "10.228.0.0/24" } };
    assert.deepEqual(azurePeers({ endpointRange: "10.228.0.0/24" }), [internet, endpoints]);
  });
});

describe("role assignments", () => {
  it("have a GUID that follows from the parts and differs with them", () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const guid = stableGuid(...a);
        assert.match(guid, /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        assert.equal(guid === stableGuid(...b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
    assert.equal(stableGuid("contoso", "test", "pull"), "769d8af6-f3ee-557f-a7d0-da011cddfa6e");
  });

  it("name role, scope and kind of principal, and are deleted before they are replaced", async () => {
    const recording = await record(() => {
      const grant = { role: "AcrPull", scope: "/registry", principalId: "principal" } as const;
      grantRole("pull", { ...grant, azure: azureScope() }, {});
    });
    const { inputs, options } = find(recording, "azure-native:authorization:RoleAssignment");
    assert.deepEqual(inputs, {
      roleAssignmentName: stableGuid("contoso", "test", "pull"),
      roleDefinitionId: `/subscriptions/subscription/providers/Microsoft.Authorization/roleDefinitions/${roles.AcrPull}`,
      scope: "/registry",
      principalId: "principal",
      principalType: "ServicePrincipal",
    });
    assert.equal(options.deleteBeforeReplace, true);
  });

  it("use known roles, none of which administers anything", () => {
    const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
    for (const id of Object.values(roles)) assert.match(id, guid);
    // Owner, Contributor, User Access Administrator.
    const powerful = [
      "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      "b24988ac-6180-42a0-ab88-20f7382dd24c",
      "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    ];
    assert.deepEqual(
      Object.values(roles).filter((id) => powerful.includes(id)),
      [],
    );
  });
});

describe("a workload identity", () => {
  const account = (name: string) => ({ namespace: "acme", name });

  it("writes its federated credentials one after the other", async () => {
    const recording = await record(() => {
      const parent = new pulumi.ComponentResource("test:Parent", "parent");
      const base = { azure: azureScope(), parts: ["acme", "shop"], tags: {}, issuer: "https://issuer/" };
      const trusts = { first: account("a"), second: account("b") };
      createWorkloadIdentity("it", { ...base, trusts }, parent);
    });
    const type = "azure-native:managedidentity:FederatedIdentityCredential";
    const identity = find(recording, "azure-native:managedidentity:UserAssignedIdentity");
    const first = find(recording, type, "it-trust-first");
    const second = find(recording, type, "it-trust-second");
    assert.deepEqual(first.options.dependsOn, [identity.urn]);
    assert.deepEqual(second.options.dependsOn, [first.urn]);
    assert.deepEqual(second.inputs, {
      resourceGroupName: "rg-contoso-test",
      resourceName: "id-contoso-test_acme_shop",
      federatedIdentityCredentialResourceName: "fc-contoso-test_second",
      issuer: "https://issuer/",
      subject: "system:serviceaccount:acme:b",
      audiences: ["api://AzureADTokenExchange"],
    });
    assert.equal(recording.resources.length, 4, "and nothing is granted");
  });

  it("trusts no more accounts than Entra lets it", async () => {
    const trusting = (count: number) =>
      record(() => {
        const parent = new pulumi.ComponentResource("test:Parent", "parent");
        const base = { azure: azureScope(), parts: ["acme", "shop"], tags: {}, issuer: "https://issuer/" };
        const trusts = Array.from({ length: count }, (_, n) => [`t${n}`, account(`a${n}`)] as const);
        createWorkloadIdentity("it", { ...base, trusts: Object.fromEntries(trusts) }, parent);
      });
    assert.equal((await trusting(20)).resources.length, 22);
    await assert.rejects(trusting(21), {
      message: "it: 21 federated credentials, and Entra allows 20 on an identity",
    });
  });
});
