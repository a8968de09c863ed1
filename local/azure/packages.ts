import { containerServiceApiVersion } from "../../config/versions.ts";
import { loadModule } from "./schema/load.ts";
import type { Module } from "./schema/load.ts";
import { resourceTypes } from "./types/index.ts";
import type { ResourceType } from "./resourceType.ts";

/** API versions that exist here besides the default one: module and version as azure-native spells them. */
const parameterizations = [{ module: "containerservice", version: containerServiceApiVersion }] as const;

export interface Parameterization {
  readonly module: string;
  readonly version: string;
}

/** A resource type in one API version. */
export interface VersionedType {
  readonly type: ResourceType;
  readonly module: Module;
  /** `2025-09-01`. */
  readonly apiVersion: string;
}

/** azure-native, or a package of one module in one API version that was made from it. */
export class Package {
  readonly name: string;
  readonly #parameterization: Parameterization | undefined;
  readonly #modules = new Map<string, Module>();

  constructor(parameterization?: Parameterization) {
    this.#parameterization = parameterization;
    this.name = parameterization
      ? `azure-native_${parameterization.module}_${parameterization.version}`
      : "azure-native";
  }

  /** Finds a type by its token, e.g. `azure-native:containerservice:ManagedCluster`. */
  find(token: string): VersionedType {
    const [, moduleName = "", name = ""] = token.split(":");
    const module = moduleName.split("/")[0] ?? "";
    const type = this.#types().find((candidate) => candidate.module === module && candidate.name === name);
    if (!type) throw new Error(`The local Azure has no type ${token}; it has ${this.tokens().join(", ")}`);
    const loaded = this.#load(module);
    return { type, module: loaded, apiVersion: loaded.versions[name] ?? "" };
  }

  tokens(): readonly string[] {
    return this.#types().map(({ module, name }) => `${this.name}:${module}:${name}`);
  }

  #types(): readonly ResourceType[] {
    const only = this.#parameterization?.module;
    return resourceTypes.filter(({ module }) => only === undefined || module === only);
  }

  #load(module: string): Module {
    const loaded = this.#modules.get(module) ?? loadModule(module, this.#parameterization?.version);
    this.#modules.set(module, loaded);
    return loaded;
  }
}

/** Checks that a parameterization exists here. */
export function resolveParameterization(wanted: Partial<Parameterization>): Parameterization {
  const found = parameterizations.find(
    ({ module, version }) => module === wanted.module?.toLowerCase() && version === wanted.version,
  );
  if (found) return found;
  const known = parameterizations.map(({ module, version }) => `${module} ${version}`).join(", ");
  throw new Error(`The local Azure has no ${wanted.module ?? "?"} ${wanted.version ?? "?"}; it has ${known}`);
}
