import { namespaceOf, type KubernetesObject } from "../object.ts";
import { podMetadataOf } from "../podSpec.ts";
import { entries, get, isPending, items, root, text, type Field, type Unknown } from "../read.ts";

/** Yes, no, or the value that would have to be known to tell. */
export type Answer = "yes" | "no" | Unknown;

/** No outweighs unknown, which outweighs yes; yes when there is nothing to ask. */
export function every(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.find(isUnknown) ?? "yes";
}

/** Yes outweighs unknown, which outweighs no; no when there is nothing to ask. */
export function some(answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.find(isUnknown) ?? "no";
}

export function isUnknown(answer: Answer | Field): answer is Unknown {
  return typeof answer === "object" && answer.state === "unknown";
}

/** Both fields hold the same text; two missing ones do not. */
export function same(one: Field, other: Field): Answer {
  const left = text(one);
  const right = text(other);
  if (one.state === "missing" || other.state === "missing") return "no";
  if (one.state === "unknown") return one;
  if (other.state === "unknown") return other;
  return left !== undefined && left === right ? "yes" : "no";
}

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

/** The namespace an object lands in, as a field: known or pending, never missing. */
export function namespaceField(object: KubernetesObject): Field {
  const field = get(object.body, "metadata", "namespace");
  return isPending(field) ? field : root(namespaceOf(object), false, field.path);
}

/** Both objects land in the same namespace. */
export function sameNamespace(one: KubernetesObject, other: KubernetesObject): Answer {
  return same(namespaceField(one), namespaceField(other));
}

/** A LabelSelector against labels: an empty one selects everything, one that is not there nothing. */
export function selects(selector: Field, labels: Labels): Answer {
  if (selector.state === "unknown") return selector;
  if (selector.state === "missing") return "no";
  const expressions = get(selector, "matchExpressions");
  return every([
    selectsByMap(get(selector, "matchLabels"), labels),
    ...(expressions.state === "unknown" ? [expressions] : []),
    ...items(expressions).map((expression) => satisfies(expression, labels)),
  ]);
}

/** The plain map of a Service or a ReplicationController against labels: an empty map fits everything. */
export function selectsByMap(map: Field, labels: Labels): Answer {
  if (map.state === "unknown") return map;
  return every(entries(map).map(([key, value]) => same(value, labels(key))));
}

function satisfies(expression: Field, labels: Labels): Answer {
  const [key, operator] = [get(expression, "key"), get(expression, "operator")];
  if (key.state === "unknown") return key;
  if (operator.state === "unknown") return operator;
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
      return "no";
  }
}

function within(label: Field, values: Field): Answer {
  if (label.state === "missing") return "no";
  if (values.state === "unknown") return values;
  return some(items(values).map((value) => same(value, label)));
}

/** A label with a value not known yet is there all the same; with the whole map unknown, nobody knows. */
function exists(label: Field): Answer {
  if (label.state === "unknown" && (label.cause === "patch" || label.source !== label.path)) return label;
  return label.state === "missing" ? "no" : "yes";
}

function not(answer: Answer): Answer {
  if (answer === "yes") return "no";
  return answer === "no" ? "yes" : answer;
}
