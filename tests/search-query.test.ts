import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { type SearchAnswer, type SearchRequest, search } from "../src/search/search.ts";
import { HashEmbedder } from "./embedder.ts";
import { inDomains, indexed, unit } from "./records.ts";
import { removeFolder, sharedFolder } from "./temporary.ts";

const ORCID = "0000-0002-1825-0097";
const embedder = new HashEmbedder();
let engine: SqliteEngine;
let folder: string;

beforeAll(async () => {
  folder = await sharedFolder();
  engine = new SqliteEngine(join(folder, "lectern.sqlite"), embedder.space);
  await engine.put([
    indexed({
      id: "glaucoma",
      title: "Glaucoma in adults",
      doi: "10.1000/x(1)",
      pmid: "123456",
      pmcid: "PMC99",
      year: 2020,
      journal: "The Lancet",
      types: ["Review"],
      language: "en",
      authors: [{ name: "Carberry, J", orcid: ORCID, affiliation: "Department of Eye Surgery, A Hospital" }],
      domains: inDomains("ophthalmology"),
    }),
    indexed({
      id: "cataract",
      title: "Cataract and glaucoma",
      doi: "10.48550/arxiv.2101.00001",
      year: 2021,
      journal: "Lancet Neurology",
      types: ["Systematic Review"],
      status: ["retracted"],
      language: "nl",
      domains: inDomains("ophthalmology"),
    }),
    indexed({
      id: "heart",
      title: "Hearts in 123457 adults",
      abstract: "Text.",
      year: 2019,
      journal: "Cœur",
      language: "fr",
      kind: "news",
    }),
  ]);
});
afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

const ask = (q: string, more: Partial<SearchRequest> = {}): Promise<SearchAnswer> =>
  search({ engine, embedder: null }, { q, mode: "keyword", filters: [], sort: null, page: 1, perPage: 10, ...more });
const ids = ({ hits }: SearchAnswer): string[] => hits.map(({ record }) => record.id).sort();

describe("a query that is an identifier", () => {
  test.each([
    ["https://doi.org/10.1000/X(1)", "glaucoma", "doi:10.1000/x(1)"],
    ["PMID: 123456", "glaucoma", "pmid:123456"],
    ["123456", "glaucoma", "pmid:123456"],
    ["pmcid: PMC99", "glaucoma", "pmcid:PMC99"],
    ["arXiv:2101.00001v3", "cataract", "arxiv:2101.00001"],
  ])("%s goes to its record", async (q, id, read) => {
    const answer = await ask(q);
    expect(ids(answer)).toEqual([id]);
    expect(answer.hits[0]!.reasons).toEqual([{ by: "identifier" }]);
    expect(answer).toMatchObject({
      query: expect.stringContaining(read.split(":")[0]!),
      counts: { words: 1, meaning: 0, total: 1 },
      notices: [],
    });
    expect(answer.interpretation.identifiers).toEqual([
      { scheme: read.split(":")[0], value: read.slice(read.indexOf(":") + 1), found: true },
    ]);
    expect(answer.facets.year).toEqual([{ value: expect.any(String), count: 1 }]);
  });

  test("that no record has finds nothing, and says that it is not here", async () => {
    for (const q of ["10.1000/none", "pmid:999", "PMC1", "arxiv:2101.99999"]) {
      const answer = await ask(q);
      expect(answer.counts.total).toBe(0);
      expect(answer.interpretation.identifiers).toMatchObject([{ found: false }]);
      expect(answer.notices).toMatchObject([
        { text: expect.stringMatching(/^There is no record with the .* here\.$/) },
      ]);
    }
    const orcid = await ask("0000-0002-1694-233X");
    expect(orcid.counts.total).toBe(0);
    expect(orcid.notices).toMatchObject([{ text: "No record has an author with the ORCID 0000-0002-1694-233X." }]);
  });

  test("of an author finds the author's records", async () => {
    for (const q of [ORCID, `orcid:${ORCID}`, `https://orcid.org/${ORCID}`]) {
      const answer = await ask(q);
      expect(ids(answer)).toEqual(["glaucoma"]);
      expect(answer.interpretation.identifiers).toEqual([{ scheme: "orcid", value: ORCID, found: true }]);
    }
  });

  test("may be several; the answer tells which of them are here", async () => {
    const answer = await ask("pmid:123456 OR doi:10.1000/x(1) OR doi:10.48550/arxiv.2101.00001 OR pmid:5");
    expect(answer.hits.map(({ record }) => record.id)).toEqual(["glaucoma", "cataract"]);
    expect(answer.interpretation.identifiers.map(({ found }) => found)).toEqual([true, true, true, false]);
    expect(ids(await ask("pmid:123456 OR arxiv:2101.00001", { page: 2, perPage: 1 }))).toEqual(["cataract"]);
  });

  test("in bare digits is a number where no record has that PubMed id", async () => {
    const answer = await ask("123457");
    expect(ids(answer)).toEqual(["heart"]);
    expect(answer.interpretation.identifiers).toEqual([]);
    expect(answer.notices).toEqual([]);
  });

  test("is above the filters, and says so", async () => {
    const answer = await ask("pmid:123456", { filters: [{ kind: "anyOf", facet: "kind", values: ["news"] }] });
    expect(ids(answer)).toEqual(["glaucoma"]);
    expect(answer.notices).toMatchObject([{ text: "An identifier names its record, whatever the filters." }]);
  });
});

