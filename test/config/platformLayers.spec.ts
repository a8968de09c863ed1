import assert from "node:assert/strict";
import type { Tenant } from "../../config/types.ts";
import { changed, compliant, loadFiles, problemsOf, stackFile, tenantFile, type Files } from "./fixture.ts";

const line = (compliant[stackFile] ?? "").split("\n").length;

/** The compliant project whose environment says something for its tenants, on one line. */
function saying(tenants: string, files: Files = compliant): Files {
  return { ...files, [stackFile]: `${files[stackFile] ?? ""}  aks-platform:tenants: ${tenants}\n` };
}

function shopOf(files: Files): Tenant {
  const [tenant] = loadFiles(files).tenants;
  assert.ok(tenant);
  return tenant;
}

describe("config: what an environment says for its tenants", () => {
  it("lies over the platform's defaults, under the tenant's file", () => {
    const { services, workers } = shopOf(
      saying(
        '{ defaults: { services: { "*": { port: 9000, size: medium } }, workers: { "*": { scale: { poll: 60 } } } } }',
      ),
    );
    assert.deepEqual([services["web"]?.port, services["api"]?.port], [9000, 9090]);
    assert.equal(services["web"]?.compute.requests.cpu, "500m");
    assert.deepEqual(workers["mailer"]?.scale, {
      min: 0,
      max: 4,
      perReplica: 5,
      activation: 0,
      poll: 60,
      cooldown: 300,
    });
  });

  it("shows again where a file takes its own value away", () => {
    const files = changed(compliant, tenantFile, "  dev: {}", "  dev: { services: { api: { port: null } } }");
    assert.equal(
      shopOf(saying('{ defaults: { services: { "*": { port: 9000 } } } }', files)).services["api"]?.port,
      9000,
    );
  });

  it("lets the platform's default show where it says null", () => {
    assert.equal(
      shopOf(saying('{ defaults: { services: { "*": { port: null } } } }')).services["web"]?.port,
      8080,
    );
  });

  it("may name tenant, environment and domain", () => {
    const defaults = 'domains: ["${tenant}-${environment}.${baseDomain}.net", "${tenant}.${baseDomain}"]';
    const { domains, services } = shopOf(saying(`{ defaults: { ${defaults} } }`));
    assert.deepEqual(domains, ["shop-dev.dev.example.com.net", "shop.dev.example.com"]);
    assert.equal(services["web"]?.expose?.host, "shop-dev.dev.example.com.net");
  });

  it("gives way to what excludes it", () => {
    const both = "{ cpu: 250m, memory: 256Mi }";
    const given = saying(
      `{ defaults: { services: { "*": { resources: ${both}, health: { exec: [/ok] } } } } }`,
    );
    const { services } = shopOf(changed(given, tenantFile, "port: 9090", "size: medium"));
    assert.equal(services["web"]?.compute.limits.cpu, "250m");
    assert.deepEqual(services["web"].health, { kind: "exec", command: ["/ok"], startupSeconds: 60 });
    assert.equal(services["api"]?.compute.limits.cpu, "1");
    assert.deepEqual(services["api"].health, {
      kind: "http",
      live: "/live",
      ready: "/ready",
      startupSeconds: 60,
    });
  });

  it("asks for both paths where a file writes one in the place of a command", () => {
    const given = saying('{ defaults: { services: { "*": { health: { exec: [/ok] } } } } }');
    assert.deepEqual(
      problemsOf(changed(given, tenantFile, "{ path: /live, ready: /ready }", "{ path: /live }")),
      ["tenants/shop.yaml:21:5: services.api.health: lacks path or ready. Got a map. Write both, or exec."],
    );
  });

  it("says whether tenants that name no environments are in", () => {
    const files = {
      ...compliant,
      [tenantFile]: (compliant[tenantFile] ?? "").replace(/environments:[^]*/, ""),
    };
    assert.equal(loadFiles(saying("{ autoOnboard: false }", files)).tenants.length, 0);
    assert.equal(loadFiles(saying("{ autoOnboard: false }")).tenants.length, 1);
    assert.equal(loadFiles(saying("{ autoOnboard: true }", files)).tenants.length, 1);
  });

  it("is named where it does not fit a tenant, whose file is to change", () => {
    const busy = changed(
      changed(compliant, tenantFile, "max: 4 }", "max: 20 }"),
      tenantFile,
      "plan: medium\n",
      "",
    );
    assert.deepEqual(problemsOf(saying("{ defaults: { plan: small } }", busy)), [
      `tenants/shop.yaml:1:1: plan: at full scale the tenant needs 8500m CPU, its quota is 4 CPU. Got "small" (set at Pulumi.dev.yaml:${line}:39). Largest: workers.mailer with 6250m CPU. Lower its size or scale.max, or choose a larger plan.`,
      `tenants/shop.yaml:1:1: plan: at full scale the tenant needs 34 pods, its quota is 30 pods. Got "small" (set at Pulumi.dev.yaml:${line}:39). Largest: workers.mailer with 25 pods. Lower its size or scale.max, or choose a larger plan.`,
    ]);
  });

  const faults: readonly (readonly [title: string, tenants: string, ...messages: string[]])[] = [
    [
      "a list",
      "[]",
      `${line}:3: tenants: is not a map. Got a list of 0. Write a map; its keys: autoOnboard, defaults, locked.`,
    ],
    [
      "a misspelt key",
      "{ lock: [] }",
      `${line}:27: tenants.lock: unknown key. Got "lock". Did you mean locked? Allowed: autoOnboard, defaults, locked.`,
    ],
    [
      "a misspelt field with nothing after it",
      "{ defaults: { paln: null } }",
      `${line}:39: tenants.defaults.paln: unknown key. Got "paln". Did you mean plan? Allowed: domains, jobs, owner, plan, quota, registries, resources, schema, services, tenant, workers.`,
    ],
    [
      "a misspelt field",
      "{ defaults: { services: { '*': { prot: 9000 } } } }",
      `${line}:58: tenants.defaults.services.*.prot: unknown key. Got "prot". Did you mean port? Allowed: args, availability, command, env, expose, health, image, port, resources, scale, secrets, size, uses.`,
    ],
    [
      "a value no tenant could have",
      "{ defaults: { services: { '*': { port: 80 } } } }",
      `${line}:58: tenants.defaults.services.*.port: is out of range. Got 80. Use a whole number from 1025 to 65535.`,
    ],
    [
      "a field of one tenant",
      "{ defaults: { tenant: shop } }",
      `${line}:39: tenants.defaults.tenant: is each tenant's own. Got "shop". Remove it here.`,
    ],
    [
      "a name of one tenant",
      "{ defaults: { services: { web: { port: 9000 } } } }",
      `${line}:51: tenants.defaults.services.web: names one of a tenant's own. Got "web". Write "*", which stands for each name; what one tenant needs goes into its file.`,
    ],
    [
      "an unknown placeholder",
      "{ defaults: { registries: ['${tenat}'] } }",
      `${line}:52: tenants.defaults.registries[0]: has the unknown placeholder \${tenat}. Got "\${tenat}". Did you mean tenant? Allowed: \${tenant}, \${environment}, \${baseDomain}.`,
    ],
    [
      "a lock on nothing",
      "{ locked: [services.*.sclae.max] }",
      `${line}:36: tenants.locked[0]: leads to no field of a tenant. Got "services.*.sclae.max". Did you mean scale? Write paths of a tenant file, e.g. registries or services.*.scale.max.`,
    ],
  ];
  for (const [title, tenants, ...messages] of faults) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(
        problemsOf(saying(tenants)),
        messages.map((message) => `${stackFile}:${message}`),
      );
    });
  }
});

