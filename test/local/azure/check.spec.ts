import { deepEqual, equal, match, ok } from "node:assert/strict";
import { textAt, unknown } from "../../../local/azure/values.ts";
import { startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, makeGroup, tokens } from "./landscape.ts";

describe("local Azure: check", () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
  });
  after(() => {
    rig.stop();
  });

  async function failures(token: string, inputs: Parameters<Rig["azure"]["check"]>[1]) {
    return (await rig.azure.check(token, inputs)).failures;
  }

  it("guesses what a misspelt property was meant to be, at any depth", async () => {
    deepEqual(await failures(tokens.cluster, cluster({ oidcIssuerProfil: { enabled: true } })), [
      "unknown property 'oidcIssuerProfil' in API version 2025-09-01: did you mean 'oidcIssuerProfile'?",
    ]);
    deepEqual(await failures(tokens.cluster, cluster({ networkProfile: { podCird: "10.2.0.0/16" } })), [
      "unknown property 'networkProfile.podCird' in API version 2025-09-01: did you mean 'networkProfile.podCidr'?",
    ]);
  });

  it("names every missing, mistyped and misspelt value", async () => {
    deepEqual(
      await failures(tokens.vault, {
        resourceGroupName: "rg",
        vaultName: "kv-acme",
        properties: { sku: { name: "standrad" }, tenantId: 5, accessPolicies: {} },
      }),
      [
        "'properties.accessPolicies' should be a list but got an object",
        "missing required property 'properties.sku.family'",
        "'properties.sku.name' is 'standrad', expected one of standard, premium; did you mean 'standard'?",
        "'properties.tenantId' should be a string but got the number 5",
      ],
    );
    deepEqual(await failures(tokens.pool, { resourceGroupName: "rg" }), [
      "missing required property 'resourceName'",
    ]);
  });

  it("lets unknown values pass", async () => {
    const { inputs, failures: none } = await rig.azure.check(tokens.vault, {
      resourceGroupName: unknown,
      vaultName: unknown,
      properties: unknown,
    });
    deepEqual(none, []);
    equal(inputs["location"], unknown);
  });

  const names: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
    [
      "vault",
      tokens.vault,
      "vaultName",
      ["kv-1", "a".repeat(24)],
      ["kv", "a".repeat(25), "1kv", "kv--1", "kv-"],
    ],
    ["registry", tokens.registry, "registryName", ["acme1"], ["acme", "acme-1", "a".repeat(51)]],
    ["identity", tokens.identity, "resourceName", ["app", "id_1"], ["ab", "-app", "a".repeat(129)]],
    ["cluster", tokens.cluster, "resourceName", ["a", "aks_1"], ["-aks", "aks-", "a".repeat(64)]],
    ["pool", tokens.pool, "agentPoolName", ["system", "p1"], ["System", "1p", "user-pool", "abcdefghijklm"]],
    ["namespace", tokens.bus, "namespaceName", ["acme-1"], ["acme", "1acmes", "acme-sb", "a".repeat(51)]],
    ["queue", tokens.queue, "queueName", ["a", "jobs/mail.1"], ["-jobs", "a".repeat(261)]],
    ["credential", tokens.credential, "federatedIdentityCredentialResourceName", ["app"], ["ab", "_app"]],
    [
      "role assignment",
      tokens.role,
      "roleAssignmentName",
      ["0b8a4d7e-1111-4111-8111-111111111111"],
      ["owner"],
    ],
  ];
  for (const [what, token, property, good, bad] of names) {
    it(`knows how a ${what} may be named`, async () => {
      const about = async (name: string) =>
        (await failures(token, { [property]: name })).filter((reason) => reason.startsWith(`'${property}'`));
      for (const name of good) deepEqual(await about(name), [], name);
      for (const name of bad) equal((await about(name)).length, 1, name);
    });
  }

  it("says what is wrong with a name", async () => {
    deepEqual(
      await failures(tokens.registry, {
        resourceGroupName: "rg",
        registryName: "a-b-c-d",
        sku: { name: "Basic" },
      }),
      ["'registryName' must be 5 to 50 characters, letters and digits only: got 'a-b-c-d'"],
    );
  });

  it("invents a name and keeps it, and takes the location of the resource group", async () => {
    const made = await rig.azure.check(tokens.identity, { resourceGroupName: "rg" }, {}, "app");
    match(textAt(made.inputs, "resourceName") ?? "", /^app[0-9a-f]{8}$/);
    equal(made.inputs["location"], "westeurope");
    equal(made.inputs["__createBeforeDelete"], true);
    equal(made.inputs["azureApiVersion"], "2023-01-31");
    const again = await rig.azure.check(tokens.identity, { resourceGroupName: "rg" }, made.inputs, "app");
    deepEqual(again.inputs, made.inputs);
  });

  it("names children after themselves and role assignments by a GUID", async () => {
    const queue = await rig.azure.check(
      tokens.queue,
      { resourceGroupName: "rg", namespaceName: "bus" },
      {},
      "mail",
    );
    equal(queue.inputs["queueName"], "mail");
    ok(!("__createBeforeDelete" in queue.inputs));
    const role = await rig.azure.check(tokens.role, {}, {}, "reader");
    match(textAt(role.inputs, "roleAssignmentName") ?? "", /^[0-9a-f-]{36}$/);
  });

  it("asks for a location when neither the inputs nor the group have one", async () => {
    deepEqual(await failures(tokens.identity, { resourceGroupName: "none", resourceName: "app" }), [
      "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.",
    ]);
  });

  it("knows the limits of single values", async () => {
    const vault = { resourceGroupName: "rg", vaultName: "kv-acme" };
    const sku = { family: "A", name: "standard" };
    deepEqual(
      await failures(tokens.vault, {
        ...vault,
        properties: { sku, tenantId: "t", softDeleteRetentionInDays: 5 },
      }),
      [
        "'properties.tenantId' must be a GUID, got 't'",
        "'properties.softDeleteRetentionInDays' must be between 7 and 90, got 5",
      ],
    );
    deepEqual(
      await failures(tokens.queue, {
        resourceGroupName: "rg",
        namespaceName: "b",
        queueName: "q",
        lockDuration: "1m",
        maxDeliveryCount: 0,
      }),
      [
        "'lockDuration' must be an ISO 8601 duration such as PT1M, got '1m'",
        "'maxDeliveryCount' must be between 1 and 2000, got 0",
      ],
    );
  });

  it("names the types it has when asked for another", async () => {
    const work = rig.azure.check("azure-native:storage:StorageAccount", {});
    const text = await work.then(
      () => "",
      (error: unknown) => String(error),
    );
    match(text, /no type azure-native:storage:StorageAccount; it has azure-native:resources:ResourceGroup, /);
  });
});
