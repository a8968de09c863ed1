/** The pod of a MongoDB. */

import type { core } from "@pulumi/kubernetes/types/input.js";
import type { DataResource } from "../../config/types.ts";
import type { Selectable } from "../base/labels.ts";
import type { Account } from "../workload/account.ts";
import { podTemplate, type PodTemplate } from "../workload/podTemplate.ts";
import type { Probes } from "../workload/probes.ts";
import { secretsPath } from "../workload/workload.ts";

export const port = 27017;
export const portName = "mongodb";
export const dataVolume = "data";

/** A query no user is needed for; readiness asks for more: whether it takes writes. */
function ask(expression: string): core.v1.Probe {
  return { exec: { command: ["mongosh", "--quiet", "--norc", "--eval", expression] }, timeoutSeconds: 10 };
}

const ping = "quit(db.adminCommand({ ping: 1 }).ok ? 0 : 1)";
const writable = "quit(db.hello().isWritablePrimary ? 0 : 1)";

const mongoProbes: Probes = {
  startupProbe: { ...ask(ping), periodSeconds: 10, failureThreshold: 30 },
  livenessProbe: { ...ask(ping), periodSeconds: 30, failureThreshold: 4 },
  readinessProbe: { ...ask(writable), periodSeconds: 10, failureThreshold: 3 },
};

export interface MongoTemplateArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  readonly spec: DataResource;
  readonly user: string;
  readonly account: Account;
}

export function mongoTemplate({ tenant, workload, spec, user, account }: MongoTemplateArgs): PodTemplate {
  return podTemplate({
    tenant,
    workload,
    image: spec.image,
    args: ["--bind_ip_all"],
    env: {
      MONGO_INITDB_ROOT_USERNAME: user,
      MONGO_INITDB_ROOT_PASSWORD_FILE: `${secretsPath}/MONGO_INITDB_ROOT_PASSWORD`,
      // The image runs as any user; one without a home has mongosh write its settings there.
      HOME: "/tmp",
    },
    compute: spec.compute,
    ports: { [portName]: port },
    probes: mongoProbes,
    secretProviderClass: account.secretProviderClass,
    scratch: { "/data/configdb": "64Mi" },
    mounts: { [dataVolume]: "/data/db" },
    pool: "service",
    graceSeconds: 60,
  });
}
