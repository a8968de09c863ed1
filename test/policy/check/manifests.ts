/** Manifests that break one rule each, and a configuration with nothing but these two rules. */

export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx:latest
`;

export const configMapList = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings, namespace: shop }
    data:
      password: hunter2
`;

export const twoRules = {
  all: "disabled",
  inventory: "advisory",
  "k8s-image-versioned": "mandatory",
  "k8s-no-secrets-in-configmaps": "mandatory",
};

export const imageMessage =
  "spec.template.spec.containers[0].image (container web): tag latest of nginx moves. " +
  "Name the version by tag, e.g. :1.4.2, or by digest, @sha256:....";

export const secretMessage =
  "items[0].data.password: named like a secret and written in plain text. " +
  "Move it to Key Vault or a Secret; if it is no secret, list the key in allow.";
