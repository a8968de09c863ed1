import assert from "node:assert/strict";
import { ownServiceAccount as rule } from "../../../policy/rules/kubernetes/own-service-account.ts";
import {
  deployment,
  podPath,
  podSpec,
  unknownText,
  workload,
  workloadTypes,
  type Body,
} from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const pod = "spec.template.spec";
const later = "known only after the update";
const nameFix = "Name a service account that belongs to this workload.";
const tokenFix =
  "Set it to false, or list namespace/account in allowAutomount if the pod calls the Kubernetes API.";
const mounts = `${pod}.automountServiceAccountToken: mounts an API token. ${tokenFix}`;
const allowWeb = { allowAutomount: ["shop/web"] };

describe("k8s-own-service-account on pods", () => {
  for (const [kind, itsType] of Object.entries(workloadTypes)) {
    it(`sees a ${kind} and a ${kind}Patch`, () => {
      const object = workload(kind, podSpec({ serviceAccountName: "default" }));
      const message = `${podPath(kind)}.serviceAccountName: names the account every pod shares. ${nameFix}`;
      assert.deepEqual(run(rule, itsType, object), broken(message));
      assert.deepEqual(run(rule, `${itsType}Patch`, object), broken(message));
    });
  }

  it("is content with a compliant pod, an empty object and other kinds", () => {
    assert.deepEqual(run(rule, type, deployment()), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Secret", {}), silent);
    assert.deepEqual(run(rule, `${type}Patch`, { metadata: { name: "web" } }), silent);
  });

  it("takes the old name of the field", () => {
    const old = deployment({ serviceAccountName: undefined, serviceAccount: "web" });
    assert.deepEqual(run(rule, type, old), silent);
    assert.deepEqual(run(rule, type, deployment({ serviceAccount: "default" })), silent);
    assert.deepEqual(
      run(rule, type, deployment({ serviceAccountName: unknownText, serviceAccount: "web" })),
      open(`${pod}.serviceAccountName: ${later}`),
    );
  });

  it("refuses a pod that names no account and mounts its token", () => {
    const object = deployment({ serviceAccountName: undefined, automountServiceAccountToken: undefined });
    assert.deepEqual(
      run(rule, type, object),
      broken(
        `${pod}.serviceAccountName: not set. ${nameFix}`,
        `${pod}.automountServiceAccountToken: not set, so an API token is mounted. ${tokenFix}`,
      ),
    );
    assert.equal(run(rule, type, object, allowWeb).violations.length, 2);
  });

  it("allows the token to accounts in allowAutomount, in their namespace", () => {
    const object = deployment({ automountServiceAccountToken: true });
    assert.deepEqual(run(rule, type, object), broken(mounts));
    assert.deepEqual(run(rule, type, object, allowWeb), silent);
    assert.deepEqual(
      run(rule, type, object, { allowAutomount: ["other/web", "shop/api", "web"] }),
      broken(mounts),
    );
  });

  it("takes a missing namespace for default", () => {
    const object = { spec: deployment({ automountServiceAccountToken: true })["spec"] };
    assert.deepEqual(run(rule, type, object, { allowAutomount: ["default/web"] }), silent);
  });

  it("leaves open whether an unknown account or namespace may mount the token, but not what no entry fits", () => {
    const account = deployment({ automountServiceAccountToken: true, serviceAccountName: unknownText });
    const note = `${pod}.serviceAccountName: ${later}`;
    assert.deepEqual(run(rule, type, account, allowWeb), open(note));
    assert.deepEqual(run(rule, type, account), { violations: [mounts], undecided: [note] });
    const object = deployment({ automountServiceAccountToken: true });
    const namespace = { ...object, metadata: { namespace: unknownText } };
    assert.deepEqual(run(rule, type, namespace, allowWeb), open(`metadata.namespace: ${later}`));
    assert.deepEqual(run(rule, type, namespace, { allowAutomount: ["shop/api"] }), broken(mounts));
  });

  it("leaves open an unknown switch", () => {
    assert.deepEqual(
      run(rule, type, deployment({ automountServiceAccountToken: unknownText })),
      open(`${pod}.automountServiceAccountToken: ${later}`),
    );
  });

  it("leaves open what a patch does not set", () => {
    const patch = { spec: { template: { spec: { containers: [] } } } };
    assert.deepEqual(
      run(rule, `${type}Patch`, patch),
      open(
        `${pod}.serviceAccountName: left as it is by this patch`,
        `${pod}.automountServiceAccountToken: left as it is by this patch`,
      ),
    );
  });
});

describe("k8s-own-service-account on accounts", () => {
  const account = (changes: Body) => ({ metadata: { name: "web", namespace: "shop" }, ...changes });
  const check = (changes: Body, config?: unknown) =>
    run(rule, "kubernetes:core/v1:ServiceAccount", account(changes), config);

  it("refuses an account that hands its token to every pod", () => {
    assert.deepEqual(check({ automountServiceAccountToken: false }), silent);
    assert.deepEqual(
      check({}),
      broken(`automountServiceAccountToken: not set, so an API token is mounted. ${tokenFix}`),
    );
    assert.deepEqual(
      check({ automountServiceAccountToken: true }),
      broken(`automountServiceAccountToken: mounts an API token. ${tokenFix}`),
    );
    assert.deepEqual(check({ automountServiceAccountToken: true }, allowWeb), silent);
  });

  it("leaves open an account of unknown name", () => {
    assert.deepEqual(
      check({ metadata: { name: unknownText, namespace: "shop" } }, allowWeb),
      open(`metadata.name: ${later}`),
    );
  });

  it("asks nothing of a patch that leaves the switch alone", () => {
    assert.deepEqual(
      run(rule, "kubernetes:core/v1:ServiceAccountPatch", account({})),
      open("automountServiceAccountToken: left as it is by this patch"),
    );
  });
});
