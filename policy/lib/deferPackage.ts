import { createRequire, Module } from "node:module";

/**
 * Puts off loading a CommonJS package that another one requires, until something of it is used. Nothing else changes:
 * who requires it gets all of it, only later.
 *
 * @param name The package to put off. @param owner The package that requires it.
 * @returns False if it is not there or loaded already; then nothing is done.
 */
export function deferPackage(name: string, owner: string, from = createRequire(import.meta.url)): boolean {
  let file: string;
  try {
    file = createRequire(from.resolve(owner)).resolve(name);
  } catch {
    return false;
  }
  if (from.cache[file] !== undefined) return false;
  const placeholder = new Module(file);
  placeholder.loaded = true;
  placeholder.exports = new Proxy(
    {},
    {
      get: (_, key): unknown => {
        // Compiled code copies all there is of what does not call itself a module.
        if (key === "__esModule") return true;
        if (from.cache[file] === placeholder) Reflect.deleteProperty(from.cache, file);
        return Reflect.get(from(file) as object, key);
      },
    },
  );
  from.cache[file] = placeholder;
  return true;
}
