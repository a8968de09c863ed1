import assert from "node:assert/strict";
import { compareBytes, compareCpu, parseBytes, parseCpu } from "../../config/quantity.ts";
import { dataSizes, plans, sizes } from "../../config/sizes.ts";
import type { Tenant } from "../../config/types.ts";
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

function tenantOf(files: Files, stack = "dev"): Tenant {
  const [tenant] = loadFiles(files, { stack }).tenants;
  assert.ok(tenant);
  return tenant;
}

/** The compliant tenant with a piece of text replaced. */
function tenantWith(from: string, to: string, stack?: string): Tenant {
  return tenantOf(changed(compliant, tenantFile, from, to), stack);
}

describe("config: what a tenant gets", () => {
  it("is complete: defaults applied, names resolved", () => {
    const { services, workers, jobs, resources, ...rest } = tenantOf(compliant);
    const server = "crcontosodevf8ipss.azurecr.io";
    assert.deepEqual(rest, {
      name: "shop",
      owner: { group: "7d0c1f5e-93ab-4c52-8f5a-6a1de0b2c914", contact: "shop@contoso.com" },
      quota: { cpu: "8", memory: "16Gi", pods: 60, storage: "100Gi", loadBalancers: 0 },
      domains: ["shop.dev.example.com"],
      registries: [`${server}/shop`],
    });
    assert.deepEqual(services["web"], {
      name: "web",
      image: `${server}/shop/web:1.0.0`,
      compute: sizes.small,
      env: { LOG_LEVEL: "info" },
      secrets: {},
      uses: [{ kind: "service", name: "api" }],
      port: 8080,
      health: { kind: "http", live: "/healthz", ready: "/readyz", startupSeconds: 60 },
      maxUnavailable: 1,
      scale: { min: 1, max: 2, cpu: 70 },
      expose: { host: "shop.dev.example.com", paths: ["/"] },
    });
    assert.deepEqual(services["api"]?.uses, [
      { kind: "resource", name: "shop-db" },
      { kind: "worker", name: "mailer" },
    ]);
    assert.deepEqual(services["api"].secrets, { API_TOKEN: "shop--api-token" });
    assert.deepEqual(workers["mailer"], {
      name: "mailer",
      image: `${server}/shop/mailer:1.0.0`,
      compute: sizes.small,
      env: {},
      secrets: {},
      uses: [],
      port: 8080,
      health: { kind: "http", live: "/healthz", ready: "/readyz", startupSeconds: 60 },
      maxUnavailable: 1,
      queue: { name: "mail-out" },
      scale: { min: 0, max: 4, perReplica: 5, activation: 0, poll: 30, cooldown: 300 },
      maxMessageSeconds: 60,
    });
    assert.deepEqual(jobs["report"], {
      name: "report",
      image: `${server}/shop/report:1.0.0`,
      compute: sizes.small,
      env: {},
      secrets: {},
      uses: [{ kind: "resource", name: "shop-db" }],
      schedule: "30 2 * * *",
      timeZone: "Europe/Berlin",
      timeoutSeconds: 3600,
    });
    assert.deepEqual(resources["shop-db"], {
      name: "shop-db",
      type: "mongodb",
      class: "cluster",
      image: "docker.io/library/mongo:8.0.15",
      storage: "10Gi",
      storageClass: "managed-csi",
      compute: dataSizes.small,
    });
  });

  it("scales services as the environment says, and moves the bound that was not written", () => {
    const usual =
      '  aks-platform:tenants: { defaults: { services: { "*": { scale: { min: 2, max: 6 } } } } }\n';
    const scaleIn = (stack: string, scale = "{}") => {
      const text = (compliant[tenantFile] ?? "").replace(/environments:[^]*/, "");
      const files = {
        [`Pulumi.${stack}.yaml`]: (compliant[stackFile] ?? "") + (stack === "prod" ? usual : ""),
        [tenantFile]: text.replace("{ min: 1, max: 3 }", scale),
      };
      return tenantOf(files, stack).services["api"]?.scale;
    };
    assert.deepEqual(scaleIn("dev"), { min: 1, max: 2, cpu: 70 });
    assert.deepEqual(scaleIn("prod"), { min: 2, max: 6, cpu: 70 });
    assert.deepEqual(scaleIn("dev", "{ min: 3 }"), { min: 3, max: 3, cpu: 70 });
    assert.deepEqual(scaleIn("prod", "{ max: 1, memory: 80 }"), { min: 1, max: 1, cpu: 70, memory: 80 });
  });

  it("scales workers from zero to ten, further where the lower bound is further", () => {
    const scale = (written: string) =>
      tenantWith("scale: { min: 0, max: 4 }", `scale: ${written}`).workers["mailer"]?.scale;
    const rest = { perReplica: 5, activation: 0, poll: 30, cooldown: 300 };
    assert.deepEqual(scale("{}"), { min: 0, max: 10, ...rest });
    assert.deepEqual(scale("{ min: 12, perReplica: 1 }"), { min: 12, max: 12, ...rest, perReplica: 1 });
  });

  it("asks for what it wrote under resources, no more and no less", () => {
    const both = { cpu: "0.5", memory: "1Gi" };
    const { services } = tenantWith("port: 9090", "resources: { cpu: 0.5, memory: 1Gi }");
    assert.deepEqual(services["api"]?.compute, { requests: both, limits: both });
  });

  it("exposes as written: not at all, a host of its own, paths on the default host", () => {
    const expose = (written: string) =>
      tenantWith("expose: true", `expose: ${written}`).services["web"]?.expose;
    assert.equal(expose("false"), undefined);
    assert.deepEqual(expose("www.shop.dev.example.com"), { host: "www.shop.dev.example.com", paths: ["/"] });
    assert.deepEqual(expose("{ paths: [/a, /b] }"), { host: "shop.dev.example.com", paths: ["/a", "/b"] });
  });

  it("is asked for its health by a command, where it says so", () => {
    const { services } = tenantWith("{ path: /live, ready: /ready }", "{ exec: [/ok], startupSeconds: 5 }");
    assert.deepEqual(services["api"]?.health, { kind: "exec", command: ["/ok"], startupSeconds: 5 });
  });

  it("may widen its registries and domains, which then replace the defaults", () => {
    const tenant = tenantWith(
      "plan: medium",
      "plan: medium\nregistries: [shop, ghcr.io/acme]\ndomains: [shop.example.org, shop.example.net]",
    );
    assert.deepEqual(tenant.registries, ["crcontosodevf8ipss.azurecr.io/shop", "ghcr.io/acme"]);
    assert.deepEqual(tenant.domains, ["shop.example.org", "shop.example.net"]);
    assert.equal(tenant.services["web"]?.expose?.host, "shop.example.org");
  });

  it("may need all of its quota, but no more", () => {
    const exact = "plan: custom\nquota: { cpu: 3.5, memory: 2176Mi, pods: 14, storage: 10Gi }";
    assert.equal(tenantWith("plan: medium", exact).name, "shop");
  });

  it("is not measured by the default plan where it misspelt its own", () => {
    const busy = changed(compliant, tenantFile, "max: 4 }", "max: 20 }");
    assert.deepEqual(problemsOf(changed(busy, tenantFile, "plan: medium", "plan: lage")), [
      'tenants/shop.yaml:6:1: plan: is not an allowed value. Got "lage". Did you mean large? Allowed: small, medium, large, custom.',
    ]);
  });

  it("gets the quota it wrote with plan custom", () => {
    const quota = "plan: custom\nquota: { cpu: 6.5, memory: 8Gi, pods: 40, storage: 20Gi }";
    const expected = { cpu: "6.5", memory: "8Gi", pods: 40, storage: "20Gi", loadBalancers: 0 };
    assert.deepEqual(tenantWith("plan: medium", quota).quota, expected);
  });
});

