import { createRequire } from "node:module";
import { isAbsolute, join } from "node:path";
import type language from "@pulumi/pulumi/proto/language_pb.js";

/** What a runner process is told to run. */
export interface NodeCommand {
  /** Pulumi's own runner, then its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Variables of this command alone. */
  readonly env: Readonly<Record<string, string>>;
}

/** One of Pulumi's own runners, in the SDK of the program or policy pack in this folder. */
function runnerOf(folder: string, name: "run" | "run-policy-pack"): string {
  return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);
}

/** How Pulumi's own runner wants to be started for a program. */
export function programCommand(request: language.RunRequest, engine: string): NodeCommand {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getPwd();
  const entry = info?.getEntryPoint() ?? request.getProgram();
  const flags: readonly (readonly [name: string, value: string | number])[] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory() ?? folder],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", request.getParallel()],
  ];
  return {
    args: [
      runnerOf(folder, "run"),
      ...flags.map(([name, value]) => `--${name}=${value}`),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      isAbsolute(entry) ? entry : join(folder, entry),
      ...request.getArgsList(),
    ],
    cwd: request.getPwd(),
    env: {
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** How a policy pack is started. */
export function pluginCommand(request: language.RunPluginRequest): NodeCommand {
  if (request.getKind() !== "analyzer") {
    throw new Error(`The local language host runs policy packs, not plugins of kind "${request.getKind()}".`);
  }
  const pack = request.getInfo()?.getProgramDirectory() ?? request.getProgram();
  const env = Object.fromEntries(
    request.getEnvList().map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")] as const;
    }),
  );
  return {
    args: [runnerOf(pack, "run-policy-pack"), ...request.getArgsList(), pack],
    // A pack reads its version from the package.json of the folder it runs in.
    cwd: pack,
    env,
  };
}
