import assert from "node:assert/strict";
import { routeBackendsExist } from "../../../policy/rules/stack/route-backends-exist.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(routeBackendsExist, resources, config);
const route = (changes: Body, more: Resources = []) => run(wired({ route: changes }, more));
const gateway = (changes: Body) => run(wired({ gateway: changes }));
const noService = (name: string, namespace = "shop", place = "spec.rules[0].backendRefs[0].name") =>
  `route: ${place}: names Service ${name}, which is not in namespace ${namespace}. Create it there, or list it in external.`;

describe("stack-route-backends-exist", () => {
  it("accepts routes that lead somewhere", () => {
    assert.deepEqual(run(wired()), silent);
  });

  it("demands the Service of a route", () => {
    assert.deepEqual(route({ "spec.rules.0.backendRefs.0.name": "api" }), broken(noService("api")));
    const mirror = [{ requestMirror: { backendRef: { name: "shadow", port: 80 } } }];
    assert.deepEqual(
      route({ "spec.rules.0.filters": mirror }),
      broken(noService("shadow", "shop", "spec.rules[0].filters[0].requestMirror.backendRef.name")),
    );
    const bucket = [{ group: "storage.example.com", kind: "Bucket", name: "static" }];
    assert.deepEqual(route({ "spec.rules.0.backendRefs": bucket }), silent);
  });

  it("demands its port", () => {
    const path = "spec.rules[0].backendRefs[0].port";
    assert.deepEqual(
      route({ "spec.rules.0.backendRefs.0.port": 81 }),
      broken(`route: ${path}: Service web has no such port. Name one of its ports.`),
    );
    assert.deepEqual(
      route({ "spec.rules.0.backendRefs.0.port": undefined }),
      broken(`route: ${path}: not set. Name a port of the Service.`),
    );
    assert.deepEqual(
      run(wired({ service: { "spec.type": "ExternalName", "spec.ports": undefined } })),
      silent,
    );
  });

  it("demands the Service and port of an Ingress", () => {
    const backend = "spec.rules.0.http.paths.0.backend.service";
    const place = "ingress: spec.rules[0].http.paths[0].backend.service";
    assert.deepEqual(
      run(wired({ ingress: { [`${backend}.name`]: "api" } })),
      broken(
        `${place}.name: names Service api, which is not in namespace shop. Create it there, or list it in external.`,
      ),
    );
    assert.deepEqual(
      run(wired({ ingress: { [`${backend}.port.name`]: "admin" } })),
      broken(`${place}.port.name: Service web has no such port. Name one of its ports.`),
    );
    assert.deepEqual(run(wired({ ingress: { [`${backend}.port`]: { number: 80 } } })), silent);
    const resource = { spec: { defaultBackend: { resource: { kind: "Bucket", name: "x" } } } };
    assert.deepEqual(run([["kubernetes:networking.k8s.io/v1:Ingress", "bucket", resource]]), silent);
  });

  it("demands a grant across namespaces", () => {
    const away = { "spec.rules.0.backendRefs.0.namespace": "other" };
    const service = { "metadata.namespace": "other", "spec.selector": undefined };
    const grant = (to: Body): Resources[number] => [
      "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant",
      "grant",
      {
        metadata: { namespace: "other" },
        spec: {
          from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: "shop" }],
          to: [{ group: "", kind: "Service", ...to }],
        },
      },
    ];
    const across = (more: Resources) => run(wired({ ingress: undefined, route: away, service }, more));
    const message = broken(
      "route: spec.rules[0].backendRefs[0].namespace: no ReferenceGrant lets this HTTPRoute use Service web. " +
        "Add one to the namespace of the Service.",
    );
    assert.deepEqual(across([]), message);
    assert.deepEqual(across([grant({})]), silent);
    assert.deepEqual(across([grant({ name: "web" })]), silent);
    assert.deepEqual(across([grant({ name: "api" })]), message);
  });

  it("demands the Gateway and its listener", () => {
    const parent = "route: spec.parentRefs[0]";
    assert.deepEqual(
      run(wired({ gateway: undefined })),
      broken(
        `${parent}.name: names Gateway platform, which is not in namespace ingress. Create it there, or list it in external.`,
      ),
    );
    assert.deepEqual(
      route({ "spec.parentRefs.0.sectionName": "other" }),
      broken(`${parent}.sectionName: Gateway platform has no such listener. Name one of its listeners.`),
    );
    assert.deepEqual(
      route({ "spec.parentRefs.0.port": 8443 }),
      broken(`${parent}.sectionName: Gateway platform has no such listener. Name one of its listeners.`),
    );
    const mesh = [{ group: "", kind: "Service", name: "api" }];
    assert.deepEqual(route({ "spec.parentRefs": mesh }), silent);
  });

  it("demands that the listener takes the route", () => {
    const refused = broken(
      "route: spec.parentRefs[0].sectionName: the listener of Gateway platform takes no HTTPRoute of this namespace. " +
        "Allow it by allowedRoutes, or name another listener.",
    );
    const allowed = "spec.listeners.1.allowedRoutes";
    assert.deepEqual(gateway({ [allowed]: undefined }), refused);
    assert.deepEqual(gateway({ [`${allowed}.namespaces`]: { from: "All" } }), silent);
    assert.deepEqual(gateway({ [`${allowed}.namespaces`]: { from: "None" } }), refused);
    assert.deepEqual(gateway({ [`${allowed}.kinds`]: [{ kind: "GRPCRoute" }] }), refused);
    assert.deepEqual(run(wired({ namespace: { "metadata.labels": {} } })), refused);
    assert.deepEqual(run(wired({ namespace: undefined })), silent);
    assert.deepEqual(
      route({ "spec.hostnames": ["api.example.com"] }),
      broken(
        "route: spec.parentRefs[0].sectionName: the listener of Gateway platform serves none of the route's hostnames. " +
          "Name the listener of these hosts.",
      ),
    );
    assert.deepEqual(gateway({ "spec.listeners.1.hostname": "*.example.com" }), silent);
  });

  it("takes parameters", () => {
    assert.deepEqual(run(wired({ gateway: undefined }), { external: ["ingress/platform"] }), silent);
    assert.deepEqual(run(wired({ service: undefined }), { external: ["shop/*"] }), silent);
  });

  it("leaves open what is not known", () => {
    const known = (path: string, name = "route") => open(`${name}: ${path}: known only after the update`);
    const backend = "spec.rules.0.backendRefs.0";
    assert.deepEqual(route({ [`${backend}.name`]: unknownText }), known("spec.rules[0].backendRefs[0].name"));
    assert.deepEqual(route({ [`${backend}.port`]: unknownText }), known("spec.rules[0].backendRefs[0].port"));
    assert.deepEqual(route({ "spec.rules": unknownText }), known("spec.rules"));
    assert.deepEqual(route({ "spec.parentRefs": unknownText }), known("spec.parentRefs"));
    assert.deepEqual(route({ "spec.hostnames": unknownText }), known("spec.hostnames"));
    assert.deepEqual(gateway({ "spec.listeners": unknownText }), known("spec.listeners"));
    assert.deepEqual(
      run(wired({ ingress: undefined, service: { "spec.ports": unknownText } })),
      known("spec.ports"),
    );
    assert.deepEqual(run(wired({ ingress: { "spec.rules": unknownText } })), known("spec.rules", "ingress"));
  });

  it("never throws", () => {
    for (const type of ["gateway.networking.k8s.io/v1:HTTPRoute", "networking.k8s.io/v1:Ingress"])
      for (const props of [{}, { spec: [] }, { spec: { rules: 3, parentRefs: "x", defaultBackend: 4 } }])
        assert.deepEqual(run([[`kubernetes:${type}`, "odd", props]]), silent);
  });
});
