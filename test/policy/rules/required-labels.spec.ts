import assert from "node:assert/strict";
import { requiredLabels as rule } from "../../../policy/rules/kubernetes/required-labels.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const later = "known only after the update";
const name = "app.kubernetes.io/name";
const managedBy = "app.kubernetes.io/managed-by";
const labels = { [name]: "web", [managedBy]: "pulumi" };
const metadata = { name: "web", namespace: "shop", labels };

function missing(label: string, owner = ""): string {
  return `${owner}metadata.labels["${label}"]: not set. Add the label.`;
}

describe("k8s-required-labels", () => {
  it("is a hint, and changes nothing", () => {
    assert.equal(rule.level, "advisory");
  });

  it("accepts labelled objects of any kind", () => {
    assert.deepEqual(run(rule, "kubernetes:core/v1:Service", { metadata }), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:Widget", { metadata }), silent);
  });

  it("refuses what is not set or empty", () => {
    const all = broken(missing(name), missing(managedBy));
    assert.deepEqual(run(rule, "kubernetes:core/v1:Namespace", {}), all);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:Widget", { metadata: { labels: ["a"] } }), all);
    const empty = { ...metadata, labels: { ...labels, [managedBy]: "" } };
    assert.deepEqual(run(rule, "kubernetes:core/v1:Secret", { metadata: empty }), broken(missing(managedBy)));
  });

  it("takes the labels from the configuration", () => {
    const config = { labels: [name, "shop/owner"] };
    assert.deepEqual(
      run(rule, "kubernetes:core/v1:Secret", { metadata }, config),
      broken(missing("shop/owner")),
    );
    assert.deepEqual(run(rule, "kubernetes:core/v1:Secret", {}, { labels: [] }), silent);
  });

  it("looks at pod templates, too", () => {
    const spec = { template: { metadata: { labels: { [name]: "web" } } } };
    assert.deepEqual(
      run(rule, "kubernetes:apps/v1:Deployment", { metadata, spec }),
      broken(missing(managedBy, "spec.template.")),
    );
    assert.deepEqual(
      run(rule, "kubernetes:batch/v1:CronJob", { metadata, spec: { jobTemplate: { spec } } }),
      broken(missing(managedBy, "spec.jobTemplate.spec.template.")),
    );
    assert.deepEqual(
      run(rule, "kubernetes:core/v1:PodTemplate", { metadata, ...spec }),
      broken(missing(managedBy, "template.")),
    );
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:Widget", { metadata, spec }), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", { metadata, spec: {} }), silent);
  });

  it("says nothing of patches, definitions, releases, charts and excluded namespaces", () => {
    for (const type of [
      "kubernetes:core/v1:ServicePatch",
      "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
      "kubernetes:helm.sh/v3:Release",
      "kubernetes:helm.sh/v4:Chart",
    ])
      assert.deepEqual(run(rule, type, {}), silent, type);
    const system = { metadata: { namespace: "kube-system" } };
    assert.deepEqual(run(rule, "kubernetes:core/v1:Service", system), silent);
  });

  it("leaves open what is unknown and still sees the rest", () => {
    const one = { metadata: { labels: { [name]: unknownText } } };
    assert.deepEqual(run(rule, "kubernetes:core/v1:Secret", one), {
      violations: [missing(managedBy)],
      undecided: [`metadata.labels["${name}"]: ${later}`],
    });
    assert.deepEqual(
      run(rule, "kubernetes:apps/v1:Deployment", { metadata, spec: { template: unknownText } }),
      open(`spec.template: ${later}`),
    );
  });
});
