import { badRequest } from "../../arm/errors.ts";
import type { ResourceType } from "../../resourceType.ts";
import { at, listAt, numberAt, propsAt, textAt } from "../../values.ts";
import { inGroup } from "../resourceGroup.ts";

/** The names AKS knows; the first one has hours of the week, the others a window. */
const names: readonly string[] = [
  "default",
  "aksManagedAutoUpgradeSchedule",
  "aksManagedNodeOSUpgradeSchedule",
];

export const maintenanceConfiguration: ResourceType = {
  module: "containerservice",
  name: "MaintenanceConfiguration",
  armType: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
  id:
    `${inGroup}/providers/Microsoft.ContainerService/managedClusters/{resourceName}` +
    "/maintenanceConfigurations/{configName}",
  naming: {
    property: "configName",
    auto: "copy",
    min: 1,
    max: 63,
    pattern: /^[A-Za-z0-9]+$/,
    rule: "letters and digits",
  },
  admit({ name, inputs }) {
    const bad = (message: string) => badRequest(message, "InvalidParameter", name);
    if (!names.includes(name)) {
      throw bad(
        `The maintenance configuration name '${name}' is invalid; it must be one of ${names.join(", ")}.`,
      );
    }
    if (name === "default") {
      if (at(inputs, "maintenanceWindow") !== undefined)
        throw bad(
          "maintenanceWindow is not allowed in the maintenance configuration 'default': use timeInWeek.",
        );
      if (listAt(inputs, "timeInWeek").length === 0)
        throw bad("The maintenance configuration 'default' needs timeInWeek.");
      return;
    }
    if (at(inputs, "timeInWeek") !== undefined)
      throw bad(
        `timeInWeek is not allowed in the maintenance configuration '${name}': use maintenanceWindow.`,
      );
    if (Object.keys(propsAt(inputs, "maintenanceWindow.schedule")).length !== 1)
      throw bad(`The maintenanceWindow of '${name}' needs exactly one schedule.`);
    const hours = numberAt(inputs, "maintenanceWindow.durationHours") ?? 0;
    if (hours < 4 || hours > 24)
      throw bad(`The maintenanceWindow of '${name}' must last 4 to 24 hours, got ${hours}.`);
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(textAt(inputs, "maintenanceWindow.startTime") ?? ""))
      throw bad(`The maintenanceWindow of '${name}' needs a startTime in the form HH:MM.`);
  },
};
