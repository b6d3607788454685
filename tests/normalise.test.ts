import { describe, expect, test } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import { LecternError } from "../src/errors.ts";
import { type NormalisedRecord, normalise } from "../src/ingest/normalise.ts";

function of(fields: Partial<SourceRecord>): NormalisedRecord {
  return normalise({ key: "a", title: "A title", ...fields });
}

function refusal(fields: Partial<SourceRecord>): LecternError {
  try {
    of(fields);
  } catch (error) {
    if (error instanceof LecternError) return error;
    throw error;
  }
  throw new Error("the record was taken");
}

describe("a normalised record", () => {
  test("has every field that the index needs, and none that was not given", () => {
    expect(of({ doi: "", journal: " ", authors: [], pmid: "" })).toEqual({
      key: "a",
      kind: "publication",
      title: "A title",
      abstract: "",
      sections: [],
      authors: [],
      types: [],
      mesh: [],
      keywords: [],
      status: [],
      related: [],
      illustration: false,
      givenDomains: [],
      warnings: [],
    });
  });

  test("has its identifiers in one notation", () => {
    expect(of({ doi: "https://doi.org/10.1000/ABC.", pmid: "PMID: 007", pmcid: "pmc12" })).toMatchObject({
      doi: "10.1000/abc",
      pmid: "7",
      pmcid: "PMC12",
    });
    expect(of({ pmid: 7 })).toMatchObject({ pmid: "7" });
  });

  test("is refused where an identifier, the title or the key is not one, with all that is wrong", () => {
    const error = refusal({ key: " ", title: "<p> </p>", doi: "x", pmid: "12a", pmcid: "?" });
    expect(error.code).toBe("invalid-record");
    expect(error.issues.map(({ path }) => path).sort()).toEqual(["doi", "key", "pmcid", "pmid", "title"]);
    expect(error.message).toContain('Expected `doi` to be a DOI such as 10.1000/xyz123, got "x"');
    expect(refusal({ title: "" }).message).toBe("Expected `title` to be 1 to 2,000 characters, got nothing");
  });

  test("is refused where its title is no title but a text", () => {
    expect(refusal({ title: "x".repeat(1 << 20) }).message).toBe(
      "Expected `title` to be 1 to 2,000 characters, got 1,048,576",
    );
    expect(refusal({ abstract: "x".repeat(200_001) }).message).toBe(
      "Expected `abstract` to be at most 200,000 characters, got 200,001 characters",
    );
  });

  test.each([
    ["[A translated title].", "A translated title"],
    ["[A] and [B].", "[A] and [B]"],
    ["Effect of X.", "Effect of X"],
    ["Care in the U.S.", "Care in the U.S."],
    ["And then...", "And then..."],
    ["<i>E. coli</i> in H<sub>2</sub>O &amp; more", "E. coli in H2O & more"],
  ])("has the title %j as %j", (given, title) => {
    expect(of({ title: given }).title).toBe(title);
  });

  test.each([
    ["p < 0.05 and n > 3", "p < 0.05 and n > 3"],
    ["a <b and c> d, <LOD, x<5, <HLA-A>", "a <b and c> d, <LOD, x<5, <HLA-A>"],
    ["&lt;b&gt;bold&lt;/b&gt; &amp;amp; p &amp;lt; 0.05", "bold & p < 0.05"],
    [
      "<jats:title>Aim</jats:title><jats:p>To <jats:italic>see</jats:italic></jats:p><p class='x'>Y</p>",
      "Aim To see Y",
    ],
    ["CD4<sup>+</sup> &beta;-blocker &#8211; &#x3b2; &#146; &nosuch; AT&T", "CD4+ β-blocker – β ’ &nosuch; AT&T"],
    ["a<br/>b<script>c()</script>d<!-- e -->f", "a b d f"],
    ["so\u00adft zero\u200bwidth nul\u0000l bell\u0007 \ufeff\u202eend", "soft zerowidth null bell end"],
    [" a \n\t b\u00a0\u2028c ", "a b c"],
    ["cafe\u0301", "café"],
    ["\ud83d lone", "\ufffd lone"],
  ])("has the abstract %j as %j", (given, abstract) => {
    expect(of({ abstract: given }).abstract).toBe(abstract);
  });

  test("joins the parts of an abstract, which win over it, and says where they are", () => {
    const { abstract, sections } = of({
      abstract: "The same in one piece",
      sections: [
        { label: "AIM:", text: " To <b>see</b>. " },
        { label: "EMPTY", text: " " },
        { label: "", text: "Unlabelled." },
        { label: "Results", text: "Seen." },
      ],
    });
    expect(abstract).toBe("To see. Unlabelled. Seen.");
    expect(sections.map(({ label, start, end }) => [label, abstract.slice(start, end)])).toEqual([
      ["AIM", "To see."],
      ["Results", "Seen."],
    ]);
    expect(of({ abstract: "Kept", sections: [{ label: "A", text: "" }] })).toMatchObject({
      abstract: "Kept",
      sections: [],
    });
  });

  test("keeps an author whose ORCID is wrong, without it, and warns", () => {
    const { authors, warnings } = of({
      authors: [
        "Janssens, M",
        { name: "Peeters,\n J", orcid: "https://orcid.org/0000-0002-1825-0097", affiliation: "UZ&nbsp;X" },
        { name: "Wrong, O", orcid: "0000-0002-1825-0098" },
        " ",
      ],
    });
    expect(authors).toEqual([
      { name: "Janssens, M" },
      { name: "Peeters, J", orcid: "0000-0002-1825-0097", affiliation: "UZ X" },
      { name: "Wrong, O" },
    ]);
    expect(warnings.map(({ path }) => path)).toEqual(["authors.2.orcid", "authors.3.name"]);
  });

  test.each([
    ["eng", "en"],
    ["English", "en"],
    ["en-GB", "en"],
    ["ger", "de"],
    ["Nederlands", "nl"],
    ["flemish", "nl"],
    ["français", "fr"],
    ["Chinois", "zh"],
    ["grc", "grc"],
  ])("has the language %s as %s", (given, language) => {
    expect(of({ language: given })).toMatchObject({ language, warnings: [] });
  });

  test("leaves out a language, an address and a relation that it cannot use, and warns", () => {
    const record = of({
      language: "Klingon",
      url: "javascript:alert(1)",
      openAccessUrl: "not one",
      related: [{ relation: "comment-on", ref: "doi:x" }],
      domains: ["On cology"],
    });
    expect(record.warnings.map(({ path }) => path)).toEqual([
      "url",
      "openAccessUrl",
      "language",
      "related.0.ref",
      "domains",
    ]);
    expect(record).toMatchObject({ related: [], givenDomains: [] });
    expect(record.url ?? record.openAccessUrl ?? record.language).toBeUndefined();
    expect(of({ language: "und" }).warnings).toEqual([]);
  });

  test("has addresses in full, and relations by normalised identifiers, once each", () => {
    expect(
      of({
        url: "www.example.org/a b",
        related: [
          { relation: "retracted-by", ref: "doi:https://doi.org/10.1000/X" },
          { relation: "retracted-by", ref: "doi:10.1000/x" },
          { relation: "news-about", ref: "key:n 1" },
        ],
      }),
    ).toMatchObject({
      url: "https://www.example.org/a%20b",
      related: [
        { relation: "retracted-by", ref: "doi:10.1000/x" },
        { relation: "news-about", ref: "key:n 1" },
      ],
    });
  });

  test("has publication types as PubMed writes them, headings without qualifiers, and nothing twice", () => {
    expect(
      of({
        types: ["randomised controlled trial", "RCT", "Review", "review-article", "Case series"],
        mesh: ["*Glaucoma/drug therapy", "Glaucoma", "Abdomen, Acute/*surgery", "Humans"],
        keywords: ["Eye", "eye", " ", "x".repeat(301)],
      }),
    ).toMatchObject({
      types: ["Randomized Controlled Trial", "Review", "Case series"],
      mesh: ["Glaucoma", "Abdomen, Acute", "Humans"],
      keywords: ["Eye"],
      warnings: [{ path: "keywords" }],
    });
  });

  test("is retracted where its type or its title says so, not where it is the notice", () => {
    expect(of({ types: ["Retracted Publication"], status: ["corrected"] }).status).toEqual(["retracted", "corrected"]);
    expect(of({ title: "RETRACTED: A trial of X" }).status).toEqual(["retracted"]);
    expect(of({ title: "Retracted article: A trial of X" }).status).toEqual(["retracted"]);
    expect(of({ title: "Retraction: A trial of X", types: ["Retraction of Publication"] }).status).toEqual([]);
  });

  test("keeps the domains that it was given", () => {
    expect(of({ domains: ["oncology", " Oncology ", "eye-care"] }).givenDomains).toEqual(["oncology", "eye-care"]);
  });
});
