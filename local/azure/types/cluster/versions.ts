import { badRequest } from "../../arm/errors.ts";

/** Newest patch of every minor version AKS offers; a version without a patch means this one. */
const patches: Readonly<Record<string, string>> = {
  "1.34": "1.34.9",
  "1.35": "1.35.6",
  "1.36": "1.36.3",
  "1.37": "1.37.1",
};

/** Those that are left to clusters with long-term support. */
const longTermPatches: Readonly<Record<string, string>> = { "1.33": "1.33.13" };

const defaultMinor = "1.35";

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** The full version behind `1.36`, `1.36.2` or nothing; refuses what AKS does not offer. */
export function fullVersion(version: string | undefined): string {
  const wanted = version ?? defaultMinor;
  const minor = minorOf(wanted);
  const patch = patches[minor] ?? longTermPatches[minor];
  if (patch === undefined || !/^\d+\.\d+(\.\d+)?$/.test(wanted)) {
    throw badRequest(
      `Managed cluster version ${wanted} is not supported in this region. Supported versions: ${Object.keys(patches).join(", ")}. Use [az aks get-versions] to see them.`,
      "K8sVersionNotSupported",
      "kubernetesVersion",
    );
  }
  return wanted.split(".").length === 2 ? patch : wanted;
}

/** Refuses a version that has left community support, unless the cluster has the support plan for it. */
export function requireSupportPlan(version: string, supportPlan: string | undefined): void {
  if (!Object.hasOwn(longTermPatches, minorOf(version)) || supportPlan === "AKSLongTermSupport") return;
  throw badRequest(
    `Managed cluster version ${version} is only available for Long-Term Support(LTS). If you intend to onboard to LTS, please ensure the cluster is in Premium tier and LTS support plan.`,
    "K8sVersionNotSupported",
    "kubernetesVersion",
  );
}

/** AKS goes up one minor version at a time and never down. */
export function requireUpgrade(from: string, to: string): void {
  if (from === to) return;
  const [old, now] = [numbers(from), numbers(to)];
  const step = (now[1] ?? 0) - (old[1] ?? 0);
  if (step === 1 || (step === 0 && (now[2] ?? 0) >= (old[2] ?? 0))) return;
  throw badRequest(
    `Upgrading Kubernetes version ${from} to ${to} is not allowed: minor versions cannot be skipped, and there is no way back.`,
    "OperationNotAllowed",
    "kubernetesVersion",
  );
}

function numbers(version: string): readonly number[] {
  return version.split(".").map(Number);
}
