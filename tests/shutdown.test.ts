import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

/** A process that stops as told, once it is ready for signals. */
async function start(stop: string): Promise<ChildProcess> {
  const code = `
    import { stopAtSignal } from ${JSON.stringify(new URL("../src/shutdown.ts", import.meta.url).href)};
    stopAtSignal(async () => { console.log("stopping"); ${stop} });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

test("a process that is told to end does its clean-up, and ends well", async () => {
  const child = await start("");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("a second signal ends it at once", async () => {
  const child = await start("await new Promise(() => {});");
  child.kill("SIGINT");
  await once(child.stdout!, "data");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
});

test("one whose clean-up hangs has ended within ten seconds", async () => {
  const child = await start("await new Promise(() => {});");
  const told = performance.now();
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  expect(performance.now() - told).toBeLessThan(10_000);
});
