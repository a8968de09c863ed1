import { violation } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { checkImages } from "../../lib/images.ts";
import { workloadKinds } from "../../lib/podSpec.ts";
import { comesFrom, repositoryOf } from "../../lib/registry.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const imageAllowedRegistries = defineRule({
  name: "k8s-image-allowed-registries",
  description: "Images must come from the registries that the configuration lists.",
  severity: "high",
  level: "mandatory",
  framework: azurePolicy("febd0533"),
  tags: ["kyverno:restrict-image-registries", "trivy:KSV-0125", "azure-policy:febd0533"],
  remediationSteps: "Push the image to an allowed registry, or add its registry to registries.",
  url: "https://learn.microsoft.com/azure/aks/policy-reference",
  kinds: workloadKinds,
  params: {
    registries: strings(
      [],
      "Registries images may come from: a host, or a host and the beginning of a path; any when empty.",
    ),
  },
  check: (object, { registries }) =>
    registries.length === 0
      ? []
      : checkImages(object, (image, where) => {
          if (comesFrom(image, registries)) return [];
          const problem = `${repositoryOf(image)} is in no allowed registry`;
          return [violation(where, problem, "Use an image from one that registries lists")];
        }),
});
