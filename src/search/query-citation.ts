import { type Identifier, identifierOf } from "./query-identifiers.ts";

/** What names a record among other words: a DOI, a PMID, a PMCID, with or without its label, or an address of one. */
const NAMED = new RegExp(
  [
    String.raw`https?:\/\/[^\s"<>]+`,
    String.raw`(?:doi\s*[:=]?\s*)?10\.\d{4,9}\/[^\s"<>]+`,
    String.raw`pmid\s*[:=]?\s*\d{5,9}\b`,
    String.raw`(?:pmcid\s*[:=]?\s*)?pmc\d{4,9}\b(?:\.\d+)?`,
  ]
    .map((form) => `(?<![\\w"(/.-])${form}`)
    .join("|"),
  "giu",
);
const OPERATOR = /(?<!\S)(?:(?:AND|OR|NOT)(?!\S)|-(?:doi|pmid|pmcid|arxiv):)/;
const NUMBERS = /^\s*(?:pmids?\s*[:=]?\s*)?\d{7,9}(?:[\s,;]+(?:pmid\s*[:=]?\s*)?\d{7,9})+[\s.,;]*$/i;

/**
 * The records that a text names beside other words, as a pasted reference does ('Smith J. Title. Lancet 2020;395:1.
 * doi:10.1016/x PMID: 123'), and the text without them; PubMed ids with blanks between are nothing else. Null where it
 * names none, or has operators, which say by themselves what is meant.
 */
export function citationIn(text: string): { identifiers: Identifier[]; rest: string } | null {
  if (NUMBERS.test(text)) return { identifiers: text.match(/\d+/g)!.flatMap((id) => read(`pmid ${id}`)), rest: "" };
  if (OPERATOR.test(text)) return null;
  const identifiers: Identifier[] = [];
  const rest = text.replace(NAMED, (written) => {
    const found = read(written);
    identifiers.push(...found);
    // Places of what is left stay as they are.
    return found.length > 0 ? " ".repeat(written.length) : written;
  });
  return identifiers.length > 0 ? { identifiers, rest } : null;
}

function read(written: string): Identifier[] {
  const found = identifierOf(written);
  if (!found || found.scheme === "orcid") return [];
  const { sure: _, ...identifier } = found;
  return [identifier];
}
