/**
 * Writes the schemas of the emulated types from the declarations of @pulumi/azure-native:
 *
 *     node local/azure/schema/generate.ts
 *
 * One compact JSON file per module. A property is `name: type`, `name!` when it is required; a type is `string`,
 * `number`, `boolean`, `any`, `#Object`, `$Enum` or `map:` one of these, with `[]` behind it for a list.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import type { ModuleSchema, ObjectSchema } from "./load.ts";

const sdk = resolve(import.meta.dirname, "../../../node_modules/@pulumi/azure-native");

/** What is emulated: module, then the resource classes taken from it. */
export const emulated: Readonly<Record<string, readonly string[]>> = {
  alertsmanagement: ["PrometheusRuleGroup"],
  authorization: ["RoleAssignment"],
  containerregistry: ["Registry"],
  containerservice: ["AgentPool", "DeploymentSafeguard", "MaintenanceConfiguration", "ManagedCluster"],
  consumption: ["Budget"],
  dashboard: ["Grafana"],
  dataprotection: ["BackupPolicy", "BackupVault"],
  keyvault: ["Vault"],
  managedidentity: ["FederatedIdentityCredential", "UserAssignedIdentity"],
  monitor: [
    "ActionGroup",
    "AzureMonitorWorkspace",
    "DataCollectionEndpoint",
    "DataCollectionRule",
    "DataCollectionRuleAssociation",
    "DiagnosticSetting",
  ],
  network: [
    "NatGateway",
    "NetworkSecurityGroup",
    "PrivateDnsZoneGroup",
    "PrivateEndpoint",
    "PublicIPAddress",
    "RouteTable",
    "Subnet",
    "VirtualNetwork",
  ],
  operationalinsights: ["Workspace"],
  privatedns: ["PrivateZone", "VirtualNetworkLink"],
  resources: ["ResourceGroup"],
  servicebus: ["Namespace", "Queue"],
};

/** Types nobody sets here and that would drag half of the network module in: taken as `any`. */
const opaque =
  /^(ApplicationGateway|PrivateEndpoint|PrivateLink(?!ServiceConnection)|NetworkInterface|LoadBalancer|IPConfiguration)/;

/** Enums that lack values Azure takes. */
const openEnums = /^KnownDataFlowStreams$/;

type Kind = "input" | "output" | "enums";

/** The declarations of one module in one of the SDK's big declaration files. */
function namespace(kind: Kind, module: string): ts.NodeArray<ts.Statement> {
  if (kind === "enums") {
    const file = join(sdk, "types/enums", module, "index.d.ts");
    return parse(existsSync(file) ? readFileSync(file, "utf8") : "");
  }
  const text = readFileSync(join(sdk, `types/${kind}.d.ts`), "utf8");
  const start = text.indexOf(`\nexport declare namespace ${module} {`);
  return parse(start < 0 ? "" : text.slice(text.indexOf("{", start) + 1, text.indexOf("\n}\n", start)));
}

function parse(text: string): ts.NodeArray<ts.Statement> {
  return ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest).statements;
}

