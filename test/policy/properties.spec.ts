import assert from "node:assert/strict";
import fc from "fast-check";
import { fromManifest, fromResource } from "../../policy/lib/object.ts";
import { asInPreview } from "../../policy/lib/preview.ts";
import { objectRules as rules } from "../../policy/rules/index.ts";
import {
  change,
  container,
  podSpec,
  unknownText,
  workload,
  workloadTypes,
  type Body,
} from "./support/objects.ts";
import { run } from "./support/run.ts";

const types = [
  ...Object.values(workloadTypes),
  "kubernetes:core/v1:ServiceAccount",
  "kubernetes:core/v1:ConfigMap",
  "kubernetes:core/v1:PodList",
  "kubernetes:networking.k8s.io/v1:Ingress",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
].flatMap((type) => [type, `${type}Patch`]);

/** Keys the rules look at, so that random objects get past the first level. */
const keys = [
  ...["spec", "template", "jobTemplate", "metadata", "name", "namespace", "items", "data", "binaryData"],
  ...[
    "containers",
    "initContainers",
    "ephemeralContainers",
    "securityContext",
    "capabilities",
    "drop",
    "add",
  ],
  ...[
    "image",
    "env",
    "value",
    "ports",
    "resources",
    "requests",
    "limits",
    "cpu",
    "memory",
    "os",
    "tls",
    "hosts",
  ],
  ...[
    "readinessProbe",
    "livenessProbe",
    "startupProbe",
    "httpGet",
    "exec",
    "command",
    "port",
    "restartPolicy",
  ],
  ...[
    "rules",
    "host",
    "listeners",
    "protocol",
    "parentRefs",
    "sectionName",
    "hostnames",
    "filters",
    "backendRefs",
  ],
  ...[
    "runAsUser",
    "seccompProfile",
    "type",
    "serviceAccountName",
    "automountServiceAccountToken",
    "__proto__",
  ],
];

const leaf = fc.oneof(
  fc.constant(unknownText),
  fc.constantFrom("http", "HTTPS", "ALL", "100m", "Always", "RequestRedirect", "token=abc", "nginx:latest"),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const { object } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    leaf,
    tie("object"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie("value"), { maxKeys: 6 }),
}));

/** A pod template at the right place, with random content. */
const filled = fc
  .record({ kind: fc.constantFrom(...Object.keys(workloadTypes)), one: object, two: object, pod: object })
  .map(({ kind, one, two, pod }) =>
    workload(kind, { ...pod, containers: [one, two], initContainers: [two] }),
  );

/** The fields of a compliant container, by dotted path. */
const fields = [
  ...["image", "env", "env.0", "env.0.name", "env.0.value", "ports", "ports.0", "ports.0.name", "resources"],
  ...["resources.requests", "resources.requests.cpu", "resources.limits.memory", "restartPolicy", "name"],
  ...["readinessProbe", "readinessProbe.httpGet", "livenessProbe.httpGet.port", "startupProbe"],
  ...["securityContext", "securityContext.capabilities", "securityContext.capabilities.drop"],
  ...[
    "securityContext.capabilities.drop.0",
    "securityContext.runAsNonRoot",
    "securityContext.seccompProfile",
  ],
];

/** Rules that look at the pod as a whole, or at nothing without configuration. */
const ofThePod = [
  "k8s-own-service-account",
  "k8s-restricted-volume-types",
  "k8s-empty-dir-size-limit",
  "k8s-priority-class",
  "k8s-no-naked-pods",
  "k8s-image-allowed-registries",
];

describe("every rule", () => {
  it("never throws, whatever it reads", () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.oneof(object, filled), object, (type, props, config) => {
        for (const rule of rules) run(rule, type, props, config);
        for (const one of fromManifest({ ...props, kind: "Pod" })) for (const rule of rules) rule.check(one);
      }),
      { numRuns: 150 },
    );
  });

  it("depends on nothing but its arguments", () => {
    fc.assert(
      fc.property(filled, (props) => {
        for (const rule of rules) {
          const check = () =>
            fromResource("kubernetes:apps/v1:Deployment", asInPreview(props)).flatMap((one) =>
              rule.check(one),
            );
          assert.deepEqual(check(), check());
        }
      }),
      { numRuns: 20 },
    );
  });

  it("sees a violation in one container whatever is unknown in another", () => {
    const bad: Body = {
      name: "bad",
      image: "nginx",
      imagePullPolicy: "Never",
      ports: [{ containerPort: 22, hostPort: 22 }],
      env: [{ name: "DB_PASSWORD", value: "hunter2" }],
      securityContext: { runAsNonRoot: false, privileged: true },
    };
    const inContainers = rules.filter((rule) => rule.kinds.includes("Pod") && !ofThePod.includes(rule.name));
    fc.assert(
      fc.property(fc.subarray(fields), fc.boolean(), fc.boolean(), (unknownFields, first, hideOther) => {
        const hidden = change(
          container("hidden"),
          Object.fromEntries(unknownFields.map((field) => [field, unknownText])),
        );
        const other = hideOther ? unknownText : hidden;
        const pod = podSpec({
          "securityContext.seccompProfile": undefined,
          containers: first ? [bad, other] : [other, bad],
          initContainers: [hidden],
          ephemeralContainers: unknownText,
        });
        for (const rule of inContainers) {
          const { violations } = run(rule, "kubernetes:apps/v1:Deployment", workload("Deployment", pod));
          assert.ok(
            violations.some((message) => message.includes("(container bad)")),
            rule.name,
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
