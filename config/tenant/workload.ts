/** What a tenant may write of its services, workers and jobs. */

import { z } from "zod";
import {
  bytes,
  choice,
  cpu,
  fault,
  host,
  list,
  mapOf,
  strict,
  text,
  whole,
  words,
  yesNo,
} from "../fields.ts";
import { sizeNames } from "../sizes.ts";
import { cronFault, isTimeZone } from "./cron.ts";
import { imageFault } from "./image.ts";

const nameHint =
  "Use 3 to 30 lower-case letters, digits and dashes, starting with a letter, ending without a dash.";
/** Also the name of a workload's objects; `keda-hpa-` and a ScaledObject's name fit into 63 characters. */
export const workloadName = text(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/, nameHint);

const imageHint = "Write [registry/]repository:version, e.g. todo/todo-api:1.4.2.";
const image = z.string(imageHint).superRefine((written, context) => {
  const found = imageFault(written);
  if (found) context.addIssue({ code: "custom", message: fault(...found) });
});

const variable = text(
  /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
  "Use letters, digits and _ in a variable's name, e.g. LOG_LEVEL.",
);
const vaultHint =
  "Use the name of a Key Vault secret: up to 127 letters, digits and dashes, e.g. todo-oidc-secret.";

const common = {
  image,
  size: choice(...sizeNames).optional(),
  resources: strict({ cpu, memory: bytes }).optional(),
  env: mapOf(
    variable,
    z.string("Write text; quote numbers, true and false."),
    "Write a map of variables.",
  ).optional(),
  secrets: mapOf(
    variable,
    text(/^[A-Za-z0-9-]{1,127}$/, vaultHint),
    "Write a map: VARIABLE: <vault secret>.",
  ).optional(),
  uses: list(z.string(nameHint), "List names of resources, services and workers of this tenant.").optional(),
  command: words.optional(),
  args: words.optional(),
};

const path = text(
  /^\/([A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*)?$/,
  "Use a path that starts with / and does not end with it, e.g. /api/todos.",
);
const port = whole(1025, 65535).optional();
const health = strict({
  path: path.optional(),
  ready: path.optional(),
  exec: words.min(1, "Write the command as a list, e.g. [/app/healthy].").optional(),
  startupSeconds: whole(1, 3600, "seconds").optional(),
}).optional();
const availability = strict({ maxUnavailable: whole(1, 100, "pods").optional() }).optional();

const exposeHint = "Use true, false, a host, or {host: <host>, paths: [<path>]}.";
const expose = z
  .union(
    [
      yesNo,
      host,
      strict({
        host: host.optional(),
        paths: list(path, "List at least one path, e.g. [/api].", 1).optional(),
      }),
    ],
    exposeHint,
  )
  .optional();

export const service = strict({
  ...common,
  port,
  health,
  expose,
  availability,
  scale: strict({
    min: whole(1, 100, "pods").optional(),
    max: whole(1, 100, "pods").optional(),
    cpu: whole(1, 100, "percent").optional(),
    memory: whole(1, 100, "percent").optional(),
  }).optional(),
});

const queueHint =
  "Use 3 to 50 lower-case letters, digits and dashes, starting with a letter, ending without a dash.";
export const worker = strict({
  ...common,
  port,
  health,
  availability,
  queue: text(/^[a-z][a-z0-9-]{1,48}[a-z0-9]$/, queueHint),
  scale: strict({
    min: whole(0, 100, "pods").optional(),
    max: whole(1, 100, "pods").optional(),
    perReplica: whole(1, 10_000, "messages").optional(),
    activation: whole(0, 10_000, "messages").optional(),
    poll: whole(5, 600, "seconds").optional(),
    cooldown: whole(0, 3600, "seconds").optional(),
  }).optional(),
  maxMessageSeconds: whole(1, 3600, "seconds").optional(),
});

const cronHint = 'Use minute, hour, day of month, month, day of week, e.g. "30 2 * * *".';
const zoneHint = "Use an IANA time zone, e.g. Europe/Berlin.";
export const job = strict({
  ...common,
  schedule: z.string(cronHint).superRefine((written, context) => {
    const wrong = cronFault(written);
    if (wrong !== undefined) context.addIssue({ code: "custom", message: fault(wrong, cronHint) });
  }),
  timeZone: z.string(zoneHint).refine(isTimeZone, fault("is not a time zone", zoneHint)).optional(),
  timeoutSeconds: whole(1, 86_400, "seconds").optional(),
});

export type ServiceSpec = z.infer<typeof service>;
export type WorkerSpec = z.infer<typeof worker>;
export type JobSpec = z.infer<typeof job>;
export type WorkloadSpec = ServiceSpec | WorkerSpec | JobSpec;
