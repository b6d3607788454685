import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { readCollection } from "../bench/beir.ts";
import { ended, lectern } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PAPERS = [
  ["eye", "Glaucoma and the loss of sight", "Raised pressure in the eye damages the optic nerve."],
  ["drop", "Eye drops lower the pressure of the eye", "Latanoprost in glaucoma."],
  ["sleep", "Sleep and memory", "Insomnia is treated by talking."],
  ["lung", "Asthma in children", "Inhaled steroids."],
] as const;

let env: Record<string, string>;
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  env = { LECTERN_DATA_DIR: join(folder, "data"), LECTERN_SAMPLE: "off" };
  const file = join(folder, "papers.jsonl");
  writeFileSync(file, PAPERS.map(([key, title, abstract]) => `${JSON.stringify({ key, title, abstract })}\n`).join(""));
  expect(await lectern(["ingest", file], env)).toMatchObject({ code: 0 });
});

const own = (): Record<string, Record<string, number>> => {
  const graded: Record<string, Record<string, number>> = {};
  for (const line of readFileSync(join(env.LECTERN_DATA_DIR!, "judgements.jsonl"), "utf8").trim().split("\n")) {
    const { query, record, grade } = JSON.parse(line);
    graded[query] = { ...graded[query], [record]: grade };
  }
  return graded;
};

/** A file of judgements in BEIR's form, with its queries beside. */
function qrels(lines: string, queries: Record<string, string> = { q1: "trouble with sight", q2: "insomnia" }): string {
  const file = join(folder, "beir", "qrels", "test.tsv");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `query-id\tcorpus-id\tscore\n${lines}`);
  const texts = Object.entries(queries).map(([_id, text]) => `${JSON.stringify({ _id, text })}\n`);
  writeFileSync(join(folder, "beir", "queries.jsonl"), texts.join(""));
  return file;
}

/** The command on a terminal of its own, and what to wait for on it. */
function onTerminal(args: readonly string[]) {
  const command = [process.execPath, `${ROOT}src/cli/main.ts`, ...args].map((word) => `'${word}'`).join(" ");
  const child: ChildProcess = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: ROOT,
    env: { ...process.env, ...env, LECTERN_EMBEDDER: "off" },
  });
  const end = ended(child);
  let output = "";
  let seen = 0;
  child.stdout!.on("data", (chunk) => {
    output += chunk;
  });
  return {
    /** Waits for a text behind what was waited for before, and presses keys. */
    async answer(text: string, keys: string): Promise<string> {
      await expect.poll(() => output.indexOf(text, seen), { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
      const shown = output.slice(seen, output.indexOf(text, seen));
      seen = output.indexOf(text, seen) + text.length;
      child.stdin!.write(keys);
      return shown;
    },
    end,
  };
}

describe("lectern judge", () => {
  test("takes judgements from a file once, by the names that records have, and tells what it cannot take", async () => {
    const file = qrels("q1\teye\t2\nq1\tdrop\t1\nq2\tsleep\t3\nq2\tnobody\t1\nq9\teye\t1\nq2\tlung\t5\n");
    const first = await lectern(["judge", "--import", file], env);
    expect(first).toMatchObject({ code: 1, stdout: "3 judgements added, 0 were there, 3 refused\n" });
    expect(first.stderr).toContain('line 5: no record here is called "nobody"');
    expect(first.stderr).toContain('line 6: queries.jsonl has no query "q9"');
    expect(first.stderr).toContain('line 7: expected a grade of 0, 1, 2, 3, got "5"');
    const ids = JSON.parse((await lectern(["judge", "--list", "--json"], env)).stdout).queries[0].grades;
    expect(Object.values(ids)).toEqual([2, 1]);
    const again = await lectern(["judge", "--import", file, "--json"], env);
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, known: 3 });
    const listed = await lectern(["judge", "--list"], env);
    expect(listed.stdout).toContain("   2 judged,   2 relevant  trouble with sight\n");

    const out = join(folder, "out");
    expect((await lectern(["judge", "--export", out], env)).stdout).toContain(
      "3 judgements of 2 queries, and 4 records",
    );
    const { documents, queries } = await readCollection(out, "own");
    expect([documents.length, queries.map(({ text }) => text)]).toEqual([4, ["trouble with sight", "insomnia"]]);
    expect([...queries[0]!.relevant.values()]).toEqual([2, 1]);
    const back = await lectern(["judge", "--import", join(out, "qrels", "own.tsv"), "--json"], env);
    expect(JSON.parse(back.stdout)).toEqual({ added: 0, known: 3, refused: [] });
  }, 60_000);

  test("asks on a terminal, a key for each record, and goes on where it was left", async () => {
    const first = onTerminal(["judge", "--by", "an"]);
    await first.answer("Query (empty to end): ", "glaucoma\r");
    const shown = await first.answer("q enough of this query", "2");
    expect(shown).toContain('"glaucoma": 2 records to judge, 0 are judged already');
    await first.answer("q enough of this query", "q");
    await first.answer("Query (empty to end): ", "\r");
    expect(await first.end).toMatchObject({ code: 0, stdout: expect.stringContaining("1 queries are judged") });
    expect(Object.values(own().glaucoma!)).toEqual([2]);
    expect(readFileSync(join(env.LECTERN_DATA_DIR!, "judgements.jsonl"), "utf8")).toContain('"by":"an"');

    const second = onTerminal(["judge", "glaucoma"]);
    expect(await second.answer("q enough of this query", "x")).toContain("2 records to judge, 1 are judged already");
    // A key that means nothing judges nothing, nor does an arrow, which ends in a letter that does.
    await second.answer("", "\u001b[B");
    await second.answer("", "1");
    expect(await second.end).toMatchObject({ code: 0, stdout: expect.stringContaining('"glaucoma" is judged') });
    expect(Object.values(own().glaucoma!).sort()).toEqual([1, 2]);
  }, 60_000);

  test("without a terminal says how to judge", async () => {
    const { code, stderr } = await lectern(["judge"], env);
    expect([code, stderr]).toEqual([1, expect.stringContaining("judge --import FILE")]);
  });
});

