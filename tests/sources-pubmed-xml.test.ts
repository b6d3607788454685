import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import { LecternError } from "../src/errors.ts";
import { openSource } from "../src/sources/open.ts";
import { pubmedXml } from "../src/sources/pubmed-xml.ts";
import { MAX_RAW, MAX_RECORD } from "../src/sources/source.ts";
import { article, readPubmed, readText, set } from "./sources-support.ts";

const DATA = new URL("../../shared/data/import/pubmed-xml/", import.meta.url).pathname;

describe("a PubMed XML file", () => {
  test("gives each record's place and its own text", async () => {
    const [first, second] = [
      article(),
      article({ pmid: "<PMID>2</PMID>" }).replace("<PubmedArticle>", "<PubmedArticle\r\n >"),
    ];
    const { entries } = await readText(set(first, second));
    expect(entries.map(({ place, raw }) => ({ place, raw }))).toEqual([
      { place: { record: 1, line: 3 }, raw: first },
      { place: { record: 2, line: 4 }, raw: second },
    ]);
  });

  test("gives the same entries wherever the text is cut", async () => {
    const text = set(
      article({ citation: "<![CDATA[x<y]]><!-- c -->" }),
      article({ article: "<ArticleTitle>é😀&#x1F600;&lt;\r\n</ArticleTitle>" }),
      article({ pmid: "" }),
    );
    const whole = await readText(`\uFEFF${text}`);
    expect(whole.error).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        expect(await readText(`\uFEFF${text}`, size)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  test("that breaks off gives the records before, and says where it ended", async () => {
    const text = set(article(), article());
    const { entries, error } = await readText(text.slice(0, text.lastIndexOf("</ArticleTitle>")));
    expect(entries).toHaveLength(1);
    expect(error).toBeInstanceOf(LecternError);
    expect(error).toMatchObject({
      code: "invalid-source",
      message: expect.stringMatching(
        /^the XML is broken at line 4, column \d+: the file ends inside <ArticleTitle>: it was cut off$/,
      ),
    });
  });

  test.each([
    [
      "a tag that closes another",
      "<PubmedArticle></PubmedArticl>",
      "line 4, column 30: a close tag that does not match: </PubmedArticle> was expected",
    ],
    [
      "an entity of its own",
      "<PubmedArticle>&lol;</PubmedArticle>",
      "line 4, column 20: an entity that is not one of XML's own",
    ],
    ["a stray <", "<PubmedArticle>a < b</PubmedArticle>", "line 4, column 19: disallowed character in tag name"],
    ["a control character", "<PubmedArticle>\x01</PubmedArticle>", "line 4, column 16: disallowed character"],
  ])("with %s is refused there, after the records before", async (_what, broken, message) => {
    const { entries, error } = await readText(set(article(), broken));
    expect(entries).toHaveLength(1);
    expect(error).toMatchObject({ code: "invalid-source", message: expect.stringContaining(message) });
  });

  test("with a DTD is read without it, and its entities are not expanded", async () => {
    const external =
      '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "https://dtd.nlm.nih.gov/x.dtd">';
    expect(await readText(external + set(article()).replace(/^.*\n/, ""))).toMatchObject({
      entries: [{ ok: true }],
      error: null,
    });
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${set(article({ citation: "&b;" })).replace(/^.*\n/, "")}`;
    expect(await readText(bomb)).toMatchObject({ entries: [], error: { code: "invalid-source" } });
  });

  test("without an article is refused with what it is", async () => {
    const { error } = await readText("<article><front/></article>");
    expect(error).toMatchObject({
      code: "invalid-source",
      message: expect.stringMatching(
        /^expected PubMed XML .*, got XML with the root element <article> and no PubmedArticle in it$/,
      ),
    });
    expect((await readText(set())).error).toMatchObject({ code: "invalid-source" });
    expect((await readText("")).error).toMatchObject({ code: "invalid-source" });
    expect((await readText("plain text")).error).toMatchObject({
      message: expect.stringContaining("expected XML, got text that does not start with <"),
    });
  });

  test("that only deletes citations holds no records", async () => {
    expect(await readText(set("<DeleteCitation><PMID>1</PMID></DeleteCitation>"))).toEqual({
      entries: [],
      error: null,
    });
  });

  test("nested without end is refused", async () => {
    expect((await readText(`<PubmedArticleSet>${"<a>".repeat(5000)}`)).error).toMatchObject({
      message: expect.stringContaining("nested more than 200 deep"),
    });
  });

  test("with a record that is too long refuses that one, and keeps no more than its start", async () => {
    const text = "x".repeat(1 << 20);
    const long = async function* (): AsyncGenerator<string> {
      yield `<PubmedArticleSet>${article().replace("</PubmedArticle>", "<!--")}`;
      for (let n = 0; n < 12; n++) yield text;
      yield "--><b>";
      for (let n = 0; n < 12; n++) yield text;
      yield `</b></PubmedArticle>${article()}</PubmedArticleSet>`;
    };
    const { entries, error } = await readPubmed(long());
    expect(error).toBeNull();
    expect(entries.map((entry) => entry.ok)).toEqual([false, true]);
    expect(entries[0]!.raw).toHaveLength(MAX_RAW);
    expect(entries[0]).toMatchObject({
      key: null,
      error: { message: expect.stringContaining(`at most ${MAX_RECORD.toLocaleString("en-US")} characters`) },
    });
  });

  test("of 60 MB is read in memory that does not grow with it", { timeout: 90_000 }, async () => {
    const records = 20_000;
    const body = "Background text about glaucoma and its treatment. ".repeat(50);
    const many = async function* (): AsyncGenerator<string> {
      yield "<PubmedArticleSet>";
      for (let n = 1; n <= records; n++)
        yield article({
          pmid: `<PMID>${n}</PMID>`,
          article: `<ArticleTitle>T ${n}</ArticleTitle><Abstract><AbstractText>${body}</AbstractText></Abstract>`,
        });
      yield "</PubmedArticleSet>";
    };
    let peak = 0;
    let count = 0;
    let characters = 0;
    const before = process.memoryUsage().heapUsed;
    for await (const entry of pubmedXml.read(many(), {})) {
      characters += entry.raw.length;
      if (++count % 500 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
    expect(count).toBe(records);
    expect(characters).toBeGreaterThan(50_000_000);
    expect(peak).toBeLessThan(64 << 20);
  });
});

describe.skipIf(!existsSync(DATA))("real PubMed files (skipped where ../shared/data is absent)", () => {
  const files = existsSync(DATA) ? readdirSync(DATA).filter((file) => file.endsWith(".xml")) : [];

  test("are read without a refusal", async () => {
    const keys: string[] = [];
    for (const file of files) {
      const source = await openSource(DATA + file);
      expect(source.format).toBe(pubmedXml);
      for await (const entry of source.entries) {
        expect(entry).toMatchObject({
          ok: true,
          raw: expect.stringMatching(/^<PubmedArticle>[\s\S]*<\/PubmedArticle>$/),
        });
        keys.push(entry.key!);
      }
      expect(source.bytesRead()).toBe(source.size);
    }
    expect(keys).toEqual([
      "29768149",
      "12091962",
      "9997",
      "11748933",
      "11700088",
      "27797938",
      "28775130",
      "30108519",
      "29963580",
    ]);
  });

  const first = async (file: string): Promise<SourceRecord> => {
    const { entries } = await readText(readFileSync(DATA + file, "utf8"));
    if (!entries[0]?.ok) throw new Error("refused");
    return entries[0].record;
  };

  test("keep the DOI of the article, where 49 references have theirs", async () => {
    expect(await first("pubmed7.xml")).toMatchObject({
      doi: "10.1117/1.JMI.5.2.026002",
      pmcid: "PMC6022861",
      date: "2018-06-28",
    });
  });

  test("keep the group among the authors, and their ORCIDs", async () => {
    const { authors } = await first("pubmed7.xml");
    expect(authors?.at(-1)).toEqual({ name: "Canadian Respiratory Research Network" });
    expect(authors?.[1]).toMatchObject({ name: "Capaldi, D", orcid: "https://orcid.org/0000-0002-4590-7461" });
  });

  test("keep formulas and subscripts readable", async () => {
    expect((await first("pubmed6.xml")).abstract).toContain(
      "maximal oxygen uptake ( VO2max ) 67.6 ± 4.1 ml·kg-1·min-1",
    );
  });

  test("keep the parts of a structured abstract", async () => {
    expect((await first("pubmed4.xml")).sections?.map(({ label }) => label)).toEqual([
      "OBJECTIVE",
      "DESIGN",
      "RESULTS",
      "CONCLUSIONS",
    ]);
  });
});
