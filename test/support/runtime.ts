/** Runs Pulumi programs without an engine and tells what they registered, as the engine would have been told. */

import * as pulumi from "@pulumi/pulumi";
import { answer, outputsOf } from "./azure.ts";

/** One registration. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty at the top. */
  readonly parent: string;
  /** Plain: secrets are unwrapped and listed in `secrets`. */
  readonly inputs: Record<string, unknown>;
  /** Paths of inputs that are secret, e.g. `kubeconfig`. */
  readonly secrets: readonly string[];
  readonly options: RecordedOptions;
}

/** What reaches the engine: inherited options are in it, defaults are not. */
export interface RecordedOptions {
  readonly protect: boolean;
  readonly dependsOn: readonly string[];
  /** URN and id of the provider; empty for the default one. */
  readonly provider: string;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly createTimeout: string;
  readonly packageRef: string;
}

export interface Recording {
  readonly resources: readonly Recorded[];
  /** Tokens and arguments of the functions called. */
  readonly calls: readonly { readonly token: string; readonly args: Record<string, unknown> }[];
  /** URNs of components that said they were complete. */
  readonly registered: readonly string[];
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly parameter: string;
  }[];
}

/** The part of the SDK's mock monitor we listen in on. */
interface Monitor {
  registerResource(request: RegisterRequest, callback: Callback): Promise<void>;
  registerPackage(request: PackageRequest, callback: Callback): void;
  registerResourceOutputs(request: { getUrn(): string }, callback: Callback): void;
}
type Callback = (error: unknown, response: { getUrn(): string }) => void;
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean | undefined;
  getDependenciesList(): string[];
  getProvider(): string;
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getCustomtimeouts(): { getCreate(): string } | undefined;
  getPackageref(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}
interface PackageRequest {
  getParameterization(): { getName(): string; getVersion(): string; getValue_asB64(): string } | undefined;
}

/**
 * @param preview As in a first preview: no resource has an id or an output yet.
 * @throws What the program throws while it runs, and any error a registration ran into.
 */
export async function record(program: () => unknown, preview = false): Promise<Recording> {
  const resources: Recorded[] = [];
  const calls: Recording["calls"][number][] = [];
  const packages: Recording["packages"][number][] = [];
  const registered: string[] = [];
  await pulumi.runtime.setMocks(
    {
      call: ({ token, inputs }) => {
        calls.push({ token, args: inputs as Record<string, unknown> });
        return answer(token);
      },
      newResource: ({ type, name, inputs }) => {
        const outputs = outputsOf(type, name);
        const made = preview ? (withUnknowns(outputs) as object) : outputs;
        return { id: preview ? undefined : `${name}-id`, state: { ...(inputs as object), ...made } };
      },
    },
    "aks-platform",
    "local",
    preview,
  );
  listen(resources, packages, registered);
  try {
    await program();
  } finally {
    await pulumi.runtime.disconnect();
  }
  return { resources, calls, packages, registered };
}

function listen(
  resources: Recorded[],
  packages: Recording["packages"][number][],
  registered: string[],
): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (!error) resources.push(recorded(request, response.getUrn()));
      callback(error, response);
    });
  const registerPackage = monitor.registerPackage.bind(monitor);
  monitor.registerPackage = (request, callback) => {
    const parameters = request.getParameterization();
    if (parameters) {
      const parameter = Buffer.from(parameters.getValue_asB64(), "base64").toString();
      packages.push({ name: parameters.getName(), version: parameters.getVersion(), parameter });
    }
    registerPackage(request, callback);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    registered.push(request.getUrn());
    registerOutputs(request, callback);
  };
}

function recorded(request: RegisterRequest, urn: string): Recorded {
  const secrets: string[] = [];
  const inputs = unwrap(request.getObject()?.toJavaScript() ?? {}, "", secrets) as Record<string, unknown>;
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    inputs,
    secrets,
    options: {
      protect: request.getProtect() ?? false,
      dependsOn: request.getDependenciesList(),
      provider: request.getProvider(),
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
      packageRef: request.getPackageref(),
    },
  };
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What stands for a value nobody knows before the engine has run. */
export const unknown = "<unknown>";

/** As a provider answers in a preview: it knows which outputs there will be. */
function withUnknowns(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return unknownValue;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withUnknowns(item)]));
}

/** The wire's envelopes taken off. */
function unwrap(value: unknown, path: string, secrets: string[]): unknown {
  if (value === unknownValue) return unknown;
  if (Array.isArray(value)) return value.map((item, index) => unwrap(item, `${path}[${index}]`, secrets));
  if (typeof value !== "object" || value === null) return value;
  const map = value as Record<string, unknown>;
  if (map[signature] === secretSignature) {
    secrets.push(path);
    return unwrap(map["value"], path, secrets);
  }
  const entries = Object.entries(map).map(([key, item]) => {
    return [key, unwrap(item, path === "" ? key : `${path}.${key}`, secrets)] as const;
  });
  return Object.fromEntries(entries);
}

/** The one resource of a type, and of a name if several are of it. */
export function find({ resources }: Pick<Recording, "resources">, type: string, name?: string): Recorded {
  const found = resources.filter((one) => one.type === type && (name === undefined || one.name === name));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new Error(`${found.length} resources are ${type} ${name ?? ""}`);
}

/** `type name` of every child, sorted: what a component consists of. */
export function childrenOf({ resources }: Recording, parent: Recorded): string[] {
  return resources
    .filter((one) => one.parent === parent.urn)
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

/** Waits for an output; for ever, if it stays unknown. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    (output as pulumi.Output<unknown>).apply((value) => {
      resolve(value as T);
    });
  });
}
