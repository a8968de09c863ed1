import { violation } from "../../lib/finding.ts";
import { nistUntrustedImages } from "../../lib/frameworks.ts";
import { checkImages } from "../../lib/images.ts";
import { workloadKinds } from "../../lib/podSpec.ts";
import { comesFrom } from "../../lib/registry.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const imageDigestPinned = defineRule({
  name: "k8s-image-digest-pinned",
  description: "Images must be pinned by digest, because a tag can be pushed again.",
  severity: "medium",
  level: "advisory",
  framework: nistUntrustedImages,
  tags: ["kyverno:require-image-checksum", "kyverno:resolve-image-to-digest", "checkov:CKV_K8S_43"],
  remediationSteps: "Deploy name:tag@sha256:... with the digest that the build pushed.",
  url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  kinds: workloadKinds,
  params: {
    exceptRegistries: strings(
      [],
      "Registries where tags do not change: a host, or a host and the beginning of a path.",
    ),
  },
  check: (object, { exceptRegistries }) =>
    checkImages(object, (image, where, written) => {
      if (image.digest !== undefined || comesFrom(image, exceptRegistries)) return [];
      return [violation(where, `image ${written} has no digest`, "Add it, @sha256:...")];
    }),
});