describe("config: locked paths", () => {
  const by = (path: string) => `is locked by environment dev as ${path} (${stackFile}:${line}:36)`;

  const cases: readonly (readonly [
    title: string,
    lock: string,
    from: string,
    to: string,
    ...messages: string[],
  ])[] = [
    [
      "a value",
      "plan",
      "plan: medium",
      "plan: large",
      `6:1: plan: ${by("plan")}. Got "large". Remove plan, or ask whoever keeps that file.`,
    ],
    [
      "what is below one",
      "services.*.scale",
      "scale: { min: 1, max: 3 }",
      "scale: { max: 3 }",
      `20:5: services.api.scale: ${by("services.*.scale")}. Got a map. Remove scale, or ask whoever keeps that file.`,
    ],
    [
      "each of several",
      "services.*.expose.paths",
      "expose: true",
      "expose: { paths: [/web] }",
      `14:15: services.web.expose.paths: ${by("services.*.expose.paths")}. Got a list of 1. Remove paths, or ask whoever keeps that file.`,
      `22:15: services.api.expose.paths: ${by("services.*.expose.paths")}. Got a list of 1. Remove paths, or ask whoever keeps that file.`,
    ],
    [
      "a value in the place of the map it would be in",
      "services.*.expose.host",
      "expose: true",
      "expose: shop.dev.example.com",
      `14:5: services.web.expose: ${by("services.*.expose.host")}. Got "shop.dev.example.com". Remove expose, or ask whoever keeps that file.`,
    ],
    [
      "what would displace it",
      "services.*.size",
      "port: 9090",
      "resources: { cpu: 1, memory: 1Gi }",
      `19:5: services.api.resources: ${by("services.*.size")}. Got a map. Remove resources, or ask whoever keeps that file.`,
    ],
    [
      "a value in the environment's section",
      "jobs.*.timeZone",
      "  dev: {}",
      "  dev: { jobs: { report: { timeZone: Etc/UTC } } }",
      `34:5: jobs.report.timeZone: ${by("jobs.*.timeZone")}. Got "Europe/Berlin". Remove timeZone, or ask whoever keeps that file.`,
      `37:28: environments.dev.jobs.report.timeZone: ${by("jobs.*.timeZone")}. Got "Etc/UTC". Remove timeZone, or ask whoever keeps that file.`,
    ],
    [
      "a bound that would have to follow",
      "workers.*.scale.min",
      "scale: { min: 0, max: 4 }",
      "scale: { max: 4, min: 0 }",
      `29:22: workers.mailer.scale.min: ${by("workers.*.scale.min")}. Got 0. Remove min, or ask whoever keeps that file.`,
    ],
  ];
  for (const [title, lock, from, to, ...messages] of cases) {
    it(`refuse ${title}`, () => {
      const files = saying(`{ locked: [${lock}] }`, changed(compliant, tenantFile, from, to));
      assert.deepEqual(
        problemsOf(files),
        messages.map((message) => `${tenantFile}:${message}`),
      );
    });
  }

  it("leave a file alone that sets nothing under them", () => {
    const lock =
      "{ locked: [domains, registries, services.*.availability, services.*.expose.host, workers.*.scale.poll] }";
    assert.equal(loadFiles(saying(lock)).tenants.length, 1);
  });

  it("let null and false pass, which set nothing", () => {
    const files = changed(
      compliant,
      tenantFile,
      "  dev: {}",
      "  dev: { services: { web: { port: null, expose: false } } }",
    );
    assert.equal(
      loadFiles(saying("{ locked: [services.web.port, services.*.expose.host] }", files)).tenants.length,
      1,
    );
  });

  it("hold a bound of the environment against the one a file writes", () => {
    const tenants =
      '{ locked: [services.*.scale.min], defaults: { services: { "*": { scale: { min: 4, max: 6 } } } } }';
    assert.deepEqual(
      problemsOf(
        saying(tenants, changed(compliant, tenantFile, "scale: { min: 1, max: 3 }", "scale: { max: 3 }")),
      ),
      ["tenants/shop.yaml:20:14: services.api.scale.max: is below min (4). Got 3. Raise max."],
    );
  });

  it("do not bind other environments", () => {
    const files = changed(compliant, tenantFile, "{ scale: { min: 2 } }", "{ scale: { min: 2, max: 3 } }");
    const locked = saying("{ locked: [services.*.availability] }", files);
    assert.equal(loadFiles(locked, { stack: "prod" }).tenants.length, 1);
  });
});
