import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { readFolder, stackNames } from "../../config/files.ts";
import { environmentSchema } from "../../config/schema/environment.ts";
import { generatedFiles } from "../../config/schema/files.ts";
import type { JsonSchema } from "../../config/schema/json.ts";
import { tenantFields, tenantSchema } from "../../config/schema/tenant.ts";
import { lostAt } from "../../config/shape.ts";
import { full } from "../../config/tenant/schema.ts";
import { root } from "../support/program.ts";
import { everyField } from "./everyField.ts";
import { changed, compliant, stackFile, tenantFile } from "./fixture.ts";
import { pathsOf, read } from "./mutations.ts";

const ajv = new Ajv({ strict: false });
const isTenant = ajv.compile(tenantSchema());
const isEnvironment = ajv.compile(environmentSchema());

/** Paths of all fields, `*` for names. */
function fieldPaths(schema: JsonSchema, above: readonly string[] = []): readonly string[] {
  const each = schema.additionalProperties;
  const maps = [schema, ...(schema.anyOf ?? [])];
  const below = maps.flatMap((map) => Object.entries(map.properties ?? {}));
  const named = typeof each === "object" && each.properties ? fieldPaths(each, [...above, "*"]) : [];
  return [
    ...below.flatMap(([key, value]) => [[...above, key].join("."), ...fieldPaths(value, [...above, key])]),
    ...named,
  ];
}

describe("config: files made of the schemas", () => {
  it("are current", async () => {
    for (const [file, text] of await generatedFiles()) {
      assert.equal(readFileSync(`${root}/${file}`, "utf8"), text, `${file} is out of date: npm run generate`);
    }
  });

  it("are named by the files they describe", () => {
    for (const { name, text } of readFolder(root, "tenants") ?? []) {
      assert.match(text, /^# yaml-language-server: \$schema=\.\.\/schemas\/tenant\.schema\.json$/m, name);
    }
    for (const stack of stackNames(root)) {
      const text = readFileSync(`${root}/Pulumi.${stack}.yaml`, "utf8");
      assert.match(text, /^# yaml-language-server: \$schema=schemas\/environment\.schema\.json$/m, stack);
    }
  });

  it("take every file of the project", () => {
    for (const { name, text } of readFolder(root, "tenants") ?? []) {
      assert.ok(isTenant(parse(text)), `${name}: ${JSON.stringify(isTenant.errors)}`);
    }
    for (const stack of stackNames(root)) {
      const text = readFileSync(`${root}/Pulumi.${stack}.yaml`, "utf8");
      assert.ok(isEnvironment(parse(text)), `${stack}: ${JSON.stringify(isEnvironment.errors)}`);
    }
  });

  it("describe every field of a tenant", () => {
    const describe = (schema: JsonSchema, path: string): readonly string[] => {
      const entries = [schema, ...(schema.anyOf ?? [])].flatMap((map) =>
        Object.entries(map.properties ?? {}),
      );
      const each = schema.additionalProperties;
      const named = typeof each === "object" ? describe(each, `${path}.*`) : [];
      return [
        ...entries.flatMap(([key, value]) => [
          ...((value.description ?? "").endsWith(".") ? [] : [`${path}.${key}`]),
          ...describe(value, `${path}.${key}`),
        ]),
        ...named,
      ];
    };
    assert.deepEqual(describe(tenantFields(), ""), []);
  });

  it("give every default that the schema of the checks would take", () => {
    for (const path of fieldPaths(tenantFields()))
      assert.equal(lostAt(full, path.split(".")), undefined, path);
  });
});

describe("config: editors", () => {
  it("know a tenant with every field, and that tenant has every field", () => {
    assert.ok(isTenant(read(everyField)), JSON.stringify(isTenant.errors));
    const written = new Set(
      pathsOf(read(everyField)).map((path) =>
        path.join(".").replace(/^(resources|services|workers|jobs)\.[\w-]+/, "$1.*"),
      ),
    );
    assert.deepEqual(
      fieldPaths(tenantFields()).filter((path) => !written.has(path)),
      [],
    );
  });

  const cases: readonly (readonly [title: string, file: string, from: string, to: string])[] = [
    ["a misspelt key", tenantFile, "plan: medium", "paln: medium"],
    ["a misspelt key of a service", tenantFile, "    port: 9090", "    prot: 9090"],
    ["an unknown plan", tenantFile, "plan: medium", "plan: huge"],
    ["a port that is too low", tenantFile, "port: 9090", "port: 80"],
    ["a misspelt key in an environment", tenantFile, "{ min: 2 }", "{ mni: 2 }"],
    ["a wildcard domain", tenantFile, "plan: medium", "domains: ['*.shop.com']"],
    ["a misspelt section", stackFile, "aks-platform:region", "aks-platform:regoin"],
    ["an unknown VM size", stackFile, "vmSize: Standard_D4s_v5", "vmSize: Standard_D4_v5"],
    [
      "a misspelt default for tenants",
      stackFile,
      "  aks-platform:protect: false\n",
      "  aks-platform:tenants: { defaults: { services: { '*': { prot: 1 } } } }\n",
    ],
  ];
  for (const [title, file, from, to] of cases) {
    it(`see ${title}`, () => {
      const isForm = file === tenantFile ? isTenant : isEnvironment;
      assert.ok(isForm(parse(compliant[file] ?? "")));
      assert.ok(!isForm(parse(changed(compliant, file, from, to)[file] ?? "")));
    });
  }

  it("see a missing image in a file without environments", () => {
    const files = changed(compliant, tenantFile, "    image: shop/web:1.0.0\n", "");
    const everywhere = (text = "") => parse(text.replace(/environments:[^]*/, "")) as unknown;
    assert.ok(isTenant(everywhere(compliant[tenantFile])));
    assert.ok(!isTenant(everywhere(files[tenantFile])));
  });

  it("let a file say in its environments what has to be said", () => {
    const files = changed(
      changed(compliant, tenantFile, "    image: shop/web:1.0.0\n", ""),
      tenantFile,
      "  dev: {}",
      "  dev: { services: { web: { image: shop/web:1.0.0 } } }",
    );
    assert.ok(isTenant(parse(files[tenantFile] ?? "")), JSON.stringify(isTenant.errors));
  });

  it("let the platform write placeholders, and what a stack's file holds besides", () => {
    const tenants =
      'aks-platform:tenants: { autoOnboard: false, locked: [plan], defaults: { registries: ["${tenant}"], domains: ["${tenant}.${baseDomain}"] } }';
    const text = `encryptionsalt: v1:x\n${compliant[stackFile] ?? ""}  other:key: 1\n  ${tenants}\n`;
    assert.ok(isEnvironment(parse(text)), JSON.stringify(isEnvironment.errors));
  });
});
