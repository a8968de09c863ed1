import { any } from "../../lib/answer.ts";
import { ask, between, checkInput, oneOf, type InputDemand } from "../../lib/azureInput.ts";
import { alternatives, unless } from "../../lib/finding.ts";
import { waf } from "../../lib/frameworks.ts";
import { get } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast, flag, strings } from "../../lib/settings.ts";

/** What Azure takes for a server that does not say. */
const defaultRetention = 7;

export const postgresResilience = defineAzureRule({
  name: "postgres-resilience",
  description:
    "PostgreSQL must survive the loss of a zone and of its region, and be updated at a chosen time.",
  severity: "medium",
  level: "advisory",
  framework: waf("RE:05"),
  tags: [
    "checkov:CKV_AZURE_136",
    "azure-policy:cee2f9fd",
    "psrule:Azure.PostgreSQL.GeoRedundantBackup",
    "psrule:Azure.PostgreSQL.MaintenanceWindow",
  ],
  remediationSteps:
    "Set highAvailability.mode, backup.geoRedundantBackup, backup.backupRetentionDays and maintenanceWindow.",
  url: "https://learn.microsoft.com/azure/reliability/reliability-azure-database-postgresql",
  types: ["dbforpostgresql:Server"],
  params: {
    modes: strings(["ZoneRedundant"], "Modes of high availability that will do; none when empty."),
    requireGeoBackup: flag(true, "InputDemand backups in a second region."),
    minRetentionDays: atLeast(defaultRetention, 14, "Least days of backups."),
  },
  check: ({ body }, { modes, requireGeoBackup, minRetentionDays }) => {
    // A replica has neither backups nor a standby of its own.
    const replica = any([
      ask(get(body, "createMode"), oneOf("Replica")),
      ask(get(body, "replicationRole"), oneOf("AsyncReplica", "GeoAsyncReplica")),
    ]);
    const [first = ""] = modes;
    const standby: InputDemand = {
      accepts: oneOf(...modes),
      problem: `not ${alternatives(modes)}`,
      absent: "not set, and no standby by default",
      fix: `Set it to ${first}`,
    };
    const geoBackup: InputDemand = {
      accepts: oneOf("Enabled"),
      problem: "backups stay in one region",
      absent: "not set, and backups stay in one region by default",
      fix: "Set it to Enabled when the server is created",
    };
    const retention: InputDemand = {
      accepts: between(minRetentionDays, 35),
      problem: `not between ${minRetentionDays} and 35 days`,
      ...(minRetentionDays > defaultRetention
        ? { absent: `not set, and ${defaultRetention} days by default` }
        : {}),
      fix: `Keep backups for ${minRetentionDays} days or more`,
    };
    return [
      ...unless(replica, [
        ...(modes.length > 0 ? checkInput(get(body, "highAvailability", "mode"), standby) : []),
        ...(requireGeoBackup ? checkInput(get(body, "backup", "geoRedundantBackup"), geoBackup) : []),
        ...checkInput(get(body, "backup", "backupRetentionDays"), retention),
      ]),
      ...checkInput(get(body, "maintenanceWindow", "customWindow"), {
        accepts: oneOf("Enabled"),
        problem: "Azure chooses the time of updates",
        absent: "not set, and Azure chooses the time of updates",
        fix: "Set it to Enabled, with a day and an hour",
      }),
    ];
  },
});
