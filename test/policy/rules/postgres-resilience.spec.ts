import assert from "node:assert/strict";
import { postgresResilience as rule } from "../../../policy/rules/azure/postgres-resilience.ts";
import { breaks, leavesAlone, postgres } from "../support/azureData.ts";
import { change, unknownText } from "../support/objects.ts";
import { broken, open, runAzure } from "../support/run.ts";

const type = "dbforpostgresql:Server";
const mode = "highAvailability.mode";
const geo = "backup.geoRedundantBackup";
const days = "backup.backupRetentionDays";
const window = "maintenanceWindow.customWindow";
const noWindow = `${window}: not set, and Azure chooses the time of updates. Set it to Enabled, with a day and an hour.`;
const kept = "Keep backups for 14 days or more.";
const bare = { highAvailability: undefined, backup: undefined };

describe("postgres-resilience", () => {
  breaks(rule, type, postgres, [
    [{}],
    [{ [mode]: "SameZone" }, `${mode}: not ZoneRedundant. Set it to ZoneRedundant.`],
    [
      { [geo]: "Disabled" },
      `${geo}: backups stay in one region. Set it to Enabled when the server is created.`,
    ],
    [{ [days]: 13 }, `${days}: not between 14 and 35 days. ${kept}`],
    [{ [days]: 36 }, `${days}: not between 14 and 35 days. ${kept}`],
    [
      { [window]: "Disabled" },
      `${window}: Azure chooses the time of updates. Set it to Enabled, with a day and an hour.`,
    ],
    [{ ...bare, createMode: "Replica" }],
    [{ ...bare, replicationRole: "AsyncReplica" }],
  ]);
  breaks(rule, type, postgres, [[{ [mode]: "SameZone" }]], {
    modes: ["ZoneRedundant", "SameZone"],
  });
  breaks(rule, type, postgres, [[bare]], { modes: [], requireGeoBackup: false, minRetentionDays: 7 });

  it("refuses a server that says nothing", () => {
    assert.deepEqual(
      runAzure(rule, type, {}),
      broken(
        `${mode}: not set, and no standby by default. Set it to ZoneRedundant.`,
        `${geo}: not set, and backups stay in one region by default. Set it to Enabled when the server is created.`,
        `${days}: not set, and 7 days by default. ${kept}`,
        noWindow,
      ),
    );
  });

  it("leaves open what is unknown", () => {
    const later = "known only after the update";
    assert.deepEqual(
      runAzure(rule, type, change(postgres, { [mode]: unknownText })),
      open(`${mode}: ${later}`),
    );
    assert.deepEqual(runAzure(rule, type, { createMode: unknownText }), {
      violations: [noWindow],
      undecided: [`createMode: ${later}`],
    });
  });

  leavesAlone(rule, "dbforpostgresql:ServerGroupCluster");
});
