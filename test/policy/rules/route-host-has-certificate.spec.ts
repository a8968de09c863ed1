import assert from "node:assert/strict";
import { routeHostHasCertificate } from "../../../policy/rules/stack/route-host-has-certificate.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(routeHostHasCertificate, resources, config);
const certificate = (changes: Body) => run(wired({ certificate: changes }));
const reference = "gateway: spec.listeners[1].tls.certificateRefs[0]";
const unwritten = broken(
  `${reference}.name: nothing writes Secret shop-tls in namespace ingress. ` +
    "Create a cert-manager Certificate with this secretName, or list the Secret in external.",
);
const uncovered = (place: string, host: string, name: string) =>
  broken(
    `${place}: host ${host} is not among the dnsNames of Certificate ${name}. Add it there, or use another Secret.`,
  );
const listener = "gateway: spec.listeners[1].hostname";

describe("stack-route-host-has-certificate", () => {
  it("accepts hosts with certificates", () => {
    assert.deepEqual(run(wired()), silent);
  });

  it("demands that something writes the Secret", () => {
    assert.deepEqual(run(wired({ certificate: undefined })), unwritten);
    assert.deepEqual(certificate({ "spec.secretName": "other" }), unwritten);
    assert.deepEqual(certificate({ "metadata.namespace": "shop" }), unwritten);
    assert.deepEqual(
      run(wired({ oldCertificate: undefined })),
      broken(
        "ingress: spec.tls[0].secretName: nothing writes Secret old-tls in namespace shop. " +
          "Create a cert-manager Certificate with this secretName, or list the Secret in external.",
      ),
    );
    assert.deepEqual(
      run(wired({ ingress: { "spec.tls.0.secretName": undefined } })),
      broken("ingress: spec.tls[0].secretName: not set. Name the Secret that a Certificate writes."),
    );
  });

  it("accepts other writers", () => {
    const writers: Resources = [
      ["kubernetes:core/v1:Secret", "secret", { metadata: { name: "shop-tls", namespace: "ingress" } }],
      [
        "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
        "csi",
        { metadata: { namespace: "ingress" }, spec: { secretObjects: [{ secretName: "shop-tls" }] } },
      ],
    ];
    for (const writer of writers) assert.deepEqual(run(wired({ certificate: undefined }, [writer])), silent);
    for (const key of ["cert-manager.io/cluster-issuer", "kubernetes.azure.com/tls-cert-keyvault-uri"]) {
      const annotated = { "metadata.annotations": { [key]: "platform" } };
      assert.deepEqual(run(wired({ certificate: undefined, gateway: annotated })), silent);
    }
  });

  it("demands that the certificate names the host", () => {
    assert.deepEqual(
      certificate({ "spec.dnsNames": ["api.example.com"] }),
      uncovered(listener, "shop.example.com", "shop"),
    );
    assert.deepEqual(
      certificate({ "spec.dnsNames": undefined }),
      uncovered(listener, "shop.example.com", "shop"),
    );
    assert.deepEqual(certificate({ "spec.dnsNames": ["*.example.com"] }), silent);
    // A wildcard stands for one label, and never for another wildcard.
    for (const host of ["a.shop.example.com", "example.com"])
      assert.deepEqual(
        run(wired({ ingress: { "spec.tls.0.hosts": [host] } })),
        uncovered("ingress: spec.tls[0].hosts[0]", host, "old"),
      );
    assert.deepEqual(
      run(wired({ gateway: { "spec.listeners.1.hostname": "*.example.com" } })),
      uncovered(listener, "*.example.com", "shop"),
    );
  });

  it("takes the hosts of routes where the listener names none", () => {
    const bare = { "spec.listeners.1.hostname": undefined };
    assert.deepEqual(run(wired({ gateway: bare })), silent);
    assert.deepEqual(
      run(wired({ gateway: bare, route: { "spec.hostnames": ["api.example.com"] } })),
      uncovered("route: spec.hostnames[0]", "api.example.com", "shop"),
    );
    const elsewhere = { "spec.hostnames": ["api.example.com"], "spec.parentRefs.0.sectionName": "http" };
    assert.deepEqual(run(wired({ gateway: bare, route: elsewhere })), silent);
  });

  it("demands a grant for a Secret of another namespace", () => {
    const away = { "spec.listeners.1.tls.certificateRefs.0.namespace": "shop" };
    const moved = { "metadata.namespace": "shop" };
    assert.deepEqual(
      run(wired({ gateway: away, certificate: moved })),
      broken(
        `${reference}.namespace: no ReferenceGrant lets this Gateway use the Secret. Add one to the namespace of the Secret.`,
      ),
    );
  });

  it("demands issuers that exist", () => {
    const message = (kind: string) =>
      broken(
        `certificate: spec.issuerRef.name: ${kind} other is not in the stack. Correct it, or list it in issuers.`,
      );
    assert.deepEqual(certificate({ "spec.issuerRef.name": "other" }), message("ClusterIssuer"));
    assert.deepEqual(certificate({ "spec.issuerRef": { name: "other" } }), message("Issuer"));
    assert.deepEqual(certificate({ "spec.issuerRef.group": "awspca.cert-manager.io" }), silent);
    const resources = wired({ issuer: undefined });
    assert.equal(run(resources).violations.length, 2);
    assert.deepEqual(run(resources, { issuers: ["platform"] }), silent);
  });

  it("takes external Secrets", () => {
    const resources = wired({ certificate: undefined });
    assert.deepEqual(run(resources, { external: ["ingress/*-tls"] }), silent);
    assert.deepEqual(run(resources, { external: ["shop/*"] }), unwritten);
  });

  it("leaves open what is not known", () => {
    const known = (path: string, name = "gateway") => open(`${name}: ${path}: known only after the update`);
    assert.deepEqual(certificate({ "spec.secretName": unknownText }), known("spec.secretName"));
    assert.deepEqual(certificate({ "spec.dnsNames": unknownText }), known("spec.dnsNames"));
    assert.deepEqual(
      certificate({ "spec.issuerRef.name": unknownText }),
      known("spec.issuerRef.name", "certificate"),
    );
    const gateway = (changes: Body) => run(wired({ gateway: changes }));
    assert.deepEqual(gateway({ "spec.listeners": unknownText }), known("spec.listeners"));
    assert.deepEqual(
      gateway({ "spec.listeners.1.hostname": unknownText }),
      known("spec.listeners[1].hostname"),
    );
    assert.deepEqual(
      gateway({ "spec.listeners.1.tls.certificateRefs.0.name": unknownText }),
      known("spec.listeners[1].tls.certificateRefs[0].name"),
    );
    assert.deepEqual(run(wired({ ingress: { "spec.tls": unknownText } })), known("spec.tls", "ingress"));
  });

  it("never throws", () => {
    for (const type of ["gateway.networking.k8s.io/v1:Gateway", "networking.k8s.io/v1:Ingress"])
      for (const props of [{}, { spec: [] }, { spec: { tls: 3, listeners: "x" } }])
        assert.deepEqual(run([[`kubernetes:${type}`, "odd", props]]), silent);
  });
});
