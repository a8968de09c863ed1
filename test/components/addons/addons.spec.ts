import assert from "node:assert/strict";
import { CertManager, type CertManagerArgs } from "../../../components/addons/certManager.ts";
import { gateway } from "../../../components/addons/gateway.ts";
import { Ingress, type IngressArgs } from "../../../components/addons/ingress.ts";
import { Keda, kedaOperator } from "../../../components/addons/keda.ts";
import { charts } from "../../../config/versions.ts";
import { childrenOf, find, record, type Recorded } from "../../support/runtime.ts";

const kubernetesVersion = "1.36";

interface Values {
  readonly [key: string]: unknown;
  readonly resources?: { readonly requests: { readonly cpu: string; readonly memory: string } };
}

function valuesOf(chart: Recorded): Values {
  return chart.inputs["values"] as Values;
}

describe("cert-manager", () => {
  const create = (changes: Partial<CertManagerArgs> = {}) =>
    record(() => {
      const args = { kubernetesVersion, issuer: { type: "selfSigned" }, gateway, ...changes } as const;
      return new CertManager("it", args);
    });

  it("installs its pinned chart into a restricted namespace, with CRDs and resources for every container", async () => {
    const recording = await create();
    const chart = find(recording, "kubernetes:helm.sh/v4:Chart");
    const { repository, version } = charts["cert-manager"];
    assert.equal(chart.inputs["chart"], "cert-manager");
    assert.equal(chart.inputs["version"], version);
    assert.deepEqual(chart.inputs["repositoryOpts"], { repo: repository });
    assert.equal(chart.inputs["namespace"], "cert-manager");
    const values = valuesOf(chart);
    assert.deepEqual(values["crds"], { enabled: true, keep: false });
    assert.equal(values["config"], undefined);
    assert.deepEqual(values["startupapicheck"], { enabled: false });
    for (const part of [values, values["webhook"] as Values, values["cainjector"] as Values]) {
      assert.ok(part.resources?.requests.cpu === "100m", "requests");
      assert.deepEqual(part["image"], { tag: version });
      assert.deepEqual(part["securityContext"], { runAsUser: 10001, runAsGroup: 10001 });
    }
    const namespace = find(recording, "kubernetes:core/v1:Namespace");
    const { labels } = namespace.inputs["metadata"] as { labels: Record<string, string> };
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
    const policy = find(recording, "kubernetes:networking.k8s.io/v1:NetworkPolicy");
    assert.deepEqual([...chart.options.dependsOn].sort(), [namespace.urn, policy.urn].sort());
  });

  it("takes the chart from a folder, or its CRDs alone", async () => {
    const chart = find(
      await create({ source: { path: "/charts/cm" } }),
      "kubernetes:helm.sh/v4:Chart",
    ).inputs;
    assert.deepEqual(
      [chart["chart"], chart["version"], chart["repositoryOpts"]],
      ["/charts/cm", undefined, undefined],
    );
    const recording = await create({ source: { crds: "/crds/cm" } });
    const group = find(recording, "kubernetes:yaml/v2:ConfigGroup").inputs;
    assert.deepEqual(group, { files: ["/crds/cm/*.yaml"] });
    assert.ok(!recording.resources.some(({ type }) => type.endsWith(":Chart")));
  });

  it("is a certificate authority of its own where nobody signs for it", async () => {
    const recording = await create();
    const type = "kubernetes:cert-manager.io/v1:ClusterIssuer";
    const chart = find(recording, "kubernetes:helm.sh/v4:Chart");
    const root = find(recording, type, "it-root");
    const authority = find(recording, "kubernetes:cert-manager.io/v1:Certificate", "it-authority");
    const issuer = find(recording, type, "it-issuer");
    assert.deepEqual(root.inputs["spec"], { selfSigned: {} });
    assert.deepEqual(root.options.dependsOn, [chart.urn]);
    assert.deepEqual(authority.options.dependsOn, [root.urn]);
    assert.equal((authority.inputs["spec"] as { isCA: boolean }).isCA, true);
    assert.deepEqual(issuer.inputs["spec"], { ca: { secretName: "platform-ca" } });
    assert.equal((issuer.inputs["metadata"] as { name: string }).name, "platform");
  });

  it("proves hosts to Let's Encrypt through the shared gateway", async () => {
    const recording = await create({ issuer: { type: "acme", server: "staging", email: "ops@contoso.com" } });
    const issuer = find(recording, "kubernetes:cert-manager.io/v1:ClusterIssuer");
    const parent = {
      group: "gateway.networking.k8s.io",
      kind: "Gateway",
      name: "platform",
      namespace: "ingress",
    };
    assert.deepEqual(issuer.inputs["spec"], {
      acme: {
        server: "https://acme-staging-v02.api.letsencrypt.org/directory",
        email: "ops@contoso.com",
        privateKeySecretRef: { name: "acme-staging" },
        solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ ...parent, sectionName: "http" }] } } }],
      },
    });
    const { config } = valuesOf(find(recording, "kubernetes:helm.sh/v4:Chart")) as { config?: object };
    assert.deepEqual(config, {
      apiVersion: "controller.config.cert-manager.io/v1alpha1",
      kind: "ControllerConfiguration",
      gatewayAPI: { enabled: true },
    });
  });
});