describe("the filters of a query", () => {
  test.each([
    ["year:2020..", ["cataract", "glaucoma"]],
    ["year:2019 OR year:2021", ["cataract", "heart"]],
    ["glaucoma -year:2020", ["cataract"]],
    ["type:review", ["glaucoma"]],
    ['type:"systematic review"', ["cataract"]],
    ["journal:lancet", ["cataract", "glaucoma"]],
    ['journal:"the LANCET"', ["glaucoma"]],
    ["journal:coeur", ["heart"]],
    ["language:dutch OR fre[la]", ["cataract", "heart"]],
    ["language:Frans", ["heart"]],
    ["kind:News", ["heart"]],
    ["NOT is:news", ["cataract", "glaucoma"]],
    ["is:retracted", ["cataract"]],
    ["glaucoma -is:retracted", ["glaucoma"]],
    ["is:open", ["glaucoma"]],
    ["department:eye", ["glaucoma"]],
    ["has:abstract", ["heart"]],
    ["adults -has:abstract", ["glaucoma"]],
    ["domain:ophthalmology", ["cataract", "glaucoma"]],
    ["domain:oogziekten adults", ["glaucoma"]],
    ["glaucoma NOT (type:review OR kind:news)", ["cataract"]],
  ])("%s", async (q, expected) => {
    expect(ids(await ask(q))).toEqual(expected);
  });

  test("are told with the values that the index has, and count in the facets", async () => {
    const answer = await ask("glaucoma journal:lancet -year:2021");
    expect(answer.interpretation.filters).toEqual([
      { kind: "anyOf", facet: "journal", values: ["Lancet Neurology", "The Lancet"], fixed: true },
      { kind: "years", facet: "year", from: 2021, to: 2021, not: true, fixed: true },
    ]);
    expect(answer.facets.journal).toEqual([{ value: "The Lancet", count: 1 }]);
    expect(answer.query).toBe("glaucoma journal:lancet -year:2021");
  });

  test("of what no record has find nothing, and say so with the place", async () => {
    const answer = await ask("glaucoma journal:Nature");
    expect(answer.counts.total).toBe(0);
    const said = { text: "No record has the journal “Nature”.", code: "value-nowhere", values: ["journal", "Nature"] };
    expect(answer.interpretation.notices).toEqual([{ ...said, start: 9, end: 23, malformed: false }]);
    expect(answer.notices).toMatchObject([said]);
  });

  test("alone list what fits them, the newest first", async () => {
    const answer = await ask("language:en OR language:nl");
    expect(answer.hits.map(({ record }) => record.id)).toEqual(["cataract", "glaucoma"]);
    expect(answer.sort).toBe("newest");
  });
});

