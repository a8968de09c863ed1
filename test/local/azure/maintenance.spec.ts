import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, clusterId, makeGroup, tokens } from "./landscape.ts";

describe("local Azure: maintenance windows, safeguards and tiers of a cluster", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    await rig.azure.up(tokens.cluster, cluster());
  });
  afterEach(() => {
    rig.stop();
  });

  const upgrades = "aksManagedAutoUpgradeSchedule";
  const weekly: Props = {
    schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Sunday" } },
    startTime: "01:00",
    durationHours: 6,
  };
  const window = (configName: string, over: Props): Props => ({
    resourceGroupName: "rg",
    resourceName: "aks",
    configName,
    ...over,
  });
  const deny = (inputs: Props, message: string) =>
    refused(rig.azure.up(tokens.maintenance, inputs), 400, "InvalidParameter", message);

  it("have the names and the forms that AKS knows", async () => {
    await deny(
      window("weekly", { maintenanceWindow: weekly }),
      "The maintenance configuration name 'weekly' is invalid; it must be one of default, aksManagedAutoUpgradeSchedule, aksManagedNodeOSUpgradeSchedule.",
    );
    await deny(
      window("default", { maintenanceWindow: weekly }),
      "maintenanceWindow is not allowed in the maintenance configuration 'default': use timeInWeek.",
    );
    await deny(
      window(upgrades, { timeInWeek: [{ day: "Sunday", hourSlots: [1] }] }),
      `timeInWeek is not allowed in the maintenance configuration '${upgrades}': use maintenanceWindow.`,
    );
    await deny(
      window(upgrades, { maintenanceWindow: { ...weekly, durationHours: 3 } }),
      `The maintenanceWindow of '${upgrades}' must last 4 to 24 hours, got 3.`,
    );
    await deny(
      window(upgrades, { maintenanceWindow: { ...weekly, startTime: "1am" } }),
      `The maintenanceWindow of '${upgrades}' needs a startTime in the form HH:MM.`,
    );
    await rig.azure.up(tokens.maintenance, window(upgrades, { maintenanceWindow: weekly }));
  });

  it("warn of pods only where Azure Policy sees them", async () => {
    const safeguard: Props = { resourceUri: clusterId, level: "Warn" };
    await refused(
      rig.azure.up(tokens.safeguard, safeguard),
      400,
      "InvalidParameter",
      "Deployment safeguards need the Azure Policy add-on: enable addonProfiles.azurepolicy on the cluster.",
    );
    const policed = cluster({ addonProfiles: { azurepolicy: { enabled: true } } });
    await rig.azure.update(tokens.cluster, clusterId, {}, policed);
    await rig.azure.up(tokens.safeguard, safeguard);
  });

  it("count the cost of namespaces in paid tiers alone", async () => {
    const counted = { metricsProfile: { costAnalysis: { enabled: true } } };
    await refused(
      rig.azure.update(tokens.cluster, clusterId, {}, cluster(counted)),
      400,
      "InvalidParameter",
      "Cost analysis is in the Standard and Premium tiers only: set sku.tier, or disable metricsProfile.costAnalysis.",
    );
    const paid = cluster({ ...counted, sku: { name: "Base", tier: "Standard" } });
    await rig.azure.update(tokens.cluster, clusterId, {}, paid);
  });
});
