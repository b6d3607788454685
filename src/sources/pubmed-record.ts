import { parseDoi, parsePmid } from "../../indexes/identifiers.ts";
import type { SourceRecord } from "../../indexes/record.ts";
import type { XmlElement } from "./xml.ts";

type Status = NonNullable<SourceRecord["status"]>[number];
type Relation = NonNullable<SourceRecord["related"]>[number]["relation"];
type AuthorObject = Exclude<NonNullable<SourceRecord["authors"]>[number], string>;

/**
 * What a comment or correction says about the record that carries it. Not here: `CommentIn`, `Cites`, and others that
 * say nothing of the record itself. `UpdateIn` is also how reviews point to their next version, so that it counts for
 * preprints alone.
 */
const CORRECTIONS: Record<string, { status?: Status; relation?: Relation }> = {
  RetractionIn: { status: "retracted", relation: "retracted-by" },
  RetractedandRepublishedIn: { status: "retracted", relation: "retracted-by" },
  RetractionOf: { relation: "retracts" },
  ErratumIn: { status: "corrected", relation: "corrected-by" },
  CorrectedandRepublishedIn: { status: "corrected", relation: "corrected-by" },
  PartialRetractionIn: { status: "corrected", relation: "corrected-by" },
  ErratumFor: { relation: "corrects" },
  ExpressionOfConcernIn: { status: "expression-of-concern" },
  CommentOn: { relation: "comment-on" },
};

/** A PubmedArticle or PubmedBookArticle as a record. `key` and `title` are "" where the element has none. */
export function pubmedRecord(root: XmlElement): SourceRecord {
  const book = child(root, "BookDocument");
  const citation = book ?? child(root, "MedlineCitation");
  const article = book ?? child(citation, "Article");
  const key = textOf(child(citation, "PMID"));
  const journal = child(article, "Journal");
  const abbreviation =
    textOf(child(child(citation, "MedlineJournalInfo"), "MedlineTA")) || textOf(child(journal, "ISOAbbreviation"));
  const bookTitle = textOf(child(child(book, "Book"), "BookTitle"));
  const types = texts(children(child(article, "PublicationTypeList") ?? article, "PublicationType"));
  const ids = [
    child(child(root, "PubmedData") ?? child(root, "PubmedBookData"), "ArticleIdList"),
    child(book, "ArticleIdList"),
  ];
  const articleIds = ids.flatMap((list) => children(list, "ArticleId"));
  return compact({
    key,
    kind: "publication",
    title: titleOf(article) || bookTitle,
    ...abstractOf(citation, article),
    authors: authorsOf(article),
    journal:
      textOf(child(journal, "Title")) ||
      textOf(child(journal, "ISOAbbreviation")) ||
      abbreviation ||
      (titleOf(article) === "" ? "" : bookTitle),
    journalAbbreviation: abbreviation,
    volume: textOf(child(child(journal, "JournalIssue"), "Volume")),
    issue: textOf(child(child(journal, "JournalIssue"), "Issue")),
    pages: pagesOf(child(article, "Pagination")),
    issn: textOf(child(journal, "ISSN")),
    date: dateOf(article, journal, book),
    doi: doiOf(article, articleIds),
    pmid: key,
    pmcid: textOf(articleIds.find((id) => id.attributes.IdType === "pmc")),
    url: parsePmid(key) === null ? "" : `https://pubmed.ncbi.nlm.nih.gov/${parsePmid(key)}/`,
    language: texts(children(article, "Language")).find((language) => !/^(und|mul)$/i.test(language)),
    types,
    mesh: texts(
      children(child(citation, "MeshHeadingList"), "MeshHeading").map((heading) => child(heading, "DescriptorName")),
    ),
    keywords: texts(children(citation, "KeywordList").flatMap((list) => children(list, "Keyword"))),
    ...correctionsOf(citation, types),
  });
}

function titleOf(article: XmlElement | undefined): string {
  const title = textOf(child(article, "ArticleTitle"));
  const missing = title === "" || /^\[?(not available|in process citation)\]?\.?$/i.test(title);
  return missing ? textOf(child(article, "VernacularTitle")) : title;
}

function abstractOf(
  citation: XmlElement | undefined,
  article: XmlElement | undefined,
): Pick<SourceRecord, "abstract" | "sections"> {
  const others = children(citation, "OtherAbstract");
  const abstract =
    child(article, "Abstract") ?? others.find((other) => other.attributes.Language === "eng") ?? others[0];
  const parts = children(abstract, "AbstractText").flatMap((part) => {
    const category = part.attributes.NlmCategory ?? "";
    const label = part.attributes.Label ?? (/^(unassigned|unlabelled)$/i.test(category) ? "" : category);
    const text = textOf(part);
    return text === "" ? [] : [{ label: label.trim(), text }];
  });
  if (parts.some((part) => part.label !== "")) return { sections: parts };
  return parts.length === 0 ? {} : { abstract: parts.map((part) => part.text).join(" ") };
}

