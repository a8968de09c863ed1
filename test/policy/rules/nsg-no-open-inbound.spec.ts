import assert from "node:assert/strict";
import { netNsgNoOpenInbound as rule } from "../../../policy/rules/azure/nsg-no-open-inbound.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const type = "network:SecurityRule";
const web: Body = {
  securityRuleName: "web",
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefix: "Internet",
  destinationPortRange: "443",
};
const port = "destinationPortRange";
const fix = "Name the sources that need it, or only ports that are open to all on purpose.";
const ssh = `${port} (rule web): the whole internet reaches port 22, among them SSH (22). ${fix}`;
const later = "known only after the update";

describe("net-nsg-no-open-inbound", () => {
  breaks(rule, type, web, [
    [{}],
    [{ [port]: "22", direction: "Outbound" }],
    [{ [port]: "22", access: "Deny" }],
    [{ [port]: "22", sourceAddressPrefix: "VirtualNetwork" }],
    [{ [port]: "22", sourceAddressPrefix: "10.0.0.0/8" }],
    [{ [port]: "22", sourceAddressPrefix: "2001:db8::/32" }],
    [{ [port]: "22", sourceAddressPrefix: undefined }],
    [{ [port]: "*", protocol: "Icmp" }],
    ...["*", "any", "0.0.0.0/0", "128.0.0.0/1", "::/0", "internet"].map(
      (sourceAddressPrefix) => [{ [port]: "22", sourceAddressPrefix }, ssh] as const,
    ),
    [
      { [port]: "22", sourceAddressPrefix: undefined, sourceAddressPrefixes: ["10.0.0.0/8", "0.0.0.0/0"] },
      ssh,
    ],
    [{ [port]: "*" }, `${port} (rule web): the whole internet reaches every port. ${fix}`],
    [{ [port]: "80" }, `${port} (rule web): the whole internet reaches port 80. ${fix}`],
    [
      { [port]: "440-450" },
      `${port} (rule web): the whole internet reaches port 440-450, among them SMB (445). ${fix}`,
    ],
    [{ [port]: "web" }, `${port} (rule web): the whole internet reaches port web. ${fix}`],
    [{ [port]: 22, protocol: undefined, securityRuleName: undefined }, ssh.replace(" (rule web)", "")],
    [
      { [port]: undefined, destinationPortRanges: ["443", "3389", "5432"] },
      `destinationPortRanges[1] (rule web): the whole internet reaches port 3389, among them RDP (3389). ${fix}`,
      `destinationPortRanges[2] (rule web): the whole internet reaches port 5432, among them PostgreSQL (5432). ${fix}`,
    ],
  ]);
  breaks(
    rule,
    type,
    web,
    [
      [{ [port]: "80" }],
      [{ [port]: "8001-8010" }],
      [{ [port]: "8001-8011" }, `${port} (rule web): the whole internet reaches port 8001-8011. ${fix}`],
    ],
    { allowedPorts: ["80", "8000-8010", "nonsense"] },
  );

  it("looks at the rules inside a group", () => {
    const { securityRuleName: name, ...rest } = web;
    const securityRules = [
      { ...rest, name },
      { ...rest, name: "admin", [port]: "22" },
    ];
    assert.deepEqual(
      runAzure(rule, "network:NetworkSecurityGroup", { securityRules }),
      broken(`securityRules[1].${ssh.replace("rule web", "rule admin")}`),
    );
    assert.deepEqual(runAzure(rule, "network:NetworkSecurityGroup", {}), silent);
    assert.deepEqual(
      runAzure(rule, "network:NetworkSecurityGroup", { securityRules: unknownText }),
      open(`securityRules: ${later}`),
    );
    assert.deepEqual(runAzure(rule, type, {}), silent);
  });

  it("leaves open a rule only while the unknown part decides", () => {
    const check = (changes: Body) => runAzure(rule, type, change(web, changes));
    assert.deepEqual(check({ sourceAddressPrefix: unknownText }), silent);
    assert.deepEqual(
      check({ sourceAddressPrefix: unknownText, [port]: "22" }),
      open(`sourceAddressPrefix: ${later}`),
    );
    assert.deepEqual(check({ access: unknownText, direction: "Outbound" }), silent);
    assert.deepEqual(
      check({ sourceAddressPrefix: undefined, sourceAddressPrefixes: unknownText, [port]: "22" }),
      open(`sourceAddressPrefixes: ${later}`),
    );
    assert.deepEqual(check({ [port]: undefined, destinationPortRanges: [unknownText, "80"] }), {
      violations: [`destinationPortRanges[1] (rule web): the whole internet reaches port 80. ${fix}`],
      undecided: [`destinationPortRanges[0]: ${later}`],
    });
  });

  leavesAlone(rule, "network:Subnet");
});
