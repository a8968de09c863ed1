import { undecided, violation, type Finding } from "./finding.ts";
import type { KubernetesObject } from "./object.ts";
import { at, checkContainers, unlessWindows, type Container, type PodSpec } from "./podSpec.ts";
import { get, isPending, type Field } from "./read.ts";

/** A setting in the security context. */
export interface Setting {
  readonly keys: readonly string[];
  readonly accepts: (value: unknown) => boolean;
  /** What it has to be, e.g. `true`. */
  readonly expected: string;
  readonly fix: string;
}

/** A setting that every container has to carry itself, and that does not exist on Windows. */
export function requireOnContainers(object: KubernetesObject, setting: Setting): readonly Finding[] {
  return unlessWindows(
    object,
    checkContainers(object, (container) => requireOnContainer(container, setting)),
  );
}

function requireOnContainer(container: Container, setting: Setting): readonly Finding[] {
  const field = get(container.field, "securityContext", ...setting.keys);
  if (field.state === "unknown") return [undecided(field)];
  if (field.state === "missing") return [violation(at(field, container), "not set", setting.fix)];
  return setting.accepts(field.value) ? [] : [violation(at(field, container), mustBe(setting), setting.fix)];
}

/** A setting that containers inherit from their pod: right on one of the two, wrong on neither. */
export function requireInherited(pod: PodSpec, container: Container, setting: Setting): readonly Finding[] {
  const own = get(container.field, "securityContext", ...setting.keys);
  const shared = get(pod.field, "securityContext", ...setting.keys);
  if (own.state === "known")
    return setting.accepts(own.value) ? [] : [violation(at(own, container), mustBe(setting), setting.fix)];
  if (isPending(own)) return [undecided(own)];
  if (shared.state === "known") return [];
  if (isPending(shared)) return [undecided(shared)];
  if (own.state === "unknown") return [undecided(own)];
  return [violation(at(own, container), "set neither here nor on the pod", setting.fix)];
}

/** The pod's side of an inherited setting: a wrong value there is wrong even if no container takes it. */
export function refuseOnPod(pod: PodSpec, setting: Setting): readonly Finding[] {
  const shared: Field = get(pod.field, "securityContext", ...setting.keys);
  if (shared.state !== "known" || setting.accepts(shared.value)) return [];
  return [violation(shared, mustBe(setting), setting.fix)];
}

function mustBe(setting: Setting): string {
  return `must be ${setting.expected}`;
}
