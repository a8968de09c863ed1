/** A compliant project in a temporary folder, and the means to break one thing in it at a time. */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { load, type Configuration } from "../../config/load.ts";
import { ConfigError } from "../../config/problems.ts";

export const stackFile = "Pulumi.dev.yaml";
export const tenantFile = "tenants/shop.yaml";

const stack = `config:
  azure-native:location: westeurope
  aks-platform:organization: contoso
  aks-platform:region: westeurope
  aks-platform:baseDomain: dev.example.com
  aks-platform:tags: { team: platform }
  aks-platform:entra:
    adminGroups: [5a4e9c1d-2b7f-4e83-9d60-c3f18a7b2e55]
  aks-platform:network:
    addressSpace: 10.224.0.0/12
    subnets: { service: 10.225.0.0/24 }
    podCidr: 10.244.0.0/16
    serviceCidr: 10.0.0.0/16
    dnsServiceIp: 10.0.0.10
  aks-platform:kubernetes:
    version: "1.36"
    tier: Standard
    authorizedIpRanges: [203.0.113.0/24]
  aks-platform:nodePools:
    system: { vmSize: Standard_D2s_v5, min: 1, max: 2, zones: [] }
    service: { vmSize: Standard_D4s_v5, min: 2, max: 4, zones: ["1", "2"] }
    worker: { vmSize: Standard_D4as_v5, min: 0, max: 4, zones: [] }
    spot: { vmSize: Standard_E4s_v5, min: 0, max: 7, zones: [] }
  aks-platform:keyVault: { softDeleteDays: 30 }
  aks-platform:registry: { sku: Standard }
  aks-platform:serviceBus: { sku: Premium, capacity: 2 }
  aks-platform:addons:
    keda: { driver: aks }
    certManager:
      driver: chart
      issuer: { type: acme, server: staging, email: ops@contoso.com }
    ingress: { driver: aks }
  aks-platform:charts: {}
  aks-platform:protect: false
  aks-platform:monitoring: { alertEmails: [alerts@contoso.com] }
`;

const tenant = `schema: tenant/v1
tenant: shop
owner:
  group: 7d0c1f5e-93ab-4c52-8f5a-6a1de0b2c914
  contact: shop@contoso.com
plan: medium
resources:
  shop-db:
    type: mongodb
    params: { storage: 10Gi }
services:
  web:
    image: shop/web:1.0.0
    expose: true
    env: { LOG_LEVEL: info }
    uses: [api]
  api:
    image: shop/api:1.0.0
    port: 9090
    scale: { min: 1, max: 3 }
    health: { path: /live, ready: /ready }
    expose: { paths: [/api] }
    secrets: { API_TOKEN: api-token }
    uses: [shop-db, mailer]
workers:
  mailer:
    image: shop/mailer:1.0.0
    queue: mail-out
    scale: { min: 0, max: 4 }
jobs:
  report:
    image: shop/report:1.0.0
    schedule: "30 2 * * *"
    timeZone: Europe/Berlin
    uses: [shop-db]
environments:
  dev: {}
  prod: { services: { api: { scale: { min: 2 } } } }
`;

/** Files of the compliant project, by name. */
export const compliant: Readonly<Record<string, string>> = {
  [stackFile]: stack,
  "Pulumi.prod.yaml": stack.replace("dev.example.com", "apps.example.com"),
  [tenantFile]: tenant,
};

export type Files = Readonly<Record<string, string>>;

/** The files with one piece of text, which must stand in the file exactly once, replaced. */
export function changed(files: Files, file: string, from: string, to: string): Files {
  const text = files[file] ?? "";
  assert.equal(text.split(from).length, 2, `${JSON.stringify(from)} must stand in ${file} exactly once`);
  return { ...files, [file]: text.replace(from, () => to) };
}

/** Stack values as Pulumi's runtime gives them: scalars as text, the rest as JSON. */
export function runtimeValues(yaml: string): Record<string, string> {
  const { config } = parse(yaml) as { config: Record<string, string | number | boolean | object> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** Runs `use` in a temporary folder that holds the files. */
export function inProject<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "aks-platform-config-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The day on which everything in the compliant project is supported, and nothing ends within 90 days. */
export const today = "2026-11-21";

interface Options {
  readonly stack?: string;
  readonly today?: string;
  /** Values given on the command line, over those of the stack file. */
  readonly values?: Readonly<Record<string, string>>;
}

export function loadFiles(files: Files, options: Options = {}): Configuration {
  const { stack = "dev", values = {}, today: day = today } = options;
  return inProject(files, (root) => {
    const own = runtimeValues(files[`Pulumi.${stack}.yaml`] ?? "config: {}");
    return load({ root, stack, values: { ...own, ...values }, today: day });
  });
}

/** The messages of the error that loading throws; fails if it does not throw. */
export function problemsOf(files: Files, options: Options = {}): readonly string[] {
  try {
    loadFiles(files, options);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return assert.fail("loaded without a problem");
}

/** One change to the compliant project and the messages it must lead to. */
export type Case = readonly [title: string, from: string, to: string, ...messages: string[]];

/** A test per case: breaks one thing in `file` and compares all messages, each preceded by `<file>:`. */
export function breaks(file: string, cases: readonly Case[]): void {
  for (const [title, from, to, ...messages] of cases) {
    it(title, () => {
      const expected = messages.map((message) => (/^\d/.test(message) ? `${file}:${message}` : message));
      assert.deepEqual(problemsOf(changed(compliant, file, from, to)), expected);
    });
  }
}
