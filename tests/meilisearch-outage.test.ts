import { randomUUID } from "node:crypto";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { MeilisearchEngine } from "../src/engine/meilisearch.ts";
import { ingest } from "../src/ingest/pipeline.ts";
import { BullmqQueue } from "../src/queue/bullmq.ts";
import { EmbeddedQueue } from "../src/queue/embedded.ts";
import type { Queue } from "../src/queue/queue.ts";
import type { Entry } from "../src/sources/source.ts";
import { ask } from "./contracts/engine-asking.ts";
import { HashEmbedder } from "./embedder.ts";
import { domain, entries, paper } from "./pipeline-support.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { temporaryFolder } from "./temporary.ts";

const [url] = (process.env.MEILI_URL ?? "").split(",");
const masterKey = process.env.MEILI_MASTER_KEY ?? null;
const WHERE = url ? "" : " (skipped: it needs a server, named by MEILI_URL and MEILI_MASTER_KEY)";

/** A way to the server that can be cut, and opened again at the same address. */
async function way(to: URL): Promise<{ url: string; cut(): Promise<void>; open(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let port = 0;
  let server = createServer();
  const open = async (): Promise<void> => {
    server = createServer((socket) => {
      const there = connect(Number(to.port || 80), to.hostname);
      for (const one of [socket, there]) {
        sockets.add(one);
        one.on("error", () => {});
        one.on("close", () => sockets.delete(one));
      }
      socket.pipe(there).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  };
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  onTestFinished(cut);
  return { url: `http://127.0.0.1:${port}`, cut, open };
}

const QUEUES = [
  {
    name: "the data directory",
    can: true,
    open: async (): Promise<Queue> => new EmbeddedQueue(join(await temporaryFolder(), "jobs.sqlite"), () => {}),
  },
  {
    name: hasRedis ? "Redis" : "Redis (skipped: there is no redis-server on the PATH)",
    can: hasRedis,
    open: async (): Promise<Queue> => new BullmqQueue({ url: (await startRedis()).url }, () => {}),
  },
];
/** Meilisearch is away for this long, in milliseconds. */
const AWAY = 60_000;

test.skipIf(!url).each(QUEUES.filter(({ can }) => can))(
  `while Meilisearch is away for a minute searches say so, and a job in $name waits and ends right${WHERE}`,
  async ({ open: openQueue }) => {
    const { url: address, cut, open } = await way(new URL(url!));
    const embedder = new HashEmbedder();
    const options = { masterKey, index: `lectern-test-${randomUUID()}`, space: embedder.space };
    const engine = await MeilisearchEngine.open({ ...options, urls: [address] });
    onTestFinished(async () => (await MeilisearchEngine.open({ ...options, urls: [url!] })).destroy());
    const classifier = { classify: () => [domain] } as never;
    const queue = await openQueue();
    onTestFinished(() => queue.close());
    const away = Promise.withResolvers<void>();
    let interrupted = false;
    async function* interruptedOnce(): AsyncIterable<Entry> {
      let read = 0;
      for await (const entry of entries(Array.from({ length: 200 }, (_, i) => paper(`k${i}`)))) {
        if (++read === 100 && !interrupted) {
          interrupted = true;
          await cut();
          away.resolve();
        }
        yield entry;
      }
    }
    const worker = queue.work(async () => {
      await ingest({ engine, embedder, classifier }, interruptedOnce(), { source: "jsonl" });
    });
    const input = { path: "made up", format: null, map: null, spooled: false };
    const { id } = await queue.add({ name: "two hundred", input });
    await away.promise;
    await expect(ask(engine, { q: "abstract" })).rejects.toMatchObject({ code: "engine-unavailable", status: 503 });
    await setTimeout(AWAY);
    expect(["waiting", "running"]).toContain((await queue.get(id))?.state);
    await open();
    await expect.poll(async () => (await queue.get(id))?.state, { timeout: 120_000, interval: 200 }).toBe("done");
    expect((await engine.statistics()).documents).toBe(200);
    expect((await ask(engine, { q: "abstract" })).counts.words).toBe(200);
    await worker.stop();
  },
  240_000,
);
