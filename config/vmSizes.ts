/**
 * VM sizes a node pool may have: vCPUs and memory in GiB, as Azure publishes them.
 * A size that is missing here is refused; add it with its figures.
 */
export const vmSizes: Readonly<Record<string, { readonly vcpu: number; readonly memoryGiB: number }>> = {
  // Burstable: cheap, for development; never as spot capacity.
  Standard_B2ms: { vcpu: 2, memoryGiB: 8 },
  Standard_B4ms: { vcpu: 4, memoryGiB: 16 },
  Standard_B8ms: { vcpu: 8, memoryGiB: 32 },
  // General purpose, Intel.
  Standard_D2s_v5: { vcpu: 2, memoryGiB: 8 },
  Standard_D4s_v5: { vcpu: 4, memoryGiB: 16 },
  Standard_D8s_v5: { vcpu: 8, memoryGiB: 32 },
  Standard_D16s_v5: { vcpu: 16, memoryGiB: 64 },
  // General purpose, Intel, with a local disk (ephemeral OS disks).
  Standard_D2ds_v5: { vcpu: 2, memoryGiB: 8 },
  Standard_D4ds_v5: { vcpu: 4, memoryGiB: 16 },
  Standard_D8ds_v5: { vcpu: 8, memoryGiB: 32 },
  // General purpose, AMD, without and with a local disk.
  Standard_D2as_v5: { vcpu: 2, memoryGiB: 8 },
  Standard_D4as_v5: { vcpu: 4, memoryGiB: 16 },
  Standard_D8as_v5: { vcpu: 8, memoryGiB: 32 },
  Standard_D2ads_v5: { vcpu: 2, memoryGiB: 8 },
  Standard_D4ads_v5: { vcpu: 4, memoryGiB: 16 },
  Standard_D8ads_v5: { vcpu: 8, memoryGiB: 32 },
  // Memory.
  Standard_E2s_v5: { vcpu: 2, memoryGiB: 16 },
  Standard_E4s_v5: { vcpu: 4, memoryGiB: 32 },
  Standard_E8s_v5: { vcpu: 8, memoryGiB: 64 },
  // Compute.
  Standard_F4s_v2: { vcpu: 4, memoryGiB: 8 },
  Standard_F8s_v2: { vcpu: 8, memoryGiB: 16 },
};
