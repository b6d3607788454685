import { beforeAll, describe, expect, test } from "vitest";
import { SqliteEngine } from "../src/engine/sqlite.ts";
import { identifierOf } from "../src/search/query-identifiers.ts";
import { type SearchRequest, search } from "../src/search/search.ts";
import { HashEmbedder } from "./embedder.ts";
import { indexed } from "./records.ts";

const embedder = new HashEmbedder();
const engine = new SqliteEngine(":memory:", embedder.space);

beforeAll(async () => {
  const records = [
    {
      id: "a",
      title: "BRCA1 in families",
      doi: "10.1000/s0140-6736(21)00001-x",
      pmid: "34000001",
      pmcid: "PMC8000001",
    },
    { id: "b", title: "BRCA2 in families", doi: "10.1000/b", pmid: "34000002" },
    {
      id: "c",
      title: "Other matters",
      mesh: ["Heart Failure"],
      authors: [{ name: "Carberry, J", orcid: "0000-0002-1825-0097" }],
    },
  ];
  const vectors = await embedder.embedPassages(records.map(() => ({ title: "BRCA1", abstract: "" })));
  await engine.put(records.map((record, i) => ({ ...indexed(record), vectors: vectors[i]! })));
});

const ask = async (q: string, more: Partial<SearchRequest> = {}) => {
  const request: SearchRequest = { q, mode: "hybrid", filters: [], sort: null, page: 1, perPage: 10, ...more };
  const answer = await search({ engine, embedder }, request);
  return { ...answer, ids: answer.hits.map(({ record }) => record.id).sort() };
};

