import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

test("a server that embeds writes nothing outside its data folder: no device's id, nothing kept to be sent", async () => {
  const folder = await temporaryFolder();
  const [home, temporary] = [join(folder, "home"), join(folder, "temporary")];
  await Promise.all([mkdir(home), mkdir(temporary)]);
  // ONNX Runtime is quiet by itself where it takes the machine for one that tests.
  const quiet = { CI: undefined, GITHUB_ACTIONS: undefined, TF_BUILD: undefined, ORT_RUNNING_UNIT_TESTS: undefined };
  const server = await startServer({
    ...quiet,
    HOME: home,
    XDG_CACHE_HOME: undefined,
    TMPDIR: temporary,
    ORT_DISABLE_TELEMETRY: undefined,
    LECTERN_DATA_DIR: join(folder, "data"),
  });
  const { meaning } = (await (await fetch(`${server.address}/v1/search?q=heart+failure`)).json()) as {
    meaning: string;
  };
  await server.stop();
  expect(meaning).toBe("on");
  expect([await readdir(home), await readdir(temporary)]).toEqual([[], []]);
});
