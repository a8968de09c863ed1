import { isAbsolute, join } from "node:path";
import type language from "@pulumi/pulumi/proto/language_pb.js";

/** A Node.js process to start. */
export interface NodeCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How Pulumi's own runner wants to be started for a program. `runner` is the path of `@pulumi/pulumi/cmd/run`. */
export function programCommand(request: language.RunRequest, engine: string, runner: string): NodeCommand {
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
      runner,
      ...flags.map(([name, value]) => `--${name}=${value}`),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      isAbsolute(entry) ? entry : join(folder, entry),
      ...request.getArgsList(),
    ],
    cwd: request.getPwd(),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** How a policy pack is started. `runner` is the path of `@pulumi/pulumi/cmd/run-policy-pack`. */
export function pluginCommand(request: language.RunPluginRequest, runner: string): NodeCommand {
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
    args: [runner, ...request.getArgsList(), pack],
    // A pack reads its version from the package.json of the folder it runs in.
    cwd: pack,
    env: { ...process.env, ...env },
  };
}
