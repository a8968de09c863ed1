/**
 * Whole-process figures of the local commands, on a copy of the sources with a state folder of its own. The yardstick
 * is the no-op preview of the same run. Parts must be built (npm run local:up once).
 */
import { rmSync } from "node:fs";
import { configurationValues } from "../local/commands/session.ts";
import { makeWorkspace, runCommand } from "../test/e2e/workspace.ts";
import { printFigures, repeat } from "./figures.ts";
import { firstRegistration } from "./firstRegistration.ts";
import { watchMemory } from "./memory.ts";

export async function benchLocal(runs: number): Promise<void> {
  const workspace = makeWorkspace();
  const seconds = async (...args: string[]): Promise<number> => {
    const { code, seconds: taken, stderr } = await runCommand(workspace, args);
    if (code !== 0) throw new Error(`local ${args.join(" ")} failed:\n${stderr}`);
    return taken;
  };
  try {
    const registration = await repeat(runs, () => firstRegistration("local", configurationValues("local")));
    const stop = watchMemory(workspace.folder, "aks-platform/parts");
    const up = await seconds("up");
    const peak = stop();
    const preview = await repeat(runs, () => seconds("preview"));
    const again = await repeat(runs, () => seconds("up"));
    const down = await seconds("down");
    const ratio = (value: number) => (value / preview).toFixed(2);
    printFigures("preview", [
      [
        "process start to first registration",
        `${(registration / 1000).toFixed(2)} s`,
        "1.0 s",
        ratio(registration / 1000),
      ],
      ["local:up, parts cached", `${up.toFixed(1)} s`, "90 s", ratio(up)],
      ["local:up, nothing to change", `${again.toFixed(1)} s`, "10 s", ratio(again)],
      ["local:preview, nothing to change", `${preview.toFixed(1)} s`, "6 s", ratio(preview)],
      ["local:down", `${down.toFixed(1)} s`, "", ratio(down)],
      ["peak memory of everything during up", `${(peak / 1024).toFixed(2)} GiB`, "2.5 GiB", ""],
    ]);
  } finally {
    await runCommand(workspace, ["down", "--force"]);
    rmSync(workspace.folder, { recursive: true, force: true });
  }
}
