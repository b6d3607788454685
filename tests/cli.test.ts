import { chmodSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lectern } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const line = (key: string, more: object = {}): string =>
  `${JSON.stringify({ key, title: `Title of ${key}`, abstract: `Glaucoma and the eye, told by ${key}.`, ...more })}\n`;

async function place(
  content: string,
  name = "records.jsonl",
): Promise<{ file: string; env: { LECTERN_DATA_DIR: string }; folder: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, name);
  await writeFile(file, content);
  return { file, folder, env: { LECTERN_DATA_DIR: join(folder, "data") } };
}

const pubmed = (articles: string): string => `<?xml version="1.0"?><PubmedArticleSet>${articles}</PubmedArticleSet>`;
const article = (pmid: number): string =>
  `<PubmedArticle><MedlineCitation><PMID>${pmid}</PMID><Article><ArticleTitle>Article ${pmid}</ArticleTitle>` +
  `<Abstract><AbstractText>Text of ${pmid}.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>`;

describe("lectern ingest", () => {
  test("adds records once, reports every one, and tells what it rejected", async () => {
    const { file, folder, env } = await place(
      `${line("a")}${line("b", { year: 20224 })}{"titel": "x"}\nnot json\n${line("a")}`,
    );
    const report = join(folder, "report.jsonl");
    const first = await lectern(["ingest", file, "--report", report], env);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain("5 read: 1 added, 0 updated, 0 merged, 1 unchanged, 3 rejected");
    const lines = readFileSync(report, "utf8")
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(lines.map(({ key, outcome }) => [key, outcome])).toEqual([
      ["a", "added"],
      ["b", "rejected"],
      [null, "rejected"],
      [null, "rejected"],
      ["a", "unchanged"],
    ]);
    expect(lines[1].reason).toContain("1500-2100, got 20224");
    expect(lines[2].reason).toContain("titel");
    const again = await lectern(["ingest", file, "--json"], env);
    expect(JSON.parse(again.stdout)).toMatchObject({ read: 5, added: 0, updated: 0, unchanged: 2, rejected: 3 });

    const job = /--failures (\S+)/.exec(first.stdout)![1]!;
    const failures = await lectern(["status", "--failures", job, "--json"], env);
    const kept = failures.stdout
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(kept.map(({ line, raw }) => [line, raw])).toEqual([
      [2, line("b", { year: 20224 }).trim()],
      [3, '{"titel": "x"}'],
      [4, "not json"],
    ]);
  });

  test("stores nothing in a dry run", async () => {
    const { file, env } = await place(line("a"));
    expect((await lectern(["ingest", file, "--dry-run"], env)).stdout).toContain("1 added");
    const status = await lectern(["status", "--json"], env);
    expect(JSON.parse(status.stdout).index.documents).toBe(0);
  });

  test("reads JSONL with field names of its own through a map", async () => {
    const { file, env } = await place('{"_id": "MED-1", "title": "Statins", "text": "Of fats.", "metadata": {}}\n');
    const { stdout } = await lectern(["ingest", file, "--map", "key=_id,abstract=text,metadata=-"], env);
    expect(stdout).toContain("1 added");
  });

  test("takes the files that it can, and ends with status 1 for those that it cannot", async () => {
    const { file, folder, env } = await place(line("a"));
    const broken = join(folder, "broken.xml");
    await writeFile(broken, pubmed(article(1) + article(2)).slice(0, -60));
    const { code, stdout, stderr } = await lectern(["ingest", join(folder, "none.xml"), broken, file], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/lectern: .*none\.xml/);
    expect(stderr).toMatch(/lectern: .*broken\.xml/);
    expect(stdout).toMatch(/in all: 2 read: 2 added/);
  });
});

describe("lectern, asked wrongly", () => {
  test.each([
    [["ingest"], 2, /missing required argument/],
    [["ingst"], 2, /unknown command 'ingst'/],
    [["ingest", "x", "--format", "endnote"], 1, /Expected `format` to be .*, got "endnote"/],
    [["ingest", "x", "--map", "nonsense"], 1, /key=_id/],
    [["status", "--failures", "no-job"], 1, /no job with the id "no-job"/],
  ])("%j ends with status %i and one line", async (args, status, message) => {
    const { env } = await place("");
    const { code, stderr } = await lectern(args, env);
    expect(code).toBe(status);
    expect(stderr.trim().split("\n")[0]).toMatch(message);
    expect(stderr).not.toContain("    at ");
  });

  test("names a data directory that is a file, and a wrong setting", async () => {
    const { file } = await place("x");
    const folder = await lectern(["status"], { LECTERN_DATA_DIR: file });
    expect(folder).toMatchObject({ code: 1 });
    expect(folder.stderr).toContain("Expected LECTERN_DATA_DIR to be a folder that can be written to");
    const setting = await lectern(["status"], { LECTERN_DATA_DIR: file, LECTERN_EMBED_THREADS: "many" });
    expect(setting.stderr).toContain('LECTERN_EMBED_THREADS: expected a whole number from 1 to 256, got "many"');
  });

  test.skipIf(process.getuid?.() === 0)(
    "names a data directory without permission (root may read everything)",
    async () => {
      const { folder } = await place("");
      chmodSync(folder, 0o500);
      const { stderr } = await lectern(["status"], { LECTERN_DATA_DIR: join(folder, "data") });
      expect(stderr).toContain("Expected LECTERN_DATA_DIR to be a folder that can be written to");
      chmodSync(folder, 0o700);
    },
  );
});
