import assert from "node:assert/strict";
import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../config/settings.ts";
import type { PlatformContract } from "../../stacks/contract.ts";
import { createEnvironment } from "../../stacks/environment.ts";
import { run } from "../../stacks/program.ts";
import { readContract } from "../../stacks/readContract.ts";
import { environment, tenant } from "../support/fixtures.ts";
import { root } from "../support/program.ts";
import { record, valueOf } from "../support/runtime.ts";

async function contractOf(): Promise<PlatformContract> {
  let contract: PlatformContract | undefined;
  await record(async () => {
    contract = await valueOf(createEnvironment({ environment, tenants: [tenant] }, new Date()));
  });
  assert.ok(contract);
  return contract;
}

const advice = "Run `pulumi up --stack dev` with this version of the program first.";

describe("the contract", () => {
  it("is all a tenant may know of its environment", async () => {
    assert.deepEqual(await contractOf(), {
      contract: 1,
      environment: "test",
      region: "westeurope",
      azure: { subscriptionId: "subscription", tenantId: "entra-tenant", resourceGroup: "rg-contoso-test" },
      cluster: {
        name: "aks-contoso-test",
        resourceGroup: "rg-contoso-test",
        kubernetesVersion: "1.36",
        oidcIssuerUrl:
          "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000001/",
      },
      registry: { loginServer: "registry.azurecr.io" },
      keyVault: {
        name: "kv-contoso-test",
        id: "key-vault-vault-id",
        uri: "https://kv-contoso-test.vault.azure.net/",
      },
      serviceBus: { namespace: "sb-contoso-test", endpoint: "https://bus.servicebus.windows.net:443/" },
      ingress: { gateway: "platform", namespace: "ingress", class: "approuting-istio" },
      keda: { namespace: "kube-system", serviceAccount: "keda-operator" },
      tenants: { acme: { namespace: "acme", hosts: ["acme.test.example.com"] } },
    });
  });

  it("is read as it was written", async () => {
    const contract = await contractOf();
    assert.deepEqual(readContract(JSON.parse(JSON.stringify(contract)), "dev"), contract);
    const future = { ...contract, somethingNew: true };
    assert.deepEqual(readContract(future, "dev"), contract, "what is added within a version does no harm");
  });

  it("says what is wrong with it", async () => {
    const contract = await contractOf();
    const cases: [unknown, string][] = [
      [undefined, `Stack dev has no output "contract". ${advice}`],
      [{}, `The contract of stack dev has no version; version 1 is needed. ${advice}`],
      [{ contract: 0 }, `The contract of stack dev is version 0; version 1 is needed. ${advice}`],
      [{ contract: 2 }, "The contract of stack dev is version 2; this program knows 1. Update the program."],
      [
        { ...contract, keyVault: { name: "kv" } },
        "The contract of stack dev is not complete: keyVault.id: Invalid input: expected string, received undefined; " +
          `keyVault.uri: Invalid input: expected string, received undefined. ${advice}`,
      ],
    ];
    for (const [value, message] of cases) {
      assert.throws(() => readContract(value, "dev"), { message });
    }
    assert.throws(
      () => readContract({ ...contract, cluster: undefined }, "dev"),
      /is not complete: cluster: /,
    );
  });
});

describe("the program", () => {
  it("tells what is wrong with the configuration, and nothing of itself", async () => {
    await record(() =>
      assert.rejects(run, (error) => {
        assert.ok(pulumi.RunError.isInstance(error), "which Pulumi prints without a stack trace");
        assert.match(error.message, /organization: /);
        assert.doesNotMatch(error.message, /\n\s+at /);
        return true;
      }),
    );
  });

  it("shows what needs attention among the engine's diagnostics, and goes on", async () => {
    // In its last days or afterwards, whenever this test runs.
    const accepted = { id: "kubernetes/1.34", reason: "the freeze ends in March", until: "2999-12-31" };
    const values = {
      ...readSettings(root, "local"),
      "aks-platform:kubernetes": JSON.stringify({ version: "1.34" }),
      "aks-platform:calendar": JSON.stringify({ accept: [accepted] }),
    };
    const warned = mock.method(pulumi.log, "warn", () => Promise.resolve());
    try {
      const { resources } = await record(() => {
        pulumi.runtime.setAllConfig(values);
        return run();
      });
      assert.ok(resources.length > 100);
      const [message] = warned.mock.calls.map(({ arguments: [text] }) => text);
      assert.match(
        String(message),
        /^Pulumi\.local\.yaml:\d+:\d+: kubernetes\.version: Kubernetes 1\.34 on AKS end(s|ed) on /,
      );
    } finally {
      warned.mock.restore();
      pulumi.runtime.setAllConfig({});
    }
  });
});
