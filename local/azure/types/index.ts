import type { ResourceType } from "../resourceType.ts";
import { actionGroup } from "./monitor/actionGroup.ts";
import { dataCollectionEndpoint, dataCollectionRule } from "./monitor/dataCollection.ts";
import { dataCollectionRuleAssociation } from "./monitor/dataCollectionRuleAssociation.ts";
import { diagnosticSetting } from "./monitor/diagnosticSetting.ts";
import { grafana } from "./monitor/grafana.ts";
import { prometheusRuleGroup } from "./monitor/prometheusRuleGroup.ts";
import { logWorkspace, monitorWorkspace } from "./monitor/workspaces.ts";
import { backupPolicy, backupVault } from "./backup.ts";
import { budget } from "./budget.ts";
import { agentPool } from "./agentPool.ts";
import { federatedIdentityCredential } from "./federatedIdentityCredential.ts";
import { deploymentSafeguard } from "./cluster/deploymentSafeguard.ts";
import { maintenanceConfiguration } from "./cluster/maintenanceConfiguration.ts";
import { managedCluster } from "./managedCluster.ts";
import { natGateway } from "./natGateway.ts";
import { networkSecurityGroup } from "./networkSecurityGroup.ts";
import { privateDnsZoneGroup } from "./privateDnsZoneGroup.ts";
import { privateEndpoint } from "./privateEndpoint.ts";
import { privateZone } from "./privateZone.ts";
import { publicIpAddress } from "./publicIpAddress.ts";
import { queue } from "./queue.ts";
import { registry } from "./registry.ts";
import { resourceGroup } from "./resourceGroup.ts";
import { roleAssignment } from "./roleAssignment.ts";
import { routeTable } from "./routeTable.ts";
import { serviceBusNamespace } from "./serviceBusNamespace.ts";
import { subnet } from "./subnet.ts";
import { userAssignedIdentity } from "./userAssignedIdentity.ts";
import { vault } from "./vault.ts";
import { virtualNetwork } from "./virtualNetwork.ts";
import { virtualNetworkLink } from "./virtualNetworkLink.ts";

/** Everything the local Azure has. */
export const resourceTypes: readonly ResourceType[] = [
  resourceGroup,
  virtualNetwork,
  subnet,
  networkSecurityGroup,
  publicIpAddress,
  natGateway,
  routeTable,
  privateEndpoint,
  privateDnsZoneGroup,
  privateZone,
  virtualNetworkLink,
  userAssignedIdentity,
  federatedIdentityCredential,
  managedCluster,
  agentPool,
  maintenanceConfiguration,
  deploymentSafeguard,
  vault,
  registry,
  serviceBusNamespace,
  queue,
  roleAssignment,
  logWorkspace,
  monitorWorkspace,
  dataCollectionEndpoint,
  dataCollectionRule,
  dataCollectionRuleAssociation,
  diagnosticSetting,
  actionGroup,
  prometheusRuleGroup,
  grafana,
  budget,
  backupVault,
  backupPolicy,
];

/** Finds a type by its ARM type. */
export function typeOfArm(armType: string): ResourceType | undefined {
  return resourceTypes.find((type) => type.armType.toLowerCase() === armType.toLowerCase());
}
