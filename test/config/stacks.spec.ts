import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { load } from "../../config/load.ts";
import { runtimeValues, today } from "./fixture.ts";

const root = join(import.meta.dirname, "../..");
const stacks = ["local", "dev", "staging", "prod"];
/** Values that have keys of their own in each environment. */
const free = [
  "aks-platform:tags.",
  "aks-platform:addons.certManager.issuer.",
  "aks-platform:serviceBus.capacity",
  "aks-platform:tenants.",
];

function read(stack: string): string {
  return readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8");
}

function loadStack(stack: string) {
  return load({ root, stack, values: runtimeValues(read(stack)), today });
}

function keysOf(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  const entries: readonly [string, unknown][] = Object.entries(value);
  return entries.length === 0
    ? [path]
    : entries.flatMap(([key, item]) => keysOf(item, path ? `${path}.${key}` : key));
}

describe("stack files", () => {
  for (const stack of stacks) {
    it(`${stack} loads, with the Todo tenant in it`, () => {
      const { environment, tenants } = loadStack(stack);
      assert.equal(environment.name, stack);
      const todo = tenants.find(({ name }) => name === "todo");
      assert.ok(todo);
      const { services, workers, jobs, resources } = todo;
      const hosts = Object.values(services).map(({ expose }) => expose);
      assert.deepEqual(hosts, [
        { host: `todo.${environment.baseDomain}`, paths: ["/"] },
        { host: `todo.${environment.baseDomain}`, paths: ["/api/todos"] },
        { host: `todo.${environment.baseDomain}`, paths: ["/api/user"] },
      ]);
      const names = [services, workers, jobs, resources].map((map) => Object.keys(map));
      assert.deepEqual(names, [
        ["todo-ui", "todo-api", "user-api"],
        ["todo-worker"],
        ["todo-report"],
        ["todo-db"],
      ]);
    });

    it(`${stack} has the keys of all others, and one region`, () => {
      const keys = (name: string) => {
        const all = keysOf((parse(read(name)) as { config: unknown }).config);
        return all.filter((key) => !free.some((prefix) => key.startsWith(prefix))).sort();
      };
      assert.deepEqual(keys(stack), keys("prod"));
      const values = runtimeValues(read(stack));
      assert.equal(values["azure-native:location"], loadStack(stack).environment.region);
    });
  }

  it("give production zones, premium tiers and protection", () => {
    const { environment } = loadStack("prod");
    assert.ok(environment.protect);
    assert.deepEqual([environment.registry.sku, environment.serviceBus.sku], ["Premium", "Premium"]);
    assert.ok(Object.values(environment.nodePools).every(({ zones }) => zones.join() === "1,2,3"));
    assert.ok(environment.kubernetes.authorizedIpRanges.length > 0);
  });
});
