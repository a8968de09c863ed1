/** Every pod template of every tenant. The only module that knows kubernetesx. */

import "../base/renderedObjects.ts";
import type { core } from "@pulumi/kubernetes/types/input.js";
import { PodBuilder, type types } from "@pulumi/kubernetesx";
import type * as pulumi from "@pulumi/pulumi";
import type { Compute, NodePoolRole, ReadonlyMapOf } from "../../config/types.ts";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";
import { podUser } from "../base/podUser.ts";
import { poolAffinity, spread } from "./placement.ts";
import type { Probes } from "./probes.ts";
import { secretsPath } from "./workload.ts";

/**
 * All of it plain: one unknown value would hide the whole template in a preview, from people and policies alike.
 * What Azure decides reaches pods by other ways, such as the annotation of their service account.
 */
export interface PodArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env: ReadonlyMapOf<string>;
  readonly compute: Compute;
  /** Port by name. */
  readonly ports: ReadonlyMapOf<number>;
  /** Absent only for jobs, which end by themselves. */
  readonly probes?: Probes;
  /** The SecretProviderClass whose files are mounted at `/mnt/secrets`. */
  readonly secretProviderClass?: string | undefined;
  /** Size of a writable, empty folder by its path; `/tmp` is always there. */
  readonly scratch?: ReadonlyMapOf<string>;
  /** Path by volume that the owner of the template brings, e.g. a volume claim. */
  readonly mounts?: ReadonlyMapOf<string>;
  readonly pool: NodePoolRole;
  /** Seconds between the end of traffic and the end of the process. Services need them, queues do not. */
  readonly drainSeconds?: number;
  /** Seconds a pod has to end before it is killed. */
  readonly graceSeconds: number;
  readonly restartPolicy?: "Never";
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Record<string, string> };
  readonly spec: pulumi.Output<core.v1.PodSpec>;
}

/**
 * A pod that meets Pod Security `restricted` and more: its own user, no privileges, a read-only root filesystem, no
 * token for the API server, requests and limits, and the mark that lets it use its workload's Azure identity.
 */
export function podTemplate(args: PodArgs): PodTemplate {
  const { tenant, workload } = args;
  const builder = new PodBuilder({
    serviceAccountName: workload.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: podUser,
      runAsGroup: podUser,
      fsGroup: podUser,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    affinity: poolAffinity(args.pool),
    terminationGracePeriodSeconds: args.graceSeconds,
    ...(args.restartPolicy
      ? { restartPolicy: args.restartPolicy }
      : { topologySpreadConstraints: spread(selectorLabels(workload)) }),
    containers: [container(args)],
    volumes: volumes(args),
  });
  const labels = { ...tenantLabels(tenant, workload), "azure.workload.identity/use": "true" };
  return { metadata: { labels }, spec: builder.podSpec };
}

function container(args: PodArgs): types.Container {
  const { command, drainSeconds } = args;
  return {
    name: args.workload.name,
    image: args.image,
    imagePullPolicy: "IfNotPresent",
    ...(command ? { command: [...command] } : {}),
    ...(args.args ? { args: [...args.args] } : {}),
    env: { ...args.env },
    ports: Object.entries(args.ports).map(([name, containerPort]) => ({
      name,
      containerPort,
      protocol: "TCP",
    })),
    resources: { requests: { ...args.compute.requests }, limits: { ...args.compute.limits } },
    ...args.probes,
    ...(drainSeconds === undefined ? {} : { lifecycle: { preStop: { sleep: { seconds: drainSeconds } } } }),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: mounts(args),
  };
}

const secretsVolume = "secrets";

/** Folder by volume name; the name is the path with dashes. */
function scratch(args: PodArgs): { name: string; path: string; sizeLimit: string }[] {
  const folders = Object.entries({ "/tmp": "128Mi", ...args.scratch });
  return folders.map(([path, sizeLimit]) => ({ name: path.slice(1).replaceAll("/", "-"), path, sizeLimit }));
}

function mounts(args: PodArgs): core.v1.VolumeMount[] {
  const secrets = { name: secretsVolume, mountPath: secretsPath, readOnly: true };
  return [
    ...scratch(args).map(({ name, path }) => ({ name, mountPath: path })),
    ...Object.entries(args.mounts ?? {}).map(([name, mountPath]) => ({ name, mountPath })),
    ...(args.secretProviderClass === undefined ? [] : [secrets]),
  ];
}

function volumes({ secretProviderClass, ...args }: PodArgs): core.v1.Volume[] {
  const csi = {
    driver: "secrets-store.csi.k8s.io",
    readOnly: true,
    volumeAttributes: { secretProviderClass: secretProviderClass ?? "" },
  };
  return [
    ...scratch(args).map(({ name, sizeLimit }) => ({ name, emptyDir: { sizeLimit } })),
    ...(secretProviderClass === undefined ? [] : [{ name: secretsVolume, csi }]),
  ];
}
