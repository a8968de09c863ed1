import { isProps, mapAt, merge, textAt } from "../../../../local/azure/values.ts";
import type { Json, Props } from "../../../../local/azure/values.ts";
import type { Kind, Kubernetes } from "../../../../local/azure/effects/kubernetes.ts";

/** An API server in memory: as much of it as the effects use. */
export class FakeKubernetes implements Kubernetes {
  readonly objects = new Map<string, Props>();
  /** Names of objects that do not go away, as with a finalizer. */
  readonly stuck = new Set<string>();
  /** Whether CRDs are ever established. */
  establishes = true;
  /** How often each verb was used. */
  readonly calls: string[] = [];

  apply(kind: Kind, object: Props): Promise<void> {
    const name = textAt(object, "metadata.name") ?? "";
    this.calls.push(`apply ${kind}/${name}`);
    const conditions = [{ type: "Established", status: this.establishes ? "True" : "False" }];
    const status: Props = kind === "CustomResourceDefinition" ? { status: { conditions } } : {};
    this.objects.set(`${kind}/${name}`, merge(object, status));
    return Promise.resolve();
  }

  list(kind: Kind, labels: Readonly<Record<string, string>>): Promise<readonly Props[]> {
    const found = [...this.objects].filter(([key, object]) => {
      const own = mapAt(object, "metadata.labels");
      return (
        key.startsWith(`${kind}/`) && Object.entries(labels).every(([label, value]) => own[label] === value)
      );
    });
    return Promise.resolve(found.map(([, object]) => object));
  }

  remove(kind: Kind, name: string): Promise<void> {
    this.calls.push(`remove ${kind}/${name}`);
    if (!this.stuck.has(name)) this.objects.delete(`${kind}/${name}`);
    return Promise.resolve();
  }

  names(kind: Kind): readonly string[] {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(`${kind}/`))
      .map((key) => key.slice(kind.length + 1));
  }

  get(kind: Kind, name: string): Props {
    const object = this.objects.get(`${kind}/${name}`);
    return isProps(object) ? object : {};
  }
}

export function crd(name: string): Props {
  const status: Json = { conditions: [] };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name },
    status,
  };
}
