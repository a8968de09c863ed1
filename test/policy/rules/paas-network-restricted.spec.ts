import assert from "node:assert/strict";
import { paasNetworkRestricted as rule } from "../../../policy/rules/azure/paas-network-restricted.ts";
import { breaks, leavesAlone, namespace, postgres, storageAccount, vault } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { open, runAzure, silent } from "../support/run.ts";

const acls = "properties.networkAcls";
const denyOr = "Set it to Deny, or disable public network access.";
const disable = "Set it to Disabled.";
const everyone = (path: string) => `${path}: every network is let in. ${denyOr}`;
const unset = (path: string) => `${path}: not set, and every network is let in. ${denyOr}`;
const later = "known only after the update";
const registry: Body = { networkRuleSet: { defaultAction: "Deny" } };

describe("paas-network-restricted", () => {
  breaks(rule, "keyvault:Vault", vault, [
    [{}],
    [{ [acls]: undefined, "properties.publicNetworkAccess": "disabled" }],
    [{ [`${acls}.defaultAction`]: "Allow" }, everyone(`${acls}.defaultAction`)],
    [{ [acls]: undefined }, unset(`${acls}.defaultAction`)],
    [{ properties: undefined }, unset(`${acls}.defaultAction`)],
    ...["0.0.0.0/0", "0.0.0.0/1"].map(
      (value) =>
        [
          { [`${acls}.ipRules`]: [{ value: "203.0.113.0/24" }, { value }] },
          `${acls}.ipRules[1].value: lets in the whole internet. Name the addresses that need the service.`,
        ] as const,
    ),
  ]);
  breaks(rule, "storage:StorageAccount", storageAccount, [
    [{}],
    [{ networkRuleSet: undefined, publicNetworkAccess: "SecuredByPerimeter" }],
    [{ networkRuleSet: undefined }, unset("networkRuleSet.defaultAction")],
    [{ "networkRuleSet.defaultAction": "Allow" }, everyone("networkRuleSet.defaultAction")],
  ]);
  breaks(rule, "containerregistry:Registry", registry, [
    [{}],
    [{ networkRuleSet: undefined, publicNetworkAccess: "Disabled" }],
    [{ networkRuleSet: undefined, publicNetworkAccess: "Enabled" }, unset("networkRuleSet.defaultAction")],
  ]);
  breaks(rule, "servicebus:Namespace", namespace, [
    [{}],
    [
      { publicNetworkAccess: undefined },
      `publicNetworkAccess: not set, and every network is let in. ${disable}`,
    ],
    [{ publicNetworkAccess: "Enabled" }, `publicNetworkAccess: every network is let in. ${disable}`],
  ]);
  breaks(rule, "servicebus:NamespaceNetworkRuleSet", { defaultAction: "Deny" }, [
    [{}],
    [{ defaultAction: "Allow" }, everyone("defaultAction")],
    [
      { ipRules: [{ ipMask: "0.0.0.0/0" }] },
      "ipRules[0].ipMask: lets in the whole internet. Name the addresses that need the service.",
    ],
  ]);
  breaks(rule, "dbforpostgresql:Server", postgres, [
    [{}],
    [{ network: { delegatedSubnetResourceId: "/subnet" } }],
    [{ network: undefined }, `network.publicNetworkAccess: not set, and every network is let in. ${disable}`],
  ]);
  breaks(
    rule,
    "keyvault:Vault",
    vault,
    [
      [{ [`${acls}.bypass`]: "None" }],
      [{}, `${acls}.bypass: services of Azure's go around the firewall. Set it to None.`],
      [
        { [`${acls}.bypass`]: undefined },
        `${acls}.bypass: not set, and services of Azure's go around the firewall by default. Set it to None.`,
      ],
    ],
    { allowTrusted: false },
  );
  breaks(rule, "keyvault:Vault", {}, [[{}]], { services: ["storage"] });

  it("leaves open a service only while the unknown part decides", () => {
    const check = (changes: Body) => runAzure(rule, "keyvault:Vault", change(vault, changes));
    const action = `${acls}.defaultAction`;
    assert.deepEqual(check({ "properties.publicNetworkAccess": unknownText }), silent);
    assert.deepEqual(check({ [action]: unknownText }), open(`${action}: ${later}`));
    assert.deepEqual(check({ [action]: unknownText, "properties.publicNetworkAccess": "Disabled" }), silent);
    assert.deepEqual(check({ [`${acls}.ipRules`]: unknownText }), open(`${acls}.ipRules: ${later}`));
    assert.deepEqual(check({ properties: unknownText }), open(`properties: ${later}`));
  });

  leavesAlone(rule, "storage:BlobContainer");
});
