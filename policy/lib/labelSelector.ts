import { all, any, isUnknown, not, same, type Answer } from "./answer.ts";
import type { KubernetesObject } from "./object.ts";
import { podMetadataOf } from "./podSpec.ts";
import { entries, get, items, text, type Field } from "./read.ts";

/** The labels of one object, by key. */
export type Labels = (key: string) => Field;

/** What controllers add to the labels of the template. */
const addedLabels =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|job-name|controller-uid|(?:statefulset|apps|batch)\.kubernetes\.io\/.+)$/;

/** The labels of the pods that a workload makes; those its controller adds are unknown. */
export function podLabelsOf(object: KubernetesObject): Labels {
  const { kind } = object;
  const labels = get(podMetadataOf(object), "labels");
  return (key) => {
    const label = get(labels, key);
    const { path, partial, state } = label;
    if (state !== "missing" || kind === "Pod" || !addedLabels.test(key)) return label;
    return { state: "unknown", cause: "preview", source: labels.path, path, partial };
  };
}

/** The labels of a Namespace; the API server adds its name. */
export function namespaceLabelsOf({ body }: KubernetesObject): Labels {
  const labels = get(body, "metadata", "labels");
  return (key) => (key === "kubernetes.io/metadata.name" ? get(body, "metadata", "name") : get(labels, key));
}

/** A LabelSelector against labels: an empty one selects everything, one that is not there nothing. */
export function selects(selector: Field, labels: Labels): Answer {
  if (selector.state === "unknown") return selector;
  if (selector.state === "missing") return false;
  const expressions = get(selector, "matchExpressions");
  return all([
    selectsByMap(get(selector, "matchLabels"), labels),
    ...(isUnknown(expressions) ? [expressions] : []),
    ...items(expressions).map((expression) => satisfies(expression, labels)),
  ]);
}

/** The plain map of a Service or a ReplicationController against labels: an empty map fits everything. */
export function selectsByMap(map: Field, labels: Labels): Answer {
  if (map.state === "unknown") return map;
  return all(entries(map).map(([key, value]) => same(value, labels(key))));
}

function satisfies(expression: Field, labels: Labels): Answer {
  const [key, operator] = [get(expression, "key"), get(expression, "operator")];
  const hidden = [key, operator].find(isUnknown);
  if (hidden !== undefined) return hidden;
  const label = labels(text(key) ?? "");
  switch (text(operator)) {
    case "In":
      return within(label, get(expression, "values"));
    case "NotIn":
      return not(within(label, get(expression, "values")));
    case "Exists":
      return exists(label);
    case "DoesNotExist":
      return not(exists(label));
    default:
      return false;
  }
}

function within(label: Field, values: Field): Answer {
  if (label.state === "missing") return false;
  if (values.state === "unknown") return values;
  return any(items(values).map((value) => same(value, label)));
}

/** A label with a value not known yet is there all the same; with the whole map unknown, nobody knows. */
function exists(label: Field): Answer {
  if (label.state === "unknown" && (label.cause === "patch" || label.source !== label.path)) return label;
  return label.state !== "missing";
}
