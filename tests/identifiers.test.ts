import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseArxiv, parseDoi, parseOrcid, parsePmcid, parsePmid, recordId } from "../indexes/identifiers.ts";

describe("parseDoi", () => {
  test.each([
    "10.1056/NEJMoa2034577",
    "https://doi.org/10.1056/NEJMoa2034577",
    "http://dx.doi.org/10.1056/nejmoa2034577",
    "doi.org/10.1056/NEJMoa2034577",
    "doi:10.1056/NEJMoa2034577",
    "DOI: 10.1056/NEJMoa2034577.",
    "doi:https://doi.org/10.1056/NEJMoa2034577/",
    "info:doi/10.1056/NEJMoa2034577",
    "https://doi.org/10.1056%2FNEJMoa2034577",
    "https%3A%2F%2Fdoi.org%2F10.1056%2FNEJMoa2034577",
    "https://doi.org/10.1056/NEJMoa2034577?utm_source=x#abstract",
    " <10.1056/NEJMoa2034577> ",
    "(doi:10.1056/NEJMoa2034577)",
    "10.1056/NEJMoa2034577\u200b,",
  ])("reads %s", (text) => {
    expect(parseDoi(text)).toBe("10.1056/nejmoa2034577");
  });

  test("keeps brackets that belong to the DOI and drops one that does not", () => {
    expect(parseDoi("10.1016/S0140-6736(20)30183-5")).toBe("10.1016/s0140-6736(20)30183-5");
    expect(parseDoi("10.1016/S0140-6736(20)30183-5).")).toBe("10.1016/s0140-6736(20)30183-5");
    expect(parseDoi("10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o")).toBe(
      "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
    );
  });

  test.each([
    "",
    "10.1056",
    "10.10/x",
    "11.1056/x",
    "glaucoma 10.1056/x",
    "10.1056/x and 10.1056/y",
    "10.1056/",
    "https://example.org/10.1056/x",
    "%E0%A4%A",
  ])("says that %j is not one", (text) => {
    expect(parseDoi(text)).toBeNull();
  });

  test("gives the same for any notation of a DOI", () => {
    const suffix = fc
      .stringMatching(/^[A-Za-z0-9][A-Za-z0-9()_-]{0,20}[A-Za-z0-9]$/)
      .filter((text) => text.split("(").length === text.split(")").length);
    const prefix = fc.constantFrom(
      "",
      "doi:",
      "DOI: ",
      "https://doi.org/",
      "http://dx.doi.org/",
      "doi.org/",
      "info:doi/",
    );
    const tail = fc.constantFrom("", ".", " ", "/", ".,", "\u00ad");
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 999_999_999 }),
        suffix,
        prefix,
        tail,
        fc.boolean(),
        (registrant, end, start, junk, encode) => {
          const doi = `10.${registrant}/${end}`;
          const plain = parseDoi(doi);
          expect(plain).toBe(doi.toLowerCase());
          expect(parseDoi(start + (encode ? encodeURIComponent(doi) : doi) + junk)).toBe(plain);
        },
      ),
    );
  });

  test("gives, for any text, null or what it reads as itself", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((end) => `doi:10.1000/${end}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const doi = parseDoi(any);
        if (doi !== null) expect(parseDoi(doi)).toBe(doi);
      }),
    );
  });

  test("does not take long over a long text", () => {
    const start = performance.now();
    expect(parseDoi(`10.1000/${")".repeat(1_000_000)}`)).toBeNull();
    expect(parseDoi('"'.repeat(1_000_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("parsePmid", () => {
  test.each([
    29768149,
    "29768149",
    "029768149",
    "PMID: 29768149",
    "pmid29768149",
    "https://pubmed.ncbi.nlm.nih.gov/29768149/",
    "http://www.ncbi.nlm.nih.gov/pubmed/29768149",
    "https://europepmc.org/article/MED/29768149",
    "[PMID: 29768149]",
  ])("reads %s", (text) => {
    expect(parsePmid(text)).toBe("29768149");
  });

  test.each(["", "0", "PMC29768149", "1234567890", -5, 1.5, "29768149x", "10.1000/29768149"])(
    "says that %j is not one",
    (text) => {
      expect(parsePmid(text)).toBeNull();
    },
  );
});

describe("parsePmcid", () => {
  test.each([
    "PMC6022861",
    "pmc6022861",
    "6022861",
    "PMCID: PMC6022861",
    "PMC6022861.2",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6022861/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC6022861/#abstract",
    "https://europepmc.org/article/PMC/PMC6022861",
  ])("reads %s", (text) => {
    expect(parsePmcid(text)).toBe("PMC6022861");
  });

  test.each(["", "PMC", "PMC0", "PMID: 6022861", "PMC12345678901"])("says that %j is not one", (text) => {
    expect(parsePmcid(text)).toBeNull();
  });
});

describe("parseOrcid", () => {
  test.each([
    "0000-0002-1825-0097",
    "https://orcid.org/0000-0002-1825-0097",
    "http://orcid.org/0000-0002-1825-0097/",
    "orcid.org/0000-0002-1825-0097",
    "ORCID: 0000-0002-1825-0097",
    "0000000218250097",
    "0000 0002 1825 0097",
  ])("reads %s", (text) => {
    expect(parseOrcid(text)).toBe("0000-0002-1825-0097");
  });

  test("reads the check digit X in either case", () => {
    expect(parseOrcid("0000-0002-1694-233x")).toBe("0000-0002-1694-233X");
  });

  test("says that one with a wrong check digit is not one", () => {
    expect(parseOrcid("0000-0002-1825-0098")).toBeNull();
    expect(parseOrcid("0000-0002-1825-009")).toBeNull();
    expect(parseOrcid("")).toBeNull();
  });
});

describe("parseArxiv", () => {
  test.each([
    ["arXiv:2101.00001v2", "2101.00001"],
    ["2101.00001", "2101.00001"],
    ["https://arxiv.org/pdf/2101.00001v3.pdf", "2101.00001"],
    ["arxiv.org/abs/0704.0001.", "0704.0001"],
    ["10.48550/arXiv.2101.00001", "2101.00001"],
    ["https://doi.org/10.48550/ARXIV.2101.00001", "2101.00001"],
    ["hep-th/9901001", "hep-th/9901001"],
    ["arXiv: math.GT/0309136v1", "math.gt/0309136"],
    ["2113.00001", null],
    ["2101.001", null],
    ["12.5", null],
    ["heart/9901", null],
    ["10.1000/2101.00001", null],
  ])("%s is %s", (text, expected) => {
    expect(parseArxiv(text)).toBe(expected);
  });
});

describe("recordId", () => {
  const parts = { source: "jsonl", key: "a" };

  test("is by DOI, else by PMID, else by source and key", () => {
    expect(recordId({ ...parts, doi: "10.1000/x-1", pmid: "5" })).toBe("doi-10_2e1000_2fx_2d1");
    expect(recordId({ ...parts, pmid: "5" })).toBe("pmid-5");
    expect(recordId(parts)).toMatch(/^key-[0-9a-f]{24}$/);
    expect(recordId(parts)).not.toBe(recordId({ source: "jsonla", key: "" }));
  });

  test("does not tell upper from lower case in a DOI", () => {
    expect(recordId({ ...parts, doi: "10.1000/ABC" })).toBe(recordId({ ...parts, doi: "10.1000/abc" }));
  });

  test("fits every engine and is never the same for two DOIs", () => {
    const doi = fc
      .tuple(fc.integer({ min: 1000, max: 9999 }), fc.string({ unit: "grapheme", minLength: 1, maxLength: 390 }))
      .map(([n, end]) => `10.${n}/${end}`.toLowerCase());
    fc.assert(
      fc.property(doi, doi, (a, b) => {
        const [left, right] = [recordId({ ...parts, doi: a }), recordId({ ...parts, doi: b })];
        expect(left).toMatch(/^[a-z0-9_-]{1,128}$/);
        expect(left === right).toBe(a === b);
      }),
    );
  });
});
