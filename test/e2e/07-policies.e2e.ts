import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { utcDay } from "../../config/day.ts";
import { load } from "../../config/load.ts";
import { configurationValues } from "../../local/commands/session.ts";
import { adviceIn, brokenRules, exemptByConfig, exemptIn } from "./advice.ts";
import { expectedReports } from "./everyRule/expected.ts";
import { previewEveryRule } from "./everyRule/preview.ts";
import { currentWorkspace, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

describe("the policy pack", () => {
  it("refuses a program that breaks every rule, with exactly the expected list, and makes nothing", async () => {
    const { error, log, created } = await previewEveryRule(join(workspace.folder, "every-rule"));
    assert.deepEqual(log.violations.toSorted(), expectedReports("mandatory"));
    assert.deepEqual(log.advisories.toSorted(), expectedReports("advisory"));
    assert.deepEqual(log.errors, ["preview failed"]);
    assert.match(String(error), /Command failed with exit code 1\b/);
    assert.deepEqual(created, []);
  });
});

describe("every environment under the policy pack", () => {
  const workloads = ["k8s-ephemeral-storage-limits", "k8s-image-digest-pinned", "k8s-priority-class"];
  /** The rules of level advisory that an environment breaks; what is not on the list is news. */
  const advised: Readonly<Record<string, readonly string[]>> = {
    local: [
      "aks-api-server-restricted",
      "aks-security-features",
      "kv-rbac-and-recovery",
      "paas-network-restricted",
    ],
    dev: ["aks-api-server-restricted", "kv-rbac-and-recovery", "paas-network-restricted"],
    staging: [...["aks-node-pool-resilience", "azure-protect-stateful", ...workloads]],
    prod: [...workloads],
  };
  const seen = new Set<string>();

  for (const [env, advice] of Object.entries(advised))
    it(`lets ${env} pass with all its tenants, the listed exemptions and known advice`, async () => {
      const { code, stdout, stderr } = await runCommand(workspace, ["preview", "--env", env]);
      assert.equal(code, 0, stderr);
      const tenants = [...stdout.matchAll(/aks-platform:tenant:Tenant (\S+) create/g)].map(
        ([, name]) => name,
      );
      const values = configurationValues(env);
      const today = utcDay(new Date());
      const { tenants: onboarded } = load({ root: workspace.project, stack: env, values, today });
      assert.deepEqual(tenants.sort(), onboarded.map(({ name }) => name).sort());
      for (const { name } of onboarded) seen.add(name);
      const given = adviceIn(stderr);
      assert.deepEqual(exemptIn(given), exemptByConfig());
      assert.deepEqual(brokenRules(given), advice);
    });

  it("has every tenant of the repository in one of them", () => {
    const files = readdirSync(join(workspace.project, "tenants")).map((file) => parse(file).name);
    assert.deepEqual([...seen].sort(), files.sort());
  });
});
