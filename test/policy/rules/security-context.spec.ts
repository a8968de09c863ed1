import assert from "node:assert/strict";
import { dropAllCapabilities } from "../../../policy/rules/kubernetes/drop-all-capabilities.ts";
import { noPrivilegeEscalation } from "../../../policy/rules/kubernetes/no-privilege-escalation.ts";
import { readOnlyRootFs } from "../../../policy/rules/kubernetes/read-only-root-fs.ts";
import { runAsNonRoot } from "../../../policy/rules/kubernetes/run-as-non-root.ts";
import { seccompRuntimeDefault } from "../../../policy/rules/kubernetes/seccomp-runtime-default.ts";
import { container, deployment, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const pod = "spec.template.spec";
const first = `${pod}.containers[0].securityContext`;
const later = "known only after the update";
const nonRootFix = "Set runAsNonRoot to true in the security context of the pod or of each container.";
const seccompFix =
  "Set seccompProfile.type to RuntimeDefault in the security context of the pod or of each container.";
const idFix = "Choose an id other than root's.";

/** A container with another security context. */
function secured(securityContext: Body): Body {
  return deployment({ containers: [container("web", { securityContext })], initContainers: [] });
}

describe("k8s-no-privilege-escalation", () => {
  it("refuses a container that leaves it open", () => {
    const message = `${first}.allowPrivilegeEscalation (container web): not set. Set it to false.`;
    assert.deepEqual(run(noPrivilegeEscalation, type, secured({})), broken(message));
    assert.deepEqual(
      run(noPrivilegeEscalation, type, secured({ allowPrivilegeEscalation: null })),
      broken(message),
    );
  });

  it("does not take text for a boolean", () => {
    assert.deepEqual(
      run(noPrivilegeEscalation, type, secured({ allowPrivilegeEscalation: "false" })),
      broken(`${first}.allowPrivilegeEscalation (container web): must be false. Set it to false.`),
    );
  });
});

describe("Windows pods", () => {
  const windows = { os: { name: "windows" } };
  const bare = { containers: [{ name: "web" }], initContainers: [], securityContext: undefined };

  for (const rule of [noPrivilegeEscalation, dropAllCapabilities, seccompRuntimeDefault, readOnlyRootFs]) {
    it(`need not follow ${rule.name}`, () => {
      assert.deepEqual(run(rule, type, deployment({ ...bare, ...windows })), silent);
      assert.equal(run(rule, type, deployment({ ...bare, os: { name: "linux" } })).violations.length, 1);
    });

    it(`leave ${rule.name} open while the system is unknown`, () => {
      const object = deployment({ ...bare, os: { name: unknownText } });
      assert.deepEqual(run(rule, type, object), open(`${pod}.os.name: ${later}`));
      assert.deepEqual(run(rule, type, deployment({ os: unknownText })), silent);
    });
  }

  it("have to follow k8s-run-as-non-root", () => {
    assert.equal(run(runAsNonRoot, type, deployment({ ...bare, ...windows })).violations.length, 1);
  });
});

describe("k8s-run-as-non-root", () => {
  it("takes the pod's word for its containers", () => {
    assert.deepEqual(run(runAsNonRoot, type, deployment()), silent);
  });

  it("takes the containers' own word when the pod says nothing", () => {
    const own = {
      containers: [container("web", { "securityContext.runAsNonRoot": true })],
      initContainers: [],
    };
    assert.deepEqual(run(runAsNonRoot, type, deployment({ ...own, securityContext: {} })), silent);
  });

  it("refuses containers when neither says so", () => {
    assert.deepEqual(
      run(runAsNonRoot, type, deployment({ securityContext: undefined })),
      broken(
        `${first}.runAsNonRoot (container web): set neither here nor on the pod. ${nonRootFix}`,
        `${pod}.initContainers[0].securityContext.runAsNonRoot (init container migrate): ` +
          `set neither here nor on the pod. ${nonRootFix}`,
      ),
    );
  });

  it("refuses false on the pod, once, even if no container takes it", () => {
    const own = { containers: [container("web", { "securityContext.runAsNonRoot": true })] };
    assert.deepEqual(
      run(runAsNonRoot, type, deployment({ ...own, "securityContext.runAsNonRoot": false })),
      broken(`${pod}.securityContext.runAsNonRoot: must be true. ${nonRootFix}`),
    );
  });

  it("refuses root's uid and gid, on the pod and on a container", () => {
    const object = deployment({
      "securityContext.runAsUser": 0,
      "containers.0.securityContext.runAsUser": "0",
      "containers.0.securityContext.runAsGroup": 0,
    });
    assert.deepEqual(
      run(runAsNonRoot, type, object),
      broken(
        `${pod}.securityContext.runAsUser: must be 1 or higher. ${idFix}`,
        `${first}.runAsUser (container web): must be 1 or higher. ${idFix}`,
        `${first}.runAsGroup (container web): must be 1 or higher. ${idFix}`,
      ),
    );
  });

  it("refuses a uid below minUid, but not a gid", () => {
    const object = deployment({ "securityContext.runAsUser": 999, "securityContext.runAsGroup": 10 });
    assert.deepEqual(
      run(runAsNonRoot, type, object, { minUid: 1000 }),
      broken(`${pod}.securityContext.runAsUser: must be 1000 or higher. ${idFix}`),
    );
  });

  it("lets pods be root in a user namespace of their own, from version 1.35 of the standards on", () => {
    const root = { securityContext: { runAsNonRoot: false, runAsUser: 0 }, initContainers: [] };
    const refused = broken(
      `${pod}.securityContext.runAsNonRoot: must be true. ${nonRootFix}`,
      `${pod}.securityContext.runAsUser: must be 1 or higher. ${idFix}`,
    );
    const check = (hostUsers: unknown, pssVersion?: string) =>
      run(runAsNonRoot, type, deployment({ ...root, hostUsers }), { pssVersion });
    assert.deepEqual(check(false), silent);
    assert.deepEqual(check(false, "1.35"), silent);
    assert.deepEqual(check(false, "1.34"), refused);
    for (const other of [true, undefined, "false"]) assert.deepEqual(check(other), refused);
    assert.deepEqual(check(unknownText), open(`${pod}.hostUsers: ${later}`));
    const patch = deployment({ ...root, hostUsers: undefined });
    assert.deepEqual(run(runAsNonRoot, `${type}Patch`, patch), refused);
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      run(runAsNonRoot, type, deployment({ "securityContext.runAsUser": unknownText })),
      open(`${pod}.securityContext.runAsUser: ${later}`),
    );
    assert.deepEqual(
      run(runAsNonRoot, type, deployment({ securityContext: unknownText })),
      open(`${pod}.securityContext: ${later}`),
    );
  });
});

