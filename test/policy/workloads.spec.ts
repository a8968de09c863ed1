import assert from "node:assert/strict";
import { podSpecOf } from "../../policy/lib/podSpec.ts";
import { fromManifest } from "../../policy/lib/object.ts";
import type { ObjectRule as Rule } from "../../policy/lib/rule.ts";
import { objectRules as rules } from "../../policy/rules/index.ts";
import { container, podPath, podSpec, unknownText, workload, workloadTypes } from "./support/objects.ts";
import { broken, open, run, silent } from "./support/run.ts";

type List = "containers" | "initContainers" | "ephemeralContainers";

/** One way to break each rule inside a container: the field, a wrong value, and what the rule says of it. */
interface Case {
  readonly rule: string;
  readonly field: string;
  readonly wrong: unknown;
  readonly says: string;
  readonly lists?: readonly List[];
}

const everywhere: readonly List[] = ["containers", "initContainers", "ephemeralContainers"];
const labels = {
  containers: "container",
  initContainers: "init container",
  ephemeralContainers: "ephemeral container",
};

const cases: readonly Case[] = [
  {
    rule: "k8s-no-privilege-escalation",
    field: "securityContext.allowPrivilegeEscalation",
    wrong: true,
    says: "must be false. Set it to false.",
  },
  {
    rule: "k8s-run-as-non-root",
    field: "securityContext.runAsNonRoot",
    wrong: false,
    says: "must be true. Set runAsNonRoot to true in the security context of the pod or of each container.",
  },
  {
    rule: "k8s-drop-all-capabilities",
    field: "securityContext.capabilities.drop",
    wrong: ["NET_RAW"],
    says: "does not contain ALL. Set it to [ALL].",
  },
  {
    rule: "k8s-seccomp-runtime-default",
    field: "securityContext.seccompProfile.type",
    wrong: "Unconfined",
    says:
      "must be RuntimeDefault or Localhost. " +
      "Set seccompProfile.type to RuntimeDefault in the security context of the pod or of each container.",
  },
  {
    rule: "k8s-read-only-root-fs",
    field: "securityContext.readOnlyRootFilesystem",
    wrong: false,
    says: "must be true. Set it to true and mount an emptyDir volume where the container has to write.",
  },
  {
    rule: "k8s-no-plaintext-secrets-in-env",
    field: "env[0].value",
    wrong: "-----BEGIN PRIVATE KEY-----",
    says:
      "variable LOG_LEVEL: a secret in plain text, by valuePatterns[0]. " +
      "Mount it as a file or use valueFrom.secretKeyRef; if it is no secret, list the variable in allow.",
  },
  {
    rule: "k8s-resources-requests-limits",
    field: "resources.requests.cpu",
    wrong: "50m",
    says: "below the floor of 100m. Request at least 100m.",
    lists: ["containers", "initContainers"],
  },
  {
    rule: "k8s-image-versioned",
    field: "image",
    wrong: "nginx",
    says: "image nginx has neither tag nor digest. Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....",
  },
];

function ruleNamed(name: string): Rule {
  const rule = rules.find((candidate) => candidate.name === name);
  assert.ok(rule, `no rule ${name}`);
  return rule;
}

function dotted(field: string): string {
  return field.replace("[0]", ".0");
}

