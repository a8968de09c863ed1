/** When AKS may change a cluster, and what it says of the pods in it. */

import { DeploymentSafeguard } from "@pulumi/azure-native/containerservice/deploymentSafeguard.js";
import { MaintenanceConfiguration } from "@pulumi/azure-native/containerservice/maintenanceConfiguration.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { KubernetesSettings, MaintenanceDay, MaintenanceSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface MaintenanceArgs {
  readonly azure: AzureScope;
  readonly kubernetes: KubernetesSettings;
  readonly clusterId: pulumi.Input<string>;
}

/** AKS's words for upgrades of Kubernetes and of the nodes' images. */
const schedules = ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];
/** AKS's word for its own weekly releases; these know hours, no length. */
const releases = "default";

/**
 * Maintenance windows of a cluster, and its deployment safeguards, each where the settings ask for it. Pass the
 * cluster in `dependsOn`.
 */
export class Maintenance extends Component {
  constructor(name: string, args: MaintenanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Maintenance", name, opts);
    const { maintenance, safeguards } = args.kubernetes;
    const { day } = maintenance;
    if (day !== "none") this.createWindows(name, args.azure, day, maintenance);
    if (safeguards !== "off") {
      new DeploymentSafeguard(
        `${name}-safeguards`,
        { resourceUri: args.clusterId, level: safeguards, excludedNamespaces: [...platformNamespaces] },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private createWindows(
    name: string,
    { environment, resourceGroup }: AzureScope,
    day: MaintenanceDay,
    { startHour, durationHours }: MaintenanceSettings,
  ): void {
    const cluster = { resourceGroupName: resourceGroup, resourceName: azureName("cluster", environment) };
    const maintenanceWindow = {
      schedule: { weekly: { intervalWeeks: 1, dayOfWeek: day } },
      startTime: `${String(startHour).padStart(2, "0")}:00`,
      durationHours,
      utcOffset: "+00:00",
    };
    for (const configName of schedules) {
      new MaintenanceConfiguration(
        `${name}-${configName}`,
        { ...cluster, configName, maintenanceWindow },
        { parent: this },
      );
    }
    const hourSlots = Array.from({ length: durationHours }, (_, hour) => startHour + hour);
    // Hours past midnight belong to the next day, which the settings do not name.
    const timeInWeek = [{ day, hourSlots: hourSlots.filter((hour) => hour < 24) }];
    new MaintenanceConfiguration(
      `${name}-${releases}`,
      { ...cluster, configName: releases, timeInWeek },
      { parent: this },
    );
  }
}

/** Where the platform itself runs: charts we do not write the pods of. AKS leaves its own namespaces out itself. */
const platformNamespaces = ["cert-manager", "ingress", "keda"];
