import assert from "node:assert/strict";
import { rbacLeastPrivilege as rule } from "../../../policy/rules/kubernetes/rbac-least-privilege.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import { later } from "../support/workloadSecurity.ts";

const group = "kubernetes:rbac.authorization.k8s.io/v1";
const named = { name: "reader", namespace: "shop" };
const harmless = { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] };

function checkRole(rules: unknown, config?: unknown, metadata: Body = named, kind = "Role") {
  return run(rule, `${group}:${kind}`, { metadata, rules }, config);
}

function right(apiGroup: string, resource: string, verb: string, more: Body = {}): Body {
  return { apiGroups: [apiGroup], resources: [resource], verbs: [verb], ...more };
}

/** Rights the rule refuses: group, resources, verbs, problem; `any` verb where the rule does not ask for one. */
const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";
const starts = "can start pods with any service account and secret of their namespace";
const enters = "can enter running pods";
const hands = "can hand out rights that it does not have (escalate, bind)";
const acts = "can act as somebody else (impersonate)";
const refused: readonly (readonly [string, readonly string[], readonly string[], string])[] = [
  [rbac, ["roles", "clusterroles"], ["escalate", "bind", "*"], hands],
  ["", ["users", "groups", "serviceaccounts"], ["impersonate"], acts],
  ["authentication.k8s.io", ["uids"], ["impersonate"], acts],
  ["", ["pods/exec", "pods/attach", "pods/portforward"], ["create", "get"], enters],
  ["", ["pods/ephemeralcontainers"], ["patch", "update"], enters],
  ["", ["nodes/proxy"], ["get", "create"], "can command the kubelet of every node"],
  ["", ["pods", "replicationcontrollers"], ["create"], starts],
  ["apps", ["deployments", "statefulsets", "daemonsets", "replicasets"], ["create"], starts],
  ["batch", ["jobs", "cronjobs"], ["create"], starts],
  ["", ["persistentvolumes"], ["create"], "can mount any directory of a node"],
  [
    "certificates.k8s.io",
    ["certificatesigningrequests/approval"],
    ["update", "patch"],
    "can approve certificates that log in as anybody",
  ],
];
const bounded: typeof refused = [
  ["", ["secrets"], ["get", "list", "watch"], "can read every secret"],
  ["", ["serviceaccounts/token"], ["create"], "can issue tokens of every service account"],
  [
    admission,
    ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
    ["create", "update", "patch"],
    "can read and change whatever is sent to the API server",
  ],
];

