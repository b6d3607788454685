import cliProgress from "cli-progress";

/** Without a terminal, a line is written this often, in milliseconds. */
const LINE_EVERY = 5_000;

/** How far a work is. */
export interface Step {
  done: number;
  /** Null where it is not known. */
  total: number | null;
  /** What is counted: '1200 read', and how many of it since the work began, for the rate. */
  text: string;
  count: number;
  /** What else there is to say; empty where nothing. */
  more: string;
}

export interface Progress {
  update(step: Step): void;
  end(): void;
}

/** Progress on the error output: a bar on a terminal, a plain line now and then elsewhere. */
export function openProgress(name: string): Progress {
  return process.stderr.isTTY ? bar(name) : lines(name);
}

function bar(name: string): Progress {
  const bar = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% | {text} | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    etaBuffer: 50,
  });
  const from = Date.now();
  bar.start(1, 0, { text: "-" });
  return {
    update(step) {
      bar.setTotal(step.total ?? step.done);
      bar.update(step.done, { text: line(step, from) });
    },
    end: () => bar.stop(),
  };
}

function lines(name: string): Progress {
  const from = Date.now();
  let last = from;
  return {
    update(step) {
      if (Date.now() - last < LINE_EVERY) return;
      last = Date.now();
      const percent = step.total ? `${Math.floor((100 * step.done) / step.total)}%, ` : "";
      process.stderr.write(`${name}: ${percent}${line(step, from)}\n`);
    },
    end: () => {},
  };
}

function line({ text, count, more }: Step, from: number): string {
  const rate = (count / Math.max(0.001, (Date.now() - from) / 1000)).toFixed(1);
  return [text, `${rate}/s`, ...(more ? [more] : [])].join(", ");
}
