import assert from "node:assert/strict";
import { referencesExist as rule } from "../../../policy/rules/stack/references-exist.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { object, stackOf, web, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const pod = "spec.template.spec";
const fix = "Create it there, or list it in external.";

const volumes = [
  { name: "settings", configMap: { name: "settings", items: [{ key: "app.yaml", path: "app.yaml" }] } },
  { name: "files", secret: { secretName: "files" } },
  { name: "data", persistentVolumeClaim: { claimName: "data" } },
  { name: "vault", csi: { driver: "x", volumeAttributes: { secretProviderClass: "vault" } } },
  {
    name: "mixed",
    projected: { sources: [{ configMap: { name: "settings" } }, { secret: { name: "files" } }] },
  },
];
const env = [
  { name: "PLAIN", value: "x" },
  { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "level" } } },
  { name: "TOKEN", valueFrom: { secretKeyRef: { name: "files", key: "token" } } },
];
const base: Parts = {
  web: web(
    "StatefulSet",
    {
      volumes,
      priorityClassName: "important",
      imagePullSecrets: [{ name: "pull" }],
      "containers.0.env": env,
      "containers.0.envFrom": [{ configMapRef: { name: "settings" } }, { secretRef: { name: "files" } }],
    },
    { serviceName: "web" },
  ),
  account: object("core/v1:ServiceAccount", "web"),
  settings: object("core/v1:ConfigMap", "settings", {
    data: { level: "info" },
    binaryData: { "app.yaml": "eA==" },
  }),
  files: object("core/v1:Secret", "files", { stringData: { token: "abc" } }),
  pull: object("core/v1:Secret", "pull"),
  data: object("core/v1:PersistentVolumeClaim", "data"),
  vault: object("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "vault"),
  important: ["kubernetes:scheduling.k8s.io/v1:PriorityClass", { metadata: { name: "important" } }],
  service: object("core/v1:Service", "web", { spec: { clusterIP: "None" } }),
};

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, changes), config);
}

/** A violation of the workload. */
function lacks(path: string, kind: string, name: string, place = "namespace shop") {
  return `web: ${path}: names ${kind} ${name}, which is not in ${place}. ${fix}`;
}

