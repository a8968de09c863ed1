import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OutsideProject } from "./outside/project.ts";
import { currentWorkspace } from "./workspace.ts";

const workspace = currentWorkspace();
const platform = "node_modules/.bin/platform";
const says =
  "data.DB_PASSWORD: named like a secret and written in plain text. " +
  "Move it to Key Vault or a Secret; if it is no secret, list the key in allow.";

describe("the published policy pack, in another repository", () => {
  let project: OutsideProject;

  before(async () => {
    project = await OutsideProject.create(join(workspace.folder, "outside"));
  });

  it("refuses the program there by a rule, in the engine's preview", async () => {
    const { log, error } = await project.preview("DB_PASSWORD");
    assert.deepEqual(log.violations, [
      `k8s-no-secrets-in-configmaps (ConfigMap settings): ConfigMaps must not hold secrets.\n${says}`,
    ]);
    assert.deepEqual(log.errors, ["preview failed"]);
    assert.match(String(error), /Command failed with exit code 1\b/);
  });

  it("lets it pass once it is mended, with nobody's exemptions", async () => {
    const { log, error } = await project.preview("LOG_LEVEL");
    assert.equal(error, undefined);
    assert.deepEqual([log.violations, log.advisories, log.errors], [[], [], []]);
  });

  it("brings platform check along, by itself and for npx", async () => {
    const args = ["check", "settings.yaml"];
    const refused = {
      code: 1,
      stdout:
        `settings.yaml:10:16: error: ConfigMap shop/settings: ${says} [k8s-no-secrets-in-configmaps]\n` +
        "1 resource checked: 1 error, 0 warnings, 0 notes.\n",
      stderr: "",
    };
    assert.deepEqual(await project.command(platform, args), refused);
    const byNpx = await project.command("npx", ["platform", ...args]);
    // npm has its own to say of the user's settings.
    assert.deepEqual({ ...byNpx, stderr: "" }, refused);
  });

  it("checks what comes through a pipe, at the levels of an environment that it knows", async () => {
    const manifest = readFileSync(new URL("outside/settings.yaml", import.meta.url), "utf8");
    const mended = manifest.replace("DB_PASSWORD", "LOG_LEVEL");
    assert.deepEqual(await project.command(platform, ["check", "-", "--env", "prod"], mended), {
      code: 0,
      stdout: "1 resource checked: 0 errors, 0 warnings, 0 notes.\n",
      stderr: "",
    });
    assert.deepEqual(await project.command(platform, ["check", "-", "--env", "prdo"], mended), {
      code: 2,
      stdout: "",
      stderr: "prdo: no levels for this environment; there are dev, local, prod, staging.\n",
    });
  });
});
