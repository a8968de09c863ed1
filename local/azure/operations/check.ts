import { autoname, problemOfName } from "../arm/names.ts";
import type { Autonaming } from "../arm/names.ts";
import { checkInputs } from "../arm/check.ts";
import { groupId } from "../arm/ids.ts";
import type { VersionedType } from "../packages.ts";
import type { Store } from "../store.ts";
import { isUnknown, textAt, unknown } from "../values.ts";
import type { Json, Props } from "../values.ts";

export interface CheckRequest {
  readonly logicalName: string;
  readonly olds: Props;
  readonly news: Props;
  readonly seed: Uint8Array;
  readonly autonaming?: Autonaming;
  /** `azure-native:location` of the stack's configuration. */
  readonly location?: string;
}

/** Fills in what azure-native fills in, then reports every problem of the inputs. */
export function check(store: Store, versioned: VersionedType, request: CheckRequest) {
  const { type, module, apiVersion } = versioned;
  const inputs = withDefaults(store, versioned, request);
  const problems = [...checkInputs(module.inputs, type.name, inputs, apiVersion)];
  const name = inputs[type.naming.property];
  if (name === undefined) problems.push(`missing required property '${type.naming.property}'`);
  else if (typeof name === "string" && !isUnknown(name))
    problems.push(...some(problemOfName(type.naming, name)));
  if (type.locationRequired && inputs["location"] === undefined) {
    problems.push(
      "missing required property 'location'. Either set it explicitly or configure it with " +
        "'pulumi config set azure-native:location <value>'.",
    );
  }
  problems.push(...(type.check?.(inputs) ?? []));
  return { inputs, problems };
}

function withDefaults(store: Store, { type, apiVersion }: VersionedType, request: CheckRequest): Props {
  const { olds, news, seed, logicalName, autonaming } = request;
  const inputs: Record<string, Json> = { ...news };
  const { property } = type.naming;
  if (inputs[property] === undefined) {
    const old = textAt(olds, property);
    const made = old === undefined ? autoname(type.naming, logicalName, seed, autonaming) : undefined;
    if (old !== undefined) inputs[property] = old;
    if (made) inputs[property] = made.name;
    if (made?.random || (old !== undefined && olds["__createBeforeDelete"] === true)) {
      inputs["__createBeforeDelete"] = true;
    }
  }
  if (type.locationRequired && inputs["location"] === undefined) {
    const location = defaultLocation(store, request);
    if (location !== undefined) inputs["location"] = location;
  }
  inputs["azureApiVersion"] ??= apiVersion;
  return inputs;
}

/** The location there was, else the configured one, else the resource group's. */
function defaultLocation(store: Store, { olds, news, location }: CheckRequest): string | undefined {
  const known = textAt(olds, "location") ?? location;
  if (known !== undefined) return known;
  if (isUnknown(news["resourceGroupName"])) return unknown;
  const group = textAt(news, "resourceGroupName");
  return group === undefined ? undefined : textAt(store.get(groupId(group))?.outputs, "location");
}

function some(problem: string | undefined): readonly string[] {
  return problem === undefined ? [] : [problem];
}
