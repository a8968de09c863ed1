import assert from "node:assert/strict";
import { isUnknown } from "../../../policy/lib/answer.ts";
import { find, isExternal, isObject, objectsOfKind } from "../../../policy/lib/graph/objects.ts";
import { namespaceLabelsOf, podLabelsOf, selects, selectsByMap } from "../../../policy/lib/labelSelector.ts";
import { fromResource, sameNamespace, type KubernetesObject } from "../../../policy/lib/object.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import { get, root } from "../../../policy/lib/read.ts";
import { stackFrom } from "../../../policy/lib/stack.ts";
import { unknownText } from "../support/objects.ts";

function object(type: string, props: object): KubernetesObject {
  const [found] = fromResource(`kubernetes:${type}`, asInPreview(props));
  assert.ok(found);
  return found;
}

function pods(labels: unknown) {
  return podLabelsOf(object("apps/v1:Deployment", { spec: { template: { metadata: { labels } } } }));
}

/** The answer, or the path of the value that is not known. */
function answer(selector: unknown, labels: unknown = { app: "web", tier: unknownText }): string {
  const found = selects(root(selector), pods(labels));
  return isUnknown(found) ? found.source : found ? "yes" : "no";
}

function expression(operator: unknown, values?: unknown, key: unknown = "app") {
  return { matchExpressions: [{ key, operator, values }] };
}

const template = "spec.template.metadata.labels";

describe("label selectors", () => {
  it("take an empty one for everything and a missing one for nothing", () => {
    assert.equal(answer({}), "yes");
    assert.equal(answer(undefined), "no");
    assert.equal(answer({ matchLabels: {}, matchExpressions: [] }), "yes");
  });

  it("compare labels", () => {
    assert.equal(answer({ matchLabels: { app: "web" } }), "yes");
    assert.equal(answer({ matchLabels: { app: "api" } }), "no");
    assert.equal(answer({ matchLabels: { none: "x" } }), "no");
    assert.equal(answer({ matchLabels: { tier: "front" } }), `${template}.tier`);
    assert.equal(answer({ matchLabels: { app: unknownText } }), "matchLabels.app");
    // One label that differs decides, whatever the others are.
    assert.equal(answer({ matchLabels: { tier: "front", app: "api" } }), "no");
    assert.equal(answer({ matchLabels: { app: "web" } }, unknownText), template);
    assert.equal(answer({ matchLabels: { version: 2 } }, { version: "2" }), "yes");
  });

  it("know all operators", () => {
    assert.equal(answer(expression("In", ["api", "web"])), "yes");
    assert.equal(answer(expression("In", ["api"])), "no");
    assert.equal(answer(expression("NotIn", ["api"])), "yes");
    assert.equal(answer(expression("NotIn", ["web"])), "no");
    assert.equal(answer(expression("NotIn", ["web"], "none")), "yes");
    assert.equal(answer(expression("Exists")), "yes");
    assert.equal(answer(expression("Exists", undefined, "none")), "no");
    assert.equal(answer(expression("DoesNotExist", undefined, "none")), "yes");
    assert.equal(answer(expression("DoesNotExist")), "no");
    assert.equal(answer(expression("Like", ["web"])), "no");
  });

  it("leave open what the operators would need", () => {
    assert.equal(answer(expression("In", unknownText)), "matchExpressions[0].values");
    assert.equal(answer(expression("In", ["api", unknownText])), "matchExpressions[0].values[1]");
    assert.equal(answer(expression("In", ["web", unknownText])), "yes");
    assert.equal(answer(expression("NotIn", ["x"], "tier")), `${template}.tier`);
    assert.equal(answer(expression(unknownText)), "matchExpressions[0].operator");
    assert.equal(answer(expression("In", [], unknownText)), "matchExpressions[0].key");
    assert.equal(answer({ matchExpressions: unknownText }), "matchExpressions");
    assert.equal(answer(unknownText), "");
    // A label whose value comes later is there.
    assert.equal(answer(expression("Exists", undefined, "tier")), "yes");
    assert.equal(answer(expression("Exists"), unknownText), template);
  });

  it("leave open what controllers add to pods", () => {
    const selector = root({ "pod-template-hash": "abc" });
    assert.equal(typeof selectsByMap(selector, pods({})), "object");
    assert.equal(
      selectsByMap(selector, podLabelsOf(object("core/v1:Pod", { metadata: { labels: {} } }))),
      false,
    );
  });

  it("find the labels of each kind, and leave open those of a patch", () => {
    const labels = { app: "web" };
    const cron = { spec: { jobTemplate: { spec: { template: { metadata: { labels } } } } } };
    const objects = [
      object("core/v1:Pod", { metadata: { labels } }),
      object("core/v1:PodTemplate", { template: { metadata: { labels } } }),
      object("batch/v1:CronJob", cron),
      object("apps/v1:StatefulSetPatch", { spec: { template: { metadata: { labels } } } }),
    ];
    for (const one of objects) assert.equal(selectsByMap(root(labels), podLabelsOf(one)), true);
    const patch = podLabelsOf(object("apps/v1:DeploymentPatch", {}));
    assert.equal(typeof selectsByMap(root(labels), patch), "object");
  });

  it("know the label that every namespace has", () => {
    const labels = namespaceLabelsOf(object("core/v1:Namespace", { metadata: { name: "shop" } }));
    assert.equal(selectsByMap(root({ "kubernetes.io/metadata.name": "shop" }), labels), true);
    assert.equal(selectsByMap(root({ "kubernetes.io/metadata.name": "other" }), labels), false);
  });

  it("compare namespaces", () => {
    const inside = (namespace?: string) => object("core/v1:Service", { metadata: { namespace } });
    assert.equal(sameNamespace(inside("shop"), inside("shop")), true);
    assert.equal(sameNamespace(inside("shop"), inside()), false);
    assert.equal(sameNamespace(inside("default"), inside()), true);
    assert.equal(typeof sameNamespace(inside("shop"), inside(unknownText)), "object");
  });
});

