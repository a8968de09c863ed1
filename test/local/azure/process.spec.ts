import { equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "./client.ts";
import { makeGroup } from "./landscape.ts";

const main = resolve(import.meta.dirname, "../../../local/azure/main.ts");

function start(environment: NodeJS.ProcessEnv) {
  return spawn(process.execPath, [main, "127.0.0.1:1"], {
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

describe("local/azure/main.ts as a process", () => {
  it("prints its port, serves, and ends on SIGTERM", async () => {
    const folder = mkdtempSync(join(tmpdir(), "aks-azure-main-"));
    const child = start({ AKS_LOCAL_AZURE_STORE: folder });
    try {
      const [line] = (await once(createInterface(child.stdout), "line")) as [string];
      match(line, /^\d+$/);
      const azure = new Client(`127.0.0.1:${line}`);
      const { id } = await makeGroup(azure);
      match(id, /resourceGroups\/rg$/);
      azure.close();
    } finally {
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null];
      equal(code, 0);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says what is missing when it has no store", async () => {
    const child = start({});
    const [chunk] = (await once(child.stderr, "data")) as [Buffer];
    match(chunk.toString(), /AKS_LOCAL_AZURE_STORE is not set/);
    const [code] = (await once(child, "exit")) as [number | null];
    equal(code, 1);
  });
});
