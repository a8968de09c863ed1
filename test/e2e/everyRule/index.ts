import { Provider } from "@pulumi/kubernetes";
import { CustomResource } from "@pulumi/pulumi";
import { resources } from "./resources.ts";

/** Of whatever type it is told. */
class Resource extends CustomResource {}

// Without a cluster, a preview still shows what would be made, and the policies see it.
const provider = new Provider("no-cluster", { kubeconfig: "{}" });

for (const { type, name, inputs, protect = false } of resources)
  new Resource(type, name, inputs, type.startsWith("kubernetes:") ? { provider, protect } : { protect });
