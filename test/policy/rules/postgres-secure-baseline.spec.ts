import assert from "node:assert/strict";
import { postgresSecureBaseline as rule } from "../../../policy/rules/azure/postgres-secure-baseline.ts";
import { breaks, leavesAlone, postgres, type Break } from "../support/azureData.ts";
import { change, unknownText } from "../support/objects.ts";
import { open, runAzure, silent } from "../support/run.ts";

const entra = "authConfig.activeDirectoryAuth";
const password = "authConfig.passwordAuth";
const absent = [
  `${entra}: not set, and Entra identities cannot sign in by default. Set it to Enabled.`,
  `${password}: not set, and passwords work by default. Set it to Disabled.`,
] as const;
const narrow = "Name the addresses that need the server, or use a private endpoint.";
const firewall = { startIpAddress: "203.0.113.0", endIpAddress: "203.0.113.255" };

describe("postgres-secure-baseline", () => {
  breaks(rule, "dbforpostgresql:Server", postgres, [
    [{}],
    [{ [entra]: "Disabled" }, `${entra}: Entra identities cannot sign in. Set it to Enabled.`],
    [{ [password]: "enabled" }, `${password}: passwords work. Set it to Disabled.`],
    [{ authConfig: undefined }, ...absent],
    [{ authConfig: undefined, createMode: "Create" }, ...absent],
    [{ authConfig: undefined, createMode: "Replica" }],
    [{ createMode: "Replica", [password]: "Enabled" }, `${password}: passwords work. Set it to Disabled.`],
  ]);

  breaks(rule, "dbforpostgresql:FirewallRule", firewall, [
    [{}],
    [
      { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" },
      `startIpAddress: lets in everything that runs in Azure, of any customer. ${narrow}`,
    ],
    [
      { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" },
      `startIpAddress: lets in 4294967296 addresses, more than 256. ${narrow}`,
    ],
    [{ endIpAddress: "203.0.114.0" }, `startIpAddress: lets in 257 addresses, more than 256. ${narrow}`],
    [{ endIpAddress: "203.0.113.256" }, `startIpAddress: start or end is no IPv4 address. ${narrow}`],
    [{ endIpAddress: undefined }, `startIpAddress: start or end is no IPv4 address. ${narrow}`],
    [{ startIpAddress: "office" }, `startIpAddress: start or end is no IPv4 address. ${narrow}`],
  ]);
  breaks(
    rule,
    "dbforpostgresql:FirewallRule",
    firewall,
    [[{}, `startIpAddress: lets in 256 addresses, more than 1. ${narrow}`]],
    { maxAddresses: 1 },
  );

  const parameters: readonly (readonly [string, string, string, string])[] = [
    ["require_secure_transport", "ON", "off", "unencrypted connections work. Set it to on."],
    ["ssl_min_protocol_version", "TLSv1.3", "TLSv1.1", "TLS older than 1.2 is accepted. Set it to TLSv1.2."],
    ["log_checkpoints", "on", "off", "checkpoints are not logged. Set it to on."],
    ["log_connections", "receipt,authentication", "off", "sign-ins are not logged. Set it to on."],
    ["log_disconnections", "on", "false", "ends of sessions are not logged. Set it to on."],
    ["connection_throttle.enable", "on", "off", "sign-ins may be tried without end. Set it to on."],
    ["pgaudit.log", "write,ddl", "none", "nothing is audited. Audit write and ddl."],
  ];
  breaks(
    rule,
    "dbforpostgresql:Configuration",
    {},
    parameters.flatMap(([configurationName, good, bad, message]): Break[] => [
      [{ configurationName, value: good }],
      [{ configurationName }],
      [{ configurationName, value: bad }, `value (parameter ${configurationName}): ${message}`],
    ]),
  );
  breaks(rule, "dbforpostgresql:Configuration", {}, [
    [{}],
    [{ configurationName: "work_mem", value: "off" }],
    [{ configurationName: "constructor", value: "off" }],
  ]);

  it("leaves open what is unknown", () => {
    const later = "known only after the update";
    const check = (kind: string, props: object) => runAzure(rule, `dbforpostgresql:${kind}`, props);
    assert.deepEqual(
      check("Server", change(postgres, { [password]: unknownText })),
      open(`${password}: ${later}`),
    );
    const copied = change(postgres, { authConfig: undefined, createMode: unknownText });
    assert.deepEqual(check("Server", copied), open(`createMode: ${later}`));
    assert.deepEqual(check("Server", change(postgres, { createMode: unknownText })), silent);
    assert.deepEqual(
      check("FirewallRule", change(firewall, { endIpAddress: unknownText })),
      open(`endIpAddress: ${later}`),
    );
    assert.deepEqual(
      check("Configuration", { configurationName: unknownText, value: "off" }),
      open(`configurationName: ${later}`),
    );
  });

  leavesAlone(rule, "dbforpostgresql:Database");
});
