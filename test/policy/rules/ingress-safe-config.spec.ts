import assert from "node:assert/strict";
import { ingressSafeConfig as rule } from "../../../policy/rules/kubernetes/ingress-safe-config.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:networking.k8s.io/v1:Ingress";
const later = "known only after the update";
const injects =
  "injects configuration, and with it reaches every Secret of the controller. Remove it; use a filter of an HTTPRoute.";
const classFix = "Use a Gateway, or a controller that still gets security fixes.";

function ingress(changes: Body = {}): Body {
  const metadata = { name: "web", namespace: "shop", annotations: { "example.com/team": "shop" } };
  return change({ metadata, spec: { ingressClassName: "azure-alb-external", rules: [] } }, changes);
}

function check(changes: Body = {}, config?: unknown) {
  return run(rule, type, ingress(changes), config);
}

describe("k8s-ingress-safe-config", () => {
  it("accepts a plain Ingress, an empty one, one of the default class, and other groups", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ "spec.ingressClassName": undefined }), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(
      run(rule, "kubernetes:example.com/v1:Ingress", ingress({ "spec.ingressClassName": "nginx" })),
      silent,
    );
  });

  for (const name of [
    "nginx.ingress.kubernetes.io/server-snippet",
    "nginx.ingress.kubernetes.io/configuration-snippet",
    "nginx.org/location-snippets",
    "haproxy.org/backend-config-snippet",
  ])
    it(`refuses ${name}, without its content`, () => {
      const annotations = { [name]: "secret_header;", "nginx.ingress.kubernetes.io/rewrite-target": "/" };
      assert.deepEqual(
        check({ "metadata.annotations": annotations }),
        broken(`metadata.annotations["${name}"]: ${injects}`),
      );
    });

  it("takes denied annotations from the configuration", () => {
    const annotations = { "a.io/auth-url": unknownText, "a.io/x-snippet": "y" };
    for (const deniedAnnotations of [["/AUTH-"], ["^b", "/AUTH-"]])
      assert.deepEqual(
        check({ "metadata.annotations": annotations }, { deniedAnnotations }),
        broken(`metadata.annotations["a.io/auth-url"]: ${injects}`),
      );
  });

  it("looks at Ingresses of the old group, too", () => {
    assert.deepEqual(
      run(rule, "kubernetes:extensions/v1beta1:Ingress", ingress({ "spec.ingressClassName": "nginx" })),
      broken(`spec.ingressClassName: nginx is retired. ${classFix}`),
    );
  });

  it("refuses retired classes, in the field and in the annotation", () => {
    assert.deepEqual(
      check({ "spec.ingressClassName": "nginx" }),
      broken(`spec.ingressClassName: nginx is retired. ${classFix}`),
    );
    const annotations = { "kubernetes.io/ingress.class": "addon-http-application-routing" };
    assert.deepEqual(
      check({ "metadata.annotations": annotations }),
      broken(
        `metadata.annotations["kubernetes.io/ingress.class"]: addon-http-application-routing is retired. ${classFix}`,
      ),
    );
    assert.deepEqual(check({ "spec.ingressClassName": "nginx" }, { retiredClasses: ["old"] }), silent);
    assert.equal(check({ "spec.ingressClassName": "old" }, { retiredClasses: ["old"] }).violations.length, 1);
  });

  it("refuses classes of a retired controller", () => {
    const inClass = (controller: unknown, config?: unknown) =>
      run(rule, "kubernetes:networking.k8s.io/v1:IngressClass", { spec: { controller } }, config);
    assert.deepEqual(inClass("traefik.io/ingress-controller"), silent);
    assert.deepEqual(
      inClass("k8s.io/ingress-nginx"),
      broken(`spec.controller: k8s.io/ingress-nginx is retired. ${classFix}`),
    );
    assert.deepEqual(inClass("k8s.io/ingress-nginx", { retiredControllers: [] }), silent);
    assert.deepEqual(inClass(unknownText), open(`spec.controller: ${later}`));
  });

  it("refuses the switch that lets annotations inject configuration", () => {
    const key = "allow-snippet-annotations";
    const inMap = (data: unknown) => run(rule, "kubernetes:core/v1:ConfigMap", { data });
    assert.deepEqual(inMap({ [key]: "false", other: "true" }), silent);
    for (const data of [{}, { other: "true" }, { [key]: {} }]) assert.deepEqual(inMap(data), silent);
    assert.deepEqual(inMap(unknownText), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:ConfigMap", { data: { [key]: "true" } }), silent);
    assert.deepEqual(
      inMap({ [key]: "true" }),
      broken(`data["${key}"]: lets annotations inject configuration. Set it to "false".`),
    );
    assert.deepEqual(inMap({ [key]: unknownText }), open(`data["${key}"]: ${later}`));
  });

  it("leaves open what is unknown and still sees the rest", () => {
    assert.deepEqual(check({ "metadata.annotations": unknownText, "spec.ingressClassName": "nginx" }), {
      violations: [`spec.ingressClassName: nginx is retired. ${classFix}`],
      undecided: [`metadata.annotations: ${later}`],
    });
    assert.deepEqual(
      check({ "spec.ingressClassName": unknownText }),
      open(`spec.ingressClassName: ${later}`),
    );
    assert.deepEqual(run(rule, `${type}Patch`, {}), silent);
  });
});
