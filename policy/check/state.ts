import { stackFrom, type ResourceRecord, type Stack } from "../lib/stack.ts";

/** Text that is none of the files this reads. */
export class StateError extends Error {}

const hint =
  "Give what `pulumi stack export` or `pulumi preview --json` printed, or a state file of a self-managed backend.";

/**
 * The stack in a state file (`pulumi stack export`, or a file of a self-managed backend) or in a recorded plan
 * (`pulumi preview --json`): by inputs. What a plan deletes is left out.
 */
export function readState(file: string, json: string): Stack {
  return stackFrom(resourcesIn(file, parse(file, json)).flatMap(recordOf));
}

function parse(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new StateError(`${file}: is no JSON. ${hint}`);
  }
}

function resourcesIn(file: string, value: unknown): readonly unknown[] {
  const steps = at(value, "steps");
  if (Array.isArray(steps)) return steps.map((step) => at(step, "newState")).filter(Boolean);
  const resources = at(value, "deployment", "resources") ?? at(value, "checkpoint", "latest", "resources");
  if (Array.isArray(resources)) return resources.filter((resource) => at(resource, "delete") !== true);
  throw new StateError(`${file}: holds no resources. ${hint}`);
}

function recordOf(resource: unknown): readonly ResourceRecord[] {
  const [urn, type] = [at(resource, "urn"), at(resource, "type")];
  if (typeof urn !== "string" || typeof type !== "string") return [];
  const name = urn.split("::").slice(3).join("::");
  return [
    { urn, type, name, props: at(resource, "inputs") ?? {}, protect: at(resource, "protect") === true },
  ];
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
