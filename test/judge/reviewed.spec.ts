import assert from "node:assert/strict";
import { compare, parseReviewed, readReviewed } from "./reviewed.ts";

const entry = {
  check: "CKV_K8S_43",
  resources: ["Deployment.shop.*", "CronJob.shop.report"],
  reason: "no registry here",
  by: "platform",
  on: "2026-11-21",
};
const failure = (resource: string, check = "CKV_K8S_43") => ({
  check,
  name: "Image should use digest",
  resource,
});
const failures = [
  failure("Deployment.shop.web"),
  failure("Deployment.shop.api"),
  failure("CronJob.shop.report"),
];

describe("the reviewed list", () => {
  it("is well formed", () => {
    assert.ok(readReviewed().length > 0);
  });

  it("explains what it names", () => {
    assert.deepEqual(compare(failures, [entry]), { unexplained: [], stale: [] });
  });

  it("leaves other checks and other resources unexplained", () => {
    const more = [
      failure("Deployment.shop.web", "CKV_K8S_8"),
      failure("Deployment.bank.web"),
      failure("CronJob.shop.report-2"),
    ];
    assert.deepEqual(compare([...failures, ...more], [entry]).unexplained, [
      "CKV_K8S_8 (Image should use digest) fails on Deployment.shop.web",
      "CKV_K8S_43 (Image should use digest) fails on Deployment.bank.web",
      "CKV_K8S_43 (Image should use digest) fails on CronJob.shop.report-2",
    ]);
  });

  it("is stale where a pattern explains nothing any more", () => {
    assert.deepEqual(compare(failures.slice(0, 2), [entry]).stale, [
      "CKV_K8S_43 fails on nothing that matches CronJob.shop.report",
    ]);
  });

  const broken: readonly (readonly [what: string, change: object, says: RegExp])[] = [
    ["without a reason", { reason: " " }, /\[0\]\.reason/],
    ["without a reviewer", { by: undefined }, /\[0\]\.by/],
    ["without a day", { on: "last week" }, /\[0\]\.on/],
    [
      "that explains everything",
      { resources: ["*.*"] },
      /explains everything; name kind, namespace or object[^]*\[0\]\.resources\[0\]/,
    ],
    [
      "of a check of something else",
      { check: "CKV_AWS_1" },
      /is no id of a Kubernetes check of checkov[^]*\[0\]\.check/,
    ],
    ["with an unknown key", { until: "2027-01-01" }, /until/],
  ];
  for (const [what, change, says] of broken)
    it(`refuses an entry ${what}`, () => {
      assert.throws(() => parseReviewed(JSON.stringify([{ ...entry, ...change }])), says);
    });
});
