import { chmodSync } from "node:fs";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { lineOf } from "../src/cli/doctor.ts";
import { examine } from "../src/doctor/doctor.ts";
import { checkClock, checkNode } from "../src/doctor/machine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { clockFinding } from "../src/finding.ts";
import { writeOverlapModel } from "./cross-encoder-model.ts";
import { about, complaints, consult } from "./doctor-support.ts";
import { DIMENSIONS, indexed, unit } from "./records.ts";
import { lectern, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const MODEL = fileURLToPath(new URL("../models/all-MiniLM-L6-v2", import.meta.url));

/** A data directory that is not there yet, in a folder of its own. */
async function place(): Promise<{ folder: string; LECTERN_DATA_DIR: string }> {
  const folder = await temporaryFolder();
  return { folder, LECTERN_DATA_DIR: join(folder, "data") };
}

describe("lectern doctor", () => {
  test("finds nothing wrong before the first start, and leaves nothing behind", async () => {
    const { folder, LECTERN_DATA_DIR } = await place();
    const { code, stdout, stderr } = await lectern(["doctor", "--json"], { LECTERN_DATA_DIR, PORT: "0" });
    const { problems, warnings, findings } = JSON.parse(stdout);
    expect({ code, problems, warnings, stderr }).toEqual({ code: 0, problems: 0, warnings: 0, stderr: "" });
    const things = ["Node", "clock", "settings", "keys", "data directory", "model", "index", "jobs", "server"];
    expect([...new Set(findings.map((one: { about: string }) => one.about))]).toEqual(things);
    expect(await readdir(folder)).toEqual([]);
  });

  test("ends with status 1 for a problem, and tells in words what to do, without colours elsewhere than on a terminal", async () => {
    const { folder } = await place();
    const file = join(folder, "file");
    await writeFile(file, "in the way");
    const { code, stdout } = await lectern(["doctor"], { LECTERN_DATA_DIR: file, LECTERN_EMBEDDER: "off", PORT: "0" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^problem {2}data directory: .* cannot be written to: .*\n {9}give the account .*/m);
    expect(stdout).toMatch(/^ok {7}server: /m);
    expect(stdout).toMatch(/\n1 problem, 0 warnings\n$/);
    expect(stdout).not.toContain("\u001b");
    const finding = { level: "problem", about: "x", found: "y", advice: "z" } as const;
    expect(stripVTControlCharacters(lineOf(finding, true))).toBe("✗  x: y\n   z");
  });

  test("names every setting that is wrong or unknown, and shows no secret", async () => {
    const found = await consult({
      PORT: "80x",
      LECTERN_ADMIN_KEY: "short1",
      REDIS_URL: "http://me:pass-word@host",
      LECTERN_MODLE: "x",
    });
    expect(complaints(found)).toEqual([
      "settings: LECTERN_MODLE is no setting",
      'settings: PORT: expected a whole number from 0 to 65535, got "80x"',
      "settings: LECTERN_ADMIN_KEY: expected at least 8 characters, got a value that is not shown",
      expect.stringMatching(/^settings: REDIS_URL: .*got a value that is not shown$/),
    ]);
    expect(JSON.stringify(found)).not.toMatch(/short1|pass-word/);
  });

  test("one check that throws, and one that never ends, are findings of their own", async () => {
    const throws = { about: "a", seconds: 5, look: () => Promise.reject(new Error("it broke")) };
    const hangs = { about: "b", seconds: 0.01, look: () => new Promise<never>(() => {}) };
    expect(complaints([...(await examine(throws)), ...(await examine(hangs))])).toEqual([
      "a: it broke",
      "b: no answer within 0.01 s",
    ]);
  });

  test("knows a Node that is too old, and clocks that cannot be right", () => {
    const levels = ["24.12.0", "26.1.0", "24.11.9", "22.30.0"].map((version) => checkNode(version)[0]!.level);
    expect(levels).toEqual(["ok", "ok", "problem", "problem"]);
    expect(checkClock(0)[0]!.level).toBe("problem");
    expect(clockFinding("x", Date.now() + 60_000)[0]!.found).toMatch(/^its clock is (59|60) s from/);
    expect(clockFinding("x", Date.now())).toEqual([]);
  });
});

describe("lectern doctor, on the data directory and its keys", () => {
  test.skipIf(process.getuid?.() === 0)("names one without permission (root may write everywhere)", async () => {
    const { folder, LECTERN_DATA_DIR } = await place();
    chmodSync(folder, 0o500);
    const found = await consult({ LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" });
    chmodSync(folder, 0o700);
    expect(complaints(found)).toEqual([expect.stringMatching(/^data directory: .* cannot be written to/)]);
  });

  test("tells weak keys, and a kept one that others may read", async () => {
    const { LECTERN_DATA_DIR } = await place();
    const env = { LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" };
    expect(complaints(await consult({ ...env, LECTERN_ADMIN_KEY: "hospital" }))).toEqual([
      "keys: LECTERN_ADMIN_KEY is weak: it has 8 characters, fewer than 16",
    ]);
    expect(complaints(await consult({ ...env, LECTERN_ADMIN_KEY: "aaaaaaaaaaaaaaaaaaaaaaab" }))).toEqual([
      "keys: LECTERN_ADMIN_KEY is weak: it has 2 different characters",
    ]);
    await mkdir(LECTERN_DATA_DIR);
    await writeFile(join(LECTERN_DATA_DIR, "admin-key"), "lectern_0123456789abcdef\n", { mode: 0o644 });
    expect(complaints(await consult(env))).toEqual([expect.stringMatching(/^keys: others may read .*admin-key$/)]);
  });
});

describe("lectern doctor, on the model and the index", () => {
  test("names a damaged file of the model, and one that is missing, and goes on", async () => {
    const { folder, LECTERN_DATA_DIR } = await place();
    const LECTERN_MODEL = join(folder, "model");
    await cp(MODEL, LECTERN_MODEL, { recursive: true });
    await writeFile(join(LECTERN_MODEL, "config.json"), "{}");
    const damaged = await consult({ LECTERN_DATA_DIR, LECTERN_MODEL });
    expect(complaints(damaged)).toEqual([expect.stringMatching(/^model: .*config\.json is damaged: expected SHA-256/)]);
    expect(about(damaged, "server")).toHaveLength(1);
    await rm(join(LECTERN_MODEL, "tokenizer.json"));
    expect(complaints(await consult({ LECTERN_DATA_DIR, LECTERN_MODEL }))).toEqual([
      expect.stringMatching(/^model: .*tokenizer\.json cannot be read/),
    ]);
  });

  test("tells a hub's model that is not downloaded yet", async () => {
    const { LECTERN_DATA_DIR } = await place();
    const found = await consult({ LECTERN_DATA_DIR, LECTERN_MODEL: "some/model" });
    expect(complaints(found)).toEqual(["model: some/model is not downloaded yet"]);
  });

  test("tells records without vectors, and an index of another model, and what to run", async () => {
    const { LECTERN_DATA_DIR } = await place();
    const engine = new SqliteEngine(join(LECTERN_DATA_DIR, "lectern.sqlite"), {
      model: "made-up",
      revision: "1",
      dimensions: DIMENSIONS,
    });
    await engine.put([indexed({ id: "a" })]);
    const [bare] = about(await consult({ LECTERN_DATA_DIR }), "index");
    expect(bare).toMatchObject({ level: "warning", advice: expect.stringContaining("npx lectern reindex") });
    expect(bare!.found).toMatch(/^1 records, 0 with vectors.*by words only$/);
    expect(about(await consult({ LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" }), "index")[0]!.level).toBe("ok");

    await engine.put([indexed({ id: "b" }, unit(0, 1))]);
    await engine.close();
    const [other] = about(await consult({ LECTERN_DATA_DIR }), "index");
    expect(other).toMatchObject({ level: "problem", advice: expect.stringContaining("npx lectern reindex") });
    expect(other!.found).toMatch(/embedded with made-up \(revision 1, 8 dimensions\), .*all-MiniLM-L6-v2/);
  });

  test("names a data file that is none", async () => {
    const { LECTERN_DATA_DIR } = await place();
    await mkdir(LECTERN_DATA_DIR);
    await writeFile(join(LECTERN_DATA_DIR, "lectern.sqlite"), "not a database".repeat(100));
    const found = await consult({ LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" });
    expect(about(found, "index")).toMatchObject([
      { level: "problem", found: expect.stringContaining("lectern.sqlite") },
    ]);
  });
});

describe("lectern doctor, on the server", () => {
  test("finds a Lectern that runs and is ready, beside the index that it fills", async () => {
    const { LECTERN_DATA_DIR } = await place();
    const env = { LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" };
    const server = await startServer(env);
    onTestFinished(() => {
      server.child.kill("SIGKILL");
    });
    const found = await consult({ ...env, PORT: new URL(server.address).port });
    expect(complaints(found)).toEqual([]);
    expect(about(found, "server")[0]!.found).toMatch(/^Lectern \d+\.\d+\.\d+ runs at http:\/\/127\.0\.0\.1:\d+$/);
    expect(about(found, "index")[0]!.found).toMatch(/^\d{2,} records/);
    await server.stop();
  });

  test("tells another program at its port, and a host that is open", async () => {
    const { LECTERN_DATA_DIR } = await place();
    const other = createServer((_request, response) => response.end("something else")).listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    onTestFinished(() => {
      other.close();
    });
    const port = String((other.address() as AddressInfo).port);
    const env = { LECTERN_DATA_DIR, LECTERN_EMBEDDER: "off" };
    expect(complaints(await consult({ ...env, PORT: port }))).toEqual([
      `server: another program listens at http://127.0.0.1:${port}`,
    ]);
    expect(complaints(await consult({ ...env, HOST: "192.0.2.1", PORT: port }))).toEqual([
      "server: HOST=192.0.2.1 lets other machines in, over plain HTTP",
      expect.stringMatching(/^server: /),
    ]);
    expect(complaints(await consult({ ...env, HOST: "0.0.0.0" }))).toHaveLength(1);
    expect(complaints(await consult({ ...env, HOST: "0.0.0.0", container: "docker" }))).toEqual([]);
  });
});

test("the reranker is tried where one is configured, and a broken one is a problem", async () => {
  const place = await temporaryFolder();
  const model = writeOverlapModel(join(place, "cross"));
  const env = { LECTERN_DATA_DIR: join(place, "data"), LECTERN_EMBEDDER: "off" };
  expect(about(await consult(env), "reranker")).toEqual([]);
  const whole = about(await consult({ ...env, LECTERN_RERANKER: model }), "reranker");
  expect(whole).toMatchObject([{ level: "ok", found: expect.stringContaining("cross is whole, and scores") }]);
  await writeFile(join(model, "onnx", "model_quantized.onnx"), "no model");
  const broken = about(await consult({ ...env, LECTERN_RERANKER: model }), "reranker");
  expect(broken).toMatchObject([{ level: "problem", found: expect.stringContaining("could not be loaded") }]);
  const absent = about(await consult({ ...env, LECTERN_RERANKER: "organisation/name" }), "reranker");
  expect(absent).toMatchObject([{ level: "warning", found: "organisation/name is not downloaded yet" }]);
});
