import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { parseImage } from "../../lib/image.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { get, text } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const fix = "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:...";

export const imageVersioned = defineRule({
  name: "k8s-image-versioned",
  description: "Images must be named by version or digest, not by a tag that moves.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("021f8078"),
  tags: [
    "kube-linter:latest-tag",
    "kube-score:container-image-tag",
    "polaris:tagNotSpecified",
    "kyverno:disallow-latest-tag",
    "checkov:CKV_K8S_14",
    "trivy:KSV-0013",
    "azure-policy:021f8078",
  ],
  remediationSteps: "Deploy the tag or, better, the digest that the build pushed.",
  url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  kinds: workloadKinds,
  params: { deniedTags: strings(["latest", "main", "dev"], "Tags that move, in lower case.") },
  check: (object, { deniedTags }) =>
    checkContainers(object, (container) => checkImage(container, deniedTags)),
});

function checkImage(container: Container, deniedTags: readonly string[]): readonly Finding[] {
  const field = get(container.field, "image");
  if (field.state === "unknown") return [undecided(field)];
  const written = text(field) ?? "";
  const problem = written === "" ? "not set" : problemOf(written, deniedTags);
  return problem === undefined ? [] : [violation(at(field, container), problem, fix)];
}

function problemOf(written: string, deniedTags: readonly string[]): string | undefined {
  const image = parseImage(written);
  if (image === undefined) return "is no valid image reference";
  if (image.digest !== undefined) return undefined;
  if (image.tag === undefined) return `image ${written} has neither tag nor digest`;
  return deniedTags.includes(image.tag.toLowerCase()) ? `tag ${image.tag} of ${image.name} moves` : undefined;
}
