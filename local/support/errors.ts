/** A problem the user can do something about: shown as plain text, never as a stack trace. */
export class UserError extends Error {
  /** What to do about it, one step per line. */
  readonly fix: readonly string[];

  constructor(message: string, ...fix: string[]) {
    super(message);
    this.name = "UserError";
    this.fix = fix;
  }

  /** The message with its way out. */
  render(): string {
    return [this.message, ...this.fix.map((step) => `  -> ${step}`)].join("\n");
  }
}

/** Text of anything thrown. */
export function describe(error: unknown): string {
  if (error instanceof UserError) return error.render();
  return error instanceof Error ? error.message : String(error);
}

/** Errno of a failed system call, if that is what it is. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** The disk is full: `doing` did not succeed in `folder`. */
export function diskIsFull(doing: string, folder: string): UserError {
  return new UserError(
    `The disk is full: could not ${doing} in ${folder}.`,
    "free a few gigabytes (npm run local:down -- --purge empties this project's caches), then repeat the command",
  );
}

/** Turns the system's own refusals into messages with a way out; rethrows the rest. */
export function explainSystemError(error: unknown, doing: string, folder: string): never {
  switch (errno(error)) {
    case "ENOSPC":
      throw diskIsFull(doing, folder);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      throw new UserError(
        `No permission to ${doing} in ${folder}.`,
        "make the folder writable, or point XDG_CACHE_HOME and XDG_STATE_HOME at folders that are",
      );
    default:
      throw error;
  }
}
