import assert from "node:assert/strict";
import fc from "fast-check";
import { azureName, isGlobal, registryServer, type AzureNameType } from "../../config/naming.ts";

/** Azure's own rules: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const forms: Readonly<Record<AzureNameType, RegExp>> = {
  resourceGroup: /^[\w.()-]{0,89}[\w()-]$/,
  virtualNetwork: /^[a-z0-9][\w.-]{0,62}\w$/,
  networkSecurityGroup: /^[a-z0-9][\w.-]{0,78}\w$/,
  natGateway: /^[a-z0-9][\w.-]{0,78}\w$/,
  publicIp: /^[a-z0-9][\w.-]{0,78}\w$/,
  routeTable: /^[a-z0-9][\w.-]{0,78}\w$/,
  privateEndpoint: /^[a-z0-9][\w.-]{0,78}\w$/,
  virtualNetworkLink: /^[a-z0-9][\w.-]{0,78}\w$/,
  subnet: /^[a-z0-9][\w.-]{0,78}\w$/,
  cluster: /^[a-z0-9][\w-]{0,61}[a-z0-9]$/,
  identity: /^[a-z0-9][\w-]{2,127}$/,
  keyVault: /^(?!.*--)[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
  registry: /^[a-z0-9]{5,50}$/,
  serviceBus: /^(?!.*-(sb|mgmt)$)[a-z][a-z0-9-]{4,48}[a-z0-9]$/,
  logWorkspace: /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/,
  monitorWorkspace: /^[a-z0-9][a-z0-9-]{2,42}[a-z0-9]$/,
  dataCollectionEndpoint: /^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/,
  dataCollectionRule: /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/,
  diagnosticSetting: /^[\w-]{1,260}$/,
  actionGroup: /^[\w-]{1,260}$/,
  prometheusRuleGroup: /^[\w-]{1,260}$/,
  grafana: /^[a-z][a-z0-9-]{0,21}[a-z0-9]$/,
  budget: /^[\w-]{1,63}$/,
  backupVault: /^[a-z][a-z0-9-]{1,49}$/,
  queue: /^[a-z0-9][\w./-]{0,258}[a-z0-9]$|^[a-z0-9]$/,
  secret: /^[A-Za-z0-9-]{1,127}$/,
  federatedCredential: /^[a-z0-9][\w-]{2,119}$/,
};
const types = Object.keys(forms) as AzureNameType[];
/** They live in their environment's own namespace or vault: only their parts tell them apart. */
const inside: readonly AzureNameType[] = ["queue", "secret"];

const type = fc.constantFrom(...types);
const organization = fc.stringMatching(/^[a-z0-9]{2,10}$/);
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/);
const part = fc.stringMatching(/^[a-z][a-z0-9-]{1,48}[a-z0-9]$/);
const input = fc.record({ organization, name, parts: fc.array(part, { minLength: 1, maxLength: 3 }) });
/** Inputs that differ only in where their parts are cut: the ones that collide when a name is built carelessly. */
const recut = fc
  .tuple(
    organization,
    fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 3, maxLength: 6 }),
    fc.nat(),
    fc.nat(),
  )
  .map(([org, words, a, b]) => {
    const cut = (at: number) => {
      const first = 1 + (at % (words.length - 1));
      const parts = [words.slice(0, first).join("-"), words.slice(first).join("-")];
      return { organization: org, name: "dev", parts };
    };
    return [cut(a), cut(b)] as const;
  });

const contoso = { organization: "contoso", name: "dev" };

describe("config: Azure names", () => {
  it("reads well where nothing is long or ambiguous", () => {
    assert.equal(azureName("resourceGroup", contoso), "rg-contoso-dev");
    assert.equal(azureName("virtualNetwork", contoso), "vnet-contoso-dev");
    assert.equal(azureName("networkSecurityGroup", contoso, "nodes"), "nsg-contoso-dev_nodes");
    assert.equal(azureName("subnet", contoso, "nodes"), "snet-contoso-dev_nodes");
    assert.equal(azureName("cluster", contoso), "aks-contoso-dev");
    assert.equal(azureName("identity", contoso, "todo", "todo-api"), "id-contoso-dev_todo_todo-api");
    assert.equal(azureName("keyVault", contoso), "kv-contoso-dev");
    assert.equal(azureName("serviceBus", contoso), "sb-contoso-dev");
    assert.equal(azureName("queue", contoso, "todo", "todo-events"), "todo_todo-events");
    assert.equal(azureName("secret", contoso, "todo", "oidc-secret"), "todo--oidc-secret");
    assert.equal(
      azureName("federatedCredential", contoso, "todo", "todo-api"),
      "fc-contoso-dev_todo_todo-api",
    );
  });

  it("keeps its names: a changed one would replace the resource", () => {
    assert.equal(azureName("registry", contoso), "crcontosodevf8ipss");
    assert.equal(registryServer(contoso), "crcontosodevf8ipss.azurecr.io");
    const long = { organization: "contosobank", name: "production-europe" };
    assert.equal(azureName("keyVault", long), "kv-contosobank-pr-6bubau");
    assert.equal(
      azureName("serviceBus", { organization: "contoso", name: "mgmt" }),
      "sb-contoso-mgmt-prlv8p",
    );
  });

  it("ties a secret to its tenant, wherever the dashes are", () => {
    const password = (tenant: string, resource: string) =>
      azureName("secret", contoso, tenant, resource, "root-password");
    assert.equal(password("shop-eu", "orders"), "shop-eu--orders--root-password");
    assert.equal(password("shop", "eu-orders"), "shop--eu-orders--root-password");
  });

  it("knows which names all of Azure shares", () => {
    assert.deepEqual(types.filter(isGlobal), ["keyVault", "registry", "serviceBus"]);
  });

  it("is always valid", () => {
    fc.assert(
      fc.property(type, input, (kind, { parts, ...environment }) => {
        assert.match(azureName(kind, environment, ...parts), forms[kind]);
        if (!inside.includes(kind)) assert.match(azureName(kind, environment), forms[kind]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the same for the same input", () => {
    fc.assert(
      fc.property(type, input, (kind, { parts, ...environment }) => {
        assert.equal(azureName(kind, environment, ...parts), azureName(kind, { ...environment }, ...parts));
      }),
    );
  });

  it("differs for different input, long and ambiguous ones included", () => {
    const pair = fc.oneof(fc.tuple(input, input), recut);
    fc.assert(
      fc.property(type, pair, (kind, [a, b]) => {
        const key = (one: typeof a) => JSON.stringify(inside.includes(kind) ? one.parts : one);
        fc.pre(key(a) !== key(b));
        assert.notEqual(azureName(kind, a, ...a.parts), azureName(kind, b, ...b.parts));
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses parts that would change the meaning of a name", () => {
    const message = 'identity name: part "a_b" is not made of lower-case letters, digits and inner dashes';
    assert.throws(() => azureName("identity", contoso, "a_b"), new RangeError(message));
    const empty = 'queue name: part "" is not made of lower-case letters, digits and inner dashes';
    assert.throws(() => azureName("queue", contoso), new RangeError(empty));
  });
});