describe("the index of objects", () => {
  const service = (urn: string, metadata: object, type = "core/v1:Service") => ({
    urn,
    name: urn,
    type: `kubernetes:${type}`,
    props: { metadata },
  });
  const look = (name: unknown, namespace: unknown = "shop") => ({
    group: "",
    kind: "Service",
    name: get(root({ name }), "name"),
    namespace: get(root({ namespace }), "namespace"),
  });

  it("finds objects by group, kind, namespace and name", () => {
    const stack = stackFrom([
      service("web", { name: "web", namespace: "shop" }),
      service("knative", { name: "api", namespace: "shop" }, "serving.knative.dev/v1:Service"),
    ]);
    const found = find(stack, look("web"));
    assert.ok(isObject(found));
    assert.equal(found.urn, "web");
    assert.equal(find(stack, look("api")), undefined);
    assert.equal(find(stack, look("web", "other")), undefined);
    assert.equal(objectsOfKind(stack, "", "Service").length, 1);
  });

  it("prefers an object to its patch, in any order", () => {
    const both = [
      service("web", { name: "web", namespace: "shop" }),
      service("patch", { name: "web", namespace: "shop" }, "core/v1:ServicePatch"),
    ];
    for (const records of [both, both.toReversed()]) {
      const found = find(stackFrom(records), look("web"));
      assert.ok(isObject(found));
      assert.equal(found.urn, "web");
    }
  });

  it("cannot tell while a name or a namespace is not known", () => {
    const stack = stackFrom([service("web", { name: unknownText, namespace: "shop" })]);
    assert.equal(isObject(find(stack, look("web"))), false);
    assert.notEqual(find(stack, look("web")), undefined);
    assert.equal(find(stack, look("web", "other")), undefined);
    assert.notEqual(find(stackFrom([]), look(unknownText)), undefined);
  });

  it("knows what lives outside by pattern", () => {
    const outside = (pattern: string) => isExternal([pattern], root("shop"), root("web.v1"));
    assert.equal(outside("shop/web.v1"), true);
    assert.equal(outside("shop/*"), true);
    assert.equal(outside("*"), true);
    assert.equal(outside("*/web*"), true);
    assert.equal(outside("shop/web?v1"), false);
    assert.equal(outside("shop/webxv1"), false);
    assert.equal(outside("shop/web"), false);
  });
});
