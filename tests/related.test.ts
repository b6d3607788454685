import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fold, tokenise } from "../indexes/analysis.ts";
import { identifiersOf, namedBy, namingWord } from "../indexes/fields.ts";
import type { LecternRecord } from "../indexes/record.ts";
import type { Engine } from "../src/engine/engine.ts";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { relatedTo } from "../src/search/related.ts";
import { from, indexed, makeRecord } from "./records.ts";
import { temporaryFolder } from "./temporary.ts";

let engine: Engine;

beforeEach(async () => {
  engine = new SqliteEngine(join(await temporaryFolder(), "index.sqlite"), null);
});
afterEach(() => engine.close());

async function store(...records: Partial<LecternRecord>[]): Promise<void> {
  await engine.put(records.map((record) => indexed(record)));
}

/** Relation and id of the other record, or the name where the index does not have it. */
async function related(id: string): Promise<string[]> {
  const found = await relatedTo(engine, (await engine.get([id])).get(id)!.record);
  return found.map(({ relation, ref, record }) => `${relation} ${record?.id ?? ref}`);
}

describe("records related to a record", () => {
  test("are those that it names, and those that name it, seen from its side", async () => {
    await store(
      { id: "paper", doi: "10.5555/paper", related: [{ relation: "preprint-of", ref: "doi:10.5555/elsewhere" }] },
      { id: "told", kind: "news", date: "2020-01-02", related: [{ relation: "news-about", ref: "doi:10.5555/paper" }] },
      { id: "letter", related: [{ relation: "comment-on", ref: "doi:10.5555/paper" }] },
      { id: "other", related: [{ relation: "news-about", ref: "doi:10.5555/paper2" }] },
    );
    expect(await related("paper")).toEqual([
      "preprint-of doi:10.5555/elsewhere",
      "covered-by told",
      "commented-on-by letter",
    ]);
    expect(await related("told")).toEqual(["news-about paper"]);
    expect(await related("other")).toEqual(["news-about doi:10.5555/paper2"]);
  });

  test("are found by any of its identifiers, and a key is one of the source that names it", async () => {
    await store(
      { id: "paper", pmid: "5", pmcid: "PMC6", provenance: [from("ours", "p1")] },
      { id: "by-pmid", related: [{ relation: "corrects", ref: "pmid:5" }] },
      { id: "by-pmcid", related: [{ relation: "retracts", ref: "pmcid:PMC6" }] },
      { id: "by-key", related: [{ relation: "news-about", ref: "key:p1" }], provenance: [from("ours", "n1")] },
      { id: "of-another", related: [{ relation: "news-about", ref: "key:p1" }], provenance: [from("theirs", "n1")] },
    );
    expect((await related("paper")).sort()).toEqual([
      "corrected-by by-pmid",
      "covered-by by-key",
      "retracted-by by-pmcid",
    ]);
  });

  test("stand there once where both sides tell of it, by however many names", async () => {
    await store(
      {
        id: "paper",
        doi: "10.5555/paper",
        pmid: "5",
        related: [
          { relation: "covered-by", ref: "key:n1" },
          { relation: "covered-by", ref: "key:n1 " },
        ],
        provenance: [from("ours", "p1")],
      },
      {
        id: "told",
        kind: "news",
        provenance: [from("ours", "n1")],
        related: [
          { relation: "news-about", ref: "doi:10.5555/paper" },
          { relation: "news-about", ref: "pmid:5" },
        ],
      },
    );
    expect((await related("paper")).filter((one) => one.endsWith("told"))).toEqual(["covered-by told"]);
    expect(await related("told")).toEqual(["news-about paper"]);
  });

  test("are none where nothing names it, and never itself", async () => {
    await store({ id: "paper", doi: "10.5555/paper", related: [{ relation: "corrects", ref: "doi:10.5555/paper" }] });
    await store({ id: "lonely", title: "Heart" }, { id: "another", title: "Heart" });
    expect(await related("lonely")).toEqual([]);
    expect(await related("paper")).toEqual([]);
  });
});

test("related records of random libraries are those that a look at every record finds", async () => {
  const name = fc.constantFrom("doi:10.5555/0", "doi:10.5555/1", "pmid:2", "pmid:3", "key:k4");
  const relation = fc.constantFrom("news-about", "covered-by", "corrects", "comment-on") satisfies fc.Arbitrary<string>;
  const libraries = fc.array(fc.array(fc.record({ relation, ref: name }), { maxLength: 4 }), {
    minLength: 5,
    maxLength: 5,
  });
  const own: Partial<LecternRecord>[] = [{ doi: "10.5555/0" }, { doi: "10.5555/1" }, { pmid: "2" }, { pmid: "3" }, {}];
  await fc.assert(
    fc.asyncProperty(libraries, async (relations) => {
      const records = relations.map((related, i) =>
        makeRecord({ ...own[i], id: `r${i}`, related, provenance: [from("ours", `k${i}`)] }),
      );
      const fresh = new SqliteEngine(":memory:", null);
      await fresh.put(records.map((record) => indexed(record)));
      for (const record of records) {
        const names = (one: LecternRecord, other: LecternRecord): boolean =>
          one.related.some((given) => namedBy(one, given).some((id) => identifiersOf(other).includes(id)));
        const expected = records.filter((other) => other !== record && (names(record, other) || names(other, record)));
        const found = (await relatedTo(fresh, record)).flatMap((one) => one.record?.id ?? []);
        expect([...new Set(found)].sort()).toEqual(expected.map(({ id }) => id).sort());
      }
      await fresh.close();
    }),
    { numRuns: 50 },
  );
});

test("the word for what a record names is one word, whatever the name, and of letters only", () => {
  fc.assert(
    fc.property(fc.string(), (identifier) => {
      const word = namingWord(identifier);
      expect(word).toMatch(/^[a-z]{19}$/);
      expect(tokenise(word).map((token) => token.word)).toEqual([word]);
      expect(fold(word)).toBe(word);
    }),
  );
});
