import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { EmbeddedQueue } from "../src/queue/embedded.ts";

import { testQueue } from "./contracts/queue.ts";
import { AGAIN } from "./contracts/queue-lasting.ts";
import { temporaryFolder } from "./temporary.ts";

const open = (path: string): EmbeddedQueue =>
  new EmbeddedQueue(
    path,
    (error) => {
      throw error;
    },
    AGAIN,
  );

testQueue({
  name: "embedded",
  async open() {
    const path = join(await temporaryFolder(), "lectern.sqlite");
    return {
      queue: open(path),
      again: async () => open(path),
      async spoil(id) {
        const db = openDatabase(path);
        db.prepare("UPDATE jobs SET input = '{' WHERE id = ?").run(id);
        db.close();
      },
    };
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

test("a job at each of whose attempts the process was killed is given up", async () => {
  const path = join(await temporaryFolder(), "lectern.sqlite");
  const queue = open(path);
  const { id } = await queue.add({ name: "a", input: { path: "/tmp/a", format: null, map: null, spooled: false } });
  const db = openDatabase(path);
  db.prepare("UPDATE jobs SET state = 'running', attempts = 3, owner = 'gone', seen = 0").run();
  db.close();
  expect(await queue.list(10)).toMatchObject([{ id, state: "failed", error: expect.stringContaining("3 times") }]);
  await queue.close();
});

test("a data file of the first version, without keys and attempts, is taken over", async () => {
  const path = join(await temporaryFolder(), "lectern.sqlite");
  await open(path).close();
  const db = openDatabase(path);
  db.exec("DROP INDEX jobs_key");
  for (const column of ["key", "attempts", "due"]) db.exec(`ALTER TABLE jobs DROP COLUMN ${column}`);
  db.close();
  const queue = open(path);
  expect(await queue.add({ name: "a", input: { path: "/a", format: null, map: null, spooled: false } })).toMatchObject({
    key: null,
    attempts: 0,
  });
  await queue.close();
});
