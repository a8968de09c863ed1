export interface ImageReference {
  /** Registry, if any, and repository. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Groups: name, tag, digest. The name may begin with a registry and its port. */
const reference =
  /^([a-z0-9][\w.-]*(?::\d+(?=\/))?(?:\/[a-z0-9][\w.-]*)*)(?::(\w[\w.-]{0,127}))?(?:@(\w+:[0-9a-fA-F]{32,}))?$/i;

/** Takes an image reference apart; undefined when it is none. */
export function parseImage(written: string): ImageReference | undefined {
  const match = reference.exec(written);
  if (match === null) return undefined;
  const [, name = "", tag, digest] = match;
  return { name, tag, digest };
}
