import { undecided, type Finding, type Where } from "./finding.ts";
import { parseImage, type ImageReference } from "./image.ts";
import type { KubernetesObject } from "./object.ts";
import { at, checkContainers, podSpecOf } from "./podSpec.ts";
import { get, isGiven, isPending, items, root, text, type Field } from "./read.ts";

type Check = (image: ImageReference, where: Where, written: string) => readonly Finding[];

/**
 * Runs a check on every image a workload names: those of its containers and those it mounts as volumes. One that
 * is missing or no reference is left to k8s-image-versioned.
 */
export function checkImages(object: KubernetesObject, check: Check): readonly Finding[] {
  const volumes = get(podSpecOf(object, [])?.field ?? root(undefined), "volumes");
  return [
    ...checkContainers(object, (container) => {
      const field = get(container.field, "image");
      return checkImage(field, at(field, container), check);
    }),
    ...[volumes, ...items(volumes)].filter(isPending).map(undecided),
    ...items(volumes).flatMap((volume) => {
      const field = get(volume, "image", "reference");
      return isGiven(field) ? checkImage(field, volumeAt(field, volume), check) : [];
    }),
  ];
}

function volumeAt(field: Field, volume: Field): Where {
  const name = text(get(volume, "name"));
  return { path: field.path, of: name === undefined ? undefined : `volume ${name}` };
}

function checkImage(field: Field, where: Where, check: Check): readonly Finding[] {
  if (field.state === "unknown") return [undecided(field)];
  const written = text(field) ?? "";
  const image = parseImage(written);
  return image === undefined ? [] : check(image, where, written);
}
