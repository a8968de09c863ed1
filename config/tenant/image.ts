/** Image references: what may be written, and what it means in one environment. */

/** Parts of an image reference. */
export interface Image {
  /** Host, perhaps with port. Absent: the environment's own registry. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const component = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
const imageForm = new RegExp(
  `^(?<name>[a-zA-Z0-9.:/_-]+?)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`,
);
const repositoryForm = new RegExp(`^${component}(/${component})*$`);
const registryForm = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;
const movingTags = ["latest", "main", "master", "dev", "develop", "edge", "nightly", "stable"];

/** A name's registry and the rest. A first component without dot or colon is no registry, as in `todo/todo-api`. */
function splitName(name: string): readonly [registry: string | undefined, repository: string] {
  const [first = "", ...rest] = name.split("/");
  const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isRegistry ? [first, rest.join("/")] : [undefined, name];
}

/** Undefined if the text is no image reference. */
export function parseImage(text: string): Image | undefined {
  const { name = "", tag, digest } = imageForm.exec(text)?.groups ?? {};
  const [registry, repository] = splitName(name);
  if (!repositoryForm.test(repository)) return undefined;
  if (registry !== undefined && !registryForm.test(registry)) return undefined;
  return {
    repository,
    ...(registry === undefined ? {} : { registry }),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What is wrong with an image reference wherever it runs, and the way out; undefined if nothing is. */
export function imageFault(text: string): readonly [wrong: string, fix: string] | undefined {
  const image = parseImage(text);
  if (!image) return ["is not an image", "Write [registry/]repository:version, e.g. todo/todo-api:1.4.2."];
  const fixed = `Use a fixed version, e.g. ${splitName(text)[1].replace(/[:@].*$/, "")}:1.4.2, or a digest.`;
  if (image.digest !== undefined) return undefined;
  if (image.tag === undefined) return ["has neither tag nor digest, so it can change under you", fixed];
  if (movingTags.includes(image.tag)) return [`tag "${image.tag}" can change under you`, fixed];
  return undefined;
}

/** An image or image prefix with its registry: `server` where none is written. */
export function qualify(written: string, server: string): string {
  return splitName(written)[0] === undefined ? `${server}/${written}` : written;
}

/** Whether the text can lead images: a repository or part of one, not a whole registry, without tag and digest. */
export function isPrefix(text: string): boolean {
  const image = parseImage(text);
  if (!image || image.tag !== undefined || image.digest !== undefined) return false;
  return image.registry !== undefined || !image.repository.split("/")[0]?.includes(".");
}

/** Whether an image with registry is under one of the prefixes, which end at a `/` or at the whole repository. */
export function isUnder(image: string, prefixes: readonly string[]): boolean {
  const { registry = "", repository = "" } = parseImage(image) ?? {};
  const name = `${registry}/${repository}`;
  return prefixes.some((prefix) => name === prefix || name.startsWith(`${prefix}/`));
}
