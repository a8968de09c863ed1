import assert from "node:assert/strict";
import { objectRules } from "../../policy/rules/index.ts";
import { container, podSpec, unknownText, workload, type Body } from "./support/objects.ts";
import { baseline, nonRoot, restricted, seccomp, type Control } from "./support/podSecurity.ts";
import { broken, open, run, silent } from "./support/run.ts";

const lists = {
  containers: "container web",
  initContainers: "init container migrate",
  ephemeralContainers: "ephemeral container debug",
};
const compliant: Body = { ephemeralContainers: [container("debug")] };

/** Where a pod and its containers have their fields: the key for a change, and path and owner in a message. */
const places: Readonly<
  Record<Control["on"][number], readonly (readonly [key: string, path: string, of: string])[]>
> = {
  pod: [["", "spec.", ""]],
  containers: Object.entries(lists).map(([list, label]) => [`${list}.0.`, `spec.${list}[0].`, label]),
};

/** What one rule says of a pod. */
function check(name: string, changes: Body) {
  const rule = objectRules.find((one) => one.name === name);
  assert.ok(rule, name);
  return run(rule, "kubernetes:core/v1:Pod", workload("Pod", podSpec({ ...compliant, ...changes })));
}

for (const [level, controls] of Object.entries({ baseline, restricted }))
  describe(`Pod Security, level ${level}`, () => {
    for (const { rule, on, field, right, wrong, at = field, says, saysUnset = says } of controls)
      for (const [key, path, of] of on.flatMap((one) => places[one]))
        it(`restricts ${key}${field}`, () => {
          const set = (value: unknown) => check(rule, { [key + field]: value });
          // Volumes name themselves, for all that is on the pod.
          const owner = of || (field === "volumes" ? "volume v" : "");
          const place = `${path}${at}${owner && ` (${owner})`}`;
          for (const value of right) assert.deepEqual(set(value), silent);
          for (const value of wrong)
            assert.deepEqual(set(value), broken(`${place}: ${value === undefined ? saysUnset : says}`));
          assert.deepEqual(set(unknownText), open(`${path}${field}: known only after the update`));
        });
  });

describe("Pod Security, level restricted", () => {
  const cases = [
    ["k8s-run-as-non-root", "runAsNonRoot", true, nonRoot],
    ["k8s-seccomp-runtime-default", "seccompProfile.type", "RuntimeDefault", seccomp],
  ] as const;
  for (const [rule, field, value, fix] of cases)
    it(`demands ${field} of each container when the pod has none`, () => {
      const key = `securityContext.${field}`;
      const bare = { [key]: undefined };
      const messages = Object.entries(lists).map(
        ([list, label]) => `spec.${list}[0].${key} (${label}): set neither here nor on the pod. ${fix}`,
      );
      assert.deepEqual(check(rule, bare), broken(...messages));
      const own = Object.fromEntries(Object.keys(lists).map((list) => [`${list}.0.${key}`, value]));
      assert.deepEqual(check(rule, { ...bare, ...own }), silent);
    });
});
