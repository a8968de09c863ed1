import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayApi, gatewayApiOf, kubernetesOf, osSkus } from "../../../config/calendar/compatibility.ts";
import { subjectOf, subjects } from "../../../config/calendar/entry.ts";
import { entries, findEntry } from "../../../config/calendar/index.ts";
import { kubernetes } from "../../../config/calendar/kubernetes.ts";
import { removedApis } from "../../../config/calendar/kubernetesApis.ts";
import { chartId, pins, usesOf } from "../../../config/calendar/uses.ts";
import { isDay } from "../../../config/day.ts";
import * as versions from "../../../config/versions.ts";
import { environment } from "../../support/fixtures.ts";
import { root } from "../../support/program.ts";

const golden = join(root, "test/golden");
const sdk = join(root, "node_modules/@pulumi/azure-native");

/** `apiVersion` of every Kubernetes object the program registers, in all environments that have an inventory. */
function writtenApis(): readonly string[] {
  const files = readdirSync(golden).filter((name) => name.endsWith(".json"));
  const objects = files.flatMap(
    (name) => JSON.parse(readFileSync(join(golden, name), "utf8")) as { inputs: { apiVersion?: string } }[],
  );
  return [...new Set(objects.flatMap(({ inputs }) => inputs.apiVersion ?? []))].sort();
}

/** API versions behind the classes and functions of azure-native that the program imports, as the SDK says. */
function importedApis(): Readonly<Record<string, readonly string[]>> {
  const imports = /^import \{[^}]*\} from "@pulumi\/azure-native\/(\w+)\/(\w+)\.js"/gm;
  const used = new Map<string, Set<string>>();
  for (const room of ["components", "stacks"])
    for (const file of readdirSync(join(root, room), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      for (const [, module = "", name = ""] of readFileSync(join(root, room, file), "utf8").matchAll(
        imports,
      )) {
        const said = readFileSync(join(sdk, module, `${name}.d.ts`), "utf8");
        const [, version] = /Uses Azure REST API version ([\w-]+)/.exec(said) ?? [];
        // A function of the provider itself calls no API.
        if (version !== undefined) used.set(module, (used.get(module) ?? new Set()).add(version));
      }
    }
  const modules = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(modules.map(([module, found]) => [module, [...found].sort()]));
}

describe("config: the calendar's entries", () => {
  it("have ids of their own, of known subjects", () => {
    assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
    for (const entry of entries) assert.ok(Object.hasOwn(subjects, subjectOf(entry)), entry.id);
  });

  for (const { id, released, ends, ltsEnds, endsWith, successor, source, checked } of entries)
    it(`${id} is complete`, () => {
      for (const day of [ends, ltsEnds, checked]) assert.ok(day === undefined || isDay(day), day);
      assert.ok(released === undefined || isDay(released.padEnd(10, "-01")), released);
      assert.ok((released ?? "") < (ends ?? "9999"), "ends after it is released");
      assert.ok(
        ltsEnds === undefined || (ends !== undefined && ends < ltsEnds),
        "long-term support is longer",
      );
      assert.ok(ends === undefined || endsWith === undefined, "has one end");
      assert.match(source, /^https:\/\//);
      if (successor !== undefined) {
        assert.ok(findEntry(successor), `successor ${successor} is in the calendar`);
        assert.equal(subjectOf({ id: successor }), subjectOf({ id }), "successor is of the same subject");
      }
    });

  it("name a successor for everything that has ended", () => {
    const lost = entries.filter(
      ({ ends, successor }) => (ends ?? "9") < "2026-11-21" && successor === undefined,
    );
    assert.deepEqual(lost, []);
  });
});

describe("config: every version that is pinned", () => {
  it("has an entry", () => {
    const charts = {
      keda: { driver: "chart" },
      certManager: environment.addons.certManager,
      ingress: { driver: "chart" },
    } as const;
    const uses = [...usesOf(environment), ...usesOf({ ...environment, addons: charts })];
    const missing = uses.filter(({ id }) => findEntry(id) === undefined).map(({ id }) => id);
    assert.deepEqual(missing, [], "add them to config/calendar, with their source");
    assert.ok(uses.some(({ id }) => id === chartId("keda")));
    assert.ok(
      uses.some(({ id }) => subjectOf({ id }) === "os"),
      "the nodes run the environment's Kubernetes",
    );
  });

  it("is looked at", () => {
    const seen = new Set<string>([...Object.keys(pins), "charts", "kubernetesApis"]);
    // The provider's own version: its releases have no end, its API versions are looked at.
    const unseen = Object.keys(versions).filter((name) => !seen.has(name) && name !== "azureNativeVersion");
    assert.deepEqual(unseen, [], "add them to config/calendar/uses.ts");
    const uses = usesOf(environment).filter(({ from }) => from === "pins");
    assert.deepEqual(
      Object.keys(pins).filter((pin) => !uses.some(({ path }) => path[0] === pin)),
      [],
    );
  });

  it("of a chart names the software in it", () => {
    for (const name of ["cert-manager", "keda"] as const) {
      const { version, release } = versions.charts[name];
      assert.equal(version.replace(/^v/, "").split(".").slice(0, 2).join("."), release);
    }
  });

  it("of Azure's APIs is the one azure-native uses", () => {
    assert.deepEqual(
      versions.azureApis,
      importedApis(),
      "list them as azureApis in config/versions.ts, and in config/calendar/azureApis.ts",
    );
  });

  it("of Kubernetes APIs is one the program writes", () => {
    const written = writtenApis();
    assert.deepEqual(
      [...versions.kubernetesApis],
      written,
      "list them as kubernetesApis in config/versions.ts",
    );
    assert.deepEqual(
      removedApis.filter(({ apiVersion }) => written.includes(apiVersion)),
      [],
    );
  });
});

describe("config: what goes together", () => {
  it("is known for everything in the calendar", () => {
    const minors = kubernetes.map(({ id }) => id.split("/")[1]);
    assert.deepEqual(Object.keys(gatewayApi), minors);
    for (const id of [...Object.keys(kubernetesOf), ...Object.keys(gatewayApiOf)])
      assert.ok(findEntry(id), id);
    for (const { os } of Object.values(osSkus).flat()) assert.ok(findEntry(os), os);
    assert.ok(Object.hasOwn(osSkus, versions.nodeOsSku));
    for (const addon of ["keda", "certManager"] as const)
      assert.ok(Object.hasOwn(kubernetesOf, chartId(addon)));
    assert.ok(Object.hasOwn(gatewayApiOf, chartId("ingress")));
  });
});
