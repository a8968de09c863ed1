/** Kinds of processes the language host runs. */
export type RunnerKind = "program" | "policy";

/** What the engine will need, told to the language host before the engine starts. */
export interface Upcoming {
  /** What the program, the policy pack and the Azure provider see. */
  readonly env: Readonly<Record<string, string>>;
  /** Entry file of the Azure provider. */
  readonly azure: string;
  /** Modules a process loads before it is told what to run, as URLs. */
  readonly preload: Readonly<Record<RunnerKind, readonly string[]>>;
}

/** What a command tells its host. */
export type HostOrder = Upcoming | "warm";

/** Ports the host answers with, once everything listens. */
export interface HostAnswer {
  readonly host: number;
  readonly azure: number;
}