/** Reads one module; collects the object types and enums it comes across. */
function readModule(module: string, resources: readonly string[]): ModuleSchema {
  const enums: Record<string, string> = {};
  const versions: Record<string, string> = {};
  const known = {
    input: interfaces(namespace("input", module)),
    output: interfaces(namespace("output", module)),
  };
  const sections = { input: {} as Record<string, ObjectSchema>, output: {} as Record<string, ObjectSchema> };
  const enumValues = enumsOf(namespace("enums", module));

  const typeOf = (kind: "input" | "output", node: ts.TypeNode): string => {
    if (ts.isUnionTypeNode(node)) {
      const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
      const named = parts.filter((part) => part.kind !== ts.SyntaxKind.StringKeyword);
      const only = named.length === 1 ? named[0] : parts.length === 1 ? parts[0] : undefined;
      return only ? typeOf(kind, only) : "any";
    }
    if (ts.isArrayTypeNode(node)) return `${typeOf(kind, node.elementType)}[]`;
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index ? `map:${typeOf(kind, index.type)}` : "any";
    }
    if (ts.isTypeReferenceNode(node)) return referenceOf(kind, node);
    const names: Partial<Record<ts.SyntaxKind, string>> = {
      [ts.SyntaxKind.StringKeyword]: "string",
      [ts.SyntaxKind.NumberKeyword]: "number",
      [ts.SyntaxKind.BooleanKeyword]: "boolean",
    };
    return names[node.kind] ?? "any";
  };

  const referenceOf = (kind: "input" | "output", node: ts.TypeReferenceNode): string => {
    const path = entityName(node.typeName);
    const inner = node.typeArguments?.[0];
    if (inner && (path.startsWith("pulumi.") || path === "Record")) return typeOf(kind, inner);
    const name = path.split(".").at(-1) ?? path;
    if (path.startsWith("enums.")) {
      const values = enumValues.get(name);
      if (values === undefined || openEnums.test(name)) return "any";
      enums[name] = values;
      return `$${name}`;
    }
    const declaration = known[kind].get(name);
    if (!declaration || opaque.test(name)) return "any";
    if (!(name in sections[kind])) {
      sections[kind][name] = {};
      sections[kind][name] = objectOf(kind, declaration.members);
    }
    return `#${name}`;
  };

  const objectOf = (kind: "input" | "output", members: Iterable<ts.Node>): ObjectSchema => {
    const properties: Record<string, string> = {};
    for (const member of members) {
      if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
      if (!member.type || !ts.isIdentifier(member.name)) continue;
      if (
        ts.canHaveModifiers(member) &&
        member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword)
      )
        continue;
      const required = kind === "input" && member.questionToken === undefined ? "!" : "";
      properties[`${member.name.text}${required}`] = typeOf(kind, member.type);
    }
    return sorted(properties);
  };

  for (const resource of resources) {
    const text = readFileSync(
      join(sdk, module, `${resource[0]?.toLowerCase() ?? ""}${resource.slice(1)}.d.ts`),
      "utf8",
    );
    versions[resource] = /Uses Azure REST API version ([0-9a-z-]+)/.exec(text)?.[1] ?? "";
    const statements = parse(text);
    const args = interfaces(statements).get(`${resource}Args`);
    sections.input[resource] = objectOf("input", args?.members ?? []);
    sections.output[resource] = objectOf("output", statements.find(ts.isClassDeclaration)?.members ?? []);
  }
  return { versions, inputs: sorted(sections.input), outputs: sorted(sections.output), enums: sorted(enums) };
}

function interfaces(statements: Iterable<ts.Statement>): Map<string, ts.InterfaceDeclaration> {
  return new Map([...statements].filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, node]));
}

/** `export declare const Mode: { readonly System: "System"; ... }` as `System|...`. */
function enumsOf(statements: Iterable<ts.Statement>): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || !type || !ts.isTypeLiteralNode(type)) continue;
      const values = type.members.flatMap((member) =>
        ts.isPropertySignature(member) && member.type && ts.isLiteralTypeNode(member.type)
          ? ts.isStringLiteral(member.type.literal)
            ? [member.type.literal.text]
            : []
          : [],
      );
      if (values.length > 0) found.set(name.text, values.join("|"));
    }
  }
  return found;
}

function entityName(node: ts.EntityName): string {
  return ts.isIdentifier(node) ? node.text : `${entityName(node.left)}.${node.right.text}`;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of every schema file, by module. */
export function generate(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(emulated).map(([module, resources]) => [
      module,
      `${JSON.stringify(readModule(module, resources), null, 2)}\n`,
    ]),
  );
}

if (process.argv[1] === import.meta.filename) {
  for (const [module, text] of Object.entries(generate())) {
    writeFileSync(join(import.meta.dirname, `${module}.json`), text);
  }
}
