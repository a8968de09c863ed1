import colors from "picocolors";

/** Seconds with one decimal, or minutes and seconds. */
export function elapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, "0")} s`;
}

/** How a long command tells what it is doing. Goes to stderr, so that stdout stays for results. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  readonly #phases: { title: string; milliseconds: number }[] = [];

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  /** Finished phases in order. */
  get phases(): readonly { readonly title: string; readonly milliseconds: number }[] {
    return this.#phases;
  }

  /** Runs one phase: a line when it starts to take time, a line with its duration when it ends. */
  async phase<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T> {
    const start = performance.now();
    let note = "";
    const since = () => elapsed(performance.now() - start);
    const live = this.#out.isTTY;
    const redraw = () => {
      this.#out.write(`\r\x1b[2K${colors.cyan("…")} ${title} ${colors.dim(`${since()} ${note}`)}`);
    };
    const timer = live
      ? setInterval(redraw, 200)
      : setInterval(() => this.#out.write(`… ${title} ${since()} ${note}\n`), 10_000);
    const end = (mark: string) => {
      clearInterval(timer);
      if (live) this.#out.write("\r\x1b[2K");
      this.#out.write(`${mark} ${title} ${colors.dim(since())}\n`);
      this.#phases.push({ title, milliseconds: performance.now() - start });
    };
    try {
      const result = await work((text) => {
        note = text;
      });
      end(colors.green("✓"));
      return result;
    } catch (error) {
      end(colors.red("✗"));
      throw error;
    }
  }

  /** A line that stays. */
  note(text: string): void {
    this.#out.write(`${text}\n`);
  }
}