describe("rules on containers", () => {
  for (const { rule: name, field, wrong, says, lists = everywhere } of cases) {
    const rule = ruleNamed(name);
    const bad = container("bad", { [dotted(field)]: wrong });

    describe(name, () => {
      for (const [kind, type] of Object.entries(workloadTypes)) {
        it(`sees every container of a ${kind} and of a ${kind}Patch`, () => {
          const pod = podSpec({
            containers: [],
            initContainers: [],
            ...Object.fromEntries(lists.map((list) => [list, [bad]])),
          });
          const expected = lists.map(
            (list) => `${podPath(kind)}.${list}[0].${field} (${labels[list]} bad): ${says}`,
          );
          assert.deepEqual(run(rule, type, workload(kind, pod)), broken(...expected));
          assert.deepEqual(run(rule, `${type}Patch`, workload(kind, pod)), broken(...expected));
        });
      }

      it("is content with a compliant workload", () => {
        assert.deepEqual(
          run(rule, "kubernetes:apps/v1:Deployment", workload("Deployment", podSpec())),
          silent,
        );
      });

      it("is content with an empty object, an empty pod spec and other kinds", () => {
        assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", {}), silent);
        assert.deepEqual(
          run(rule, "kubernetes:apps/v1:Deployment", {
            spec: { template: { spec: { containers: {} } } },
          }).violations.filter((message) => message.includes("containers")),
          [],
        );
        assert.deepEqual(run(rule, "kubernetes:core/v1:Service", { spec: { containers: [bad] } }), silent);
        assert.deepEqual(
          run(rule, "azure-native:web:WebApp", workload("Deployment", podSpec({ containers: [bad] }))),
          silent,
        );
      });

      it("does not let an unknown value in one container hide another container", () => {
        const hidden = container("hidden", { [dotted(field)]: unknownText });
        const pod = podSpec({ containers: [hidden, bad, unknownText], initContainers: unknownText });
        const path = podPath("Deployment");
        assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", workload("Deployment", pod)), {
          violations: [`${path}.containers[1].${field} (container bad): ${says}`],
          undecided: [
            `${path}.initContainers: known only after the update`,
            `${path}.containers[2]: known only after the update`,
            `${path}.containers[0].${field}: known only after the update`,
          ],
        });
      });

      it("says what hides the whole pod", () => {
        assert.deepEqual(
          run(rule, "kubernetes:apps/v1:Deployment", { spec: { template: unknownText } }).undecided.slice(
            0,
            1,
          ),
          ["spec.template: known only after the update"],
        );
      });

      it("leaves excluded namespaces alone, by default and by configuration", () => {
        const object = workload("Deployment", podSpec({ containers: [bad] }));
        const system = { ...object, metadata: { name: "web", namespace: "kube-system" } };
        const type = "kubernetes:apps/v1:Deployment";
        assert.deepEqual(run(rule, type, system), silent);
        assert.deepEqual(run(rule, type, object, { excludedNamespaces: ["shop"] }), silent);
        assert.equal(run(rule, type, system, { excludedNamespaces: [] }).violations.length, 1);
        const unknownNamespace = { ...object, metadata: { namespace: unknownText } };
        assert.equal(run(rule, type, unknownNamespace).violations.length, 1);
      });

      it("asks nothing of a patch that leaves the pods alone", () => {
        assert.deepEqual(
          run(rule, "kubernetes:apps/v1:DeploymentPatch", { metadata: { labels: {} }, spec: {} }),
          silent,
        );
      });
    });
  }
});

describe("podSpecOf", () => {
  it("names containers, and leaves out a name it does not know", () => {
    const [pod] = fromManifest({
      kind: "Pod",
      spec: { containers: [{ name: "a" }, { name: unknownText }, null] },
    });
    assert.ok(pod);
    assert.deepEqual(
      podSpecOf(pod)?.containers.map((one) => one.label),
      ["container a", undefined],
    );
  });
});

describe("patches", () => {
  it("leave open what they do not set", () => {
    const patch = { spec: { template: { spec: { containers: [{ name: "web" }] } } } };
    const onPatch = (name: string) => run(ruleNamed(name), "kubernetes:apps/v1:DeploymentPatch", patch);
    const path = "spec.template.spec.containers[0]";
    const reason = "left as it is by this patch";
    assert.deepEqual(onPatch("k8s-read-only-root-fs"), open(`${path}.securityContext: ${reason}`));
    assert.deepEqual(onPatch("k8s-image-versioned"), open(`${path}.image: ${reason}`));
    assert.deepEqual(onPatch("k8s-no-plaintext-secrets-in-env"), silent);
  });
});
