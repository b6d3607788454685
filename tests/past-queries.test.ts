import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PastQueries } from "../src/search/past-queries.ts";
import { startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

async function opened(): Promise<{ past: PastQueries; file: string; warnings: string[] }> {
  const file = join(await temporaryFolder(), "queries.json");
  const warnings: string[] = [];
  return { past: await PastQueries.open(file, (message) => warnings.push(message)), file, warnings };
}

function note(past: PastQueries, text: string, times: number, records = 5): void {
  for (let i = 0; i < times; i++) past.note(text, records);
}

test("a query is suggested once it was asked three times, by the beginnings of its words, the most asked first", async () => {
  const { past } = await opened();
  note(past, "Glaucoma  surgery", 3);
  note(past, "glaucoma drops", 4, 7);
  note(past, "glaucoma of a single person", 2);
  expect(past.suggest("glau", 5)).toEqual([
    { kind: "query", text: "glaucoma drops", records: 7 },
    { kind: "query", text: "glaucoma surgery", records: 5 },
  ]);
  expect(past.suggest("sur gla", 5).map(({ text }) => text)).toEqual(["glaucoma surgery"]);
  expect(past.suggest("glau", 1)).toHaveLength(1);
  expect(past.suggest("", 5)).toEqual([]);
  await past.close();
});

test("what finds nothing, or is longer than a query that somebody types again, is not kept", async () => {
  const { past, file } = await opened();
  note(past, "asdkjh", 5, 0);
  note(past, "a long sentence ".repeat(10), 5);
  note(past, "?", 5);
  await past.close();
  expect(() => readFileSync(file)).toThrow();
});

test("queries last, with nothing of who asked or when", async () => {
  const { past, file } = await opened();
  note(past, "sepsis", 2);
  await past.close();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([["sepsis", 2, 5]]);
  const again = await PastQueries.open(file, () => {});
  note(again, "sepsis", 1, 6);
  expect(again.suggest("seps", 5)).toEqual([{ kind: "query", text: "sepsis", records: 6 }]);
  await again.close();
});

test("a file that is no list of queries is told of, and search goes on", async () => {
  const { past, file, warnings } = await opened();
  await past.close();
  writeFileSync(file, "{ not json");
  const again = await PastQueries.open(file, (message) => warnings.push(message));
  expect(warnings[0]).toContain(file);
  expect(again.suggest("seps", 5)).toEqual([]);
  await again.close();
});

test("the server suggests what was sent off on its page, only where that is turned on", async () => {
  for (const turned of ["on", "off"]) {
    const folder = await temporaryFolder();
    const server = await startServer({
      LECTERN_DATA_DIR: join(folder, "data"),
      LECTERN_EMBEDDER: "off",
      LECTERN_SUGGEST_QUERIES: turned,
    });
    for (let i = 0; i < 3; i++) {
      await fetch(`${server.address}/search?q=heart+rehabilitation`);
      await fetch(`${server.address}/v1/search?q=heart+valves`);
    }
    const answer = await fetch(`${server.address}/v1/suggest?q=heart+`);
    const { suggestions } = (await answer.json()) as { suggestions: { kind: string; text: string }[] };
    const queries = suggestions.filter(({ kind }) => kind === "query").map(({ text }) => text);
    expect([turned, queries]).toEqual([turned, turned === "on" ? ["heart rehabilitation"] : []]);
    await server.stop();
  }
});
