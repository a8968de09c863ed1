/** Files that are made of the schemas, and kept so that editors and readers need no program. */

import { format } from "prettier";
import { environmentSchema } from "./environment.ts";
import { fieldsPage } from "./fieldsPage.ts";
import { tenantFields, tenantSchema } from "./tenant.ts";

/** Text by file, relative to the project's root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const options = { printWidth: 110 };
  const json = (value: unknown) => format(JSON.stringify(value), { ...options, parser: "json" });
  return new Map([
    ["schemas/tenant.schema.json", await json(tenantSchema())],
    ["schemas/environment.schema.json", await json(environmentSchema())],
    ["docs/tenants/fields.md", await format(fieldsPage(tenantFields()), { ...options, parser: "markdown" })],
  ]);
}