describe("KEDA", () => {
  it("is called by a service account that depends on who installed it", () => {
    assert.deepEqual(kedaOperator("aks"), { namespace: "kube-system", name: "keda-operator" });
    assert.deepEqual(kedaOperator("chart"), { namespace: "keda", name: "keda-operator" });
    assert.equal(kedaOperator("none"), undefined);
  });

  it("uses workload identity and has none of its own", async () => {
    const recording = await record(() => new Keda("it", { kubernetesVersion, tenantId: "entra-tenant" }));
    const chart = find(recording, "kubernetes:helm.sh/v4:Chart");
    assert.equal(chart.inputs["version"], charts.keda.version);
    const azureWorkload = { enabled: true, tenantId: "entra-tenant" };
    assert.deepEqual(valuesOf(chart)["podIdentity"], { azureWorkload });
  });
});

describe("the ingress", () => {
  const hosts = { "a.example.com": "acme", "b.example.com": "beta" };
  const create = (changes: Partial<IngressArgs> = {}) =>
    record(
      () =>
        new Ingress("it", { kubernetesVersion, controller: "aks", hosts, issuer: "platform", ...changes }),
    );

  interface Listener {
    readonly name: string;
    readonly port: number;
    readonly hostname?: string;
  }
  interface GatewaySpec {
    readonly gatewayClassName: string;
    readonly listeners: readonly Listener[];
  }
  const gatewayType = "kubernetes:gateway.networking.k8s.io/v1:Gateway";

  it("is one gateway with a listener for each host, a redirect and a certificate for each host", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:addons:Ingress")), [
      "kubernetes:cert-manager.io/v1:Certificate it-certificate-a.example.com",
      "kubernetes:cert-manager.io/v1:Certificate it-certificate-b.example.com",
      "kubernetes:core/v1:Namespace it-namespace",
      "kubernetes:gateway.networking.k8s.io/v1:Gateway it-gateway",
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute it-redirect",
    ]);
    const spec = find(recording, gatewayType).inputs["spec"] as GatewaySpec;
    assert.equal(spec.gatewayClassName, "approuting-istio");
    const [http, ...secure] = spec.listeners;
    assert.deepEqual(http, {
      name: "http",
      port: 80,
      protocol: "HTTP",
      allowedRoutes: { namespaces: { from: "Same" } },
    });
    assert.equal(secure.length, 2);
    assert.deepEqual(secure[0], {
      name: "https-a.example.com",
      hostname: "a.example.com",
      port: 443,
      protocol: "HTTPS",
      tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: "a.example.com-tls" }] },
      allowedRoutes: {
        kinds: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" }],
        namespaces: { from: "Selector", selector: { matchLabels: { "aks-platform/tenant": "acme" } } },
      },
    });
  });

  it("gets each host a certificate in the Secret its listener names", async () => {
    const recording = await create();
    const type = "kubernetes:cert-manager.io/v1:Certificate";
    const { inputs } = find(recording, type, "it-certificate-a.example.com");
    assert.deepEqual(inputs["spec"], {
      secretName: "a.example.com-tls",
      dnsNames: ["a.example.com"],
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "platform" },
    });
    const without = await create({ issuer: undefined });
    assert.ok(!without.resources.some((one) => one.type === type));
  });

  it("redirects plain requests and does nothing else with them", async () => {
    const { inputs } = find(await create(), "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    const requestRedirect = { scheme: "https", port: 443, statusCode: 301 };
    assert.deepEqual(inputs["spec"], {
      parentRefs: [{ name: "platform", sectionName: "http" }],
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect }] }],
    });
  });

  it("brings Traefik where AKS brings no controller", async () => {
    const recording = await create({ controller: "chart" });
    const chart = find(recording, "kubernetes:helm.sh/v4:Chart");
    assert.equal(chart.inputs["version"], charts.traefik.version);
    assert.equal(chart.inputs["skipCrds"], true);
    const spec = find(recording, gatewayType).inputs["spec"] as GatewaySpec;
    assert.equal(spec.gatewayClassName, "traefik");
    assert.deepEqual([...new Set(spec.listeners.map(({ port }) => port))], [8000, 8443]);
    assert.deepEqual(find(recording, gatewayType).options.dependsOn, [chart.urn]);
  });
});
