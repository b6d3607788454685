import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { keptConnections } from "../src/engine/meilisearch-http.ts";

/** A server that gives these answers one after the other, and tells how often it was asked. */
async function answering(...statuses: number[]) {
  let asked = 0;
  const server = createServer((_request, response) => {
    const status = statuses[Math.min(asked++, statuses.length - 1)]!;
    response.statusCode = status;
    response.end(JSON.stringify(status < 300 ? { ok: true } : { code: "some_code", message: "says why" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked };
}

test("a passing failure is tried again until it has passed", async () => {
  const { url, asked } = await answering(503, 500, 200);
  expect(await keptConnections()(url)).toEqual({ ok: true });
  expect(asked()).toBe(3);
});

test("a failure that does not pass is given up, and may be tried again later", async () => {
  const { url, asked } = await answering(503);
  await expect(keptConnections()(url)).rejects.toMatchObject({ code: "engine-unavailable", retryable: true });
  expect(asked()).toBe(4);
});

test.each([400, 403, 404])("what the server refuses with %i is asked once, and not for another try", async (status) => {
  const { url, asked } = await answering(status);
  await expect(keptConnections()(url)).rejects.toMatchObject({ refusal: "some_code", retryable: false });
  expect(asked()).toBe(1);
});

test("a server that says nothing is given up at once, after as long as it was given", async () => {
  const server = createServer(() => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await expect(keptConnections(200)(url)).rejects.toThrow("no answer for 0.2 s");
});

test("a server that is not there is unavailable", async () => {
  await expect(keptConnections()("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "engine-unavailable" });
});
