import assert from "node:assert/strict";
import { checkApis, checkCalendar } from "../../config/rules/calendar.ts";
import type { Use } from "../../config/calendar/uses.ts";
import { utcDay } from "../../config/day.ts";
import type { Sections } from "../../config/environment.ts";
import { render, type Problem } from "../../config/problems.ts";
import { reporter } from "../../config/report.ts";
import { reportsOn } from "../../config/sections.ts";
import { graft, type TreeMap } from "../../config/tree.ts";
import { changed, compliant, loadFiles, problemsOf, stackFile, today, type Files } from "./fixture.ts";

const stack: TreeMap = { kind: "map", place: { file: stackFile }, entries: new Map() };

/** The day so many days before another. */
function before(end: string, days: number): string {
  return utcDay(new Date(Date.parse(end) - days * 24 * 60 * 60 * 1000));
}

/** What is said of one use on a day. */
function saidOf(use: Use, day: string, sections: Sections = {}) {
  const [errors, warnings]: [Problem[], Problem[]] = [[], []];
  checkCalendar(sections, [use], day, reportsOn(stack, errors), reportsOn(stack, warnings));
  return { errors: errors.map(render), warnings: warnings.map(render) };
}

function pin(id: string): Use {
  return { id, from: "pins", path: ["nodeOsSku"] };
}

const place = "config/versions.ts: nodeOsSku: ";
const got = ' Got "AzureLinux3".';

/** One of each kind: its id, its end, how messages call it, what they say to do. */
const kinds: readonly (readonly [id: string, ends: string, title: string, fix: string])[] = [
  ["os/ubuntu-22.04", "2027-06-30", "Ubuntu 22.04 on AKS", "Move to Ubuntu 24.04 on AKS."],
  ["cni/kubenet", "2028-03-31", "kubenet", "Move to Azure CNI Overlay with the Cilium data plane."],
  ["network-policy/azure", "2028-09-30", "Azure Network Policy Manager", "Move to Cilium network policies."],
  [
    "ingress/app-routing-nginx",
    "2026-11-30",
    "AKS application routing with NGINX",
    "Move to AKS application routing with Gateway API.",
  ],
  ["addon/cert-manager-1.19", "2026-07-08", "cert-manager 1.19", "Move to cert-manager 1.21."],
  [
    "image/mongodb-8.0",
    "2029-10-31",
    "MongoDB 8.0",
    "What comes after it is not known here: see https://www.mongodb.com/legal/support-policy/lifecycles.",
  ],
  [
    "azure-api/keyvault@2024-11-01",
    "2027-02-27",
    "Azure Key Vault API 2024-11-01",
    "Move to Azure Key Vault API 2026-02-01.",
  ],
];

describe("config: the end of what is used", () => {
  for (const [id, ends, title, fix] of kinds) {
    it(`is no matter 91 days before that of ${id}`, () => {
      assert.deepEqual(saidOf(pin(id), before(ends, 91)), { errors: [], warnings: [] });
    });

    it(`is a warning in the last 90 days of ${id}`, () => {
      const last = (when: string) => `${place}${title} ends on ${ends}, ${when}.${got} ${fix}`;
      for (const [days, when] of [
        [90, "in 90 days"],
        [1, "in 1 day"],
        [0, "today"],
      ] as const)
        assert.deepEqual(saidOf(pin(id), before(ends, days)), { errors: [], warnings: [last(when)] });
    });

    it(`is an error after that of ${id}`, () => {
      const override = `Or accept it for a while in calendar.accept: {id: ${id}, reason: <why>, until: <YYYY-MM-DD>}.`;
      const error = `${place}${title} ended on ${ends}, 1 day ago.${got} ${fix} ${override}`;
      assert.deepEqual(saidOf(pin(id), before(ends, -1)), { errors: [error], warnings: [] });
    });
  }

  it("is nothing where none is published", () => {
    assert.deepEqual(saidOf(pin("os/azure-linux-3"), "2099-01-01"), { errors: [], warnings: [] });
    assert.deepEqual(saidOf(pin("addon/cert-manager-1.21"), "2099-01-01"), { errors: [], warnings: [] });
  });

  it("cannot be told of what is not in the calendar", () => {
    const error = `${place}is not in the calendar (os/beos).${got} Add it to config/calendar, with its source.`;
    assert.deepEqual(saidOf(pin("os/beos"), today), { errors: [error], warnings: [] });
  });
});

