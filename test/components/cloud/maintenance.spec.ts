import assert from "node:assert/strict";
import { Maintenance } from "../../../components/cloud/maintenance.ts";
import type { KubernetesSettings } from "../../../config/types.ts";
import { azureScope, environment } from "../../support/fixtures.ts";
import { find, record } from "../../support/runtime.ts";

const windowType = "azure-native:containerservice:MaintenanceConfiguration";
const safeguardType = "azure-native:containerservice:DeploymentSafeguard";

function create(changes: Partial<KubernetesSettings>) {
  const kubernetes = { ...environment.kubernetes, ...changes };
  const args = { azure: azureScope(), kubernetes, clusterId: "/aks" };
  return record(() => new Maintenance("maintenance", args));
}

describe("maintenance", () => {
  it("keeps upgrades of Kubernetes and nodes within one window a week", async () => {
    const recording = await create({ maintenance: { day: "Saturday", startHour: 2, durationHours: 4 } });
    for (const name of ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"]) {
      const { inputs } = find(recording, windowType, `maintenance-${name}`);
      assert.equal(inputs["configName"], name);
      assert.equal(inputs["resourceName"], "aks-contoso-test");
      assert.deepEqual(inputs["maintenanceWindow"], {
        schedule: { weekly: { intervalWeeks: 1, dayOfWeek: "Saturday" } },
        startTime: "02:00",
        durationHours: 4,
        utcOffset: "+00:00",
      });
    }
    const releases = find(recording, windowType, "maintenance-default").inputs;
    assert.deepEqual(releases["timeInWeek"], [{ day: "Saturday", hourSlots: [2, 3, 4, 5] }]);
  });

  it("names no hour of a day that the settings do not name", async () => {
    const recording = await create({ maintenance: { day: "Sunday", startHour: 22, durationHours: 6 } });
    const { inputs } = find(recording, windowType, "maintenance-default");
    assert.deepEqual(inputs["timeInWeek"], [{ day: "Sunday", hourSlots: [22, 23] }]);
  });

  it("has AKS warn of pods that break its practices, but for the platform's own", async () => {
    const recording = await create({ safeguards: "Warn" });
    assert.deepEqual(find(recording, safeguardType).inputs, {
      resourceUri: "/aks",
      level: "Warn",
      excludedNamespaces: ["cert-manager", "ingress", "keda"],
    });
  });

  it("is nothing where the settings ask for nothing", async () => {
    const { resources } = await create({});
    assert.deepEqual(
      resources.map(({ type }) => type),
      ["aks-platform:cloud:Maintenance"],
    );
  });
});
