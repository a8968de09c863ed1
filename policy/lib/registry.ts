import type { ImageReference } from "./image.ts";

const dockerHub = "docker.io";

/** An image's registry and repository in full: `nginx` is `docker.io/library/nginx`. */
export function repositoryOf({ name }: ImageReference): string {
  const [first = "", ...rest] = name.split("/");
  if (rest.length === 0) return `${dockerHub}/library/${first}`;
  if (!/[.:]|^localhost$/i.test(first)) return `${dockerHub}/${name}`;
  const host = canonical(first);
  return host === dockerHub && rest.length === 1
    ? `${host}/library/${name.slice(first.length + 1)}`
    : [host, ...rest].join("/");
}

/** Whether the image comes from one of the registries, each a host or a host and the beginning of a path. */
export function comesFrom(image: ImageReference, registries: readonly string[]): boolean {
  const repository = `${repositoryOf(image)}/`;
  return registries.some((registry) => repository.startsWith(`${normal(registry)}/`));
}

function normal(registry: string): string {
  const [host = "", ...path] = registry.trim().replace(/\/+$/, "").split("/");
  return [canonical(host), ...path].join("/");
}

/** Docker Hub answers to several names. */
function canonical(host: string): string {
  const lower = host.toLowerCase();
  return ["index.docker.io", "registry-1.docker.io"].includes(lower) ? dockerHub : lower;
}
