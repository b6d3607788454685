import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { BullmqQueue } from "../src/queue/bullmq.ts";
import { EmbeddedQueue } from "../src/queue/embedded.ts";
import { eventsOf, nextEvent } from "./events.ts";
import { counts, embedded, input, KEY, ownJob, serve } from "./http-jobs-support.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

describe("GET /v1/jobs/:id/events", () => {
  test("tells the present state at once, then each change, then the end, and closes", async () => {
    const queue = await embedded();
    const { get } = await serve(queue);
    const { job, context, end } = await ownJob(queue);
    const response = await get(`${job.id}/events`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    const events = eventsOf(response);
    expect((await events.next()).value).toEqual({ retry: "3000" });
    expect(await nextEvent(events)).toMatchObject({
      event: "progress",
      data: { state: "running", counts: counts(0), attempts: 1, error: null },
    });
    context.progress({ counts: counts(64, 3), bytes: { read: 500, size: 1000 } });
    expect(await nextEvent(events)).toMatchObject({
      event: "progress",
      data: { state: "running", counts: counts(64, 3), bytes: { read: 500, size: 1000 } },
    });
    context.progress({ counts: counts(90, 3), bytes: { read: 1000, size: 1000 } });
    end();
    const told = [];
    for await (const event of events) told.push(event);
    const last = told.pop()!;
    expect(told.every(({ event }) => event === "progress")).toBe(true);
    const { failures: _, ...now } = await (await get(job.id)).json();
    expect(now).toMatchObject({ state: "done", counts: counts(90, 3) });
    expect(last).toEqual({ id: "end", event: "end", data: now });
    expect(JSON.stringify(last)).not.toContain("secret");
  });

  test("says nothing twice, but gives a sign of life", async () => {
    const queue = await embedded();
    const { get } = await serve(queue, { heartbeat: 5 });
    const { id } = await queue.add({ name: "waits", input });
    const told = [];
    for await (const event of eventsOf(await get(`${id}/events`))) {
      told.push(event);
      // Some hundred signs of life: the job was looked at more than once in the meantime.
      if (told.length === 200) await queue.cancel(id);
    }
    const named = told.filter(({ comment }) => comment === undefined).map(({ event, data }) => [event, data?.state]);
    expect(named).toEqual([
      [undefined, undefined],
      ["progress", "waiting"],
      ["end", "cancelled"],
    ]);
  });

  test("who comes again gets the present state; who has seen the end is told not to come again", async () => {
    const queue = await embedded();
    const { get } = await serve(queue);
    const { id } = await queue.add({ name: "waits", input });
    const again = { headers: { "last-event-id": "end" } };
    expect(await nextEvent(eventsOf(await get(`${id}/events`, again)))).toMatchObject({ data: { state: "waiting" } });
    await queue.cancel(id);
    expect(await nextEvent(eventsOf(await get(`${id}/events`)))).toMatchObject({ event: "end" });
    expect((await get(`${id}/events`, again)).status).toBe(204);
  });

  test("of a job that is not there is a problem document", async () => {
    const { get } = await serve(await embedded());
    const response = await get("none/events");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });

  test("are open in a bounded number; who leaves makes room", async () => {
    const queue = await embedded();
    const { get } = await serve(queue, { streams: 2 });
    const { id } = await queue.add({ name: "waits", input });
    const leave = new AbortController();
    await get(`${id}/events`, { signal: leave.signal });
    await get(`${id}/events`);
    expect((await get(`${id}/events`, { method: "HEAD" })).status).toBe(503);
    const refused = await get(`${id}/events`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect(await refused.json()).toMatchObject({ type: "urn:lectern:problem:busy" });
    leave.abort();
    await expect.poll(async () => (await get(`${id}/events`, { method: "HEAD" })).status).toBe(200);
  });

  test("end properly when the server stops, which need not wait for them", async () => {
    const queue = await embedded();
    const { get, stop, logged } = await serve(queue);
    const { id } = await queue.add({ name: "waits", input });
    const events = eventsOf(await get(`${id}/events`));
    expect(await nextEvent(events)).toMatchObject({ event: "progress" });
    const stopped = stop();
    expect(await nextEvent(events)).toBeUndefined();
    await stopped;
    expect(logged).toEqual([]);
  });

  test("do not keep a server from ending at once, nor its end from being a proper one for them", async () => {
    const dataDir = join(await temporaryFolder(), "data");
    const settings = { LECTERN_DATA_DIR: dataDir, LECTERN_SAMPLE: "off", LECTERN_EMBEDDER: "off" };
    const server = await startServer({ ...settings, LECTERN_ADMIN_KEY: KEY });
    const queue = new EmbeddedQueue(join(dataDir, "lectern.sqlite"), () => {});
    await queue.pause();
    const { id } = await queue.add({ name: "waits", input });
    const events = eventsOf(await fetch(`${server.address}/v1/jobs/${id}/events`));
    expect(await nextEvent(events)).toMatchObject({ event: "progress", data: { state: "waiting" } });
    const ended = server.stop();
    // Where the server lost patience, the stream would break off.
    expect(await nextEvent(events)).toBeUndefined();
    expect((await ended).code).toBe(0);
    await queue.close();
  }, 30_000);

  test("an error that does not pass ends the stream in its middle, and is logged", async () => {
    const queue = await embedded();
    const { get, logged } = await serve(queue);
    const { id } = await queue.add({ name: "waits", input });
    const events = eventsOf(await get(`${id}/events`));
    await nextEvent(events);
    queue.get = async () => {
      throw new Error("a fault of ours");
    };
    await expect(nextEvent(events)).rejects.toThrow();
    expect(logged).toMatchObject([{ message: "a fault of ours" }]);
  });
});

const PLACE = hasRedis ? "over Redis" : "over Redis (skipped: there is no redis-server on the PATH)";

describe.skipIf(!hasRedis)(`events ${PLACE}`, () => {
  test("say that Redis is away, go on when it is back, and say when a job is forgotten", async () => {
    const redis = await startRedis(true);
    const queue = new BullmqQueue({ url: redis.url }, () => {});
    const { get, logged } = await serve(queue);
    const { id } = await queue.add({ name: "waits", input });
    const before = eventsOf(await get(`${id}/events`));
    expect(await nextEvent(before)).toMatchObject({ event: "progress", data: { state: "waiting" } });
    await redis.stop();
    const away = { event: "problem", data: { status: 503, type: "urn:lectern:problem:queue-unavailable" } };
    expect(await nextEvent(before)).toMatchObject(away);
    const during = eventsOf(await get(`${id}/events`));
    expect(await nextEvent(during)).toMatchObject(away);
    await redis.start();
    for (const events of [before, during])
      expect(await nextEvent(events)).toMatchObject({ event: "progress", data: { state: "waiting" } });
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    for (const events of [before, during]) {
      expect(await nextEvent(events)).toMatchObject({ event: "problem", data: { status: 404 } });
      expect(await nextEvent(events)).toBeUndefined();
    }
    expect(logged).toEqual([]);
  }, 60_000);
});
