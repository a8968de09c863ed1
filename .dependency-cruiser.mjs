/** The import arrows of docs/architecture.md, enforced. A room may import only what its row allows. */
const rooms = {
  config: [],
  "components/cloud": ["config", "components/base"],
  "components/addons": ["config", "components/base"],
  "components/workload": ["config", "components/base"],
  "components/data": ["config", "components/base", "components/workload"],
  "components/tenant": ["config", "components/base", "components/workload", "components/data"],
  "components/base": ["config"],
  stacks: ["config", "components"],
  policy: [],
  cli: ["config", "stacks", "policy"],
  local: ["config"],
};

const ours = "^(config|components|stacks|policy|local|cli|test|bench)/";

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room.replace("/", "-")}`,
      severity: "error",
      from: { path: `^${room}/` },
      to: { path: ours, pathNot: [room, ...allowed].map((name) => `^${name}/`) },
    })),
    {
      name: "no-unlisted-packages",
      severity: "error",
      from: { pathNot: "^policy/pack.js" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^policy/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".mjs", ".json"] },
  },
};
