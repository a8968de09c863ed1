import type { Param } from "./settings.ts";

/** A map from names to some of `choices`. */
export function choiceByName<T extends string>(
  choices: readonly T[],
  fallback: Readonly<Record<string, T>>,
  description: string,
): Param<Readonly<Record<string, T>>> {
  return {
    fallback,
    schema: {
      type: "object",
      additionalProperties: { type: "string", enum: [...choices] },
      default: { ...fallback },
      description,
    },
    accepts: (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((choice) => choices.some((known) => known === choice)),
  };
}

/** What a map holds for a name; never what every object inherits. */
export function valueFor<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