test("a journal is known by its abbreviation, with or without full stops, also where a record has no other", async () => {
  await engine.put([
    indexed({ id: "nejm", title: "X", journal: "The New England Journal", journalAbbreviation: "N Engl J Med" }),
    indexed({ id: "same", title: "X", journal: "The New England Journal" }),
    indexed({ id: "short", title: "X", journalAbbreviation: "Ann Surg" }),
  ]);
  for (const q of ["N Engl J Med[ta]", 'journal:"N. Engl. J. Med."', "n engl j med[jour]", "x N Engl J Med[ta]"])
    expect(ids(await ask(q)), q).toEqual(["nejm", "same"]);
  expect(ids(await ask("cataract OR N Engl J Med[ta]"))).toEqual(["cataract", "nejm", "same"]);
  expect(ids(await ask("Ann Surg[ta]"))).toEqual(["short"]);
  expect((await ask("N Engl J[ta]")).notices).toMatchObject([{ code: "value-nowhere" }]);
  await engine.remove(["nejm", "same", "short"]);
});

test("a value is found among thousands, however rare", async () => {
  const many = Array.from({ length: 1_200 }, (_, i) => indexed({ id: `many${i}`, journal: `Annals ${i}`, title: "X" }));
  await engine.put([...many, indexed({ id: "rare", journal: "Zoonoses of the East", title: "X" })]);
  expect(ids(await ask("journal:zoonoses"))).toEqual(["rare"]);
  expect(ids(await ask('journal:"zoonoses of the east" OR journal:"annals 7"'))).toEqual(["many7", "rare"]);
  expect((await ask("journal:zoo")).notices).toMatchObject([{ text: "No record has the journal “zoo”." }]);
  await engine.remove([...many.map(({ record }) => record.id), "rare"]);
});

test("a type of studies is found in either spelling, in the plural, and by its short name", async () => {
  const types = ["Randomized Controlled Trial", "Meta-Analysis", "Case Reports", "Review"];
  await engine.put(types.map((type) => indexed({ id: type, title: "Y", types: [type] })));
  for (const [q, expected] of [
    ["Randomised Controlled Trial[pt]", ["Randomized Controlled Trial"]],
    ["type:rct", ["Randomized Controlled Trial"]],
    ['type:"randomised trials"', ["Randomized Controlled Trial"]],
    ['type:"meta analysis"', ["Meta-Analysis"]],
    ["type:metaanalyses", ["Meta-Analysis"]],
    ['type:"case report"', ["Case Reports"]],
    ["type:reviews", ["Review", "glaucoma"]],
  ] as const)
    expect.soft([q, ids(await ask(q))]).toEqual([q, expected]);
  await engine.remove(types);
});

test("by meaning alone, what fields and operators ask for still holds, and matches nothing by itself", async () => {
  const vector = unit(1);
  const near = { id: "near", title: "Retina", authors: [{ name: "Smith, J" }] };
  await engine.put([indexed(near, vector), indexed({ id: "other", title: "Retina" }, vector)]);
  const asked = (q: string): Promise<SearchAnswer> =>
    search(
      { engine, embedder, similarity: { each: -2, best: -2 } },
      { q, mode: "semantic", filters: [], sort: null, page: 1, perPage: 10 },
    );
  expect(ids(await asked("sight"))).toEqual(["near", "other"]);
  const answer = await asked("sight author:smith");
  expect([ids(answer), answer.counts]).toEqual([["near"], { words: 0, meaning: 1, total: 1 }]);
  expect(ids(await asked("sight -author:smith"))).toEqual(["other"]);
  expect(ids(await asked("sight author:nobody"))).toEqual([]);
  await engine.remove(["near", "other"]);
});

test("highlights of a word in a field stand in that field only", async () => {
  await engine.put([indexed({ id: "both", title: "Retina", abstract: "The retina. A macula." })]);
  const [hit] = (await ask("title:retina abstract:macula")).hits;
  expect(hit!.highlights).toEqual({ title: [{ start: 0, end: 6 }], abstract: [{ start: 14, end: 20 }] });
  await engine.remove(["both"]);
});
