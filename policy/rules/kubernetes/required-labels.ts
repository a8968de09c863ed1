import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { everyKind } from "../../lib/kinds.ts";
import { podTemplateOf } from "../../lib/podSpec.ts";
import { get, isGiven, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const requiredLabels = defineRule({
  name: "k8s-required-labels",
  description:
    "Objects and pod templates must carry the labels that tell what they are and who manages them.",
  severity: "low",
  level: "advisory",
  framework: azurePolicy("46592696"),
  tags: [
    "kube-linter:required-label-owner",
    "kube-score:label-values",
    "polaris:metadataAndInstanceMismatched",
    "kyverno:require-labels",
    "azure-policy:46592696",
  ],
  remediationSteps: "Set the recommended labels where the object is made, in one place for all objects.",
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  kinds: [everyKind],
  params: {
    labels: strings(
      ["app.kubernetes.io/name", "app.kubernetes.io/managed-by"],
      "Names of labels that every object must have.",
    ),
  },
  check: (object, { labels }) => {
    const { group, kind, body } = object;
    // A patch does not own its object, a Helm release is none, and a CRD is its project's, word for word.
    if (body.partial || group === "helm.sh" || kind === "CustomResourceDefinition") return [];
    const owners = [body, podTemplateOf(object) ?? body];
    return owners.filter(isGiven).flatMap((owner) => checkLabels(get(owner, "metadata", "labels"), labels));
  },
});

function checkLabels(labels: Field, names: readonly string[]): readonly Finding[] {
  return names.flatMap((name) => {
    const label = get(labels, name);
    if (isPending(label)) return [undecided(label)];
    return (text(label) ?? "") === "" ? [violation(label, "not set", "Add the label")] : [];
  });
}
