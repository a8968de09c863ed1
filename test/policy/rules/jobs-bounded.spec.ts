import assert from "node:assert/strict";
import { jobsBounded as rule } from "../../../policy/rules/kubernetes/jobs-bounded.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const job = "kubernetes:batch/v1:Job";
const cronJob = "kubernetes:batch/v1:CronJob";
const scaledJob = "kubernetes:keda.sh/v1alpha1:ScaledJob";
const metadata = { name: "report", namespace: "shop" };
const deadline =
  "activeDeadlineSeconds: not set, so a run that hangs never ends. Set it to the longest time a run may take.";

function aJob(changes: Body = {}): Body {
  const spec = { activeDeadlineSeconds: 600, backoffLimit: 2, ttlSecondsAfterFinished: 3600, template: {} };
  return change({ metadata, spec }, changes);
}

function aCronJob(changes: Body = {}): Body {
  const jobTemplate = { spec: { activeDeadlineSeconds: 600 } };
  const spec = {
    schedule: "0 3 * * *",
    startingDeadlineSeconds: 300,
    concurrencyPolicy: "Forbid",
    jobTemplate,
  };
  return change({ metadata, spec }, changes);
}

describe("k8s-jobs-bounded", () => {
  it("accepts what ends, gives up and is cleared away", () => {
    assert.deepEqual(run(rule, job, aJob()), silent);
    assert.deepEqual(run(rule, cronJob, aCronJob()), silent);
    assert.deepEqual(run(rule, "kubernetes:batch/v1beta1:CronJob", aCronJob()), silent);
  });

  const jobs: readonly (readonly [Body, string])[] = [
    [{ "spec.activeDeadlineSeconds": undefined }, `spec.${deadline}`],
    [
      { "spec.activeDeadlineSeconds": 0 },
      "spec.activeDeadlineSeconds: below 1. Set it to the longest time a run may take.",
    ],
    [{ "spec.backoffLimit": 7 }, "spec.backoffLimit: above 6. Give up sooner."],
    [
      { "spec.ttlSecondsAfterFinished": undefined },
      "spec.ttlSecondsAfterFinished: not set, so the Job stays when it has finished. Set it to the seconds its result is of use.",
    ],
    [
      { "spec.ttlSecondsAfterFinished": 604_801 },
      "spec.ttlSecondsAfterFinished: above 604800. Set it to the seconds its result is of use.",
    ],
    [
      { "spec.ttlSecondsAfterFinished": "1h" },
      "spec.ttlSecondsAfterFinished: is no number. Set it to the seconds its result is of use.",
    ],
  ];
  for (const [changes, says] of jobs)
    it(`refuses a Job with ${JSON.stringify(changes, (_, value: unknown) => value ?? null)}`, () => {
      assert.deepEqual(run(rule, job, aJob(changes)), broken(says));
    });

  const late = "Set it to the seconds a run may be late, 10 or more.";
  const cronJobs: readonly (readonly [Body, string])[] = [
    [{ "spec.jobTemplate.spec.activeDeadlineSeconds": undefined }, `spec.jobTemplate.spec.${deadline}`],
    [
      { "spec.jobTemplate.spec.ttlSecondsAfterFinished": 1_000_000 },
      "spec.jobTemplate.spec.ttlSecondsAfterFinished: above 604800. Set it to the seconds its result is of use.",
    ],
    [
      { "spec.startingDeadlineSeconds": undefined },
      `spec.startingDeadlineSeconds: not set, so missed runs may start at any later time. ${late}`,
    ],
    [{ "spec.startingDeadlineSeconds": 9 }, `spec.startingDeadlineSeconds: below 10. ${late}`],
    [
      { "spec.concurrencyPolicy": undefined },
      "spec.concurrencyPolicy: not set, so runs may overlap. Set it to Forbid or Replace.",
    ],
    [
      { "spec.concurrencyPolicy": "Allow" },
      "spec.concurrencyPolicy: lets runs overlap. Set it to Forbid or Replace.",
    ],
    [{ "spec.failedJobsHistoryLimit": 11 }, "spec.failedJobsHistoryLimit: above 10. Keep fewer runs."],
    [
      { "spec.successfulJobsHistoryLimit": 11 },
      "spec.successfulJobsHistoryLimit: above 10. Keep fewer runs.",
    ],
  ];
  for (const [changes, says] of cronJobs)
    it(`refuses a CronJob with ${JSON.stringify(changes, (_, value: unknown) => value ?? null)}`, () => {
      assert.deepEqual(run(rule, cronJob, aCronJob(changes)), broken(says));
    });

  it("looks at the Jobs of a ScaledJob, which KEDA clears away", () => {
    assert.deepEqual(run(rule, scaledJob, { spec: { jobTargetRef: { activeDeadlineSeconds: 60 } } }), silent);
    assert.deepEqual(
      run(rule, scaledJob, { spec: { jobTargetRef: {} } }),
      broken(`spec.jobTargetRef.${deadline}`),
    );
  });

  it("takes its limits from the configuration", () => {
    const config = { maxTtl: 60, maxRetries: 1 };
    assert.deepEqual(
      run(rule, job, aJob(), config),
      broken(
        "spec.backoffLimit: above 1. Give up sooner.",
        "spec.ttlSecondsAfterFinished: above 60. Set it to the seconds its result is of use.",
      ),
    );
    assert.deepEqual(
      run(rule, cronJob, aCronJob({ "spec.failedJobsHistoryLimit": 20 }), { maxHistory: 20 }),
      silent,
    );
  });

  it("leaves open what is unknown and still sees the rest", () => {
    const changes = { "spec.activeDeadlineSeconds": unknownText, "spec.backoffLimit": 9 };
    assert.deepEqual(run(rule, job, aJob(changes)), {
      violations: ["spec.backoffLimit: above 6. Give up sooner."],
      undecided: ["spec.activeDeadlineSeconds: known only after the update"],
    });
    assert.deepEqual(run(rule, cronJob, { spec: unknownText }), open("spec: known only after the update"));
    const policy = aCronJob({ "spec.concurrencyPolicy": unknownText });
    assert.deepEqual(run(rule, cronJob, policy), open("spec.concurrencyPolicy: known only after the update"));
    assert.deepEqual(run(rule, `${job}Patch`, { spec: { ttlSecondsAfterFinished: 60 } }).violations, []);
  });

  it("has nothing to say of empty objects, other groups and other kinds", () => {
    for (const type of [job, cronJob, scaledJob]) assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, "kubernetes:batch.volcano.sh/v1alpha1:Job", { spec: {} }), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:ScaledJob", { spec: {} }), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", { spec: {} }), silent);
  });
});