describe("config: sizes", () => {
  it("limit at most twice what they request, as quotas do", () => {
    for (const { requests, limits } of [...Object.values(sizes), ...Object.values(dataSizes)]) {
      assert.ok(parseCpu(limits.cpu) <= 2 * parseCpu(requests.cpu));
      assert.ok(parseBytes(limits.memory) <= 2 * parseBytes(requests.memory));
    }
  });

  it("grow from plan to plan", () => {
    for (const [less, more] of [
      [plans.small, plans.medium],
      [plans.medium, plans.large],
    ] as const) {
      assert.ok(compareCpu(less.cpu, more.cpu) < 0 && compareBytes(less.memory, more.memory) < 0);
      assert.ok(less.pods < more.pods && compareBytes(less.storage, more.storage) < 0);
    }
  });
});

describe("config: environments of a tenant", () => {
  it("onboard the tenant only where they name it, everywhere if they are absent", () => {
    const only = changed(compliant, tenantFile, "  dev: {}\n", "");
    assert.deepEqual(loadFiles(only).tenants, []);
    assert.equal(loadFiles(only, { stack: "prod" }).tenants.length, 1);
    const text = (compliant[tenantFile] ?? "").replace(/environments:[^]*/, "");
    assert.equal(loadFiles({ ...compliant, [tenantFile]: text }).tenants.length, 1);
  });

  it("merge maps by key, replace scalars and lists", () => {
    const { services } = tenantWith(
      "  dev: {}",
      "  dev: { services: { web: { uses: [], env: { MODE: dark } }, api: { port: 9091 } } }",
    );
    assert.deepEqual(services["web"]?.env, { LOG_LEVEL: "info", MODE: "dark" });
    assert.deepEqual(services["web"].uses, []);
    assert.equal(services["api"]?.port, 9091);
    assert.deepEqual(services["api"].scale, { min: 1, max: 3, cpu: 70 });
  });

  it("take away with null: a value for its default, an entry for good", () => {
    const { services, jobs } = tenantWith(
      "  dev: {}",
      "  dev: { services: { api: { port: null, scale: null } }, jobs: { report: null } }",
    );
    assert.equal(services["api"]?.port, 8080);
    assert.deepEqual(services["api"].scale, { min: 1, max: 2, cpu: 70 });
    assert.deepEqual(jobs, {});
  });

  it("may be empty", () => {
    assert.equal(tenantWith("  dev: {}", "  dev:").name, "shop");
  });

  breaks(tenantFile, [
    [
      "point at the override, not at what it overrides",
      "  dev: {}",
      "  dev: { services: { api: { image: shop/api:dev } } }",
      '37:29: services.api.image: tag "dev" can change under you. Got "shop/api:dev". Use a fixed version, e.g. shop/api:1.4.2, or a digest.',
    ],
    [
      "cannot take away what is required",
      "  dev: {}",
      "  dev: { services: { api: { image: null } } }",
      "37:22: services.api.image: is missing. Write [registry/]repository:version, e.g. todo/todo-api:1.4.2.",
    ],
  ]);
});

