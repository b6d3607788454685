import cliProgress from "cli-progress";
import type { Counts } from "../../indexes/report.ts";

/** Without a terminal, a line is written this often, in milliseconds. */
const LINE_EVERY = 5_000;

export interface Progress {
  update(counts: Counts, bytes: { read: number; size: number | null }): void;
  end(): void;
}

/** Progress on the error output: a bar on a terminal, a plain line now and then elsewhere. */
export function openProgress(name: string): Progress {
  return process.stderr.isTTY ? bar(name) : lines(name);
}

function bar(name: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% | {read} read, {rate}/s, {rejected} rejected | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    etaBuffer: 50,
  });
  const from = Date.now();
  bar.start(1, 0, { read: 0, rate: "-", rejected: 0 });
  return {
    update(counts, { read, size }) {
      bar.setTotal(size ?? read);
      bar.update(read, { read: counts.read, rate: rate(counts, from), rejected: counts.rejected });
    },
    end: () => bar.stop(),
  };
}

function lines(name: string): Progress {
  const from = Date.now();
  let last = from;
  return {
    update(counts, { read, size }) {
      if (Date.now() - last < LINE_EVERY) return;
      last = Date.now();
      const percent = size ? `${Math.floor((100 * read) / size)}%, ` : "";
      process.stderr.write(
        `${name}: ${percent}${counts.read} read, ${rate(counts, from)}/s, ${counts.rejected} rejected\n`,
      );
    },
    end: () => {},
  };
}

function rate({ read }: Counts, from: number): string {
  return (read / Math.max(0.001, (Date.now() - from) / 1000)).toFixed(1);
}
