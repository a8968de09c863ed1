import type { Day } from "../day.ts";

/** What the calendar knows of one version or choice. */
export interface Entry {
  /** `<subject>/<name>`, e.g. `kubernetes/1.36`: unique, and how `calendar.accept` names it. */
  readonly id: string;
  /** As people call it, e.g. `Kubernetes 1.36 on AKS`. */
  readonly title: string;
  /** When it became generally available: a day or a month, as published. */
  readonly released?: string;
  /** Last day of support, as published. Without it none is published, see `endsWith`. */
  readonly ends?: Day;
  /** Last day of long-term support, which the environment has to choose. */
  readonly ltsEnds?: Day;
  /** The event that ends support where it is not a day. */
  readonly endsWith?: string;
  /** Id of what to move to. */
  readonly successor?: string;
  /** Page that says so. */
  readonly source: string;
  /** Day of the page's state that was read. */
  readonly checked: Day;
}

/** Kinds of versions and choices, in the order they are shown. */
export const subjects = {
  kubernetes: "Kubernetes on AKS",
  os: "Operating system of nodes",
  cni: "Pod network",
  "network-policy": "Network policy engine",
  ingress: "Ingress controller",
  addon: "Add-on",
  image: "Image",
  "azure-api": "Azure API",
} as const;

export type Subject = keyof typeof subjects;

/** @returns The part of an id before the slash. */
export function subjectOf({ id }: Pick<Entry, "id">): Subject {
  return id.slice(0, id.indexOf("/")) as Subject;
}
