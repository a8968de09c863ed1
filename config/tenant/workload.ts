/**
 * What a tenant may write of its services, workers and jobs, with the defaults of config/tenant/defaults.yaml below:
 * what has one there is required here and may be left out in a file.
 */

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
  "Use 3 to 30 lower-case letters, digits and single dashes, starting with a letter, ending without a dash.";
/** Also the name of a workload's objects; `keda-hpa-` and a ScaledObject's name fit into 63 characters. */
export const workloadName = text(/^(?!.*--)[a-z][a-z0-9-]{1,28}[a-z0-9]$/, nameHint);

const imageHint = "Write [registry/]repository:version, e.g. todo/todo-api:1.4.2.";
const image = z
  .string(imageHint)
  .superRefine((written, context) => {
    const found = imageFault(written);
    if (found) context.addIssue({ code: "custom", message: fault(...found) });
  })
  .meta({ errorMessage: imageHint });

const variable = text(
  /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
  "Use letters, digits and _ in a variable's name, e.g. LOG_LEVEL.",
);
const secretHint =
  "Use the tenant's own name of a secret: up to 100 lower-case letters, digits and single dashes, e.g. oidc-secret.";
/** The vault's name of it is `<tenant>--<name>`: config/naming.ts. */
const secretName = text(/^(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*$/, secretHint);

const textHint = "Write text; quote numbers, true and false.";
const usesHint = "List names of resources, services and workers of this tenant.";

const common = {
  image: image.describe(
    "Image of the container, under one of the tenant's `registries`, with a fixed version or a digest. Without a registry: the environment's own.",
  ),
  size: choice(...sizeNames)
    .describe("Size class: requests and limits of CPU and memory. Excludes `resources`.")
    .optional(),
  resources: strict({
    cpu: cpu.describe("CPU, request and limit alike."),
    memory: bytes.describe("Memory, request and limit alike."),
  })
    .describe("Requests and limits of one's own. Excludes `size`.")
    .optional(),
  env: mapOf(variable, z.string(textHint), "Write a map of variables.").describe(
    "Environment variables in plain text; nothing that looks like a secret.",
  ),
  secrets: mapOf(variable, secretName, "Write a map: VARIABLE: <secret>.").describe(
    "Secrets by variable: `<tenant>--<secret>` of the Key Vault becomes a file, its path `<VARIABLE>_FILE`.",
  ),
  uses: list(z.string(nameHint), usesHint).describe(
    "What it talks to: gives variables, rights in Azure and the way through the network. Nothing else is reachable.",
  ),
  command: words.describe("Entrypoint, in place of the image's own.").optional(),
  args: words.describe("Arguments, in place of the image's own.").optional(),
};

const path = text(
  /^\/([A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*)?$/,
  "Use a path that starts with / and does not end with it, e.g. /api/todos.",
);
const commandHint = "Write the command as a list, e.g. [/app/healthy].";
const serving = {
  port: whole(1025, 65535),
  health: strict({
    path: path.describe("HTTP path of the startup and liveness probes.").optional(),
    ready: path.describe("HTTP path of the readiness probe.").optional(),
    exec: words
      .min(1, commandHint)
      .meta({
        description: "Command for all three probes. Excludes `path` and `ready`.",
        errorMessage: commandHint,
      })
      .optional(),
    startupSeconds: whole(1, 3600, "seconds").describe("Time to start before it counts as failed."),
  }).describe("How the kubelet asks whether it runs and can take work."),
  availability: strict({
    maxUnavailable: whole(1, 100, "pods").describe("Pods a drain may take down at once."),
  }).describe("What maintenance of the nodes may take away."),
};

const exposeHint = "Use true, false, a host, or {host: <host>, paths: [<path>]}.";
const expose = z
  .union(
    [
      yesNo,
      host,
      strict({
        host: host.describe("One of the tenant's `domains` or below one; the first by default.").optional(),
        paths: list(path, "List at least one path, e.g. [/api].", 1)
          .describe("Path prefixes, `[/]` by default; the longest of a host's wins.")
          .optional(),
      }),
    ],
    exposeHint,
  )
  .meta({ errorMessage: exposeHint });

export const service = strict({
  ...common,
  ...serving,
  port: serving.port.describe("Port of the container and of the Service."),
  expose: expose.describe("Whether, on which host and under which paths it is reached from outside."),
  scale: strict({
    min: whole(1, 100, "pods").describe("Fewest pods. Of `min` and `max` the one not written follows."),
    max: whole(1, 100, "pods").describe("Most pods."),
    cpu: whole(1, 100, "percent").describe("Share of the CPU request the autoscaler aims at."),
    memory: whole(1, 100, "percent").describe("Share of the memory request it aims at, too.").optional(),
  }).describe("How many pods there are, and what they are scaled on."),
});

const queueHint =
  "Use 3 to 50 lower-case letters, digits and dashes, starting with a letter, ending without a dash.";
export const worker = strict({
  ...common,
  ...serving,
  port: serving.port.describe("Port of the probes; nobody else reaches it."),
  queue: text(/^[a-z][a-z0-9-]{1,48}[a-z0-9]$/, queueHint).describe(
    "Queue it works through. It is made for it, with its rights and its scaling; one worker a queue.",
  ),
  scale: strict({
    min: whole(0, 100, "pods").describe("Fewest pods. Of `min` and `max` the one not written follows."),
    max: whole(1, 100, "pods").describe("Most pods."),
    perReplica: whole(1, 10_000, "messages").describe("Messages a pod should have waiting."),
    activation: whole(0, 10_000, "messages").describe("Messages above which the first pod starts."),
    poll: whole(5, 600, "seconds").describe("Time between two looks at an empty queue; with `min: 0` only."),
    cooldown: whole(0, 3600, "seconds").describe("Calm before the last pod goes; with `min: 0` only."),
  }).describe("How many pods there are for how many messages."),
  maxMessageSeconds: whole(1, 3600, "seconds").describe(
    "Longest handling of one message: how long it stays locked, and what a pod that ends has left.",
  ),
});

const cronHint = 'Use minute, hour, day of month, month, day of week, e.g. "30 2 * * *".';
const zoneHint = "Use an IANA time zone, e.g. Europe/Berlin.";
export const job = strict({
  ...common,
  schedule: z
    .string(cronHint)
    .superRefine((written, context) => {
      const wrong = cronFault(written);
      if (wrong !== undefined) context.addIssue({ code: "custom", message: fault(wrong, cronHint) });
    })
    .meta({ description: "When it runs: five cron fields, Sunday is 0.", errorMessage: cronHint }),
  timeZone: z
    .string(zoneHint)
    .refine(isTimeZone, fault("is not a time zone", zoneHint))
    .meta({ description: "Time zone of `schedule`.", errorMessage: zoneHint }),
  timeoutSeconds: whole(1, 86_400, "seconds").describe("Time after which a run is stopped."),
});

export type ServiceSpec = z.infer<typeof service>;
export type WorkerSpec = z.infer<typeof worker>;
export type JobSpec = z.infer<typeof job>;
export type WorkloadSpec = ServiceSpec | WorkerSpec | JobSpec;
