/**
 * What a chart renders is waited for, never read: the SDK would ask for the whole state of each object again, CRDs
 * of many thousand lines among them, a tenth of a preview. Import this before anything that loads all of
 * `@pulumi/kubernetes`: the first registration without a version wins over the SDK's own.
 */

import * as pulumi from "@pulumi/pulumi";

/** API groups of the objects in the add-ons' charts and CRD lists; those of custom resources are never looked up. */
const groups = [
  "admissionregistration.k8s.io/v1",
  "apiextensions.k8s.io/v1",
  "apiregistration.k8s.io/v1",
  "apps/v1",
  "autoscaling/v2",
  "batch/v1",
  "core/v1",
  "networking.k8s.io/v1",
  "policy/v1",
  "rbac.authorization.k8s.io/v1",
];

for (const group of groups) {
  pulumi.runtime.registerResourceModule("kubernetes", group, {
    construct: (_name, _type, urn) => new pulumi.DependencyResource(urn),
  });
}
