import type { Stack } from "../stack.ts";

/** What rules derive from a whole stack, derived once for all of them. */
export function oncePerStack<T>(derive: (stack: Stack) => T): (stack: Stack) => T {
  const derived = new WeakMap<Stack, { readonly value: T }>();
  return (stack) => {
    const { value } = derived.get(stack) ?? { value: derive(stack) };
    derived.set(stack, { value });
    return value;
  };
}
