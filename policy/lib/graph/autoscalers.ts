import { get, items, root, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";
import type { Reference } from "./objects.ts";
import { namespaceField } from "./selectors.ts";

/** An object that changes how many pods a workload has, or how big they are. */
export interface Autoscaler {
  readonly object: StackObject;
  /** The workload; its name is the field that names it. */
  readonly target: Reference;
  /** It decides on the number of pods; the others on their size. */
  readonly horizontal: boolean;
  /** Most pods it asks for; missing takes its default. */
  readonly most: Field;
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
  readonly most?: string;
  readonly metrics?: (spec: Field) => readonly Metric[];
}

const sources: readonly Source[] = [
  {
    group: "autoscaling",
    kind: "HorizontalPodAutoscaler",
    target: "scaleTargetRef",
    most: "maxReplicas",
    metrics: podMetrics,
  },
  {
    group: "keda.sh",
    kind: "ScaledObject",
    target: "scaleTargetRef",
    most: "maxReplicaCount",
    metrics: triggerMetrics,
  },
  { group: "autoscaling.k8s.io", kind: "VerticalPodAutoscaler", target: "targetRef" },
];

/** KEDA's default for `maxReplicaCount`. */
export const kedaMost = 100;

/** All autoscalers that act; those that only recommend are left out. */
export function autoscalersOf(stack: Stack): readonly Autoscaler[] {
  return sources.flatMap((source) =>
    objectsOfKind(stack, source.group, source.kind)
      .filter(acts)
      .map((object) => {
        const spec = get(object.body, "spec");
        return {
          object,
          target: targetOf(object, get(spec, source.target)),
          horizontal: source.most !== undefined,
          most: get(spec, source.most ?? "maxReplicas"),
          metrics: source.metrics?.(spec) ?? [],
        };
      }),
  );
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