function authorsOf(article: XmlElement | undefined): AuthorObject[] {
  const lists = children(article, "AuthorList");
  const list = lists.find((candidate) => candidate.attributes.Type !== "editors") ?? lists[0];
  return children(list, "Author").flatMap((author) => {
    // 'N' marks a misspelt name that stands beside its corrected form.
    if (author.attributes.ValidYN === "N") return [];
    const fore = textOf(child(author, "ForeName"));
    const initials = textOf(child(author, "Initials")) || fore.replace(/(\p{L})[^\s-]*[\s-]*/gu, "$1");
    const last = textOf(child(author, "LastName"));
    const suffix = textOf(child(author, "Suffix"));
    const person =
      last === "" ? fore : last + (initials === "" ? "" : `, ${initials}`) + (suffix === "" ? "" : ` ${suffix}`);
    const name = person || textOf(child(author, "CollectiveName"));
    const orcid = textOf(children(author, "Identifier").find((id) => id.attributes.Source?.toUpperCase() === "ORCID"));
    const affiliation = textOf(child(child(author, "AffiliationInfo") ?? author, "Affiliation"));
    return name === "" ? [] : [compact({ name, orcid, affiliation })];
  });
}

function pagesOf(pagination: XmlElement | undefined): string {
  const [first, last] = ["StartPage", "EndPage"].map((name) => textOf(child(pagination, name)));
  return textOf(child(pagination, "MedlinePgn")) || [first, last].filter(Boolean).join("-");
}

/** The electronic date where there is one, for it is exact; else the issue's, as printed ('1998 Dec-1999 Jan'). */
function dateOf(
  article: XmlElement | undefined,
  journal: XmlElement | undefined,
  book: XmlElement | undefined,
): string {
  const candidates = [
    children(article, "ArticleDate").find((date) => date.attributes.DateType !== "Print"),
    child(child(journal, "JournalIssue"), "PubDate"),
    child(book, "ContributionDate"),
    child(child(book, "Book"), "PubDate"),
  ];
  return candidates.map(printedDate).find((date) => date !== "") ?? "";
}

function printedDate(date: XmlElement | undefined): string {
  const [year, month, day, season] = ["Year", "Month", "Day", "Season"].map((name) => textOf(child(date, name))) as [
    string,
    string,
    string,
    string,
  ];
  if (year === "") return textOf(child(date, "MedlineDate"));
  if (!/^\d+$/.test(month)) return [year, month || season, month && day].filter(Boolean).join(" ");
  return [year, month, day]
    .filter(Boolean)
    .map((part) => part.padStart(2, "0"))
    .join("-");
}

/** Of the article itself: the list of references has ArticleIds of its own. The first that is one, else the first. */
function doiOf(article: XmlElement | undefined, articleIds: readonly XmlElement[]): string | undefined {
  const locations = children(article, "ELocationID").filter(
    (id) => id.attributes.EIdType === "doi" && id.attributes.ValidYN !== "N",
  );
  const given = texts([...articleIds.filter((id) => id.attributes.IdType === "doi"), ...locations]);
  return given.find((doi) => parseDoi(doi) !== null) ?? given[0];
}

function correctionsOf(
  citation: XmlElement | undefined,
  types: readonly string[],
): Required<Pick<SourceRecord, "status" | "related">> {
  const status = new Set<Status>(types.includes("Retracted Publication") ? ["retracted"] : []);
  const related = new Map<string, { relation: Relation; ref: string }>();
  for (const correction of children(child(citation, "CommentsCorrectionsList"), "CommentsCorrections")) {
    const type = correction.attributes.RefType ?? "";
    const preprint = type === "UpdateIn" && types.includes("Preprint");
    const meaning: (typeof CORRECTIONS)[string] = preprint ? { relation: "published-as" } : (CORRECTIONS[type] ?? {});
    if (meaning.status !== undefined) status.add(meaning.status);
    const pmid = parsePmid(textOf(child(correction, "PMID")));
    const doi = parseDoi(/\bdoi:\s*(\S+)/i.exec(textOf(child(correction, "RefSource")))?.[1] ?? "");
    const ref = pmid !== null ? `pmid:${pmid}` : doi !== null ? `doi:${doi}` : null;
    if (meaning.relation !== undefined && ref !== null)
      related.set(`${meaning.relation} ${ref}`, { relation: meaning.relation, ref });
  }
  return { status: [...status], related: [...related.values()] };
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((inner): inner is XmlElement => typeof inner !== "string" && inner.name === name);
}

function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return (
    element?.children.filter((inner): inner is XmlElement => typeof inner !== "string" && inner.name === name) ?? []
  );
}

/** The texts of elements, without those that are empty. */
function texts(elements: readonly (XmlElement | undefined)[]): string[] {
  return elements.map(textOf).filter((text) => text !== "");
}

/** All text of an element, inline markup flattened, white space collapsed; "" for none. */
function textOf(element: XmlElement | undefined): string {
  return element === undefined ? "" : flatten(element, false).replace(/\s+/g, " ").trim();
}

/** A formula is its symbols side by side: the white space in MathML is the printer's. Its dots and bars above are left out. */
function flatten(element: XmlElement, inFormula: boolean): string {
  const name = element.name.replace(/^.*:/, "");
  if (/^annotation(-xml)?$/.test(name)) return "";
  const formula = inFormula || name === "math";
  const accent = name === "mover" ? element.children.filter((inner) => typeof inner !== "string")[1] : undefined;
  return element.children
    .filter((inner) => inner !== accent || /[\p{L}\p{N}]/u.test(textOf(accent)))
    .map((inner) => (typeof inner !== "string" ? flatten(inner, formula) : formula ? inner.trim() : inner))
    .join("");
}

/** Without what is missing or empty, but for `key` and `title`, which every record has. */
function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(fields).filter(([name, value]) => {
    return (
      name === "key" ||
      name === "title" ||
      !(value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    );
  });
  return Object.fromEntries(kept) as T;
}
