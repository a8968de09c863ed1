import type { Context } from "../context.ts";
import { Package } from "../packages.ts";
import type { VersionedType } from "../packages.ts";

/**
 * What the requests of one engine share. It is one process for azure-native and every package made from it: the
 * engine would start one for each, and starting takes longer than all a preview asks.
 */
export class Session {
  readonly context: Context;
  /** `azure-native:location`. */
  location: string | undefined;
  readonly #packages = new Map<string, Package>();

  constructor(context: Context) {
    this.context = context;
    this.add(new Package());
  }

  add(made: Package): void {
    this.#packages.set(made.name, made);
  }

  /** Everything that is served. */
  tokens(): readonly string[] {
    return [...this.#packages.values()].flatMap((each) => each.tokens());
  }

  /** The type a request is about, named in it or in its URN. */
  typeOf(request: { getType(): string; getUrn(): string }): VersionedType {
    const token = request.getType() === "" ? typeOfUrn(request.getUrn()) : request.getType();
    const found = this.#packages.get(token.split(":")[0] ?? "");
    if (found === undefined)
      throw new Error(`The local Azure has no type ${token}; it has ${this.tokens().join(", ")}`);
    return found.find(token);
  }
}

/** `urn:pulumi:stack::project::parent$type::name` has the type in its third part, behind its parents'. */
function typeOfUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
