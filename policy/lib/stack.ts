import { azureFrom, azureType, type AzureResource } from "./azure.ts";
import { fromResource, type KubernetesObject } from "./object.ts";

/** Where in a stack something is. */
export interface Located {
  readonly urn: string;
  /** Pulumi's name of the resource. */
  readonly resource: string;
}

export interface StackObject extends KubernetesObject, Located {}
export interface StackAzure extends AzureResource, Located {}

/** Everything a stack, a folder of manifests or a recorded plan holds, by its inputs. */
export interface Stack {
  readonly objects: readonly StackObject[];
  readonly azure: readonly StackAzure[];
}

/** Objects of some kinds, without `Patch`; `group` is the API group, empty for the core group. */
export function objectsOf(stack: Stack, kinds: readonly string[], group?: string): readonly StackObject[] {
  return stack.objects.filter(
    (object) => kinds.includes(object.kind) && (group === undefined || object.group === group),
  );
}

/** Azure resources of some types, e.g. `network:Subnet`. */
export function azureOf(stack: Stack, types: readonly string[]): readonly StackAzure[] {
  return stack.azure.filter((resource) => types.includes(azureType(resource)));
}

/** One resource as the engine, a plan or a state file gives it. */
export interface ResourceRecord {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Inputs. */
  readonly props: unknown;
  readonly protect?: boolean | undefined;
}

/** The stack that these resources make; those of other providers are left out. */
export function stackFrom(records: readonly ResourceRecord[]): Stack {
  return {
    objects: records.flatMap(({ urn, name, type, props }) =>
      fromResource(type, props).map((object) => ({ ...object, urn, resource: name })),
    ),
    azure: records.flatMap(({ urn, name, type, props, protect }) => {
      const resource = azureFrom(type, props, protect);
      return resource === undefined ? [] : [{ ...resource, urn, resource: name }];
    }),
  };
}
