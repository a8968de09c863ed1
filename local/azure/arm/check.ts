import { nearest } from "../../../config/suggest.ts";
import type { Schema, TypeNode } from "../schema/load.ts";
import { isList, isProps, isUnknown } from "../values.ts";
import type { Json, Props } from "../values.ts";

/** Everything in the inputs of an object type that its schema does not allow, one sentence each. */
export function checkInputs(
  schema: Schema,
  object: string,
  inputs: Props,
  version: string,
): readonly string[] {
  const problems: string[] = [];
  const known = new Set(["azureApiVersion"]);
  const own = Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !known.has(name) && !name.startsWith("__")),
  );
  checkObject(object, own, "");
  return problems;

  function checkObject(type: string, value: Props, path: string): void {
    const properties = schema.properties(type);
    for (const [name, { required }] of properties) {
      if (required && value[name] === undefined) problems.push(`missing required property '${path}${name}'`);
    }
    for (const [name, item] of Object.entries(value)) {
      const property = properties.get(name);
      if (property) checkValue(property.type, item, `${path}${name}`);
      else problems.push(unknownProperty(name, path, [...properties.keys()]));
    }
  }

  function checkValue(type: TypeNode, value: Json, path: string): void {
    if (isUnknown(value) || type.kind === "any") return;
    switch (type.kind) {
      case "object":
        if (isProps(value)) checkObject(type.name, value, `${path}.`);
        else mismatch(path, "an object", value);
        return;
      case "map":
        if (isProps(value))
          for (const [key, item] of Object.entries(value)) checkValue(type.of, item, `${path}.${key}`);
        else mismatch(path, "an object", value);
        return;
      case "list":
        if (isList(value))
          for (const [index, item] of value.entries()) checkValue(type.of, item, `${path}[${index}]`);
        else mismatch(path, "a list", value);
        return;
      case "enum":
        if (typeof value !== "string") mismatch(path, "a string", value);
        else if (!type.values.includes(value)) problems.push(unknownValue(path, value, type.values));
        return;
      default:
        if (typeof value !== type.kind) mismatch(path, `a ${type.kind}`, value);
    }
  }

  function mismatch(path: string, expected: string, value: Json): void {
    problems.push(`'${path}' should be ${expected} but got ${describe(value)}`);
  }

  function unknownProperty(name: string, path: string, names: readonly string[]): string {
    const guess = nearest(name, names);
    const hint =
      guess === undefined ? `expected one of ${names.join(", ")}` : `did you mean '${path}${guess}'?`;
    return `unknown property '${path}${name}' in API version ${version}: ${hint}`;
  }
}

function unknownValue(path: string, value: string, values: readonly string[]): string {
  const guess = nearest(value, values);
  const hint = guess === undefined ? "" : `; did you mean '${guess}'?`;
  return `'${path}' is '${value}', expected one of ${values.join(", ")}${hint}`;
}

function describe(value: Json): string {
  if (isList(value)) return "a list";
  return isProps(value) ? "an object" : `the ${typeof value} ${JSON.stringify(value)}`;
}
