/** The page of all fields a tenant's file may have. */

import { collections } from "../tenant/schema.ts";
import type { JsonSchema } from "./json.ts";

const titles: Readonly<Record<string, string>> = {
  resources: "Resources",
  services: "Services",
  workers: "Workers",
  jobs: "Jobs",
};

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function typeOf({ type, anyOf, enum: values, const: only, additionalProperties }: JsonSchema): string {
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (values ?? only) return "choice";
  if (Array.isArray(type)) return "quantity";
  if (type === "object") return typeof additionalProperties === "object" ? "map by name" : "map";
  return (
    { string: "text", boolean: "true, false", array: "list", integer: "number" }[String(type)] ?? String(type)
  );
}

/** The sentence of its checks, without what the columns beside it say. */
function allowedOf(schema: JsonSchema): string {
  const { enum: values, const: only, errorMessage = "", propertyNames, additionalProperties } = schema;
  if (only !== undefined) return code(only);
  if (values) return values.map(code).join(", ");
  const each = typeof additionalProperties === "object" ? additionalProperties.errorMessage : undefined;
  const ofNames = [propertyNames?.errorMessage, each].filter((text) => text !== undefined);
  return ofNames.length > 0 ? ofNames.join(" ") : errorMessage;
}

/** Text in a table; what is in backticks is shown as it is. */
function cell(text: string): string {
  const parts = text.replaceAll("|", "\\|").split("`");
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part)).join("`");
}

/** @param need How a field is required that has no default; undefined if it is not. */
function row(name: string, schema: JsonSchema, need: string | undefined): string {
  const value = "default" in schema ? code(schema.default) : (need ?? "none");
  const cells = [code(name), typeOf(schema), value, cell(allowedOf(schema)), cell(schema.description ?? "")];
  return `| ${cells.join(" | ")} |`;
}

/**
 * Rows of a map's fields, those of maps inside them after each.
 * @param need How the map's own required fields are required.
 */
function rows(schema: JsonSchema, above = "", need = "required"): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${above}${key}`;
    const isRequired = schema.required?.includes(key) === true;
    const own = value.properties ? [] : [row(name, value, isRequired ? need : undefined)];
    const maps = [value, ...(value.anyOf ?? [])].filter(({ properties }) => properties);
    const inner = isRequired ? need : `with ${code(name)}`;
    return [...own, ...maps.flatMap((map) => rows(map, `${name}.`, inner))];
  });
}

function table(schema: JsonSchema): string {
  const head = "| field | type | default | allowed | meaning |\n| --- | --- | --- | --- | --- |";
  return [head, ...rows(schema)].join("\n");
}

function section(name: string, schema: JsonSchema | undefined): string {
  const each = schema?.additionalProperties;
  if (!schema || typeof each !== "object") throw new RangeError(`"${name}" is no map by name`);
  return `## ${titles[name] ?? name}\n\n\`${name}.<name>\`: ${schema.description ?? ""}\n\n${table(each)}\n`;
}

/** @param fields Every field, with defaults. */
export function fieldsPage(fields: JsonSchema): string {
  const { properties = {} } = fields;
  const named = collections.map((name) => section(name, properties[name]));
  const own = Object.entries(properties).filter(([key]) => !collections.some((name) => name === key));
  return `# Fields of a tenant

Written by \`npm run generate\` from \`config/tenant/schema.ts\` and \`config/tenant/defaults.yaml\`. Editors complete and check the same fields with \`schemas/tenant.schema.json\`: see [the tenant's file](../tenants.md).

Unknown keys are errors. The defaults are the platform's; an environment may have others, which \`platform explain\` shows. Names of resources, services, workers and jobs: ${nameRule(properties["services"])} A name stands once in a tenant, whatever it names.

## Tenant

${table({ ...fields, properties: Object.fromEntries(own) })}
| \`environments\` | map by name | all environments | Names of environments. | What differs in each: any field but \`schema\`, \`tenant\` and \`owner\`. |

${named.join("\n")}`;
}

function nameRule(schema: JsonSchema | undefined): string {
  return schema?.propertyNames?.errorMessage ?? "";
}