describe("lectern relevance", () => {
  test("measures by own judgements, keeps the run, and fails where the search has got worse", async () => {
    expect(await lectern(["relevance"], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("lectern judge"),
    });
    const file = qrels("q1\tlung\t2\nq1\tsleep\t0\nq2\tsleep\t3\n", { q1: "wheezy kids", q2: "insomnia" });
    await lectern(["judge", "--import", file], env);
    const first = await lectern(["relevance"], env);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("The first run") });
    expect(first.stdout).toMatch(/hybrid +│ '1.0000' │ '1.0000' +│ '1.0000'/);

    // Without meaning nothing answers the first query.
    const worse = await lectern(["relevance", "--json"], { ...env, LECTERN_EMBEDDER: "off" });
    const told = JSON.parse(worse.stdout);
    expect([worse.code, told.failed, told.comparison.differs]).toEqual([1, true, ["model"]]);
    expect(told.comparison.worse).toEqual([{ query: "wheezy kids", before: 1, after: 0 }]);
    const bench = `${ROOT}bench/relevance.ts`;
    const data = ["--own", "--data", env.LECTERN_DATA_DIR!];
    const script = (args: readonly string[]) =>
      ended(
        spawn(process.execPath, [bench, ...data, ...args], {
          env: { ...process.env, LECTERN_EMBEDDER: "off" },
          stdio: ["ignore", "pipe", "pipe"],
        }),
      );
    // The worse run is no measure for others, unless it is taken as one.
    expect(await script([])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/1 queries got worse\n {2}1.000 -> 0.000/),
    });
    expect(await script(["--fail-below", "0.6"])).toMatchObject({ code: 0 });
    expect(await script([])).toMatchObject({ code: 0, stdout: expect.stringContaining("0 queries got worse") });
    const back = JSON.parse((await lectern(["relevance", "--json"], env)).stdout);
    expect([back.failed, back.comparison.better.length]).toEqual([false, 1]);
    expect(await lectern(["relevance", "--fail-below", "much"], env)).toMatchObject({ code: 1 });
  }, 90_000);
});
