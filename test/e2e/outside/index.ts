import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { Config } from "@pulumi/pulumi";

// Writes files in place of calling a cluster.
const provider = new Provider("manifests", { renderYamlToDirectory: "rendered" });
const key = new Config().require("key");

new ConfigMap(
  "settings",
  {
    metadata: {
      name: "settings",
      namespace: "shop",
      labels: { "app.kubernetes.io/name": "settings", "app.kubernetes.io/managed-by": "pulumi" },
    },
    data: { [key]: "changeme" },
  },
  { provider },
);
