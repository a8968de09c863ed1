import assert from "node:assert/strict";
import { join } from "node:path";
import { readCheckpoint } from "../../local/engine/recovery.ts";
import { Progress } from "../../local/support/progress.ts";
import { rules } from "../../policy/rules/index.ts";
import { judgePython } from "../judge/environment.ts";
import { type CheckovReport, knownChecks, runCheckov } from "../judge/checkov.ts";
import { objectsOf, readBack, writeManifests } from "../judge/readBack.ts";
import { compare, readReviewed } from "../judge/reviewed.ts";
import { currentWorkspace, readStatus } from "./workspace.ts";

const workspace = currentWorkspace();
const index = "https://www.checkov.io/5.Policy%20Index/kubernetes.html";

describe("checkov, as a judge from outside, over what the API server holds", () => {
  let python: string;
  let read: number;
  let report: CheckovReport;

  before(async function () {
    // The first run installs checkov.
    this.timeout(20 * 60 * 1000);
    python = await judgePython(new Progress());
    const { folder: state, kubeconfig = "", environment } = await readStatus(workspace);
    const checkpoint = readCheckpoint({ backend: join(state, "backend"), environment });
    const manifests = await readBack(kubeconfig, objectsOf(checkpoint ?? { resources: [] }));
    read = manifests.length;
    const folder = join(workspace.folder, "manifests");
    writeManifests(folder, manifests);
    report = await runCheckov(python, folder);
  });

  it("judges every object the program made, with nothing left out", () => {
    assert.ok(read >= 90, `only ${read} objects`);
    assert.deepEqual(report.unreadable, []);
    assert.deepEqual(report.skipped, [], "the list is the one place for explanations, not annotations");
    const judged = new Set(report.passed.map(({ resource }) => resource));
    for (const resource of ["Deployment.todo.todo-api", "CronJob.todo.todo-report", "Service.todo.todo-db"])
      assert.ok(judged.has(resource), resource);
  });

  it("fails nothing that is not explained, and leaves no explanation over", () => {
    const { unexplained, stale } = compare(report.failed, readReviewed());
    const ways = [
      `mend the program, or explain it in test/judge/reviewed.yaml; ${index} says what the check wants`,
      "remove it from test/judge/reviewed.yaml",
    ];
    assert.deepEqual(unexplained, [], [...unexplained, `  -> ${ways[0] ?? ""}`].join("\n"));
    assert.deepEqual(stale, [], [...stale, `  -> ${ways[1] ?? ""}`].join("\n"));
  });

  it("has every check that our rules say they have in common with it", async () => {
    const known = await knownChecks(python);
    const claimed = rules.flatMap(({ name, tags }) =>
      tags
        .filter((tag) => tag.startsWith("checkov:"))
        .map((tag) => `${name}: ${tag.slice("checkov:".length)}`),
    );
    assert.ok(claimed.length > 50);
    assert.deepEqual(
      claimed.filter((claim) => !known.has(claim.split(": ")[1] ?? "")),
      [],
    );
  });
});
