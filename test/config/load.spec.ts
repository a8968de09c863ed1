import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "../../config/load.ts";
import { ConfigError } from "../../config/problems.ts";
import {
  changed,
  compliant,
  inProject,
  loadFiles,
  problemsOf,
  runtimeValues,
  stackFile,
  tenantFile,
  today,
  type Files,
} from "./fixture.ts";

const minimal = `config:
  aks-platform:organization: contoso
  aks-platform:region: westeurope
  aks-platform:baseDomain: dev.example.com
  aks-platform:entra: { adminGroups: [5a4e9c1d-2b7f-4e83-9d60-c3f18a7b2e55] }
  aks-platform:nodePools:
    system: { vmSize: Standard_D2s_v5, min: 1, max: 2, zones: [] }
    service: { vmSize: Standard_D2s_v5, min: 1, max: 2, zones: [] }
    worker: { vmSize: Standard_D2s_v5, min: 0, max: 2, zones: [] }
    spot: { vmSize: Standard_D2s_v5, min: 0, max: 2, zones: [] }
  aks-platform:monitoring: { alertEmails: [ops@contoso.com] }
`;

describe("config: load", () => {
  it("loads the compliant project", () => {
    const { environment, tenants } = loadFiles(compliant);
    assert.equal(environment.name, "dev");
    assert.deepEqual(environment.tags, { "managed-by": "aks-platform", team: "platform" });
    assert.deepEqual(
      tenants.map(({ name }) => name),
      ["shop"],
    );
  });

  it("gives defaults for everything that has a safe one", () => {
    const { environment, tenants } = loadFiles({ [stackFile]: minimal });
    const pool = (min: number) => ({ vmSize: "Standard_D2s_v5", min, max: 2, zones: [] });
    assert.deepEqual(tenants, []);
    assert.deepEqual(environment, {
      name: "dev",
      organization: "contoso",
      region: "westeurope",
      baseDomain: "dev.example.com",
      tags: { "managed-by": "aks-platform" },
      entra: { adminGroups: ["5a4e9c1d-2b7f-4e83-9d60-c3f18a7b2e55"] },
      network: {
        addressSpace: "10.224.0.0/12",
        nodeSubnets: "perPool",
        subnets: {
          system: "10.224.0.0/21",
          service: "10.225.0.0/21",
          worker: "10.226.0.0/21",
          spot: "10.227.0.0/21",
          endpoints: "10.228.0.0/24",
          apiserver: "10.229.0.0/27",
        },
        podCidr: "10.244.0.0/16",
        serviceCidr: "10.0.0.0/16",
        dnsServiceIp: "10.0.0.10",
        peers: {},
        egress: { type: "natGateway" },
        privateEndpoints: true,
        allowedIpRanges: [],
      },
      kubernetes: {
        version: "1.36",
        tier: "Standard",
        supportPlan: "KubernetesOfficial",
        apiServer: "integrated",
        authorizedIpRanges: [],
        upgradeChannel: "patch",
        nodeOsUpgradeChannel: "NodeImage",
        maintenance: { day: "Sunday", startHour: 1, durationHours: 6 },
        imageCleanerHours: 168,
        autoscaler: "steady",
        verticalPodAutoscaler: false,
        costAnalysis: false,
        safeguards: "Warn",
      },
      nodePools: { system: pool(1), service: pool(1), worker: pool(0), spot: pool(0) },
      keyVault: { softDeleteDays: 90 },
      registry: { sku: "Premium" },
      serviceBus: { sku: "Standard" },
      monitoring: {
        logs: true,
        retentionDays: 30,
        defender: true,
        metrics: true,
        grafana: false,
        alertEmails: ["ops@contoso.com"],
      },
      cost: { monthlyBudget: 0, contactEmails: [] },
      backup: { enabled: false, retentionDays: 14, redundancy: "ZoneRedundant" },
      addons: {
        keda: { driver: "aks" },
        certManager: { driver: "chart", issuer: { type: "selfSigned" } },
        ingress: { driver: "aks" },
      },
      charts: {},
      calendar: { accept: [] },
      protect: false,
    });
  });

  it("merges a section over its defaults, and null takes a value away again", () => {
    const files = {
      [stackFile]: `${minimal}  aks-platform:network: { podCidr: 10.192.0.0/16, nodeSubnets: null }\n`,
    };
    const { network } = loadFiles(files).environment;
    assert.equal(network.podCidr, "10.192.0.0/16");
    assert.equal(network.nodeSubnets, "perPool");
  });

  it("blames what was written, not the default it clashes with", () => {
    const files = { [stackFile]: `${minimal}  aks-platform:network: { podCidr: 10.230.0.0/16 }\n` };
    assert.deepEqual(problemsOf(files), [
      `Pulumi.dev.yaml:12:27: network.podCidr: overlaps network.addressSpace (10.224.0.0/12). Got "10.230.0.0/16". Choose two ranges that share no address.`,
    ]);
  });

  it("freezes everything it returns", () => {
    const visit = (value: unknown, path: string) => {
      if (typeof value !== "object" || value === null) return;
      assert.ok(Object.isFrozen(value), `${path} is not frozen`);
      for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    };
    visit(loadFiles(compliant), "configuration");
  });

  it("reports all problems of all files in order, each once", () => {
    const files = {
      ...changed(compliant, tenantFile, "image: shop/web:1.0.0", "image: shop/web:latest"),
      [stackFile]:
        compliant[stackFile]?.replace("contoso\n", "Contoso\n").replace("  worker:", "  wroker:") ?? "",
      "tenants/acme.yaml": "schema: tenant/v1\ntenant: [acme\n",
      "tenants/blog.yaml": "",
      "tenants/old.yml":
        "schema: tenant/v1\ntenant: old\nowner: { group: x, contact: old@contoso.com }\nservices: { web: { image: a/web:1 } }\n",
    };
    const group = "Use the object id of an Entra group, e.g. 3f1c2a9e-5b7d-4c1f-9e0a-2d6b8c4f7a11.";
    assert.deepEqual(problemsOf(files), [
      `Pulumi.dev.yaml:3:3: organization: has the wrong form. Got "Contoso". Use 2 to 10 lower-case letters or digits, e.g. contoso.`,
      `Pulumi.dev.yaml:19:3: nodePools.worker: is missing. Write a map; its keys: max, min, vmSize, zones.`,
      `Pulumi.dev.yaml:22:5: nodePools.wroker: unknown key. Got "wroker". Did you mean worker? Allowed: service, spot, system, worker.`,
      `tenants/acme.yaml:3:1: indentation does not fit the lines around it. Align it with its neighbours, and close brackets and quotes above it.`,
      `tenants/blog.yaml:1:1: file is empty. Write at least the required keys, or delete the file.`,
      `tenants/old.yml:2:1: tenant: does not fit the file's name, old.yml. Got "old". Rename the file to old.yaml or the tenant to old.`,
      `tenants/old.yml:3:10: owner.group: has the wrong form. Got "x". ${group}`,
      `tenants/shop.yaml:13:5: services.web.image: tag "latest" can change under you. Got "shop/web:latest". Use a fixed version, e.g. shop/web:1.4.2, or a digest.`,
    ]);
  });

  it("checks the rules of sound sections and tenants beside faulty ones", () => {
    const files = changed(
      changed(
        changed(compliant, stackFile, "softDeleteDays: 30", "softDeleteDays: 3"),
        stackFile,
        "min: 1, max: 2",
        "min: 3, max: 2",
      ),
      tenantFile,
      "uses: [api]",
      "uses: [api, apx]\n    port: 80",
    );
    assert.deepEqual(
      problemsOf(changed(files, tenantFile, "image: shop/api:1.0.0", "image: other/api:1.0.0")),
      [
        "Pulumi.dev.yaml:20:40: nodePools.system.min: is above max (2). Got 3. Lower min or raise max.",
        "Pulumi.dev.yaml:24:28: keyVault.softDeleteDays: is out of range. Got 3. Use a whole number of days from 7 to 90.",
        "tenants/shop.yaml:17:5: services.web.port: is out of range. Got 80. Use a whole number from 1025 to 65535.",
        `tenants/shop.yaml:19:5: services.api.image: is outside the tenant's registries. Got "other/api:1.0.0". Allowed: images under crcontosodevf8ipss.azurecr.io/shop.`,
      ],
    );
  });

  it("holds problems as data too", () => {
    const files = changed(compliant, tenantFile, "port: 9090", "port: 80");
    assert.throws(
      () => loadFiles(files),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.deepEqual(error.problems, [
          {
            file: tenantFile,
            line: 19,
            column: 5,
            path: "services.api.port",
            wrong: "is out of range",
            got: "80",
            fix: "Use a whole number from 1025 to 65535.",
          },
        ]);
        return true;
      },
    );
  });

  it("places values of the command line at their key", () => {
    const values = { "aks-platform:keyVault": '{"softDeleteDays":1}', "aks-platform:protcet": "true" };
    const files = { [stackFile]: minimal };
    assert.deepEqual(problemsOf(files, { values }), [
      "--config aks-platform:keyVault: keyVault.softDeleteDays: is out of range. Got 1. Use a whole number of days from 7 to 90.",
      '--config aks-platform:protcet: protcet: unknown key. Got "protcet". Did you mean protect? Allowed: addons, backup, baseDomain, calendar, charts, cost, entra, keyVault, kubernetes, monitoring, network, nodePools, organization, protect, region, registry, serviceBus, tags, tenants, tenantsDirectory.',
    ]);
  });

  it("loads without a stack file", () => {
    const { environment } = loadFiles({}, { stack: "e2e", values: runtimeValues(minimal) });
    assert.equal(environment.name, "e2e");
  });

  it("refuses a stack name that cannot be part of Azure names", () => {
    assert.deepEqual(problemsOf({}, { stack: "Dev_1", values: runtimeValues(minimal) }), [
      'Pulumi.Dev_1.yaml: name of the stack has the wrong form. Got "Dev_1". Use up to 20 lower-case letters, digits and dashes, starting with a letter, ending without a dash.',
    ]);
  });

  it("reads tenants from another folder, which must exist", () => {
    const files = {
      ...compliant,
      "elsewhere/shop.yaml": compliant[tenantFile] ?? "",
      [tenantFile]: "broken",
    };
    const values = { "aks-platform:tenantsDirectory": "elsewhere" };
    assert.equal(loadFiles(files, { values }).tenants.length, 1);
    assert.deepEqual(problemsOf(compliant, { values }), [
      '--config aks-platform:tenantsDirectory: tenantsDirectory: no such folder. Got "elsewhere". Give a folder, absolute or relative to the project.',
    ]);
  });

  it("survives any damage: it loads or says what is wrong, with a line for every tenant's problem", () => {
    const file = fc.constantFrom(stackFile, tenantFile);
    const words = [
      "null",
      "[]",
      "{}",
      "- x",
      "0",
      ": :",
      '"',
      "\t",
      "a: &a [*a]",
      "x".repeat(300),
      "<<: *a",
      "\u0000",
    ];
    const damage = fc.record({ file, line: fc.nat(60), word: fc.constantFrom(...words), keep: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const files: Record<string, string> = { ...compliant };
        for (const { file: name, line, word, keep } of damages) {
          const lines = (files[name] ?? "").split("\n");
          const at = line % lines.length;
          lines[at] = (lines[at] ?? "").slice(0, keep) + word;
          files[name] = lines.join("\n");
        }
        const values = runtimeValues(compliant[stackFile] ?? "");
        inProject(files, (root) => {
          try {
            load({ root, stack: "dev", values, today });
          } catch (error) {
            assert.ok(error instanceof ConfigError, String(error));
            const inTenants = error.problems.filter((problem) => problem.file === tenantFile);
            assert.ok(inTenants.every(({ line, column }) => (line ?? 0) >= 1 && (column ?? 0) >= 1));
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it("makes chart folders absolute", () => {
    const files: Files = {
      ...changed(compliant, stackFile, "charts: {}", "charts: { keda: { crds: parts/keda } }"),
      "parts/keda/crd.yaml": "",
    };
    inProject(files, (root) => {
      const { environment } = load({
        root,
        stack: "dev",
        values: runtimeValues(files[stackFile] ?? ""),
        today,
      });
      assert.deepEqual(environment.charts, { keda: { crds: join(root, "parts/keda") } });
    });
  });
});
