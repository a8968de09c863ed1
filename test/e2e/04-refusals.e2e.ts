import assert from "node:assert/strict";
import { currentWorkspace, edit, readStatus, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

describe("refusals", () => {
  it("refuses an image that can change, at file:line:column, before anything starts", async () => {
    const { resources } = await readStatus(workspace);
    const restore = edit(workspace, "tenants/todo.yaml", (text) =>
      text.replace(/(image: \S*user-api):\S+/, "$1:latest"),
    );
    try {
      for (const command of ["preview", "up"]) {
        const { code, stderr } = await runCommand(workspace, [command]);
        assert.equal(code, 1);
        assert.match(stderr, /tenants\/todo\.yaml:\d+:\d+: services\.user-api\.image: .*latest/);
      }
    } finally {
      restore();
    }
    assert.equal((await readStatus(workspace)).resources, resources);
  });

  it("refuses in preview what a policy forbids, with the rule and the resource", async () => {
    const { resources } = await readStatus(workspace);
    // The configuration allows the tag, so only the pack can refuse it.
    const restore = edit(workspace, "policy/config.json", (text) => {
      const config = JSON.parse(text) as Record<string, object>;
      config["k8s-image-versioned"] = { ...config["k8s-image-versioned"], deniedTags: ["1.4.2"] };
      return JSON.stringify(config);
    });
    try {
      const { code, stderr } = await runCommand(workspace, ["up"]);
      assert.equal(code, 1);
      assert.match(stderr, /preview with policy: refused by \d+ policy violations/);
      assert.match(stderr, /policy: k8s-image-versioned \(Deployment .*user-api/);
    } finally {
      restore();
    }
    assert.equal((await readStatus(workspace)).resources, resources);
  });

  it("refuses a Kubernetes version whose support has ended, at file:line:column", async () => {
    const restore = edit(workspace, "Pulumi.dev.yaml", (text) =>
      text.replace(/version: "1\.\d+"/, 'version: "1.33"'),
    );
    try {
      const { code, stderr } = await runCommand(workspace, ["preview", "--env", "dev"]);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /Pulumi\.dev\.yaml:\d+:\d+: kubernetes\.version: Kubernetes 1\.33 on AKS ended on 2026-07-31, \d+ days ago\. /,
      );
    } finally {
      restore();
    }
  });

  it("warns of a version that ends or is accepted, and goes on", async () => {
    // A warning in its last days and, as it is accepted, afterwards.
    const accept = '{ id: kubernetes/1.34, reason: "end-to-end test", until: "2999-12-31" }';
    const restore = edit(workspace, "Pulumi.dev.yaml", (text) =>
      text
        .replace(/version: "1\.\d+"/, 'version: "1.34"')
        .replace(/$/, `  aks-platform:calendar: { accept: [${accept}] }\n`),
    );
    try {
      const { code, stdout, stderr } = await runCommand(workspace, ["preview", "--env", "dev"]);
      assert.equal(code, 0, stderr);
      const warning =
        /Pulumi\.dev\.yaml:\d+:\d+: kubernetes\.version: Kubernetes 1\.34 on AKS end(s|ed) on 2026-11-30/;
      assert.match(stderr, new RegExp(`warning: ${warning.source}`));
      assert.match(stdout, warning, "the engine's own diagnostics have it, too");
    } finally {
      restore();
    }
  });

  it("refuses an environment that does not exist, and says which command works", async () => {
    const { code, stderr } = await runCommand(workspace, ["up", "--env", "prdo"]);
    assert.equal(code, 1);
    assert.match(stderr, /There is no environment "prdo": Pulumi\.prdo\.yaml does not exist\./);
  });

  it("never guesses a context", async () => {
    const { kubeconfig = "" } = await readStatus(workspace);
    const { code, stderr } = await runCommand(workspace, ["up", "--env", "dev", "--kubeconfig", kubeconfig]);
    assert.equal(code, 1);
    assert.match(stderr, /Name the context to use: .*\n {2}-> --context NAME; .* has: aks-platform-local/);
  });
});
