import type { Entry } from "./entry.ts";

const calendar = {
  source: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
  checked: "2026-08-21",
} as const;

/** AKS's calendar. A month stands for its last day, as the page says. */
const minors: readonly (Pick<Entry, "ends" | "ltsEnds" | "released"> & { readonly minor: string })[] = [
  { minor: "1.29", released: "2024-03", ends: "2025-03-31", ltsEnds: "2026-04-30" },
  { minor: "1.30", released: "2024-07", ends: "2025-08-22", ltsEnds: "2026-07-31" },
  { minor: "1.31", released: "2024-11", ends: "2025-11-01", ltsEnds: "2026-11-30" },
  { minor: "1.32", released: "2025-04", ends: "2026-03-31", ltsEnds: "2027-03-31" },
  { minor: "1.33", released: "2025-06", ends: "2026-07-31", ltsEnds: "2027-07-31" },
  { minor: "1.34", released: "2025-11", ends: "2026-11-30", ltsEnds: "2027-11-30" },
  { minor: "1.35", released: "2026-03", ends: "2027-03-31", ltsEnds: "2028-03-31" },
  { minor: "1.36", released: "2026-06", ends: "2027-06-30", ltsEnds: "2028-06-30" },
  { minor: "1.37", released: "2026-10", ends: "2027-10-31", ltsEnds: "2028-10-31" },
];

/** Minor versions in order, each followed by the next. */
export const kubernetes: readonly Entry[] = minors.map(({ minor, ...dates }, index) => {
  const next = minors[index + 1];
  return {
    id: `kubernetes/${minor}`,
    title: `Kubernetes ${minor} on AKS`,
    ...dates,
    ...(next ? { successor: `kubernetes/${next.minor}` } : {}),
    ...calendar,
  };
});
