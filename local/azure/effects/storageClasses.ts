import { compact } from "../values.ts";
import type { Props } from "../values.ts";
import { managedBy } from "./kubernetes.ts";

const disk = "disk.csi.azure.com";
const file = "file.csi.azure.com";

const classes = [
  { name: "default", provisioner: disk, sku: "StandardSSD_LRS", isDefault: true },
  { name: "managed-csi", provisioner: disk, sku: "StandardSSD_LRS" },
  { name: "managed-csi-premium", provisioner: disk, sku: "Premium_LRS" },
  { name: "azurefile-csi", provisioner: file, sku: "Standard_LRS" },
];

/**
 * The storage classes AKS brings along. On AKS those for disks bind a volume when its first pod is scheduled
 * (WaitForFirstConsumer); here no CSI driver watches for that pod, so all of them bind at once.
 */
export const storageClasses: readonly Props[] = classes.map(({ name, provisioner, sku, isDefault }) => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: compact({
    name,
    labels: managedBy,
    annotations: isDefault ? { "storageclass.kubernetes.io/is-default-class": "true" } : undefined,
  }),
  provisioner,
  parameters: { skuname: sku },
  reclaimPolicy: "Delete",
  allowVolumeExpansion: true,
  volumeBindingMode: "Immediate",
}));
