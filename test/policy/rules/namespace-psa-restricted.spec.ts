import assert from "node:assert/strict";
import { configProblems } from "../../../policy/lib/config.ts";
import { namespacePsaRestricted as rule } from "../../../policy/rules/kubernetes/namespace-psa-restricted.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:core/v1:Namespace";
const later = "known only after the update";
const prefix = "pod-security.kubernetes.io";

function at(label: string): string {
  return `metadata.labels["${prefix}/${label}"]`;
}

function levelFix(level = "restricted"): string {
  return `Set it to ${level}, and its -version label to the cluster's, e.g. v1.36.`;
}

/** A namespace that keeps the rule, with other values of some labels; undefined removes one. */
function check(changes: Body = {}, config?: unknown, name: unknown = "shop") {
  const version = "v1.36";
  const modes: Body = {
    ...{ enforce: "restricted", audit: "restricted", warn: "restricted" },
    ...{ "enforce-version": version, "audit-version": version, "warn-version": version },
  };
  const labels = Object.entries({ ...modes, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => [`${prefix}/${label}`, value] as const);
  return run(rule, type, { metadata: { name, labels: Object.fromEntries(labels) } }, config);
}

describe("k8s-namespace-psa-restricted", () => {
  it("accepts restricted at a pinned version, and other kinds and groups", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Secret", {}), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:Namespace", {}), silent);
  });

  it("refuses a namespace without labels, one finding for each mode", () => {
    const messages = ["enforce", "audit", "warn"].map((mode) => `${at(mode)}: not set. ${levelFix()}`);
    assert.deepEqual(run(rule, type, {}), broken(...messages));
    assert.deepEqual(run(rule, type, { metadata: { name: "shop", labels: [] } }), broken(...messages));
  });

  for (const mode of ["enforce", "audit", "warn"]) {
    it(`refuses other levels under ${mode}`, () => {
      for (const level of ["baseline", "privileged", "Restricted", ""])
        assert.deepEqual(
          check({ [mode]: level }),
          broken(`${at(mode)}: must be restricted. ${levelFix()}`),
          level,
        );
    });

    it(`refuses ${mode} without a pinned version`, () => {
      const label = `${mode}-version`;
      const fix = "Set it to the cluster's, e.g. v1.36.";
      assert.deepEqual(check({ [label]: undefined }), broken(`${at(label)}: not set. ${fix}`));
      for (const version of ["latest", "1.36", "v1.36.2", "xv1.36", ""])
        assert.deepEqual(
          check({ [label]: version }),
          broken(`${at(label)}: pins no version. ${fix}`),
          version,
        );
    });

    it(`leaves open an unknown ${mode}`, () => {
      assert.deepEqual(check({ [mode]: unknownText }), open(`${at(mode)}: ${later}`));
      const version = `${mode}-version`;
      assert.deepEqual(check({ [version]: unknownText }), open(`${at(version)}: ${later}`));
    });
  }

  it("takes the least level of a namespace from the configuration", () => {
    const config = { levelByNamespace: { ingress: "baseline" } };
    assert.deepEqual(check({ enforce: "baseline" }, config, "ingress"), silent);
    assert.deepEqual(check({}, config, "ingress"), silent);
    assert.deepEqual(
      check({ enforce: "privileged" }, config, "ingress"),
      broken(`${at("enforce")}: must be baseline. ${levelFix("baseline")}`),
    );
    assert.equal(check({ enforce: "baseline" }, config, "shop").violations.length, 1);
    assert.equal(check({ enforce: "baseline" }, config, "constructor").violations.length, 1);
  });

  it("asks nothing of a namespace at privileged", () => {
    assert.deepEqual(
      run(rule, type, { metadata: { name: "kube-system" } }, { excludedNamespaces: [] }),
      silent,
    );
    const config = { levelByNamespace: { agents: "privileged" } };
    assert.deepEqual(run(rule, type, { metadata: { name: "agents" } }, config), silent);
    assert.equal(run(rule, type, { metadata: { name: "other" } }, config).violations.length, 3);
  });

  it("leaves excluded namespaces alone, by their name", () => {
    assert.deepEqual(run(rule, type, { metadata: { name: "gatekeeper-system" } }), silent);
  });

  it("takes the version from the configuration", () => {
    assert.deepEqual(check({}, { version: "v1.36" }), silent);
    assert.deepEqual(check({ "warn-version": "v1.100" }, { version: "v1.36" }), silent);
    assert.deepEqual(
      check({ "warn-version": "v1.9" }, { version: "v1.36" }),
      broken(`${at("warn-version")}: is older than v1.36. Set it to v1.36 or newer.`),
    );
    assert.deepEqual(
      check({ "warn-version": "latest" }, { version: "v1.36" }),
      broken(`${at("warn-version")}: pins no version. Set it to v1.36 or newer.`),
    );
    assert.deepEqual(
      check({ "warn-version": undefined, "audit-version": "latest" }, { version: "latest" }),
      silent,
    );
  });

  it("does not guess the level of a namespace without a known name", () => {
    assert.deepEqual(check({}, {}, unknownText), silent);
    assert.deepEqual(check({ enforce: "baseline" }, {}, unknownText), open(`metadata.name: ${later}`));
  });

  it("leaves open labels that are unknown, or that a patch leaves alone", () => {
    const metadata = { name: "shop", labels: unknownText };
    assert.deepEqual(run(rule, type, { metadata }), open(`metadata.labels: ${later}`));
    assert.equal(run(rule, `${type}Patch`, { metadata: { name: "shop" } }).violations.length, 0);
  });

  it("has a configuration whose levels are checked", () => {
    const problems = (levelByNamespace: unknown) =>
      configProblems([rule], { [rule.name]: { levelByNamespace } }).length;
    assert.equal(problems({ ingress: "baseline" }), 0);
    assert.equal(problems({}), 0);
    for (const wrong of [{ ingress: "strict" }, { ingress: 1 }, ["baseline"], "baseline", null])
      assert.equal(problems(wrong), 1);
    const versions = (version: unknown) => configProblems([rule], { [rule.name]: { version } }).length;
    for (const right of ["pinned", "latest", "v1.5", "v1.136"]) assert.equal(versions(right), 0, right);
    for (const wrong of ["unpinned", "latest2", "1.36", "v1.36.1", "v1.x", 1])
      assert.equal(versions(wrong), 1);
  });
});
