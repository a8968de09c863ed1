/** How a command ends: what scripts may rely on. */

/** `findings`: it worked, and there is something to mend. `usage`: it could not work as it was called. */
export const exit = { fine: 0, findings: 1, usage: 2 } as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

/** A call that cannot be answered as it is: shown as plain text, without a stack trace; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
