import { gatewayApi, kedaAddon } from "../../config/calendar/compatibility.ts";
import { components } from "../../config/calendar/matrix.ts";

/** What AKS brings with a minor version, then whether each pinned component goes with it. */
export const matrixHead: readonly string[] = [
  "Kubernetes",
  "Gateway API of AKS",
  "KEDA of AKS",
  ...components.map(({ title }) => title),
];

export function matrixRow(
  minor: string,
  words: { readonly yes: string; readonly no: string },
): readonly string[] {
  return [
    minor,
    gatewayApi[minor] ?? "not published",
    kedaAddon[minor] ?? "not published",
    ...components.map(({ clash }) => (clash(minor) === undefined ? words.yes : words.no)),
  ];
}
