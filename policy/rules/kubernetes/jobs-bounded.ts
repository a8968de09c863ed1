import { kedaGroup } from "../../lib/apiGroups.ts";
import { checkNumber } from "../../lib/bounds.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubernetesDocs } from "../../lib/frameworks.ts";
import { get, isGiven, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";

interface Limits {
  readonly maxTtl: number;
  readonly maxRetries: number;
  readonly maxHistory: number;
}

/** The controller looks every 10 seconds; a shorter deadline can pass unseen. */
const shortestStart = 10;

export const jobsBounded = defineRule({
  name: "k8s-jobs-bounded",
  description: "Jobs must end, give up and be cleared away; CronJobs must not pile up runs.",
  severity: "medium",
  level: "advisory",
  framework: kubernetesDocs("concepts/workloads/controllers/job"),
  tags: [
    "kube-linter:job-ttl-seconds-after-finished",
    "kube-score:cronjob-has-deadline",
    "kyverno:add-ttl-jobs",
  ],
  remediationSteps:
    "Set activeDeadlineSeconds, ttlSecondsAfterFinished and, for a CronJob, startingDeadlineSeconds and concurrencyPolicy.",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
  kinds: ["Job", "CronJob", "ScaledJob"],
  params: {
    maxTtl: atLeast(0, 604_800, "Longest time in seconds that a finished Job is kept."),
    maxRetries: atLeast(0, 6, "Highest backoffLimit."),
    maxHistory: atLeast(0, 10, "Most finished runs a CronJob keeps of each kind."),
  },
  check: ({ kind, group, body }, limits) => {
    const spec = get(body, "spec");
    if (!isGiven(spec)) return [];
    if (kind === "ScaledJob") return group === kedaGroup ? checkRun(get(spec, "jobTargetRef"), limits) : [];
    if (group !== "batch") return [];
    if (kind === "Job") return [...checkRun(spec, limits), ...checkTtl(spec, limits, true)];
    const run = get(spec, "jobTemplate", "spec");
    // A CronJob clears its runs away by count.
    return [...checkSchedule(spec, limits), ...checkRun(run, limits), ...checkTtl(run, limits, false)];
  },
});

function checkRun(run: Field, { maxRetries }: Limits): readonly Finding[] {
  return [
    ...checkNumber(get(run, "activeDeadlineSeconds"), {
      least: 1,
      required: "so a run that hangs never ends",
      fix: "Set it to the longest time a run may take",
    }),
    ...checkNumber(get(run, "backoffLimit"), { most: maxRetries, fix: "Give up sooner" }),
  ];
}

function checkTtl(run: Field, { maxTtl }: Limits, demanded: boolean): readonly Finding[] {
  const required = demanded ? "so the Job stays when it has finished" : undefined;
  const fix = "Set it to the seconds its result is of use";
  return checkNumber(get(run, "ttlSecondsAfterFinished"), { most: maxTtl, required, fix });
}

function checkSchedule(spec: Field, { maxHistory }: Limits): readonly Finding[] {
  const history = { most: maxHistory, fix: "Keep fewer runs" };
  return [
    ...checkNumber(get(spec, "startingDeadlineSeconds"), {
      least: shortestStart,
      required: "so missed runs may start at any later time",
      fix: `Set it to the seconds a run may be late, ${shortestStart} or more`,
    }),
    ...checkConcurrency(get(spec, "concurrencyPolicy")),
    ...["successfulJobsHistoryLimit", "failedJobsHistoryLimit"].flatMap((key) =>
      checkNumber(get(spec, key), history),
    ),
  ];
}

function checkConcurrency(policy: Field): readonly Finding[] {
  if (policy.state === "unknown") return [undecided(policy)];
  if (["Forbid", "Replace"].includes(text(policy) ?? "")) return [];
  const problem = policy.state === "missing" ? "not set, so runs may overlap" : "lets runs overlap";
  return [violation(policy, problem, "Set it to Forbid or Replace")];
}
