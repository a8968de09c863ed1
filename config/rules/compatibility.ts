import { findEntry } from "../calendar/index.ts";
import { components, supportedMinors } from "../calendar/matrix.ts";
import type { Day } from "../day.ts";
import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";

/**
 * Whether Kubernetes goes with its nodes, Gateway API and what charts bring. A version that is not in the calendar is
 * refused there.
 */
export function checkCompatibility(sections: Sections, today: Day, report: Report): void {
  const { kubernetes } = sections;
  if (!kubernetes || !findEntry(`kubernetes/${kubernetes.version}`)) return;
  const { version, supportPlan } = kubernetes;
  const supported = supportedMinors(today, supportPlan);
  for (const { path, isUsed, clash, otherWay } of components) {
    const wrong = isUsed(sections) ? clash(version) : undefined;
    if (wrong === undefined) continue;
    const fitting = supported.filter((minor) => clash(minor) === undefined);
    const allowed =
      fitting.length > 0
        ? `Allowed: kubernetes.version ${fitting.join(", ")}.`
        : "No supported Kubernetes goes with it.";
    report(path, wrong, `${allowed} ${otherWay(version)}`);
  }
}
