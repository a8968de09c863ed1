import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubeScore } from "../../lib/frameworks.ts";
import { parseImage, type ImageReference } from "../../lib/image.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { patterns } from "../../lib/settings.ts";

export const imagePullPolicy = defineRule({
  name: "k8s-image-pull-policy",
  description: "Images named by a tag must be pulled at every start, unless the tag is never pushed twice.",
  severity: "low",
  level: "advisory",
  framework: kubeScore("container-image-pull-policy"),
  tags: [
    "kube-score:container-image-pull-policy",
    "polaris:pullPolicyNotAlways",
    "kyverno:imagepullpolicy-always",
    "checkov:CKV_K8S_15",
    "azure-policy:50c83470",
  ],
  remediationSteps: "Name the image by digest, or set imagePullPolicy: Always.",
  url: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
  kinds: workloadKinds,
  params: {
    fixedTagPatterns: patterns([], "Tags that the registry keeps as they are, as regular expressions."),
  },
  check: (object, { fixedTagPatterns }) => {
    const fixed = fixedTagPatterns.map((source) => new RegExp(source, "i"));
    return checkContainers(object, (container) => checkPolicy(container, fixed));
  },
});

/**
 * A node that holds a tag never asks again whether it has moved: two replicas then run different code. A digest
 * cannot move. `Never` counts on images that nobody puts on a node.
 */
function checkPolicy(container: Container, fixed: readonly RegExp[]): readonly Finding[] {
  const policy = get(container.field, "imagePullPolicy");
  const image = get(container.field, "image");
  const chosen = text(policy);
  if (chosen === "Always") return [];
  if (chosen === "Never")
    return [
      violation(
        at(policy, container),
        "needs the image on every node beforehand",
        "Use IfNotPresent or Always",
      ),
    ];
  // It may turn out to be `Never`.
  if (isPending(policy)) return [undecided(policy)];
  if (isPending(image)) return [undecided(image)];
  const reference = parseImage(text(image) ?? "");
  // What is no image is refused by k8s-image-versioned.
  if (reference === undefined || !moves(reference, fixed)) return [];
  return cached(policy, container, reference);
}

function moves({ tag = "latest", digest }: ImageReference, fixed: readonly RegExp[]): boolean {
  return digest === undefined && !fixed.some((pattern) => pattern.test(tag));
}

function cached(policy: Field, container: Container, { tag = "latest" }: ImageReference): readonly Finding[] {
  if (policy.state === "unknown") return [undecided(policy)];
  // The API server itself sets Always for this one tag.
  if (policy.state === "missing" && tag === "latest") return [];
  const problem = policy.state === "missing" ? "not set, so a node keeps" : "lets a node keep";
  const fix = "Name the image by digest, or set it to Always";
  return [violation(at(policy, container), `${problem} whatever tag ${tag} once was`, fix)];
}
