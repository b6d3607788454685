import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A `lectern` process's end: what it printed, and its exit status. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

type Environment = Record<string, string | undefined>;

/** Runs the command line to its end, as a user would. */
export async function lectern(args: readonly string[], environment: Environment): Promise<Ended> {
  return ended(startCli(args, environment));
}

export function startCli(args: readonly string[], environment: Environment): ChildProcess {
  return spawn(process.execPath, [`${ROOT}src/cli/lectern.mjs`, ...args], options(environment));
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]!.on("data", (chunk) => {
      output[name] += chunk;
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
}

export interface RunningServer {
  address: string;
  child: ChildProcess;
  output(): string;
  stop(): Promise<Ended>;
}

/** Starts the server on a free port and waits until it says that it is ready. */
export async function startServer(environment: Environment): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    [`${ROOT}src/main.ts`],
    options({ PORT: "0", LECTERN_LOG: "error", LECTERN_RATE_LIMIT: "0", ...environment }),
  );
  const end = ended(child);
  let output = "";
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout!.on("data", (chunk) => {
      output += chunk;
      const found = /ready: (http:\S+)\//.exec(output)?.[1];
      if (found) resolve(found);
    });
    void end.then(({ stderr }) => reject(new Error(`the server ended: ${stderr}`)));
  });
  return {
    address,
    child,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      return end;
    },
  };
}

export interface RunningWorker {
  child: ChildProcess;
  stop(): Promise<Ended>;
}

/** Starts a process that only ingests, and waits until it says that it is ready. */
export async function startWorker(environment: Environment): Promise<RunningWorker> {
  const child = spawn(process.execPath, [`${ROOT}workers/ingest.ts`], options({ ...environment, LECTERN_LOG: "info" }));
  const end = ended(child);
  await new Promise<void>((resolve, reject) => {
    child.stderr!.on("data", (chunk) => String(chunk).includes("waiting for ingest jobs") && resolve());
    void end.then(({ stderr }) => reject(new Error(`the worker ended: ${stderr}`)));
  });
  return {
    child,
    async stop() {
      child.kill("SIGTERM");
      return end;
    },
  };
}

function options(environment: Environment) {
  return {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
  };
}
