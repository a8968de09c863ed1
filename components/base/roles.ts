/** Who may do what in Azure: the built-in roles we use and the one way to assign them. */

import { createHash } from "node:crypto";
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "./azure.ts";

/** Role definition ids: the same in every Entra tenant. */
export const roles = {
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  GrafanaAdmin: "22926164-76b3-42b3-bc55-97df8dab3e41",
  KeyVaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  ManagedIdentityOperator: "f1a07417-d97a-45cb-824c-7a7467783830",
  MonitoringDataReader: "b0d8363b-8ddd-447d-831f-62ca05bff136",
  NetworkContributor: "4d97b98b-1d4f-4787-a291-c67834d212e7",
  ServiceBusDataOwner: "090c5cfd-751d-490a-894a-3ce6f1109419",
  ServiceBusDataReceiver: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  ServiceBusDataSender: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
} as const;

export type Role = keyof typeof roles;

/** A right on one Azure resource. */
export interface Grant {
  readonly role: Role;
  /** Id of the resource. */
  readonly scope: pulumi.Input<string>;
}

/** A GUID made of its parts and nothing else (RFC 9562, version 5 layout), so that a second `up` finds the first's. */
export function stableGuid(...parts: string[]): string {
  const hex = createHash("sha1").update(JSON.stringify(parts)).digest("hex");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

export interface GrantArgs extends Grant {
  readonly azure: AzureScope;
  /** Object id of who gets the role. */
  readonly principalId: pulumi.Input<string>;
  /** Default `ServicePrincipal`: a managed identity. */
  readonly principalType?: "ServicePrincipal" | "Group";
}

/**
 * Assigns a role. Azure knows an assignment by a GUID and refuses to change its principal or
 * scope: the GUID comes from the logical name, and a replacement deletes the old assignment first.
 */
export function grantRole(name: string, args: GrantArgs, opts: pulumi.CustomResourceOptions): RoleAssignment {
  const { azure, role } = args;
  return new RoleAssignment(
    name,
    {
      roleAssignmentName: stableGuid(azure.environment.organization, azure.environment.name, name),
      roleDefinitionId: pulumi.interpolate`/subscriptions/${azure.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
      scope: args.scope,
      principalId: args.principalId,
      principalType: args.principalType ?? "ServicePrincipal",
    },
    { ...opts, deleteBeforeReplace: true },
  );
}
