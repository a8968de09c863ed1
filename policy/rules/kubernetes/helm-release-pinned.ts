import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { nistUntrustedImages } from "../../lib/frameworks.ts";
import { addressesOne, isExact, repositoryField, sourceOf, type Source } from "../../lib/helm.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const helmReleasePinned = defineRule({
  name: "k8s-helm-release-pinned",
  description:
    "Helm charts must have an exact version, come over a safe road and let policies see their objects.",
  severity: "high",
  level: "mandatory",
  framework: nistUntrustedImages,
  tags: [],
  remediationSteps:
    "Use a helm.sh/v4 Chart with an exact version and repositoryOpts.repo, or an oci:// chart with a version.",
  url: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v4/chart/",
  kinds: ["Release", "Chart"],
  params: {
    allowOpaque: strings(
      [],
      "Charts, as `chart` names them, that may be a Release, whose objects no policy sees.",
    ),
  },
  check: ({ group, kind, body }, { allowOpaque, excludedNamespaces }) => {
    const source = sourceOf(body);
    // The engine registers Chart v4, a remote component, without its inputs: nothing to judge.
    if (group !== "helm.sh" || source === undefined) return [];
    if (excludedNamespaces.includes(text(get(body, "namespace")) ?? "")) return [];
    return [
      ...checkVersion(body, source),
      ...checkRepository(body, source),
      ...(kind === "Release" ? checkOpaque(get(body, "chart"), allowOpaque) : []),
    ];
  },
});

function checkVersion(body: Field, source: Source): readonly Finding[] {
  const chart = get(body, "chart");
  if ("state" in source) return [undecided(source)];
  if (source.type === "fixed" || addressesOne(chart)) return [];
  const fix = "Name one version, e.g. 1.4.2";
  const version = get(body, "version");
  if (version.state === "unknown") return [undecided(version)];
  const written = text(version) ?? "";
  if (written === "") return [violation(version, "not set, so the newest chart is taken", fix)];
  return isExact(written)
    ? []
    : [violation(version, "names a range, so the newest chart in it is taken", fix)];
}

function checkRepository(body: Field, source: Source): readonly Finding[] {
  if ("state" in source || source.type === "fixed") return [];
  const insecure = "is not fetched over TLS";
  const fix = "Use https:// or oci://";
  const plain = get(body, "plainHttp");
  if (isPending(plain)) return [undecided(plain)];
  if (plain.state === "known" && plain.value === true) return [violation(plain, insecure, "Leave it out")];
  if (source.type === "address")
    return isSafe(source.scheme) ? [] : [violation(get(body, "chart"), insecure, fix)];
  const repository = repositoryField(body);
  if (repository.state === "unknown") return [undecided(repository)];
  const written = text(repository) ?? "";
  if (written === "") {
    const problem = "not set, so the machine's own Helm configuration decides";
    return [violation(repository, problem, "Name the repository's address")];
  }
  const [scheme = ""] = written.toLowerCase().split("://");
  return isSafe(scheme) ? [] : [violation(repository, insecure, fix)];
}

function checkOpaque(chart: Field, allowed: readonly string[]): readonly Finding[] {
  if (isPending(chart) && allowed.length > 0) return [undecided(chart)];
  if (allowed.includes(text(chart) ?? "")) return [];
  const problem = "a Release hides its objects from policies";
  return [violation(chart, problem, "Use a helm.sh/v4 Chart, or list this chart in allowOpaque")];
}

function isSafe(scheme: string): boolean {
  return scheme === "https" || scheme === "oci";
}
