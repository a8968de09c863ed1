import type { Context } from "../context.ts";
import { Package } from "../packages.ts";
import type { VersionedType } from "../packages.ts";

/** What the requests of one engine share: the package that is served and the stack's configuration. */
export class Session {
  readonly context: Context;
  package = new Package();
  /** `azure-native:location`. */
  location: string | undefined;

  constructor(context: Context) {
    this.context = context;
  }

  /** The type a request is about, named in it or in its URN. */
  typeOf(request: { getType(): string; getUrn(): string }): VersionedType {
    const type = request.getType();
    return this.package.find(type === "" ? typeOfUrn(request.getUrn()) : type);
  }
}

/** `urn:pulumi:stack::project::parent$type::name` has the type in its third part, behind its parents'. */
function typeOfUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

export function nameOfUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
