/**
 * Ctrl-C. The terminal sends it to the engine too, which finishes what is under way; so this process only has
 * to live on until the engine ends. Sent to this process alone (by a supervisor), it is passed on.
 */
export function onInterrupt(note: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  let seen = 0;
  const handle = (name: NodeJS.Signals) => {
    seen += 1;
    if (seen > 1) process.exit(130);
    note("Stopping; operations under way are finished first. Ctrl-C again ends at once.");
    if (!process.stdin.isTTY || name !== "SIGINT") controller.abort();
  };
  process.on("SIGINT", handle).on("SIGTERM", handle);
  return controller.signal;
}
