import { describe, expect, test } from "vitest";
import { article, readText, recordOf, set } from "./sources-support.ts";

describe("a PubMed record", () => {
  test("has the PMID as its key, and its page as its address", async () => {
    expect(await recordOf({})).toEqual({
      key: "123",
      kind: "publication",
      title: "A title.",
      pmid: "123",
      url: "https://pubmed.ncbi.nlm.nih.gov/123/",
    });
  });

  test("has its title and abstract without markup, and formulas as their symbols", async () => {
    const math =
      "<mml:math>\n <mml:mover><mml:mi>V</mml:mi><mml:mo>.</mml:mo></mml:mover>\n <mml:mi>O</mml:mi> <mml:mn>2</mml:mn>\n</mml:math>";
    const fields = `<ArticleTitle>H<sub>2</sub>O &amp; <i>E.  coli</i>:\n p &lt; 0.05</ArticleTitle><Abstract><AbstractText>Max ${math} <b>fell</b></AbstractText><CopyrightInformation>(c)</CopyrightInformation></Abstract>`;
    expect(await recordOf({ article: fields })).toMatchObject({
      title: "H2O & E. coli: p < 0.05",
      abstract: "Max VO2 fell",
    });
  });

  test("takes the title in its own language where there is no other, and none where there is none", async () => {
    const vernacular = "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Een titel.</VernacularTitle>";
    expect(await recordOf({ article: vernacular })).toMatchObject({ title: "Een titel." });
    expect(await recordOf({ article: "<ArticleTitle/>" })).toMatchObject({ title: "" });
  });

  test("keeps the labels of its abstract", async () => {
    const abstract =
      '<Abstract><AbstractText Label="AIM" NlmCategory="OBJECTIVE">To see.</AbstractText><AbstractText NlmCategory="RESULTS">Seen.</AbstractText><AbstractText NlmCategory="UNASSIGNED">Funded.</AbstractText></Abstract>';
    const record = await recordOf({ article: `<ArticleTitle>A</ArticleTitle>${abstract}` });
    expect(record.abstract).toBeUndefined();
    expect(record.sections).toEqual([
      { label: "AIM", text: "To see." },
      { label: "RESULTS", text: "Seen." },
      { label: "", text: "Funded." },
    ]);
  });

  test("takes another abstract only where it has none of its own", async () => {
    const citation =
      '<OtherAbstract Language="fre"><AbstractText>Autre</AbstractText></OtherAbstract><OtherAbstract Language="eng"><AbstractText>Other</AbstractText></OtherAbstract>';
    expect(await recordOf({ citation })).toMatchObject({ abstract: "Other" });
    expect(
      await recordOf({
        citation,
        article: "<ArticleTitle>A</ArticleTitle><Abstract><AbstractText>Own</AbstractText></Abstract>",
      }),
    ).toMatchObject({ abstract: "Own" });
  });

  test("has its authors as printed, without names that were corrected", async () => {
    const authors = `<AuthorList>
      <Author ValidYN="Y"><LastName>Janssens</LastName><ForeName>Marie Anne</ForeName><Initials>MA</Initials><Suffix>Jr</Suffix>
        <Identifier Source="ORCID">https://orcid.org/0000-0002-1825-0097</Identifier>
        <AffiliationInfo><Affiliation>First</Affiliation></AffiliationInfo><AffiliationInfo><Affiliation>Second</Affiliation></AffiliationInfo></Author>
      <Author ValidYN="N"><LastName>Jansens</LastName><Initials>M</Initials></Author>
      <Author><LastName>Peeters</LastName><ForeName>Jean-Luc</ForeName><Affiliation>Old place</Affiliation></Author>
      <Author><LastName>Plato</LastName></Author>
      <Author><CollectiveName>The <i>ABC</i> Group</CollectiveName></Author><Author/></AuthorList>`;
    const record = await recordOf({ article: `<ArticleTitle>A</ArticleTitle>${authors}` });
    expect(record.authors).toEqual([
      { name: "Janssens, MA Jr", orcid: "https://orcid.org/0000-0002-1825-0097", affiliation: "First" },
      { name: "Peeters, JL", affiliation: "Old place" },
      { name: "Plato" },
      { name: "The ABC Group" },
    ]);
  });

  test.each([
    ["<PubDate><Year>2018</Year><Month>May</Month><Day>3</Day></PubDate>", "", "2018 May 3"],
    ["<PubDate><Year>2018</Year><Month>05</Month></PubDate>", "", "2018-05"],
    ["<PubDate><Year>2018</Year><Season>Spring</Season></PubDate>", "", "2018 Spring"],
    ["<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>", "", "1998 Dec-1999 Jan"],
    [
      "<PubDate><Year>2019</Year></PubDate>",
      '<ArticleDate DateType="Electronic"><Year>2018</Year><Month>6</Month><Day>8</Day></ArticleDate>',
      "2018-06-08",
    ],
    ["", "", undefined],
  ])("has the date %s%s as %s", async (issue, electronic, date) => {
    const fields = `<Journal><JournalIssue>${issue}</JournalIssue></Journal><ArticleTitle>A</ArticleTitle>${electronic}`;
    expect((await recordOf({ article: fields })).date).toBe(date);
  });

  test("has its own identifiers, never those of its references", async () => {
    const reference =
      '<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/cited</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId></ArticleIdList></Reference></ReferenceList>';
    const own =
      '<ArticleIdList><ArticleId IdType="doi">10.1000/own</ArticleId><ArticleId IdType="pmc">PMC1</ArticleId></ArticleIdList>';
    expect(await recordOf({ data: reference + own })).toMatchObject({ doi: "10.1000/own", pmcid: "PMC1" });
    expect((await recordOf({ data: reference })).doi).toBeUndefined();
    const locations =
      '<ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID><ELocationID EIdType="pii">x</ELocationID><ELocationID EIdType="doi" ValidYN="Y">10.1000/right</ELocationID>';
    expect(await recordOf({ data: reference, article: `<ArticleTitle>A</ArticleTitle>${locations}` })).toMatchObject({
      doi: "10.1000/right",
    });
  });

  test("has journal, language, types, headings and keywords", async () => {
    const fields = `<Journal><Title>The  Journal</Title><ISOAbbreviation>J</ISOAbbreviation></Journal><ArticleTitle>A</ArticleTitle><Language>und</Language><Language>dut</Language>
      <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType><PublicationType>Review</PublicationType></PublicationTypeList>`;
    const citation = `<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="N">Glaucoma</DescriptorName><QualifierName>surgery</QualifierName></MeshHeading></MeshHeadingList>
      <KeywordList Owner="NOTNLM"><Keyword>eye, <i>left</i></Keyword></KeywordList><KeywordList Owner="KIE"><Keyword>ethics</Keyword></KeywordList>`;
    expect(await recordOf({ article: fields, citation })).toMatchObject({
      journal: "The Journal",
      language: "dut",
      types: ["Journal Article", "Review"],
      mesh: ["Glaucoma"],
      keywords: ["eye, left", "ethics"],
    });
    expect(
      await recordOf({ citation: "<MedlineJournalInfo><MedlineTA>J Short</MedlineTA></MedlineJournalInfo>" }),
    ).toMatchObject({ journal: "J Short" });
  });

  const correction = (type: string, inner = "<PMID>7</PMID>"): string =>
    `<CommentsCorrectionsList><CommentsCorrections RefType="Cites"><PMID>8</PMID></CommentsCorrections><CommentsCorrections RefType="${type}"><RefSource>J. 2020. doi: 10.1000/notice.</RefSource>${inner}</CommentsCorrections></CommentsCorrectionsList>`;

  test.each([
    ["RetractionIn", ["retracted"], "retracted-by"],
    ["RetractionOf", undefined, "retracts"],
    ["ErratumIn", ["corrected"], "corrected-by"],
    ["ErratumFor", undefined, "corrects"],
    ["ExpressionOfConcernIn", ["expression-of-concern"], undefined],
    ["CommentOn", undefined, "comment-on"],
    ["CommentIn", undefined, undefined],
    ["UpdateIn", undefined, undefined],
  ])("with %s has the status %j and the relation %s", async (type, status, relation) => {
    const record = await recordOf({ citation: correction(type) });
    expect(record.status).toEqual(status);
    expect(record.related).toEqual(relation === undefined ? undefined : [{ relation, ref: "pmid:7" }]);
  });

  test("names a notice without a PMID by its DOI", async () => {
    expect((await recordOf({ citation: correction("RetractionIn", "") })).related).toEqual([
      { relation: "retracted-by", ref: "doi:10.1000/notice" },
    ]);
  });

  test("that is a preprint points to what it was published as", async () => {
    const types = (type: string): string =>
      `<ArticleTitle>A</ArticleTitle><PublicationTypeList><PublicationType>${type}</PublicationType></PublicationTypeList>`;
    expect(await recordOf({ article: types("Preprint"), citation: correction("UpdateIn") })).toMatchObject({
      related: [{ relation: "published-as", ref: "pmid:7" }],
    });
    expect(await recordOf({ article: types("Retracted Publication") })).toMatchObject({ status: ["retracted"] });
  });

  test("of a book has the chapter's title, and the book as its journal", async () => {
    const book = `<PubmedBookArticle><BookDocument><PMID>9</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList><Book><BookTitle>The Book</BookTitle><PubDate><Year>1993</Year></PubDate></Book>
      <ArticleTitle>A chapter</ArticleTitle><Language>eng</Language><AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList><AuthorList Type="authors"><Author><LastName>Au</LastName></Author></AuthorList>
      <PublicationType>Review</PublicationType><Abstract><AbstractText>Text</AbstractText></Abstract></BookDocument><PubmedBookData/></PubmedBookArticle>`;
    const { entries } = await readText(set(book));
    expect(entries[0]).toMatchObject({
      ok: true,
      record: {
        key: "9",
        title: "A chapter",
        journal: "The Book",
        date: "1993",
        abstract: "Text",
        authors: [{ name: "Au" }],
        types: ["Review"],
      },
    });
  });

  test("without a PMID is refused alone", async () => {
    const { entries, error } = await readText(
      set(article({ pmid: "" }), article({ pmid: "<PMID>x</PMID>" }), article()),
    );
    expect(error).toBeNull();
    expect(entries).toMatchObject([
      {
        ok: false,
        key: null,
        error: { code: "invalid-record", message: "Expected `key` to be a PMID (digits, in <PMID>), got nothing" },
      },
      { ok: false, key: "x" },
      { ok: true, key: "123" },
    ]);
  });
});
