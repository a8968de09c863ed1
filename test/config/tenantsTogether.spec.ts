import assert from "node:assert/strict";
import fc from "fast-check";
import { render } from "../../config/problems.ts";
import { cyclesOf } from "../../config/rules/cycles.ts";
import { maxHosts } from "../../config/rules/hosts.ts";
import {
  breaks,
  changed,
  compliant,
  loadFiles,
  problemsOf,
  stackFile,
  tenantFile,
  type Files,
} from "./fixture.ts";

/** The compliant project with more tenants, each a copy of its own. */
function crowd(count: number, services: (index: number) => string): Files {
  const more = Array.from({ length: count }, (_, index): [string, string] => {
    const name = `copy-${index}`;
    const text = `schema: tenant/v1\ntenant: ${name}\nowner: { group: 7d0c1f5e-93ab-4c52-8f5a-6a1de0b2c914, contact: a@b.de }\nservices:\n${services(index)}`;
    return [`tenants/${name}.yaml`, text];
  });
  return { ...compliant, ...Object.fromEntries(more) };
}

const exposed = (index: number) => `  web: { image: copy-${index}/web:1, expose: true }\n`;

describe("config: what an environment has for its tenants", () => {
  const noIngress = changed(compliant, stackFile, "ingress: { driver: aks }", "ingress: { driver: none }");

  it("refuses exposed services without an ingress", () => {
    assert.deepEqual(problemsOf(noIngress), [
      'tenants/shop.yaml:14:5: services.web.expose: needs an ingress, which this environment does not have (addons.ingress.driver: none). Got "shop.dev.example.com". Set addons.ingress.driver: aks or chart, or expose: false in this environment.',
    ]);
  });

  it("takes services that are not exposed without one", () => {
    const hidden = "  dev: { services: { web: { expose: false }, api: { expose: null } } }";
    assert.equal(loadFiles(changed(noIngress, tenantFile, "  dev: {}", hidden)).tenants.length, 1);
  });

  it("refuses more hosts than the gateway can serve", () => {
    assert.equal(maxHosts, 63);
    assert.equal(loadFiles(crowd(62, exposed)).tenants.length, 63);
    assert.deepEqual(problemsOf(crowd(63, exposed)), [
      `${stackFile}:32:16: addons.ingress.driver: the gateway can serve 63 hosts, and tenants expose 64. Got "aks". Expose services on fewer hosts, apart by path.`,
    ]);
  });

  it("refuses a host that no listener can be named after", () => {
    const label = "a".repeat(63);
    const host = (length: number) => `${`${label}.${label}.${label}.${label}`.slice(0, length - 8)}.shop.de`;
    const files = (length: number) =>
      changed(compliant, tenantFile, "plan: medium", `plan: medium\ndomains: [${host(length)}]`);
    assert.equal(loadFiles(files(247)).tenants[0]?.domains[0]?.length, 247);
    assert.equal(problemsOf(files(248)).length, 1);
  });

  it("refuses tags that leave no room for those of tenants", () => {
    const tags = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `t${n}: x`).join(", ")} }`;
    const files = (count: number) => changed(compliant, stackFile, "{ team: platform }", tags(count));
    assert.equal(Object.keys(loadFiles(files(47)).environment.tags).length, 48);
    assert.deepEqual(problemsOf(files(48)), [
      `${stackFile}:6:3: tags: has more than 48 tags. Got a map. Azure allows 50, and two are the tenants' own: remove some.`,
    ]);
  });

  breaks(tenantFile, [
    [
      "refuses a tenant's name with two dashes in a row, which end it in the names of its secrets",
      "image: shop/web:1.0.0",
      "image: shop/web:1.0.0\n    secrets: { A: a--b }",
      `14:16: services.web.secrets.A: has the wrong form. Got "a--b". Use the tenant's own name of a secret: up to 100 lower-case letters, digits and single dashes, e.g. oidc-secret.`,
    ],
  ]);
});

describe("config: warnings", () => {
  const warningsOf = (files: Files) => loadFiles(files).warnings.map(render);

  it("are none for the compliant project", () => {
    assert.deepEqual(warningsOf(compliant), []);
  });

  it("name workloads that go in a circle", () => {
    const circle = changed(
      changed(compliant, tenantFile, "    uses: [shop-db, mailer]", "    uses: [shop-db, mailer, web]"),
      tenantFile,
      "    queue: mail-out",
      "    queue: mail-out\n    uses: [api]",
    );
    assert.deepEqual(warningsOf(circle), [
      'tenants/shop.yaml:16:5: services.web.uses: goes in a circle: web -> api -> web. Got "web". Make sure each of them starts without the others, or remove one of the edges.',
      'tenants/shop.yaml:24:5: services.api.uses: goes in a circle: api -> mailer -> api. Got "api". Make sure each of them starts without the others, or remove one of the edges.',
    ]);
  });

  it("name what the nodes could not hold at full scale", () => {
    const files = crowd(
      5,
      (index) => `  web: { image: copy-${index}/web:1, size: medium, scale: { max: 5 } }\n`,
    );
    assert.deepEqual(warningsOf(files), []);
    assert.deepEqual(
      warningsOf(
        crowd(8, (index) => `  web: { image: copy-${index}/web:1, size: medium, scale: { max: 5 } }\n`),
      ),
      [
        `${stackFile}:19:3: nodePools: at full scale all tenants need 31500m CPU, the pools service and worker hold 30880m CPU. Got pools of at most 4 and 4 nodes. Largest: copy-0 with 3500m CPU. Raise nodePools.*.max, or accept that not all can grow at once.`,
      ],
    );
  });

  it("find a circle exactly where no order of starting exists", () => {
    const size = 6;
    const edges = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 10 });
    const [tenant] = loadFiles(compliant).tenants;
    const web = tenant?.services["web"];
    assert.ok(tenant && web);
    fc.assert(
      fc.property(edges, (pairs) => {
        const names = Array.from({ length: size }, (_, n) => `s${n}`);
        const usesOf = (name: string) =>
          pairs.flatMap(([from, to]) => (`s${from}` === name ? [`s${to}`] : []));
        const services = names.map((name) => {
          const uses = usesOf(name).map((used) => ({ kind: "service" as const, name: used }));
          return [name, { ...web, name, uses }] as const;
        });
        const cycles = cyclesOf({ ...tenant, services: Object.fromEntries(services), workers: {}, jobs: {} });
        const started = new Set<string>();
        for (let round = 0; round < size; round++) {
          for (const name of names) if (usesOf(name).every((used) => started.has(used))) started.add(name);
        }
        assert.equal(cycles.length > 0, started.size < size);
        for (const cycle of cycles) {
          for (const [index, name] of cycle.entries()) {
            assert.ok(usesOf(name).includes(cycle[(index + 1) % cycle.length] ?? ""));
          }
        }
      }),
    );
  });
});
