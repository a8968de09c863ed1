import { createHash, randomBytes } from "node:crypto";

/** How a type is named. */
export interface Naming {
  /** The input that holds the name. */
  readonly property: string;
  /** Without a name azure-native invents one: logical name and eight hex digits, the logical name alone, or a GUID. */
  readonly auto: "random" | "copy" | "uuid";
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly rule: string;
}

/** What the engine's `pulumi:autonaming` setting asks for. */
export interface Autonaming {
  readonly mode: "propose" | "enforce" | "disable";
  readonly proposed: string;
}

/** What is wrong with a name, if anything. */
export function problemOfName(naming: Naming, name: string): string | undefined {
  const { property, min, max, pattern, rule } = naming;
  const length = `${min} to ${max} characters`;
  if (name.length < min) return `'${property}' is too short (${name.length}): ${length} required, ${rule}`;
  if (name.length > max) return `'${property}' is too long (${name.length}): ${length} allowed, ${rule}`;
  return pattern.test(name) ? undefined : `'${property}' must be ${length}, ${rule}: got '${name}'`;
}

/** The invented name and whether it is random; random names allow a replacement before the deletion. */
export function autoname(
  naming: Naming,
  logicalName: string,
  seed: Uint8Array,
  setting?: Autonaming,
): { readonly name: string; readonly random: boolean } | undefined {
  if (setting?.mode === "disable") return undefined;
  if (setting?.mode === "enforce" || (setting?.mode === "propose" && naming.auto !== "uuid")) {
    return { name: setting.proposed, random: true };
  }
  if (naming.auto === "copy") return { name: logicalName, random: false };
  const hex = createHash("sha256")
    .update(logicalName)
    .update(seed.length > 0 ? seed : randomBytes(16))
    .digest("hex");
  if (naming.auto === "random") return { name: `${logicalName}${hex.slice(0, 8)}`, random: true };
  return {
    name: hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    random: true,
  };
}