describe("config: several tenants", () => {
  const shop = compliant[tenantFile] ?? "";
  const other = (extra: string) => ({
    ...compliant,
    "tenants/acme.yaml": shop
      .replace("tenant: shop", "tenant: acme")
      .replaceAll(": shop/", ": acme/")
      .replace(/^plan.*$/m, extra),
  });

  it("live side by side, by name", () => {
    const names = loadFiles(other("plan: large")).tenants.map(({ name }) => name);
    assert.deepEqual(names, ["acme", "shop"]);
  });

  it("cannot share a domain, nor take one below another's", () => {
    const files = (domain: string) =>
      changed(
        other(`domains: [${domain}]`),
        tenantFile,
        "plan: medium",
        "plan: medium\ndomains: [b.shop.com]",
      );
    for (const domain of ["b.shop.com", "a.b.shop.com", "shop.com"]) {
      assert.deepEqual(problemsOf(files(domain)), [
        `tenants/shop.yaml:7:11: domains[0]: overlaps a domain of tenant acme (${domain}). Got "b.shop.com". Use hosts apart from those of other tenants.`,
      ]);
    }
    for (const domain of ["c.shop.com", "bb.shop.com", "b.shop.com.de"]) {
      assert.equal(loadFiles(files(domain)).tenants.length, 2);
    }
  });

  it("have of the environment's own domain the part of their name", () => {
    for (const domain of [
      "dev.example.com",
      "example.com",
      "shop.dev.example.com",
      "a.later.dev.example.com",
    ]) {
      assert.deepEqual(problemsOf(other(`domains: [${domain}]`)), [
        `tenants/acme.yaml:6:11: domains[0]: belongs to the platform or to another tenant. Got "${domain}". Below dev.example.com use acme.dev.example.com or hosts below it.`,
      ]);
    }
    for (const domain of ["acme.dev.example.com", "www.acme.dev.example.com", "dev.example.com.de"]) {
      assert.equal(loadFiles(other(`domains: [${domain}]`)).tenants.length, 2);
    }
  });

  it("cannot take the names of the platform's own namespaces", () => {
    for (const name of [
      "default",
      "kube-public",
      "platform",
      "cluster",
      "ingress",
      "keda",
      "cert-manager",
      "traefik",
      "aks-command",
      "gateway-system",
    ]) {
      const files = {
        [stackFile]: compliant[stackFile] ?? "",
        [`tenants/${name}.yaml`]: shop
          .replace("tenant: shop", `tenant: ${name}`)
          .replaceAll(": shop/", `: ${name}/`)
          .replace(/environments:[^]*/, ""),
      };
      assert.deepEqual(problemsOf(files), [
        `tenants/${name}.yaml:2:1: tenant: is reserved for the platform. Got "${name}". Choose another name, e.g. that of the product.`,
      ]);
    }
  });

  it("must run something", () => {
    const text =
      "schema: tenant/v1\ntenant: idle\nowner: { group: 7d0c1f5e-93ab-4c52-8f5a-6a1de0b2c914, contact: a@b.de }\n";
    assert.deepEqual(problemsOf({ ...compliant, "tenants/idle.yaml": text }), [
      "tenants/idle.yaml:1:1: has no service, worker or job. Add at least one, e.g. under services.",
    ]);
  });
});