describe("config: the end of Kubernetes", () => {
  const files = changed(compliant, stackFile, 'version: "1.36"', 'version: "1.35"');
  const at = "Pulumi.dev.yaml:16:5: kubernetes.version: Kubernetes 1.35 on AKS";
  const longTerm =
    "Or set kubernetes.tier: Premium and kubernetes.supportPlan: AKSLongTermSupport, supported until 2028-03-31.";
  const fix = `Got "1.35". Move to Kubernetes 1.36 on AKS, supported until 2027-06-30. ${longTerm}`;
  // The provider's API versions end before, and are not what is looked at here.
  const accepted = `{ id: azure-api/keyvault@2024-11-01, reason: "not looked at here", until: "2099-01-01" }`;
  const alone = (of: Files, more = "") =>
    changed(
      of,
      stackFile,
      "charts: {}",
      `calendar: { accept: [${accepted}${more}] }\n  aks-platform:charts: {}`,
    );
  const warningsOf = (of: Files, day: string) =>
    loadFiles(of, { today: day })
      .warnings.map(render)
      .filter((text) => text.includes("kubernetes."));

  it("is no matter 91 days before", () => {
    assert.deepEqual(warningsOf(files, "2026-12-30"), []);
  });

  it("is a warning in the last 90 days, at file, line and column", () => {
    assert.deepEqual(warningsOf(files, "2026-12-31"), [`${at} ends on 2027-03-31, in 90 days. ${fix}`]);
    assert.deepEqual(warningsOf(alone(files), "2027-03-31"), [`${at} ends on 2027-03-31, today. ${fix}`]);
  });

  it("is an error afterwards", () => {
    const override =
      "Or accept it for a while in calendar.accept: {id: kubernetes/1.35, reason: <why>, until: <YYYY-MM-DD>}.";
    assert.deepEqual(problemsOf(alone(files), { today: "2027-04-01" }), [
      `${at} ended on 2027-03-31, 1 day ago. ${fix} ${override}`,
    ]);
  });

  it("is later under long-term support", () => {
    const lasting = changed(
      alone(files),
      stackFile,
      "tier: Standard",
      "tier: Premium\n    supportPlan: AKSLongTermSupport",
    );
    assert.deepEqual(warningsOf(lasting, "2027-04-01"), []);
    assert.deepEqual(warningsOf(lasting, "2028-01-01"), [
      `${at} ends on 2028-03-31, in 90 days. Got "1.35". Move to Kubernetes 1.36 on AKS, supported until 2028-06-30.`,
    ]);
  });

  it("is known for nothing that is not in the calendar", () => {
    const odd = changed(compliant, stackFile, 'version: "1.36"', 'version: "1.28"');
    assert.deepEqual(problemsOf(odd), [
      'Pulumi.dev.yaml:16:5: kubernetes.version: is not in the calendar (kubernetes/1.28). Got "1.28". Allowed: 1.34, 1.35, 1.36, 1.37.',
    ]);
  });

  const exception = `, { id: kubernetes/1.35, reason: "upgrade after the freeze", until: "2027-05-31" }`;

  it("can be accepted until a day, with a reason", () => {
    assert.deepEqual(warningsOf(alone(files, exception), "2027-05-31"), [
      `${at} ended on 2027-03-31, 61 days ago; accepted until 2027-05-31: upgrade after the freeze. ` +
        'Got "1.35". Move to Kubernetes 1.36 on AKS, supported until 2027-06-30.',
    ]);
    assert.deepEqual(problemsOf(alone(files, exception), { today: "2027-06-01" }), [
      `${at} ended on 2027-03-31, 62 days ago, and was accepted until 2027-05-31. ${fix} ` +
        "Or renew its entry in calendar.accept: {id: kubernetes/1.35, reason: <why>, until: <YYYY-MM-DD>}.",
    ]);
  });

  it("needs no acceptance where it is not used", () => {
    const { warnings } = loadFiles(alone(compliant, exception));
    assert.deepEqual(warnings.map(render), [
      'Pulumi.dev.yaml:33:129: calendar.accept[1].id: is not used by this environment. Got "kubernetes/1.35". Remove the entry.',
    ]);
  });
});

describe("config: Kubernetes APIs that are gone", () => {
  const removed = [{ apiVersion: "batch/v1", removedIn: "1.37", successor: "batch/v2" }];
  const said = (minor: string, used: readonly string[]) => {
    const problems: Problem[] = [];
    const tree = graft({ kubernetes: { version: minor } }, { file: stackFile, line: 16, column: 5 });
    checkApis(minor, used, removed, reporter(tree, problems));
    return problems.map(render);
  };

  it("are refused from the version that does not serve them any more", () => {
    assert.deepEqual(said("1.37", ["apps/v1", "batch/v1"]), [
      'Pulumi.dev.yaml:16:5: kubernetes.version: does not serve batch/v1 any more, which the program writes. Got "1.37". Write batch/v2 in components, or stay below Kubernetes 1.37.',
    ]);
    assert.deepEqual(said("1.36", ["batch/v1"]), []);
    assert.deepEqual(said("1.38", ["batch/v2"]), []);
  });
});
