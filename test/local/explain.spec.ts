import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explainFailure } from "../../local/cluster/explain.ts";
import { type Places, places } from "../../local/support/paths.ts";

describe("a control plane that does not come up", () => {
  let at: Places;
  beforeEach(() => {
    at = places("local", mkdtempSync(join(tmpdir(), "aks-explain-")));
    mkdirSync(at.logs);
  });
  afterEach(() => {
    rmSync(at.state, { recursive: true, force: true });
  });

  const explain = (logs: Readonly<Record<string, string>>, died = true) => {
    for (const [name, text] of Object.entries(logs)) writeFileSync(join(at.logs, `${name}.log`), text);
    return explainFailure(at, { component: "kube-apiserver", died, port: 6443 }).render();
  };
  const remove =
    "npm run local:down -- --force removes this environment, whatever its state; then npm run local:up";

  it("for want of disk space says so, though etcd panics", () => {
    assert.equal(
      explain({ etcd: "panic: write wal: no space left on device" }),
      [
        `The disk is full: could not start the cluster in ${at.state}.`,
        "  -> free a few gigabytes (npm run local:down -- --purge empties this project's caches), then repeat the command",
      ].join("\n"),
    );
  });

  it("because its port is taken names the port", () => {
    assert.equal(
      explain({ "kube-apiserver": "listen tcp 127.0.0.1:6443: bind: address already in use" }),
      [
        "kube-apiserver could not listen on 127.0.0.1:6443: another program took the port.",
        "  -> npm run local:up again: it takes a free port",
      ].join("\n"),
    );
  });

  for (const text of ["walpb: crc mismatch", "panic: freepages", "data is corrupted"]) {
    it(`after etcd said "${text}" points at the store`, () => {
      assert.equal(explain({ etcd: text }), `The cluster's store (etcd) is damaged.\n  -> ${remove}`);
    });
  }

  it("for a reason unknown shows the end of its log", () => {
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
    const shown = (what: string) =>
      [
        `kube-apiserver ${what}.`,
        `  -> read ${join(at.logs, "kube-apiserver.log")}; its end is:`,
        ...lines.slice(-6),
        "  -> npm run local:down, then npm run local:up",
      ].join("\n");
    assert.equal(explain({ "kube-apiserver": lines.join("\n") }), shown("ended right after its start"));
    assert.equal(explain({}, false), shown("did not answer within 60 s"));
  });

  it("before it wrote a log still says what happened", () => {
    assert.match(explain({}), /^kube-apiserver ended right after its start\.\n/);
  });
});
