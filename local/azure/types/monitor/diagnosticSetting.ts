import { badRequest, conflict, resourceNotFound } from "../../arm/errors.ts";
import { groupOf, nameOf, sameId } from "../../arm/ids.ts";
import type { ResourceType, Write } from "../../resourceType.ts";
import { isOn, isProps, listAt, textAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { requireReference } from "../references.ts";

const settingType = "Microsoft.Insights/diagnosticSettings";

/** What each type can log. */
const categories: Readonly<Record<string, readonly string[]>> = {
  "microsoft.containerservice/managedclusters": [
    ...["kube-apiserver", "kube-audit", "kube-audit-admin", "kube-controller-manager", "kube-scheduler"],
    ...["cluster-autoscaler", "cloud-controller-manager", "guard", "csi-azuredisk-controller"],
    ...["csi-azurefile-controller", "csi-snapshot-controller", "fleet-member-agent"],
  ],
  "microsoft.keyvault/vaults": ["AuditEvent", "AzurePolicyEvaluationDetails"],
  "microsoft.containerregistry/registries": [
    "ContainerRegistryRepositoryEvents",
    "ContainerRegistryLoginEvents",
  ],
  "microsoft.servicebus/namespaces": [
    ...["OperationalLogs", "VNetAndIPFilteringLogs", "RuntimeAuditLogs", "ApplicationMetricsLogs"],
    ...["DiagnosticErrorLogs", "DataDRLogs"],
  ],
};

export const diagnosticSetting: ResourceType = {
  module: "monitor",
  name: "DiagnosticSetting",
  armType: settingType,
  id: "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  naming: {
    property: "name",
    auto: "copy",
    min: 1,
    max: 260,
    pattern: /^[^*<>%:&?+/\\]+$/,
    rule: "no * < > % : & ? + / \\",
  },
  admit(write) {
    const uri = textAt(write.inputs, "resourceUri") ?? "";
    const target = write.azure.get(uri);
    if (!target) throw resourceNotFound(settingType, nameOf(uri), groupOf(uri) ?? "");
    requireReference(write, "workspaceId");
    if (
      textAt(write.inputs, "workspaceId") === undefined &&
      textAt(write.inputs, "storageAccountId") === undefined
    ) {
      throw badRequest("At least one data sink needs to be specified.", "BadRequest");
    }
    requireCategories(write, target.type);
    requireFreeSink(write, uri);
  },
};

function enabledIn(inputs: Props): readonly string[] {
  return listAt(inputs, "logs")
    .filter(isProps)
    .filter((log) => isOn(log, "enabled"))
    .flatMap((log) => textAt(log, "category") ?? []);
}

function requireCategories({ inputs }: Write, type: string): void {
  const known = categories[type.toLowerCase()];
  const wrong = enabledIn(inputs).find((category) => known && !known.includes(category));
  if (wrong !== undefined) throw badRequest(`Category '${wrong}' is not supported.`, "BadRequest", "logs");
}

/** One setting of a resource sends a category to one place. */
function requireFreeSink({ id, inputs, azure }: Write, uri: string): void {
  const sink = textAt(inputs, "workspaceId") ?? "";
  const twin = azure
    .list(settingType)
    .find(
      (other) =>
        !sameId(other.id, id) &&
        sameId(textAt(other.inputs, "resourceUri") ?? "", uri) &&
        sameId(textAt(other.inputs, "workspaceId") ?? "", sink) &&
        enabledIn(other.inputs).some((category) => enabledIn(inputs).includes(category)),
    );
  if (!twin) return;
  throw conflict(
    "Conflict",
    `Data sink '${sink}' is already used in diagnostic setting '${nameOf(twin.id)}' for a category of this one. Data sinks can't be reused in different settings on the same category for the same resource.`,
  );
}
