import type { Answer } from "../answer.ts";
import { kedaGroup } from "../apiGroups.ts";
import { boundsOf, maxOf, minOf } from "../autoscalers.ts";
import { namespaceField } from "../object.ts";
import { get, items, root, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind, referenceTo, sameReference, type Reference } from "./objects.ts";
import { oncePerStack } from "./once.ts";

/** An object that changes how many pods a workload has, or how big they are. */
export interface Autoscaler {
  readonly object: StackObject;
  /** The workload; its name is the field that names it. */
  readonly target: Reference;
  /** Between these it decides on the number of pods; undefined for those that decide on their size. */
  readonly bounds: { readonly least: Field; readonly most: Field } | undefined;
  readonly metrics: readonly Metric[];
}

/** A share of what containers request, by which pods are counted. */
export interface Metric {
  readonly resource: Field;
  /** Only this container counts; missing means all. */
  readonly container: Field;
}

interface Source {
  readonly group: string;
  readonly kind: string;
  readonly target: string;
  readonly metrics: (spec: Field) => readonly Metric[];
}

const sources: readonly Source[] = [
  {
    group: "autoscaling",
    kind: "HorizontalPodAutoscaler",
    target: "scaleTargetRef",
    metrics: podMetrics,
  },
  { group: kedaGroup, kind: "ScaledObject", target: "scaleTargetRef", metrics: triggerMetrics },
  {
    group: "autoscaling.k8s.io",
    kind: "VerticalPodAutoscaler",
    target: "targetRef",
    metrics: () => [],
  },
];

/** All autoscalers that act on a workload; those that only recommend are left out. */
export const autoscalersOf = oncePerStack((stack: Stack): readonly Autoscaler[] =>
  sources.flatMap(({ group, kind, target, metrics }) =>
    objectsOfKind(stack, group, kind)
      .filter(acts)
      .map((object) => {
        const spec = get(object.body, "spec");
        const bounds = boundsOf(object);
        return {
          object,
          target: targetOf(object, get(spec, target)),
          bounds: bounds && { least: minOf(spec, bounds), most: maxOf(spec, bounds) },
          metrics: metrics(spec),
        };
      }),
  ),
);

/** The autoscaler acts on this workload. */
export function actsOn({ target }: Autoscaler, workload: StackObject): Answer {
  return sameReference(target, referenceTo(workload));
}

function targetOf(object: StackObject, reference: Field): Reference {
  const [group, version] = (text(get(reference, "apiVersion")) ?? "apps/v1").split("/");
  return {
    group: version === undefined ? "" : (group ?? ""),
    kind: text(get(reference, "kind")) ?? "Deployment",
    namespace: namespaceField(object),
    name: get(reference, "name"),
  };
}

function acts({ body }: StackObject): boolean {
  return text(get(body, "spec", "updatePolicy", "updateMode")) !== "Off";
}

/** Without any metric, Kubernetes scales by CPU. */
function podMetrics(spec: Field): readonly Metric[] {
  const metrics = get(spec, "metrics");
  const missing = get(metrics, "container");
  if (metrics.state === "missing") {
    return [{ resource: { ...root("cpu"), path: metrics.path }, container: missing }];
  }
  return items(metrics).flatMap((metric) => {
    const inContainer = text(get(metric, "type")) === "ContainerResource";
    const source = get(metric, inContainer ? "containerResource" : "resource");
    if (text(get(source, "target", "type")) !== "Utilization") return [];
    return [{ resource: get(source, "name"), container: get(source, "container") }];
  });
}

function triggerMetrics(spec: Field): readonly Metric[] {
  return items(get(spec, "triggers")).flatMap((trigger) => {
    const type = get(trigger, "type");
    const measured = text(get(trigger, "metricType")) ?? "Utilization";
    if (!["cpu", "memory"].includes(text(type) ?? "") || measured !== "Utilization") return [];
    return [{ resource: type, container: get(trigger, "metadata", "containerName") }];
  });
}
