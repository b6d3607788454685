import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";
import { removeFolder, sharedFolder } from "./temporary.ts";

/** Whether this machine can start a Redis. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

export interface RedisServer {
  url: string;
  /** Ends it as a crash would; what it has taken is in its file. */
  stop(): Promise<void>;
  /** Starts it again, on the same port and file. */
  start(): Promise<void>;
  /** Ends it for good; at the end of the test that started it, it is called by itself. */
  remove(): Promise<void>;
}

/** A real Redis on a free port, with nothing in it. @param keep writes every command to a file, for `start` to read */
export async function startRedis(keep = false): Promise<RedisServer> {
  const folder = await sharedFolder();
  const port = await freePort();
  let child: ChildProcess;
  const files = keep ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
  const start = async (): Promise<void> => {
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder, ...files];
    child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.stdout!.on("data", (chunk) => {
        said += chunk;
        if (said.includes("Ready to accept connections")) resolve();
      });
      child.once("exit", () => reject(new Error(`redis-server ended: ${said}`)));
    });
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const remove = async (): Promise<void> => {
    await stop();
    await removeFolder(folder);
  };
  await start();
  try {
    onTestFinished(remove);
  } catch {
    // In a beforeAll hook there is no test yet: the afterAll removes it.
  }
  return { url: `redis://127.0.0.1:${port}`, stop, start, remove };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
