import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/paths.ts";

/** One binary built from pinned Go modules: `local/go/<name>` holds its go.mod and go.sum. */
export interface GoPart {
  readonly name: string;
  /** File name of the binary. */
  readonly binary: string;
  /** Module whose version names the part. */
  readonly module: string;
  /** Package to build; `.` is the part's own main. */
  readonly package: string;
  /** What the linker writes into the binary, given the module's version. */
  readonly stamp: (version: string) => Readonly<Record<string, string>>;
  /** Files of the module copied beside the part's main, because it embeds them. */
  readonly embeds?: readonly string[];
  /** Version when it is not the module's own. */
  readonly version?: string;
}

export const pulumi: GoPart = {
  name: "pulumi",
  binary: "pulumi",
  module: "github.com/pulumi/pulumi/pkg/v3",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  stamp: (version) => ({ "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version }),
};

export const kubernetesProvider: GoPart = {
  name: "kubernetes-provider",
  binary: "pulumi-resource-kubernetes",
  module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
  package: ".",
  // The module is tagged by date; this is the release the commit belongs to.
  version: "v4.25.0",
  stamp: (version) => ({ "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": version }),
  embeds: [
    "cmd/pulumi-resource-kubernetes/schema.json",
    "cmd/pulumi-resource-kubernetes/terraform-mapping.json",
  ],
};

export const etcd: GoPart = {
  name: "etcd",
  binary: "etcd",
  module: "go.etcd.io/etcd/server/v3",
  package: ".",
  stamp: () => ({}),
};

export const kubernetes: GoPart = {
  name: "kubernetes",
  binary: "kubernetes",
  module: "k8s.io/kubernetes",
  package: ".",
  stamp: (version) => {
    const [major = "", minor = ""] = version.replace(/^v/, "").split(".");
    const key = (name: string) => `k8s.io/component-base/version.${name}`;
    return {
      [key("gitVersion")]: version,
      [key("gitMajor")]: major,
      [key("gitMinor")]: minor,
      [key("gitTreeState")]: "clean",
      [key("gitCommit")]: "0".repeat(40),
      [key("buildDate")]: "1970-01-01T00:00:00Z",
    };
  },
};

export const kwok: GoPart = {
  name: "kwok",
  binary: "kwok",
  module: "sigs.k8s.io/kwok",
  package: "sigs.k8s.io/kwok/cmd/kwok",
  stamp: () => ({}),
};

export const enginePartList: readonly GoPart[] = [pulumi, kubernetesProvider];
export const clusterPartList: readonly GoPart[] = [etcd, kubernetes, kwok];

export function partFolder(part: string): string {
  return join(root, "local", "go", part);
}

/** The version of `module` that a part's go.mod pins. */
export function pinnedVersion(part: string, module: string): string {
  const text = readFileSync(join(partFolder(part), "go.mod"), "utf8");
  const line = text.split("\n").find((candidate) => {
    const words = candidate
      .trim()
      .replace(/^require /, "")
      .split(" ");
    return words[0] === module && words[1] !== "=>";
  });
  const version = line
    ?.trim()
    .replace(/^require /, "")
    .split(" ")[1];
  if (version === undefined) throw new Error(`local/go/${part}/go.mod does not require ${module}`);
  return version;
}

export function versionOf(part: GoPart): string {
  return part.version ?? pinnedVersion(part.name, part.module);
}