describe("an identifier", () => {
  test.each([
    ["PMID: 34000001.", "pmid:34000001"],
    ["34000001.", "pmid:34000001"],
    ["34000001[pmid]", "pmid:34000001"],
    ["PMC8000001.", "pmcid:PMC8000001"],
    ["ORCID 0000-0002-1825-0097.", "orcid:0000-0002-1825-0097"],
    ["10.1000/b[doi]", "doi:10.1000/b"],
    ["10.1000/b [aid]", "doi:10.1000/b"],
    ["https://www.publisher.example/doi/full/10.1000/b", "doi:10.1000/b"],
    ["https://www.publisher.example/article/10.1000/b/fulltext?x=1", "doi:10.1000/b"],
    ["https://doi.org/10.1000/b/full", "doi:10.1000/b/full"],
    ["https://europepmc.org/article/MED/34000001", "pmid:34000001"],
    ["https://proxy.example/login?url=https://doi.org/10.1000/b", "doi:10.1000/b"],
    ["https://proxy.example/login?x=1&qurl=https%3A%2F%2Fdoi.org%2F10.1000%2Fb", "doi:10.1000/b"],
    ["https://pubmed-ncbi-nlm-nih-gov.proxy.example/34000001/", "pmid:34000001"],
    ["https://www.publisher.example/articles/10.1000/b/fulltext.html", "doi:10.1000/b"],
    ["https://www.biorxiv.example/content/10.1101/2020.01.01.123456v2.full.pdf", "doi:10.1101/2020.01.01.123456"],
    ["https://europepmc.org/article/PMC/PMC8000001", "pmcid:PMC8000001"],
  ])("%j is %s", (text, name) => {
    const found = identifierOf(text);
    expect(`${found?.scheme}:${found?.value}`).toBe(name);
  });

  test("of a publisher's address may go on behind it, where the whole is no record's", async () => {
    const { ids, interpretation } = await ask("https://www.publisher.example/10.1000/b/figures/1");
    expect(ids).toEqual(["b"]);
    expect(interpretation.identifiers).toEqual([{ scheme: "doi", value: "10.1000/b", found: true }]);
    expect((await ask("https://www.publisher.example/10.1000/zz/figures")).notices).toMatchObject([
      { code: "doi-nowhere", values: ["10.1000/zz/figures"] },
    ]);
    expect((await ask("https://doi.org/10.1000/b/figures")).ids).toEqual([]);
  });

  test("with a full stop behind it goes to its record, in a field too", async () => {
    for (const q of ["PMID: 34000001.", "pmid:34000001.", "pmcid:PMC8000001.", "34000001."])
      expect((await ask(q)).ids, q).toEqual(["a"]);
  });

  test("beside others is one of a list", async () => {
    expect((await ask("pmid:34000001 pmid:34000002")).ids).toEqual(["a", "b"]);
    expect((await ask("PMID: 34000001; PMCID: PMC8000001.")).ids).toEqual(["a"]);
    expect((await ask("PMID: 34000001; 34000002")).ids).toEqual(["a", "b"]);
    expect((await ask("PMIDs: 34000001, 34000002.")).ids).toEqual(["a", "b"]);
    expect((await ask("10.1000/b; https://doi.org/10.1000/s0140-6736(21)00001-x")).ids).toEqual(["a", "b"]);
    const some = await ask("pmid:34000001 pmid:34000009");
    expect([some.ids, some.notices.map(({ code }) => code)]).toEqual([["a"], ["pmid-nowhere"]]);
    const bare = await ask("34000002, 34000001 34000009");
    expect([bare.ids, bare.notices.map(({ code }) => code)]).toEqual([["a", "b"], ["pmid-nowhere"]]);
  });

  test.each([
    "Smith J, et al. BRCA1 in families: a cohort. Lancet (London) 2021;397(1):1-9. doi:10.1000/s0140-6736(21)00001-x",
    "1. Smith J. BRCA1 in families. Lancet. 2021. PMID: 34000001; PMCID: PMC8999999.",
    "BRCA1 in families https://doi.org/10.1000/s0140-6736(21)00001-x, accessed 2 May 2022",
    "families doi:10.1000/s0140-6736(21)00001-X",
  ])("in a pasted reference names its record: %s", async (q) => {
    const { ids, notices } = await ask(q);
    expect([ids, notices.map(({ code }) => code)]).toEqual([["a"], ["words-beside-identifier"]]);
  });

  test("in a pasted reference that is not here leaves its words, and it is said that it is not here", async () => {
    const { hits, notices, query } = await ask("BRCA2 in families. doi:10.1000/zzz");
    expect(hits[0]!.record.id).toBe("b");
    expect(notices.map(({ code }) => code)).toEqual(["doi-nowhere"]);
    expect(query).toBe("BRCA2 in families.");
  });

  test("of digits that no record has is a number, and is said not to be here where it is long enough", async () => {
    expect((await ask("34000009")).notices.map(({ code }) => code)).toEqual(["pmid-nowhere"]);
    expect((await ask("120000")).notices.map(({ code }) => code)).toEqual([]);
  });

  test("of an author with a wrong check digit finds nothing, and says why", async () => {
    for (const q of ["0000-0002-1825-0098", "https://orcid.org/0000-0002-1825-0098"]) {
      const { ids, notices } = await ask(q);
      expect([ids, notices.map(({ code }) => code)]).toEqual([[], ["not-orcid"]]);
    }
    await expect(ask("0000-0002-1825-0098", { strict: true })).rejects.toMatchObject({ code: "invalid-parameter" });
  });

  test.each([
    ["families -pmid:34000001", ["b"]],
    ["families -doi:10.1000/B", ["a"]],
    ["families AND pmid:34000001", ["a"]],
    ["heart AND pmid:34000001", []],
    ["heart OR pmid:34000001", ["a", "c"]],
    ["families NOT (doi:10.1000/b OR heart)", ["a"]],
    ["-pmid:34000001", ["b", "c"]],
    ["10.1000/b OR 10.1000/s0140-6736(21)00001-x", ["a", "b"]],
    ["10.1000/b AND families", ["b"]],
    ["(https://doi.org/10.1000/b) AND heart", []],
    ["PMC8000001 OR heart", ["a", "c"]],
    ["families NOT https://pubmed.ncbi.nlm.nih.gov/34000001/", ["b"]],
    ["http://orcid.org/0000-0002-1825-0097 matters", ["c"]],
    ["0000-0002-1825-0097 AND families", []],
  ])("may stand beside words with operators, or be excluded: %s", async (q, expected) => {
    const { ids, notices } = await ask(q, { mode: "keyword" });
    expect([ids.toSorted(), notices]).toEqual([expected, []]);
  });
});

test("a query of which nothing can be read finds nothing, and says why; none at all lists everything", async () => {
  for (const q of ["year:2023..2019", "orcid:0000-0002-1825-0098", "has:doi", "pmid:1,2"]) {
    const { ids, counts, notices } = await ask(q);
    expect([q, ids, counts.total, notices.length]).toEqual([q, [], 0, 1]);
  }
  for (const q of ["?", "!!!", "*", "-", '""', "&", "title:", "AND"]) {
    const { ids, notices } = await ask(q);
    expect([q, ids, notices.length > 0]).toEqual([q, [], true]);
  }
  expect((await ask(" ?! ")).notices).toMatchObject([{ text: "\u201c?!\u201d has no words to search for." }]);
  expect((await ask("")).ids).toEqual(["a", "b", "c"]);
  expect((await ask("  ")).ids).toEqual(["a", "b", "c"]);
  expect((await ask("brca2 has:doi")).ids).toEqual(["b"]);
});

test("a symbol of letters and digits finds by meaning only what has it", async () => {
  expect((await ask("BRCA1")).ids).toEqual(["a"]);
  expect((await ask("BRCA1", { mode: "semantic" })).ids).toEqual(["a", "b", "c"]);
});

test("a MeSH heading is found with a qualifier behind it", async () => {
  expect((await ask('"Heart Failure/drug therapy"[Mesh]', { mode: "keyword" })).ids).toEqual(["c"]);
});
