import sdk from "@pulumi/policy/deserialize.js";

const name = "deserializeProperties";

/**
 * Makes the SDK turn each message of the engine into objects once instead of once for every policy, which takes
 * longer than all rules together. Policies only read what they get, so they can share it; remediations, which may
 * change it, still get their own.
 *
 * @returns false if this version of the SDK works otherwise; then everything is slower, and the same.
 */
export function shareInputs(module: object = sdk): boolean {
  const original: unknown = Reflect.get(module, name);
  if (typeof original !== "function") return false;
  const made = new WeakMap<object, unknown>();
  return Reflect.set(module, name, (message: unknown, proxySecrets: unknown): unknown => {
    const make = (): unknown => Reflect.apply(original, undefined, [message, proxySecrets]);
    if (proxySecrets !== false || typeof message !== "object" || message === null) return make();
    const properties = made.get(message) ?? make();
    made.set(message, properties);
    return properties;
  });
}
