import messages from "@pulumi/pulumi/proto/provider_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  ConfigureResponse,
  DiffResponse,
  GetSchemaResponse,
  InvokeRequest,
  InvokeResponse,
  ParameterizeRequest,
  ParameterizeResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { azureNativeVersion } from "../../../config/versions.ts";
import { findInvoke } from "../invokes/index.ts";
import { Package, resolveParameterization } from "../packages.ts";
import type { Parameterization } from "../packages.ts";
import { textAt } from "../values.ts";
import { InvalidArgument } from "./errors.ts";
import type { Session } from "./session.ts";
import { fromStruct, toStruct } from "./struct.ts";

/** Turns azure-native into the package of one module in one API version. */
export function parameterize(session: Session, request: ParameterizeRequest): ParameterizeResponse {
  let wanted: Parameterization;
  try {
    wanted = resolveParameterization(parameterOf(request));
  } catch (error) {
    throw new InvalidArgument(error instanceof Error ? error.message : String(error));
  }
  const made = new Package(wanted);
  session.add(made);
  const response = new messages.ParameterizeResponse();
  response.setName(made.name);
  response.setVersion(azureNativeVersion);
  return response;
}

/** `containerservice v20260301` from a command line, or an SDK's parameter: base64 of JSON, or plain JSON. */
function parameterOf(request: ParameterizeRequest): Partial<Parameterization> {
  const value = request.getValue();
  if (!value) {
    const words = request.getArgs()?.getArgsList() ?? [];
    const [module, version] = words;
    if (words.length !== 2 || module === undefined || version === undefined) {
      throw new Error(`expected 2 arguments (module and API version), got ${words.length}`);
    }
    return { module, version };
  }
  const text = Buffer.from(value.getValue_asU8()).toString("utf8").trim();
  const json = text.startsWith("{") ? text : Buffer.from(text, "base64").toString("utf8");
  try {
    return JSON.parse(json) as Partial<Parameterization>;
  } catch {
    throw new Error(
      `failed to deserialize parameterize args: ${JSON.stringify(text)} is neither base64 of JSON nor JSON`,
    );
  }
}

/** Takes everything plain: secrets and outputs are unwrapped by the engine. */
export function configure(session: Session, request: ConfigureRequest): ConfigureResponse {
  const key = "azure-native:config:location";
  session.location ??=
    textAt(fromStruct(request.getArgs()), "location") ?? request.getVariablesMap().get(key);
  const response = new messages.ConfigureResponse();
  response.setAcceptsecrets(false);
  response.setAcceptresources(false);
  response.setAcceptoutputs(false);
  response.setSupportspreview(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

export function checkConfig(request: CheckRequest): CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

export function diffConfig(): DiffResponse {
  return new messages.DiffResponse();
}

/** The schema is a stub: programs bring their SDK, and nothing here generates one. */
export function getSchema(session: Session): GetSchemaResponse {
  const resources = Object.fromEntries(session.tokens().map((token) => [token, {}]));
  const schema = { name: "azure-native", version: azureNativeVersion, resources };
  const response = new messages.GetSchemaResponse();
  response.setSchema(JSON.stringify(schema));
  return response;
}

export function getPluginInfo(): PluginInfo {
  const response = new plugin.PluginInfo();
  response.setVersion(azureNativeVersion);
  return response;
}

export function invoke(session: Session, request: InvokeRequest): InvokeResponse {
  const response = new messages.InvokeResponse();
  const args = fromStruct(request.getArgs());
  response.setReturn(toStruct(findInvoke(request.getTok())(session.context, args)));
  return response;
}
