/** A workload that runs by the clock. */

import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Job as JobSpec } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { tenantLabels, type Selectable } from "../base/labels.ts";
import { Account } from "./account.ts";
import { azurePeers } from "../base/networkPolicies.ts";
import { allowDeclaredEdges } from "./networkPolicy.ts";
import { podTemplate } from "./podTemplate.ts";
import { accountArgs, allVariables, needsAzure, type WorkloadArgs } from "./workload.ts";

const graceSeconds = 30;
/** A run that could not start in this time waits for the next one. */
const startSeconds = 300;
const retries = 2;
/** A finished run can be looked at for a day. */
const keptSeconds = 86_400;

/** Account, CronJob and network policy. Never two runs at once; a run is stopped when its time is over. */
export class Job extends Component {
  constructor(name: string, args: WorkloadArgs<JobSpec>, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:workload:Job", name, opts);
    const { scope, spec, connections } = args;
    const workload = { name: spec.name, component: "job" };
    const account = new Account(`${name}-account`, accountArgs(workload, args), { parent: this });
    this.createCronJob(name, workload, args, account);
    const azure = needsAzure(spec, connections) ? azurePeers(scope.platform) : [];
    const policy = { tenant: scope.tenant, workload, callers: [], connections, azure };
    allowDeclaredEdges(`${name}-network-policy`, policy, { parent: this });
    this.registerOutputs({});
  }

  private createCronJob(
    name: string,
    workload: Selectable,
    args: WorkloadArgs<JobSpec>,
    account: Account,
  ): void {
    const { scope, spec } = args;
    const metadata = { labels: tenantLabels(scope.tenant, workload) };
    const jobSpec = {
      activeDeadlineSeconds: spec.timeoutSeconds,
      backoffLimit: retries,
      ttlSecondsAfterFinished: keptSeconds,
      template: this.template(workload, args, account),
    };
    new CronJob(
      `${name}-cron-job`,
      {
        metadata: { ...metadata, name: workload.name, namespace: scope.tenant },
        spec: {
          schedule: spec.schedule,
          timeZone: spec.timeZone,
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: startSeconds,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: { metadata, spec: jobSpec },
        },
      },
      { parent: this, dependsOn: [account] },
    );
  }

  private template(
    workload: Selectable,
    { scope, spec, connections }: WorkloadArgs<JobSpec>,
    account: Account,
  ) {
    return podTemplate({
      tenant: scope.tenant,
      workload,
      image: spec.image,
      command: spec.command,
      args: spec.args,
      env: allVariables(spec, connections),
      compute: spec.compute,
      ports: {},
      secretProviderClass: account.secretProviderClass,
      pool: "worker",
      graceSeconds,
      restartPolicy: "Never",
    });
  }
}