describe("k8s-rbac-least-privilege", () => {
  describe("roles", () => {
    it("accepts what is named and harmless", () => {
      assert.deepEqual(checkRole([harmless]), silent);
      assert.deepEqual(checkRole([{ nonResourceURLs: ["/healthz", "/healthz/*"], verbs: ["get"] }]), silent);
      assert.deepEqual(
        checkRole([
          right("", "secrets", "create"),
          right("", "pods", "get"),
          right("apps", "deployments", "patch"),
          right("apps", "secrets", "get"),
          right(rbac, "roles", "create"),
          right("custom.example.com", "pools", "bind"),
        ]),
        silent,
      );
    });

    it("refuses wildcards, each at its place", () => {
      const says = (key: string, what: string, index = 0) =>
        `rules[1].${key}[${index}]: grants every ${what}. Name each ${what} that is needed.`;
      const check = (changes: Body) => checkRole([harmless, { ...harmless, ...changes }]);
      assert.deepEqual(check({ verbs: ["get", "*"] }), broken(says("verbs", "verb", 1)));
      assert.deepEqual(check({ apiGroups: ["*"] }), broken(says("apiGroups", "API group")));
      assert.deepEqual(check({ resources: ["*"] }), broken(says("resources", "resource")));
      assert.deepEqual(check({ resources: ["*/scale"] }), broken(says("resources", "resource")));
      assert.deepEqual(check({ nonResourceURLs: ["*"] }), broken(says("nonResourceURLs", "path")));
      assert.deepEqual(check({ nonResourceURLs: ["/*"] }), broken(says("nonResourceURLs", "path")));
    });

    for (const [apiGroup, resources, verbs, problem] of [...refused, ...bounded])
      it(`refuses ${verbs.join(", ")} on ${resources.join(", ")}`, () => {
        const isBounded = bounded.some(([, others]) => others === resources);
        const way = isBounded ? "Name the objects in resourceNames" : "Remove it";
        for (const resource of resources)
          for (const verb of verbs) {
            const message = `rules[0].resources[0] (${resource}): ${problem}. ${way}, or list the role in allowedRoles.`;
            const { violations } = checkRole([right(apiGroup, resource, verb)]);
            assert.ok(violations.includes(message), `${resource} ${verb}: ${violations.join()}`);
            assert.ok(checkRole([right("*", resource, verb)]).violations.includes(message));
            assert.deepEqual(checkRole([right("other.example.com", resource, "get")]), silent);
            const withNames = checkRole([right(apiGroup, resource, verb, { resourceNames: ["mine"] })]);
            assert.equal(withNames.violations.includes(message), !isBounded);
          }
      });

    it("points at each resource of a rule", () => {
      const { violations } = checkRole([{ ...harmless, resources: ["configmaps", "secrets", "pods/exec"] }]);
      assert.deepEqual(
        violations.map((message) => message.split(":")[0]),
        ["rules[0].resources[1] (secrets)", "rules[0].resources[2] (pods/exec)"],
      );
    });

    it("excepts the roles of the configuration: by name, and for a Role by its namespace too", () => {
      const rules = [right("", "secrets", "list")];
      const config = { allowedRoles: ["shop/reader"] };
      assert.deepEqual(checkRole(rules, config), silent);
      assert.equal(checkRole(rules, config, { ...named, namespace: "other" }).violations.length, 1);
      assert.equal(checkRole(rules, config, named, "ClusterRole").violations.length, 1);
      const cluster = { allowedRoles: ["reader"] };
      assert.deepEqual(checkRole(rules, cluster, { name: "reader" }, "ClusterRole"), silent);
      assert.equal(checkRole(rules, cluster).violations.length, 1);
    });

    it("leaves open whether a role of unknown name is excepted", () => {
      const rules = [right("", "secrets", "list")];
      const config = { allowedRoles: ["shop/reader"] };
      const hidden = { ...named, name: unknownText };
      assert.deepEqual(checkRole(rules, config, hidden), open(`metadata.name: ${later}`));
      assert.equal(checkRole(rules, {}, hidden).violations.length, 1);
      assert.deepEqual(checkRole([harmless], config, hidden), silent);
      assert.deepEqual(
        checkRole(rules, config, { ...named, namespace: unknownText }),
        open(`metadata.namespace: ${later}`),
      );
    });

    it("leaves open what is unknown, and sees the rest", () => {
      assert.deepEqual(checkRole(unknownText), open(`rules: ${later}`));
      assert.deepEqual(
        checkRole([
          unknownText,
          { ...harmless, verbs: [unknownText] },
          right("", "secrets", "get", { resourceNames: unknownText }),
          right("", "secrets", "get", { resourceNames: [unknownText] }),
          right("", "nodes/proxy", "get"),
        ]),
        {
          violations: [
            "rules[4].resources[0] (nodes/proxy): can command the kubelet of every node. " +
              "Remove it, or list the role in allowedRoles.",
          ],
          undecided: [
            `rules[0]: ${later}`,
            `rules[1].verbs[0]: ${later}`,
            `rules[2].resourceNames: ${later}`,
          ],
        },
      );
    });

    it("reads a patch's rules as the whole of them", () => {
      const patch = { metadata: named, rules: [right("", "secrets", "get")] };
      assert.equal(run(rule, `${group}:RolePatch`, patch).violations.length, 1);
      assert.deepEqual(run(rule, `${group}:RolePatch`, { metadata: named }), silent);
    });
  });

  describe("bindings", () => {
    const account = { kind: "ServiceAccount", name: "web", namespace: "shop" };
    const fix =
      "Bind a role with only the needed rights to one account, or list the subject in allowedSubjects.";

    function check(role: unknown, subjects: unknown, kind = "RoleBinding", config?: unknown) {
      const roleRef =
        typeof role === "string" && role !== unknownText ? { kind: "ClusterRole", name: role } : role;
      return run(rule, `${group}:${kind}`, { metadata: named, roleRef, subjects }, config);
    }

    const says = (id: string, problem: string, index = 0) => `subjects[${index}] (${id}): ${problem}. ${fix}`;

    it("accept a modest role for one account or a group of people", () => {
      const people = { kind: "Group", name: "shop-owners" };
      assert.deepEqual(check("view", [account, people, { kind: "User", name: "jo" }]), silent);
      assert.deepEqual(check("edit", [account]), silent);
      assert.deepEqual(check("view", undefined), silent);
      assert.deepEqual(check({ kind: "Role", name: "cluster-admin" }, [account]), silent);
    });

    it("refuse cluster-admin, and everywhere also admin and edit", () => {
      const all = "gets cluster-admin, which may do everything";
      for (const kind of ["RoleBinding", "ClusterRoleBinding"])
        assert.deepEqual(
          check("cluster-admin", [account, { kind: "User", name: "jo" }], kind),
          broken(says("ServiceAccount:shop/web", all), says("User:jo", all, 1)),
        );
      for (const role of ["admin", "edit"])
        assert.deepEqual(
          check(role, [account], "ClusterRoleBinding"),
          broken(says("ServiceAccount:shop/web", `gets ${role} in all namespaces, their secrets included`)),
        );
    });

    const crowds: readonly (readonly [string, string, string])[] = [
      ["Group", "system:masters", "a group that no role can hold back"],
      ["Group", "system:authenticated", "everybody who reaches the API server is in this group"],
      ["Group", "system:unauthenticated", "everybody who reaches the API server is in this group"],
      ["Group", "system:serviceaccounts", "every pod of a namespace or more is in this group"],
      ["Group", "system:serviceaccounts:shop", "every pod of a namespace or more is in this group"],
      ["Group", "system:nodes", "a group of the system's own components"],
      ["User", "system:anonymous", "everybody is this user, even without a login"],
    ];
    for (const [kind, name, problem] of crowds)
      it(`refuse ${name}`, () => {
        assert.deepEqual(check("view", [{ kind, name }]), broken(says(`${kind}:${name}`, problem)));
        const config = { allowedSubjects: [`${kind}:${name}`] };
        assert.deepEqual(check("view", [{ kind, name }], "RoleBinding", config), silent);
      });

    it("refuse the default service account", () => {
      assert.deepEqual(
        check("view", [{ ...account, name: "default" }]),
        broken(says("ServiceAccount:shop/default", "every pod without an account of its own is this one")),
      );
    });

    it("give roles excepted by allowedRoles to allowedSubjects only", () => {
      const config = {
        allowedRoles: ["controller", "shop/leader"],
        allowedSubjects: ["ServiceAccount:shop/web"],
      };
      const other = { ...account, namespace: "other" };
      for (const [role, name] of [
        ["controller", "controller"],
        [{ kind: "Role", name: "leader" }, "shop/leader"],
      ] as const)
        assert.deepEqual(
          check(role, [account, other], "RoleBinding", config),
          broken(says("ServiceAccount:other/web", `gets the role ${name}, which allowedRoles excepts`, 1)),
        );
      assert.deepEqual(check({ kind: "Role", name: "controller" }, [other], "RoleBinding", config), silent);
    });

    it("leave open what is unknown", () => {
      assert.deepEqual(
        check({ kind: "ClusterRole", name: unknownText }, [account]),
        open(`roleRef.name: ${later}`),
      );
      assert.deepEqual(check(unknownText, [account]), open(`roleRef: ${later}`));
      assert.deepEqual(check("view", unknownText), open(`subjects: ${later}`));
      assert.deepEqual(
        check("view", [{ kind: "Group", name: unknownText }, account]),
        open(`subjects[0].name: ${later}`),
      );
      assert.deepEqual(check("view", [{ ...account, namespace: unknownText }]), silent);
    });

    it("need no name to refuse cluster-admin, unless somebody may have it", () => {
      const hidden = [{ ...account, name: unknownText }];
      assert.deepEqual(
        check("cluster-admin", hidden),
        broken(`subjects[0]: gets cluster-admin, which may do everything. ${fix}`),
      );
      const config = { allowedSubjects: ["ServiceAccount:shop/web"] };
      assert.deepEqual(
        check("cluster-admin", hidden, "RoleBinding", config),
        open(`subjects[0].name: ${later}`),
      );
    });

    it("do not hide one subject behind another", () => {
      assert.deepEqual(check("view", [unknownText, { kind: "Group", name: "system:masters" }]), {
        violations: [says("Group:system:masters", "a group that no role can hold back", 1)],
        undecided: [`subjects[0]: ${later}`],
      });
    });
  });

  it("has nothing to say of empty objects, other groups and other kinds", () => {
    for (const kind of ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]) {
      assert.deepEqual(run(rule, `${group}:${kind}`, {}), silent);
      for (const odd of [1, "text", [null, 1, "x", []], { a: 1 }])
        assert.deepEqual(
          run(rule, `${group}:${kind}`, { metadata: odd, rules: odd, roleRef: odd, subjects: odd }),
          silent,
        );
    }
    const rules = [right("*", "*", "*")];
    assert.deepEqual(run(rule, "kubernetes:authorization.openshift.io/v1:Role", { rules }), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:ConfigMap", { rules }), silent);
  });

  it("looks into lists, and leaves excluded namespaces alone", () => {
    const rules = [right("", "secrets", "list")];
    const items = [
      { metadata: named, rules },
      { metadata: { namespace: "kube-system" }, rules },
    ];
    const { violations } = run(rule, `${group}:RoleList`, { items });
    assert.deepEqual(
      violations.map((message) => message.split(" ")[0]),
      ["items[0].rules[0].resources[0]"],
    );
  });
});
