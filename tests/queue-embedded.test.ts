import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EmbeddedQueue } from "../src/queue/embedded.ts";
import { testQueue } from "./contracts/queue.ts";
import { temporaryFolder } from "./temporary.ts";

const open = (path: string): EmbeddedQueue =>
  new EmbeddedQueue(path, (error) => {
    throw error;
  });

testQueue({
  name: "embedded",
  async open() {
    const path = join(await temporaryFolder(), "lectern.sqlite");
    return { queue: open(path), again: async () => open(path) };
  },
});

test("a job whose process was killed is taken up again by another", async () => {
  const path = join(await temporaryFolder(), "lectern.sqlite");
  const queue = open(path);
  const { id } = await queue.add({ name: "a", input: { path: "/tmp/a", format: null, map: null, spooled: false } });
  const code = `
    import { EmbeddedQueue } from ${JSON.stringify(new URL("../src/queue/embedded.ts", import.meta.url).href)};
    const queue = new EmbeddedQueue(${JSON.stringify(path)}, console.error);
    queue.work(async () => { console.log("started"); await new Promise(() => {}); });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  expect((await queue.get(id))?.state).toBe("running");
  child.kill("SIGKILL");
  await once(child, "exit");
  const worker = queue.work(async () => {});
  await expect.poll(async () => (await queue.get(id))?.state, { timeout: 10_000 }).toBe("done");
  await worker.stop();
  await queue.close();
});