describe("stack-references-exist", () => {
  it("accepts a workload that finds everything it names", () => {
    assert.deepEqual(check(), silent);
  });

  const gone: readonly (readonly [string, readonly string[]])[] = [
    ["account", [lacks(`${pod}.serviceAccountName`, "ServiceAccount", "web")]],
    ["pull", [lacks(`${pod}.imagePullSecrets[0].name`, "Secret", "pull")]],
    ["important", [lacks(`${pod}.priorityClassName`, "PriorityClass", "important", "the stack")]],
    [
      "data",
      [
        lacks(
          `${pod}.volumes[2].persistentVolumeClaim.claimName (volume data)`,
          "PersistentVolumeClaim",
          "data",
        ),
      ],
    ],
    [
      "vault",
      [
        lacks(
          `${pod}.volumes[3].csi.volumeAttributes.secretProviderClass (volume vault)`,
          "SecretProviderClass",
          "vault",
        ),
      ],
    ],
    [
      "settings",
      [
        lacks(`${pod}.volumes[0].configMap.name (volume settings)`, "ConfigMap", "settings"),
        lacks(
          `${pod}.volumes[4].projected.sources[0].configMap.name (volume mixed)`,
          "ConfigMap",
          "settings",
        ),
        lacks(
          `${pod}.containers[0].env[1].valueFrom.configMapKeyRef.name (container web)`,
          "ConfigMap",
          "settings",
        ),
        lacks(`${pod}.containers[0].envFrom[0].configMapRef.name (container web)`, "ConfigMap", "settings"),
      ],
    ],
    [
      "files",
      [
        lacks(`${pod}.volumes[1].secret.secretName (volume files)`, "Secret", "files"),
        lacks(`${pod}.volumes[4].projected.sources[1].secret.name (volume mixed)`, "Secret", "files"),
        lacks(`${pod}.containers[0].env[2].valueFrom.secretKeyRef.name (container web)`, "Secret", "files"),
        lacks(`${pod}.containers[0].envFrom[1].secretRef.name (container web)`, "Secret", "files"),
      ],
    ],
    ["service", [lacks("spec.serviceName", "Service", "web")]],
  ];
  for (const [name, messages] of gone)
    it(`misses ${name} when it is gone or in another namespace`, () => {
      assert.deepEqual(check({ [name]: null }), broken(...messages));
      if (name !== "important")
        assert.deepEqual(check({ [name]: { "metadata.namespace": "other" } }), broken(...messages));
    });

  it("misses a key", () => {
    assert.deepEqual(
      check({ settings: { binaryData: undefined }, files: { stringData: { other: "abc" } } }),
      broken(
        `web: ${pod}.volumes[0].configMap.items[0].key (volume settings): names key app.yaml, which ConfigMap settings lacks. Add the key, or correct it.`,
        `web: ${pod}.containers[0].env[2].valueFrom.secretKeyRef.key (container web): names key token, which Secret files lacks. Add the key, or correct it.`,
      ),
    );
  });

  it("takes a key whose value is unknown for present, and leaves open an unknown map", () => {
    assert.deepEqual(check({ files: { "stringData.token": unknownText } }), silent);
    assert.deepEqual(
      check({ files: { stringData: unknownText } }),
      open("web: stringData: known only after the update"),
    );
  });

  it("demands a headless service", () => {
    assert.deepEqual(
      check({ service: { "spec.clusterIP": undefined } }),
      broken(
        "web: spec.serviceName: names Service web, which is not headless. Set its spec.clusterIP to None.",
      ),
    );
    assert.deepEqual(
      check({ service: { "spec.clusterIP": unknownText } }),
      open("web: spec.clusterIP: known only after the update"),
    );
  });

  it("lets optional references go", () => {
    const path = "spec.template.spec.volumes.1.secret.optional";
    const left = check({ files: null, web: { [path]: true } }).violations;
    assert.equal(left.length, 3);
    assert.ok(left.every((message) => !message.includes("volumes[1]")));
    assert.equal(check({ files: null, web: { [path]: false } }).violations.length, 4);
  });

  it("knows what clusters and namespaces come with", () => {
    const changes = {
      account: null,
      important: null,
      web: {
        "spec.template.spec.serviceAccountName": "default",
        "spec.template.spec.priorityClassName": "system-cluster-critical",
        "spec.template.spec.volumes.4.projected.sources.0.configMap.name": "kube-root-ca.crt",
      },
    };
    assert.deepEqual(check(changes), silent);
  });

  it("reads the old name of the service account's field", () => {
    const web = {
      "spec.template.spec.serviceAccountName": undefined,
      "spec.template.spec.serviceAccount": "old",
    };
    assert.deepEqual(check({ web }), broken(lacks(`${pod}.serviceAccount`, "ServiceAccount", "old")));
  });

  const makers: readonly (readonly [string, string, Parts[string]])[] = [
    [
      "files",
      "Certificate",
      object("cert-manager.io/v1:Certificate", "x", { spec: { secretName: "files" } }),
    ],
    [
      "files",
      "SecretProviderClass",
      object("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "x", {
        spec: { secretObjects: [{ secretName: "files" }] },
      }),
    ],
    ["files", "ExternalSecret", object("external-secrets.io/v1:ExternalSecret", "files", { spec: {} })],
    ["files", "SealedSecret", object("bitnami.com/v1alpha1:SealedSecret", "files")],
    [
      "settings",
      "Bundle",
      ["kubernetes:trust.cert-manager.io/v1alpha1:Bundle", { metadata: { name: "settings" } }],
    ],
  ];
  for (const [name, kind, maker] of makers)
    it(`counts what a ${kind} makes`, () => {
      assert.deepEqual(runStack(rule, stackOf({ ...base, maker }, { [name]: null })), silent);
      const other = [maker[0], { metadata: { name: "y", namespace: "shop" } }] as const;
      assert.equal(runStack(rule, stackOf({ ...base, other }, { [name]: null })).violations.length, 4);
    });

  it("counts the claims of a StatefulSet", () => {
    const maker = object("apps/v1:StatefulSet", "db", {
      spec: { replicas: 2, volumeClaimTemplates: [{ metadata: { name: "data" } }] },
    });
    const claimed = (name: string) =>
      runStack(
        rule,
        stackOf(
          { ...base, maker },
          { web: { "spec.template.spec.volumes.2.persistentVolumeClaim.claimName": name } },
        ),
      ).violations.length;
    assert.equal(claimed("data-db-1"), 0);
    assert.equal(claimed("data-db-2"), 1);
  });

  it("takes what lives outside from the configuration", () => {
    assert.deepEqual(check({ files: null, account: null }, { external: ["shop/files", "*/we*"] }), silent);
    assert.equal(check({ files: null }, { external: ["other/files"] }).violations.length, 4);
    assert.deepEqual(check({ important: null }, { external: ["*/important"] }), silent);
  });

  it("leaves open unknown names, on either side", () => {
    assert.deepEqual(
      check({ web: { "spec.template.spec.serviceAccountName": unknownText } }),
      open(`web: ${pod}.serviceAccountName: known only after the update`),
    );
    assert.deepEqual(
      check({ account: { "metadata.name": unknownText } }),
      open("web: metadata.name: known only after the update"),
    );
    assert.deepEqual(
      check({ web: { "spec.template.spec.volumes": unknownText } }),
      open(`web: ${pod}.volumes: known only after the update`),
    );
  });

  it("says nothing of a patch's other fields, of empty objects and of excluded namespaces", () => {
    const patch = [
      "kubernetes:apps/v1:DeploymentPatch",
      { metadata: { name: "web", namespace: "shop" } },
    ] as const;
    assert.deepEqual(
      runStack(rule, stackOf({ patch, empty: ["kubernetes:apps/v1:Deployment", {}] })),
      silent,
    );
    assert.deepEqual(check({ files: null }, { excludedNamespaces: ["shop"] }), silent);
  });
});
