/** MongoDB in the tenant's namespace. */

import { StatefulSet } from "@pulumi/kubernetes/apps/v1/statefulSet.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import { Component } from "../base/component.ts";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";
import { workloadPeer } from "../base/networkPolicies.ts";
import { Account } from "../workload/account.ts";
import { disruptionBudget } from "../workload/disruptionBudget.ts";
import { allowDeclaredEdges } from "../workload/networkPolicy.ts";
import { variableName, type Connection } from "../workload/workload.ts";
import type { DataService, DataServiceArgs } from "./dataService.ts";
import { dataVolume, mongoTemplate, port, portName } from "./mongoTemplate.ts";

const user = "root";

/** Key Vault secret with the password; whoever onboards the tenant puts it there. */
function passwordSecret({ scope, spec }: DataServiceArgs): string {
  return azureName("secret", scope.platform.azure.environment, scope.tenant, spec.name, "root-password");
}

/**
 * Account, headless Service, StatefulSet of one replica with a volume of its own, disruption budget and network
 * policy. Users get its host, port, user and the file with its password. One replica: no failover, no backup.
 */
export class MongoDb extends Component implements DataService {
  readonly connection: Connection;

  constructor(name: string, args: DataServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:data:MongoDb", name, opts);
    const { scope, spec, users } = args;
    const workload = { name: spec.name, component: "mongodb" };
    const base = { tenant: scope.tenant, workload };
    const account = this.createAccount(name, workload, args);
    const service = this.createService(name, workload, args);
    this.createStatefulSet(name, workload, args, account, service);
    disruptionBudget(`${name}-disruption-budget`, { ...base, maxUnavailable: 1 }, { parent: this });
    const policy = { ...base, port, callers: users.map(workloadPeer), connections: [], azure: [] };
    allowDeclaredEdges(`${name}-network-policy`, policy, { parent: this });
    this.connection = mongoConnection(workload, passwordSecret(args));
    this.registerOutputs({});
  }

  private createAccount(name: string, workload: Selectable, args: DataServiceArgs): Account {
    const secrets = { MONGO_INITDB_ROOT_PASSWORD: passwordSecret(args) };
    return new Account(`${name}-account`, { scope: args.scope, workload, secrets }, { parent: this });
  }

  private createService(name: string, workload: Selectable, { scope }: DataServiceArgs): Service {
    return new Service(
      `${name}-service`,
      {
        metadata: {
          name: workload.name,
          namespace: scope.tenant,
          labels: tenantLabels(scope.tenant, workload),
        },
        spec: {
          clusterIP: "None",
          selector: selectorLabels(workload),
          ports: [{ name: portName, port, targetPort: portName, protocol: "TCP" }],
        },
      },
      { parent: this },
    );
  }

  private createStatefulSet(
    name: string,
    workload: Selectable,
    { scope, spec }: DataServiceArgs,
    account: Account,
    service: Service,
  ): void {
    const labels = tenantLabels(scope.tenant, workload);
    const claim = {
      metadata: { name: dataVolume, labels },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: spec.storageClass,
        resources: { requests: { storage: spec.storage } },
      },
    };
    new StatefulSet(
      `${name}-stateful-set`,
      {
        metadata: { name: workload.name, namespace: scope.tenant, labels },
        spec: {
          serviceName: workload.name,
          replicas: 1,
          selector: { matchLabels: selectorLabels(workload) },
          template: mongoTemplate({ tenant: scope.tenant, workload, spec, user, account }),
          volumeClaimTemplates: [claim],
          // The data outlives its pods, and its StatefulSet.
          persistentVolumeClaimRetentionPolicy: { whenScaled: "Retain", whenDeleted: "Retain" },
        },
      },
      { parent: this, dependsOn: [account, service] },
    );
  }
}

function mongoConnection(workload: Selectable, secret: string): Connection {
  const variable = variableName(workload.name);
  return {
    to: { kind: "resource", name: workload.name },
    env: {
      [`${variable}_HOST`]: workload.name,
      [`${variable}_PORT`]: String(port),
      [`${variable}_USER`]: user,
    },
    secrets: { [`${variable}_PASSWORD`]: secret },
    edge: { peer: workload, port },
  };
}
