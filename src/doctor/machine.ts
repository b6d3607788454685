import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { Config } from "../config.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";
import { isLoopback } from "./settings.ts";

/** The first Node that runs TypeScript as it is. */
const NODE = [24, 12] as const;

export function checkNode(version: string): Finding[] {
  const { ok, problem } = findings("Node");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return [ok(version)];
  return [problem(`${version} is too old`, `run \`npm install\`, which brings Node ${NODE.join(".")} or newer along`)];
}

/** Before this Lectern was written no clock can rightly be. */
const EARLIEST = Date.UTC(2026, 0, 1);

export function checkClock(now: number): Finding[] {
  const { ok, problem } = findings("clock");
  const shown = new Date(now).toISOString();
  return [
    now < EARLIEST ? problem(`it says ${shown}`, "set this machine's clock, and keep it right by NTP") : ok(shown),
  ];
}

/** How long the server that listens may take to answer, in milliseconds. */
const PATIENCE = 5_000;

const { ok, warning, problem } = findings("server");

/**
 * Whether the configured port is free, or has a Lectern that is well.
 *
 * @param contained in a container, whose published ports decide who may reach it
 */
export async function checkServer({ http: { host, port } }: Config, contained: boolean): Promise<Finding[]> {
  const found = contained ? [] : exposure(host);
  if (port === 0) return [...found, ok("PORT=0 takes any free port")];
  const any = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const address = `http://${any}:${port}`;
  const health = await ask(`${address}/health`);
  if (health === null) return [...found, await listening(host, port)];
  if (health.status !== "ok" || typeof health.version !== "string")
    return [...found, problem(`another program listens at ${address}`, "set PORT to a free one, or end that program")];
  return [...found, await running(address, health.version)];
}

function exposure(host: string): Finding[] {
  if (isLoopback(host)) return [];
  const advice =
    "see that a reverse proxy with TLS stands in front, which decides who may read, and a firewall bars the rest";
  return [warning(`HOST=${host} lets other machines in, over plain HTTP`, advice)];
}

async function running(address: string, version: string): Promise<Finding> {
  const own = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const ready = await ask(`${address}/ready`);
  if (ready?.status !== "ready")
    return problem(
      `Lectern ${version} runs at ${address}, but cannot search: ${ready?.reason ?? "no answer"}`,
      "see the other findings, and its log",
    );
  const { version: expected } = JSON.parse(own) as { version: string };
  if (version !== expected)
    return warning(`Lectern ${version} runs at ${address}, this is ${expected}`, "start the server again");
  return ok(`Lectern ${version} runs at ${address}`);
}

/** @returns the JSON of the answer, {} for an answer that has none, null where nobody listens */
async function ask(url: string): Promise<Record<string, unknown> | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: "manual" });
    const body = (await response.json().catch(() => null)) as unknown;
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    return code === "ECONNREFUSED" ? null : {};
  }
}

async function listening(host: string, port: number): Promise<Finding> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    return ok(`${host}:${port} is free for it`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice =
      code === "EACCES" ? "set PORT to 1024 or more: lower ones are the system's" : "correct HOST and PORT";
    return problem(`it cannot listen on ${host}:${port}: ${messageOf(error)}`, advice);
  } finally {
    server.close();
  }
}
