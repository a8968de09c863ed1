import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { namespaceOf, type KubernetesObject } from "../../lib/object.ts";
import { podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const ownServiceAccount = defineRule({
  name: "k8s-own-service-account",
  description:
    "Pods must name a service account of their own and not mount its API token unless they need it.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.1.6"),
  tags: [
    "kube-linter:default-service-account",
    "polaris:automountServiceAccountToken",
    "kyverno:restrict-automount-sa-token",
    "checkov:CKV_K8S_38",
    "checkov:CKV_K8S_41",
    "checkov:CKV_K8S_42",
    "trivy:KSV-0036",
    "azure-policy:423dd1ba",
  ],
  remediationSteps:
    "Set serviceAccountName and automountServiceAccountToken: false; list accounts that call the API in allowAutomount.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
  kinds: [...workloadKinds, "ServiceAccount"],
  params: {
    allowAutomount: strings([], "Accounts that call the Kubernetes API, as namespace/serviceAccount."),
  },
  check: (object, { allowAutomount }) => {
    const pod = podSpecOf(object)?.field;
    if (pod !== undefined) {
      const account = accountOf(pod);
      return [...named(account), ...automount(object, pod, account, allowAutomount)];
    }
    if (object.kind !== "ServiceAccount" || object.body.state !== "known") return [];
    return automount(object, object.body, get(object.body, "metadata", "name"), allowAutomount);
  },
});

/** `serviceAccount` is the old name of the same field. */
function accountOf(pod: Field): Field {
  const account = get(pod, "serviceAccountName");
  const old = get(pod, "serviceAccount");
  return account.state !== "known" && !isPending(account) && old.state === "known" ? old : account;
}

function named(account: Field): readonly Finding[] {
  if (account.state === "unknown") return [undecided(account)];
  if (!["", "default"].includes(text(account) ?? "")) return [];
  const problem = text(account) === "default" ? "names the account every pod shares" : "not set";
  return [violation(account, problem, "Name a service account that belongs to this workload")];
}

function automount(
  object: KubernetesObject,
  owner: Field,
  account: Field,
  allowed: readonly string[],
): readonly Finding[] {
  const field = get(owner, "automountServiceAccountToken");
  if (field.state === "unknown") return [undecided(field)];
  if (field.state === "known" && field.value === false) return [];
  const namespace = namespaceOf(object);
  const name = text(account);
  const open = allowed.filter((entry) => mayBe(entry, namespace, name));
  if (open.length > 0 && name !== undefined && namespace !== undefined) return [];
  const missing = [get(object.body, "metadata", "namespace"), account].filter(isPending);
  if (open.length > 0 && missing.length > 0) return missing.map(undecided);
  const problem = field.state === "missing" ? "not set, so an API token is mounted" : "mounts an API token";
  const fix =
    "Set it to false, or list namespace/account in allowAutomount if the pod calls the Kubernetes API";
  return [violation(field, problem, fix)];
}

/** Whether an entry `namespace/account` can be this account, as far as the two are known. */
function mayBe(entry: string, namespace: string | undefined, name: string | undefined): boolean {
  const [itsNamespace, itsName] = entry.split("/");
  return (namespace === undefined || namespace === itsNamespace) && (name === undefined || name === itsName);
}
