import { all, any } from "../../lib/answer.ts";
import { azureType } from "../../lib/azure.ts";
import { locate, undecided, unless, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { identifies, sameName } from "../../lib/graph/azureIds.ts";
import { undecidedOf } from "../../lib/graph/references.ts";
import { doors } from "../../lib/paasDoors.ts";
import { get, isGiven, isPending, items, root, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";
import { azureOf, type Stack, type StackAzure } from "../../lib/stack.ts";

/** The private zone in which the clients of each kind of endpoint look its name up. */
const zones: Readonly<Record<string, string>> = {
  vault: "privatelink.vaultcore.azure.net",
  namespace: "privatelink.servicebus.windows.net",
  registry: "privatelink.azurecr.io",
  blob: "privatelink.blob.core.windows.net",
  dfs: "privatelink.dfs.core.windows.net",
  file: "privatelink.file.core.windows.net",
  queue: "privatelink.queue.core.windows.net",
  table: "privatelink.table.core.windows.net",
  postgresqlServer: "privatelink.postgres.database.azure.com",
};

const services = [
  "keyvault:Vault",
  "servicebus:Namespace",
  "containerregistry:Registry",
  "storage:StorageAccount",
  "dbforpostgresql:Server",
];

export const privateEndpointsComplete = defineStackRule({
  name: "stack-private-endpoints-complete",
  description: "A service without public access needs a private endpoint whose name the network can look up.",
  severity: "medium",
  level: "advisory",
  framework: mcsb("NS-2"),
  tags: ["checkov:CKV2_AZURE_32", "checkov:CKV2_AZURE_33", "checkov:CKV2_AZURE_57", "azure-policy:e8eef0a8"],
  remediationSteps:
    "Add a PrivateEndpoint, a PrivateDnsZoneGroup for it, and a VirtualNetworkLink to the zone of the service.",
  url: "https://learn.microsoft.com/azure/private-link/private-endpoint-dns",
  params: { services: strings(services, "Types that need an endpoint once their public access is off.") },
  check: (stack, settings) => [
    ...azureOf(stack, settings.services).flatMap((service) =>
      checkService(stack, service).map((finding) => locate(service, finding)),
    ),
    ...endpointsOf(stack).flatMap((endpoint) =>
      checkNames(stack, endpoint).map((finding) => locate(endpoint, finding)),
    ),
  ],
});

function checkService(stack: Stack, service: StackAzure): readonly Finding[] {
  const door = doors[azureType(service)];
  if (door === undefined) return [];
  const access = get(service.body, ...door.publicAccess);
  if (isPending(access)) return [undecided(access)];
  if (text(access)?.toLowerCase() !== "disabled") return [];
  // A server inside a network of its own needs no way in.
  if (door.subnet !== undefined && isGiven(get(service.body, ...door.subnet))) return [];
  const connections = endpointsOf(stack).flatMap(connectionsOf);
  const answer = any(
    connections.map((connection) => identifies(get(connection, "privateLinkServiceId"), service)),
  );
  return unless(answer, [
    violation(access, "public access is off, and no private endpoint leads here", "Add one"),
  ]);
}

function checkNames(stack: Stack, endpoint: StackAzure): readonly Finding[] {
  const name = get(endpoint.body, "privateEndpointName");
  const grouped = any(
    azureOf(stack, ["network:PrivateDnsZoneGroup"]).map(({ body }) =>
      all([
        sameName(get(body, "privateEndpointName"), name),
        sameName(get(body, "resourceGroupName"), get(endpoint.body, "resourceGroupName")),
      ]),
    ),
  );
  const wanted = connectionsOf(endpoint).flatMap((connection) => items(get(connection, "groupIds")));
  return [
    ...unless(grouped, [
      violation(
        name,
        "has no DNS zone group, so clients get the public address",
        "Add a PrivateDnsZoneGroup",
      ),
    ]),
    ...undecidedOf(wanted),
    ...wanted.flatMap((group) => checkZone(stack, group)),
  ];
}

function checkZone(stack: Stack, group: Field): readonly Finding[] {
  const zone = zones[text(group) ?? ""];
  if (zone === undefined) return [];
  const links = azureOf(stack, ["privatedns:VirtualNetworkLink", "network:VirtualNetworkLink"]);
  const linked = any(links.map(({ body }) => sameName(get(body, "privateZoneName"), root(zone))));
  return unless(linked, [
    violation(group, `no virtual network is linked to ${zone}`, "Add a VirtualNetworkLink to the zone"),
  ]);
}

function endpointsOf(stack: Stack): readonly StackAzure[] {
  return azureOf(stack, ["network:PrivateEndpoint"]);
}

function connectionsOf({ body }: StackAzure): readonly Field[] {
  const lists = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"];
  return lists.flatMap((key) => items(get(body, key)));
}
