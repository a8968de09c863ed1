import { deepEqual, equal } from "node:assert/strict";
import { at } from "../../../local/azure/values.ts";
import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { makeGroup, tokens } from "./landscape.ts";

describe("local Azure: vault, registry and Service Bus", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    await makeGroup(rig.azure, "rg2");
  });
  afterEach(() => {
    rig.stop();
  });

  const inRg = { resourceGroupName: "rg" };
  const secured = {
    tenantId: "00000000-0000-0000-0000-000000000002",
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
  };
  const vault = (properties: Props = {}, over: Props = {}): Props => ({
    ...inRg,
    vaultName: "kv-acme",
    properties: { ...secured, ...properties },
    ...over,
  });

  it("answers where a vault is", async () => {
    const { outputs } = await rig.azure.up(tokens.vault, vault());
    equal(at(outputs, "properties.vaultUri"), "https://kv-acme.vault.azure.net/");
    equal(at(outputs, "properties.softDeleteRetentionInDays"), 90);
  });

  it("keeps vault names unique in the whole cloud", async () => {
    await rig.azure.up(tokens.vault, vault());
    await refused(
      rig.azure.up(tokens.vault, vault({}, { resourceGroupName: "rg2", vaultName: "KV-acme" })),
      409,
      "VaultAlreadyExists",
      "The vault name 'KV-acme' is already in use. Vault names are globally unique so it is possible that the name is already taken.",
    );
  });

  const link =
    "On the local Azure, 'npm run local:down' forgets it. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.";
  const deleted =
    "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault.";

  it("keeps the name of a deleted vault until it is purged or recovered", async () => {
    const { id } = await rig.azure.up(tokens.vault, vault());
    await rig.azure.delete(tokens.vault, id);
    await refused(
      rig.azure.up(tokens.vault, vault()),
      409,
      "ConflictError",
      `${deleted} Recover 'kv-acme' with createMode 'recover', or purge it with 'az keyvault purge --name kv-acme'. ${link}`,
    );
    await rig.azure.up(tokens.vault, vault({ createMode: "recover" }));
  });

  it("cannot be purged under purge protection, also when its group went", async () => {
    await rig.azure.up(
      tokens.vault,
      vault({ enablePurgeProtection: true, softDeleteRetentionInDays: 7 }, { resourceGroupName: "rg2" }),
    );
    await rig.azure.delete(
      tokens.group,
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg2",
    );
    await refused(
      rig.azure.up(tokens.vault, vault()),
      409,
      "ConflictError",
      `${deleted} 'kv-acme' has purge protection, so for 7 days it can only be recovered (createMode 'recover'). ${link}`,
    );
  });

  it("keeps a vault's protection", async () => {
    const { id, inputs } = await rig.azure.up(tokens.vault, vault({ softDeleteRetentionInDays: 7 }));
    await refused(
      rig.azure.update(tokens.vault, id, {}, { ...inputs, ...vault({ enablePurgeProtection: false }) }),
      400,
      "BadRequest",
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
    await refused(
      rig.azure.update(tokens.vault, id, {}, { ...inputs, ...vault({ softDeleteRetentionInDays: 8 }) }),
      400,
      "BadRequest",
      'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
    );
  });

  const registry = (sku: string, over: Props = {}): Props => ({
    ...inRg,
    registryName: "acmedev",
    sku: { name: sku },
    ...over,
  });

  it("answers a registry's login server, and keeps its name unique", async () => {
    const { outputs } = await rig.azure.up(tokens.registry, registry("Basic"));
    equal(outputs["loginServer"], "acmedev.azurecr.io");
    deepEqual(outputs["sku"], { name: "Basic", tier: "Basic" });
    await refused(
      rig.azure.up(tokens.registry, registry("Basic", { resourceGroupName: "rg2" })),
      409,
      "AlreadyInUse",
      "The registry DNS name acmedev.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability",
    );
  });

  const premium: readonly (readonly [string, Props])[] = [
    ["networkRuleSet", { networkRuleSet: { defaultAction: "Deny" } }],
    ["zoneRedundancy", { zoneRedundancy: "Enabled" }],
    ["policies.retentionPolicy", { policies: { retentionPolicy: { status: "enabled", days: 7 } } }],
    ["publicNetworkAccess", { publicNetworkAccess: "Disabled" }],
  ];
  for (const [property, over] of premium) {
    it(`has ${property} in Premium registries only`, async () => {
      await refused(
        rig.azure.up(tokens.registry, registry("Standard", over)),
        400,
        "SkuNotSupported",
        `The property '${property}' is not supported for the SKU Standard: it needs the SKU Premium.`,
      );
      await rig.azure.up(tokens.registry, registry("Premium", over));
    });
  }

  it("does not change a registry's zone redundancy", async () => {
    const { id } = await rig.azure.up(tokens.registry, registry("Premium"));
    await refused(
      rig.azure.update(tokens.registry, id, {}, registry("Premium", { zoneRedundancy: "Enabled" })),
      400,
      "PropertyChangeNotAllowed",
      "Changing property 'properties.zoneRedundancy' is not allowed.",
    );
  });

  const bus = (sku: Props, over: Props = {}): Props => ({ ...inRg, namespaceName: "acme-dev", sku, ...over });

  it("answers a namespace's endpoint, and keeps its name unique", async () => {
    const { outputs } = await rig.azure.up(tokens.bus, bus({ name: "Standard" }));
    equal(outputs["serviceBusEndpoint"], "https://acme-dev.servicebus.windows.net:443/");
    await refused(
      rig.azure.up(tokens.bus, bus({ name: "Basic" }, { resourceGroupName: "rg2" })),
      409,
      "NamespaceUnavailable",
      "The specified name 'acme-dev' is not available: Service Bus namespaces are unique in the whole cloud.",
    );
  });

  it("has messaging units in Premium namespaces only, and no way from tier to tier", async () => {
    await refused(
      rig.azure.up(tokens.bus, bus({ name: "Standard", capacity: 1 })),
      400,
      "BadRequest",
      "Messaging units (sku.capacity) exist in the Premium tier only; this namespace is Standard.",
    );
    const { id } = await rig.azure.up(tokens.bus, bus({ name: "Premium", capacity: 2 }));
    await refused(
      rig.azure.update(tokens.bus, id, {}, bus({ name: "Standard" })),
      400,
      "BadRequest",
      "Changing the SKU of namespace 'acme-dev' from Premium to Standard is not allowed: a Premium namespace is migrated to, not updated to.",
    );
  });

  it("gives queues what their namespace's tier has", async () => {
    await rig.azure.up(tokens.bus, bus({ name: "Basic" }));
    const queue = { ...inRg, namespaceName: "acme-dev", queueName: "mail" };
    await refused(
      rig.azure.up(tokens.queue, { ...queue, requiresSession: true }),
      400,
      "BadRequest",
      "SubCode=40000. The property 'requiresSession' cannot be set to this value in a namespace of the 'Basic' tier.",
    );
    await refused(
      rig.azure.up(tokens.queue, { ...queue, lockDuration: "PT6M" }),
      400,
      "BadRequest",
      "The supplied lock time exceeds the allowed maximum of '5' minutes.",
    );
    const { id, outputs } = await rig.azure.up(tokens.queue, { ...queue, lockDuration: "PT5M" });
    equal(outputs["maxDeliveryCount"], 10);
    await rig.azure.delete(tokens.bus, id.replace(/\/queues.*/, ""));
    equal(rig.store.get(id), undefined);
  });
});
