import { all, any, is, type Answer } from "./answer.ts";
import { entries, get, isGiven, isPending, items, text, type Field } from "./read.ts";

/** Whether a label selector selects labels. One that is empty selects everything, one that is missing nothing. */
export function selects(selector: Field, labels: Field): Answer {
  if (selector.state === "unknown") return selector;
  if (selector.state === "missing") return false;
  const matchLabels = get(selector, "matchLabels");
  const expressions = get(selector, "matchExpressions");
  return all([
    ...[matchLabels, expressions].filter(isPending),
    ...entries(matchLabels).map(([key, value]) => same(get(labels, key), value)),
    ...items(expressions).map((expression) => holds(expression, labels)),
  ]);
}

function same(label: Field, value: Field): Answer {
  if (value.state === "unknown") return value;
  return is(label, text(value) ?? "");
}

function holds(expression: Field, labels: Field): Answer {
  const key = get(expression, "key");
  const operator = get(expression, "operator");
  const values = get(expression, "values");
  const hidden = [key, operator, values].find(isPending);
  if (hidden !== undefined) return hidden;
  const label = get(labels, text(key) ?? "");
  if (label.state === "unknown") return label;
  const listed = any(items(values).map((value) => same(label, value)));
  switch (text(operator)) {
    case "In":
      return listed;
    case "NotIn":
      return typeof listed === "boolean" ? !listed : listed;
    case "Exists":
      return isGiven(label);
    case "DoesNotExist":
      return !isGiven(label);
    default:
      return false;
  }
}