describe("k8s-drop-all-capabilities", () => {
  const drop = `${first}.capabilities.drop`;

  it("refuses a container that drops nothing", () => {
    const message = `${drop} (container web): does not contain ALL. Set it to [ALL].`;
    assert.deepEqual(run(dropAllCapabilities, type, secured({})), broken(message));
    assert.deepEqual(
      run(dropAllCapabilities, type, secured({ capabilities: { drop: ["all"] } })),
      broken(message),
    );
  });

  it("allows NET_BIND_SERVICE back, and what the configuration allows", () => {
    const capabilities = { drop: ["ALL"], add: ["NET_BIND_SERVICE", "SYS_TIME", "CHOWN"] };
    const says = "adds a capability that is not allowed. Remove it";
    assert.deepEqual(
      run(dropAllCapabilities, type, secured({ capabilities })),
      broken(
        `${first}.capabilities.add[1] (container web): ${says}; allowed are NET_BIND_SERVICE.`,
        `${first}.capabilities.add[2] (container web): ${says}; allowed are NET_BIND_SERVICE.`,
      ),
    );
    assert.deepEqual(
      run(dropAllCapabilities, type, secured({ capabilities: { drop: ["ALL"], add: ["CHOWN"] } }), {
        allowedAdd: [],
      }),
      broken(`${first}.capabilities.add[0] (container web): ${says}.`),
    );
    assert.deepEqual(
      run(dropAllCapabilities, type, secured({ capabilities: { drop: ["ALL"], add: ["KILL", true] } }), {
        allowedAdd: ["CHOWN", "FOWNER"],
      }),
      broken(
        `${first}.capabilities.add[0] (container web): ${says}; allowed are CHOWN, FOWNER.`,
        `${first}.capabilities.add[1] (container web): ${says}; allowed are CHOWN, FOWNER.`,
      ),
    );
  });

  it("is content when ALL stands beside an unknown", () => {
    assert.deepEqual(
      run(dropAllCapabilities, type, secured({ capabilities: { drop: [unknownText, "ALL"] } })),
      silent,
    );
  });

  it("leaves open what is unknown", () => {
    const capabilities = { drop: ["NET_RAW", unknownText], add: [unknownText, "SYS_ADMIN"] };
    assert.deepEqual(run(dropAllCapabilities, type, secured({ capabilities })), {
      violations: [
        `${first}.capabilities.add[1] (container web): adds a capability that is not allowed. ` +
          "Remove it; allowed are NET_BIND_SERVICE.",
      ],
      undecided: [`${drop}[1]: ${later}`, `${first}.capabilities.add[0]: ${later}`],
    });
    const all = secured({ capabilities: { drop: ["ALL"], add: unknownText } });
    assert.deepEqual(run(dropAllCapabilities, type, all), open(`${first}.capabilities.add: ${later}`));
  });
});

describe("k8s-seccomp-runtime-default", () => {
  it("refuses containers without a profile", () => {
    const object = deployment({ "securityContext.seccompProfile": undefined, initContainers: [] });
    assert.deepEqual(
      run(seccompRuntimeDefault, type, object),
      broken(`${first}.seccompProfile.type (container web): set neither here nor on the pod. ${seccompFix}`),
    );
  });

  it("refuses Unconfined on the pod, once", () => {
    assert.deepEqual(
      run(seccompRuntimeDefault, type, deployment({ "securityContext.seccompProfile.type": "Unconfined" })),
      broken(
        `${pod}.securityContext.seccompProfile.type: must be RuntimeDefault or Localhost. ${seccompFix}`,
      ),
    );
  });

  it("accepts a profile of the nodes only while the configuration does", () => {
    const object = deployment({
      "securityContext.seccompProfile": { type: "Localhost", localhostProfile: "a.json" },
    });
    assert.deepEqual(run(seccompRuntimeDefault, type, object), silent);
    assert.deepEqual(
      run(seccompRuntimeDefault, type, object, { allowLocalhost: false }),
      broken(`${pod}.securityContext.seccompProfile.type: must be RuntimeDefault. ${seccompFix}`),
    );
  });
});

describe("k8s-read-only-root-fs", () => {
  it("refuses a container that leaves it open", () => {
    assert.deepEqual(
      run(readOnlyRootFs, type, secured({})),
      broken(
        `${first}.readOnlyRootFilesystem (container web): not set. ` +
          "Set it to true and mount an emptyDir volume where the container has to write.",
      ),
    );
  });
});
