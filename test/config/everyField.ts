/** A tenant that has every field there is; what it may not have together is spread over its workloads. */

import { compliant, tenantFile, type Files } from "./fixture.ts";

export const everyField = `schema: tenant/v1
tenant: shop
owner:
  group: 7d0c1f5e-93ab-4c52-8f5a-6a1de0b2c914
  contact: shop@contoso.com
  costCenter: CC-1
plan: custom
quota: { cpu: 20, memory: 40Gi, pods: 90, storage: 60Gi, loadBalancers: 1 }
domains: [shop.dev.example.com, shop.com]
registries: [shop, docker.io/library]
resources:
  shop-db:
    type: mongodb
    class: cluster
    params: { storage: 10Gi, storageClass: managed-csi, size: medium }
services:
  web:
    image: shop/web:1.0.0
    size: medium
    env: { LOG_LEVEL: info }
    secrets: { API_TOKEN: api-token }
    uses: [api]
    command: [/app/web]
    args: [--verbose]
    port: 8081
    health: { path: /live, ready: /ready, startupSeconds: 90 }
    availability: { maxUnavailable: 2 }
    expose: { host: www.shop.com, paths: [/, /web] }
    scale: { min: 2, max: 4, cpu: 60, memory: 80 }
  api:
    image: docker.io/library/api:1.0.0
    resources: { cpu: 300m, memory: 300Mi }
    health: { exec: [/app/healthy], startupSeconds: 30 }
    expose: true
    uses: [shop-db, mailer]
workers:
  mailer:
    image: shop/mailer:1.0.0
    size: small
    env: { A: b }
    secrets: { SMTP: smtp-login }
    uses: [shop-db]
    command: [/app/mailer]
    args: [--all]
    port: 8082
    health: { path: /live, ready: /ready, startupSeconds: 10 }
    availability: { maxUnavailable: 1 }
    queue: mail-out
    scale: { min: 1, max: 5, perReplica: 10, activation: 3, poll: 15, cooldown: 60 }
    maxMessageSeconds: 120
  copier:
    image: shop/copier:1.0.0
    resources: { cpu: 1, memory: 1Gi }
    health: { exec: [/app/healthy], startupSeconds: 10 }
    queue: copies
    scale: { max: 2 }
jobs:
  report:
    image: shop/report:1.0.0
    size: large
    env: { A: b }
    secrets: { KEY: report-key }
    uses: [shop-db]
    command: [/app/report]
    args: [--daily]
    schedule: "30 2 * * *"
    timeZone: Europe/Berlin
    timeoutSeconds: 600
  clean:
    image: shop/clean:1.0.0
    resources: { cpu: 100m, memory: 128Mi }
    schedule: "0 * * * *"
environments:
  dev:
    plan: custom
    services: { web: { env: { MODE: dark }, size: small }, api: { scale: { min: 2 } } }
    jobs: { clean: null }
  prod: { services: { web: { uses: [] } } }
`;

/** The compliant project with that tenant. */
export const everyFieldFiles: Files = { ...compliant, [tenantFile]: everyField };
