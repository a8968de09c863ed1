import { any, isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { sameName } from "../../lib/graph/azureIds.ts";
import { clientIdOf, sameIdentity, trusts, trustsOf, type Trust } from "../../lib/graph/identities.ts";
import { find, isObject, nameOf, objectsOfKind } from "../../lib/graph/objects.ts";
import { accountOf, serviceAccount } from "../../lib/graph/podReferences.ts";
import { managedParam, resolve, undecidedOf } from "../../lib/graph/references.ts";
import { podLabelsOf } from "../../lib/labelSelector.ts";
import { namespaceField } from "../../lib/object.ts";
import { podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { get, isGiven, isPending, text } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";
import { azureOf, objectsOf, type Stack, type StackObject } from "../../lib/stack.ts";

const label = "azure.workload.identity/use";

export const federatedIdentityMatchesSa = defineStackRule({
  name: "stack-federated-identity-matches-sa",
  description:
    "Federated credentials, annotated service accounts and labelled pods must fit together, or pods get no token.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-3"),
  tags: ["azure-policy:ae62c456"],
  remediationSteps:
    "Give the credential the subject system:serviceaccount:namespace:name, the account its client id, the pods the label.",
  url: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  params: {
    external: managedParam,
    maxPerIdentity: atLeast(1, 20, "Most federated credentials of one identity; Entra allows 20."),
  },
  check: (stack, { external, maxPerIdentity }) => {
    const { known, open } = trustsOf(stack);
    const accounts = objectsOfKind(stack, "", "ServiceAccount");
    return [
      ...open.map(([credential, subject]) => locate(credential, undecided(subject))),
      ...known.flatMap((trust) => checkSubject(stack, trust, external)),
      ...checkIssuers(stack, known),
      ...checkCount(known, maxPerIdentity),
      ...accounts.flatMap((account) => checkAccount(account, known, open.length > 0)),
      ...checkClientIds(accounts, known),
      ...objectsOf(stack, workloadKinds).flatMap((workload) => checkPods(stack, workload, known)),
    ];
  },
});

function checkSubject(
  stack: Stack,
  { credential, account }: Trust,
  external: readonly string[],
): readonly LocatedFinding[] {
  const { findings } = resolve(stack, { ...serviceAccount, ...account }, external);
  return findings.map((finding) => locate(credential, finding));
}

/** The cluster's issuer is an output; but accounts of one cluster have one issuer. */
function checkIssuers(stack: Stack, known: readonly Trust[]): readonly LocatedFinding[] {
  const issuers = known.map(({ credential }) => [credential, get(credential.body, "issuer")] as const);
  const open = issuers.flatMap(([credential, issuer]) =>
    undecidedOf([issuer]).map((finding) => locate(credential, finding)),
  );
  if (azureOf(stack, ["containerservice:ManagedCluster"]).length !== 1) return open;
  const counts = Map.groupBy(issuers, ([, issuer]) => text(issuer));
  counts.delete(undefined);
  const [usual] = [...counts].sort(([, one], [, other]) => other.length - one.length)[0] ?? [];
  const odd = issuers.filter(([, issuer]) => text(issuer) !== undefined && text(issuer) !== usual);
  return [
    ...open,
    ...odd.map(([credential, issuer]) =>
      locate(
        credential,
        violation(
          issuer,
          "differs from that of the cluster's other credentials",
          "Use the cluster's issuer URL",
        ),
      ),
    ),
  ];
}

function checkCount(known: readonly Trust[], most: number): readonly LocatedFinding[] {
  return known.flatMap(({ credential }, index) => {
    const before = known
      .slice(0, index)
      .filter((other) => sameIdentity(other.credential, credential) === true);
    if (before.length < most) return [];
    const problem = `the identity has more than ${most} federated credentials`;
    const finding = violation(get(credential.body, "resourceName"), problem, "Use a second identity");
    return [locate(credential, finding)];
  });
}

/** Annotation and trust come in pairs, as far as the stack holds identities at all. */
function checkAccount(
  account: StackObject,
  known: readonly Trust[],
  open: boolean,
): readonly LocatedFinding[] {
  const clientId = clientIdOf(account);
  const trusted = any(known.map((trust) => trusts(trust, account)));
  if (clientId.state === "missing" && trusted === true) {
    const problem = "not set, although an identity trusts the account";
    return [locate(account, violation(clientId, problem, "Set it to the identity's client id"))];
  }
  if (!isGiven(clientId) || known.length === 0 || open) return [];
  if (isPending(clientId) && clientId.source !== clientId.path) return [locate(account, undecided(clientId))];
  if (trusted === true) return [];
  if (isUnknown(trusted)) return [locate(account, undecided(trusted))];
  const problem = "no federated credential of the stack trusts the account";
  return [locate(account, violation(clientId, problem, "Add one with this account as its subject"))];
}

/** An identity has one client id, which is an output: that two accounts do not contradict each other can be seen. */
function checkClientIds(
  accounts: readonly StackObject[],
  known: readonly Trust[],
): readonly LocatedFinding[] {
  const pairs = accounts.flatMap((account) => {
    const [first, second] = known.filter((trust) => trusts(trust, account) === true);
    return first === undefined || second !== undefined ? [] : [{ account, credential: first.credential }];
  });
  return pairs.flatMap((one, index) => {
    const clientId = clientIdOf(one.account);
    const contrary = pairs.slice(0, index).find((other) => {
      const answers = [
        sameIdentity(one.credential, other.credential),
        sameName(clientId, clientIdOf(other.account)),
      ];
      return answers.includes(true) && answers.includes(false) && isGiven(clientId);
    });
    if (contrary === undefined) return [];
    const problem = `does not fit ServiceAccount ${text(nameOf(contrary.account)) ?? ""}: one identity has one client id`;
    return [
      locate(one.account, violation(clientId, problem, "Set it to the client id of the account's identity")),
    ];
  });
}

function checkPods(stack: Stack, workload: StackObject, known: readonly Trust[]): readonly LocatedFinding[] {
  const pod = podSpecOf(workload);
  const name = pod === undefined ? undefined : accountOf(pod.field);
  if (name === undefined || text(name) === undefined) return [];
  const account = find(stack, { ...serviceAccount, namespace: namespaceField(workload), name });
  if (!isObject(account)) return [];
  const usesIdentity = isGiven(clientIdOf(account)) || known.some((trust) => trusts(trust, account) === true);
  const field = podLabelsOf(workload)(label);
  if (!usesIdentity || text(field) === "true") return [];
  if (field.state === "unknown") return undecidedOf([field]).map((finding) => locate(workload, finding));
  const problem = `not "true", so the pods get no token for the identity of ServiceAccount ${text(name) ?? ""}`;
  return [locate(workload, violation(field, problem, 'Set it to "true"'))];
}
