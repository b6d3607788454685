import { ALIASES, type FieldName } from "./query-fields.ts";

/**
 * What a tag asks for: a field, null for all of them, "unanswered" for what no record here tells, "subheading" for that
 * too, whose values are known.
 */
export type Tagged = FieldName | "unanswered" | "subheading" | null;

/** PubMed's tags that no record here answers, short, long, and as its 'Search Details' write them. */
const UNANSWERED = `
  ad; affiliation; book; book accession; cois; conflict of interest; conflict of interest statement; coi; crdt; create date;
  date - create; dcom; completion date; date - completion; ed; editor; edat; entry date; date - entry; date - entrez;
  entrez date; eid; electronic location id; filter; sb; subset; fir; full investigator name; investigator - full; gr; grant;
  grants; grant number; grants and funding; ip; issue; ir; investigator; is; issn; isbn; jid; nlm unique id; journal id; lr;
  modification date; date - modification; last revision; mhda; mesh date; date - mesh; nm; supplementary concept;
  substance name; owner; own; pa; pharmacological action; pg; pagination; page; pl; place; place of publication; ps;
  personal name as subject; subject - personal name; pubn; publisher; rn; ec/rn number; si; secondary source id; stat;
  status; publication status; tt; transliterated title; title - transliterated; vi; volume`;

/** The others. */
const ANSWERED: Readonly<Record<string, Tagged>> = {
  "ti; title; article title": "title",
  "tiab; title/abstract": "tiab",
  "ab; abstract": "abstract",
  "mh; mesh; mesh terms; mesh term; majr; mesh major topic; mj": "mesh",
  "sh; subheading; mesh subheading; mesh subheadings": "subheading",
  "ot; other term; other terms; keyword; keywords": "keyword",
  "au; author; authors; 1au; first author; first author name; author - first; lastau; last author name": "author",
  "last author; author - last; fau; full author name; author - full; cn; corporate author": "author",
  "author - corporate": "author",
  "auid; author identifier; author - identifier": "orcid",
  "ta; journal; jour; source": "journal",
  "la; lang; language": "language",
  "pt; ptyp; publication type; publication types": "type",
  "dp; pdat; publication date; date - publication; year; epdat; electronic publication date": "year",
  "ppdat; print publication date; electronic date of publication; print date of publication": "year",
  "pmid; uid": "pmid",
  "pmc; pmcid; pmcr": "pmcid",
  "doi; aid; article identifier; lid; location id": "doi",
  "all; all fields; tw; text word; text words; text": null,
};

const named = (names: string, tagged: Tagged): [string, Tagged][] =>
  names.split(";").map((name) => [name.trim().replace(/\s+/g, " "), tagged]);
const TAGS: ReadonlyMap<string, Tagged> = new Map([
  ...Object.entries(ALIASES),
  ...named(UNANSWERED, "unanswered"),
  ...Object.entries(ANSWERED).flatMap(([names, tagged]) => named(names, tagged)),
]);

/** A tag without its brackets ('MeSH Terms:noexp'), in any case; undefined where unknown. */
export function fieldTagged(tag: string): Tagged | undefined {
  return TAGS.get(tag.replace(/:.*$/, "").trim().replace(/\s+/g, " ").toLowerCase());
}

/** What stands in brackets behind a space and is no longer than this is a tag, known or not. */
const SHORT = 4;

/** What a stretch in brackets is. */
export type Bracket =
  /** `open`: it is half typed at the end of the query. */
  { is: "tag"; field: Tagged; open: boolean } | { is: "unknown" } | { is: "text" };

/**
 * Reads what stands in brackets, from the opening one on. 'benzo[a]pyrene' has no tag, nor has a word in brackets behind a
 * space ('[18F]FDG [heart]').
 *
 * @param whole with its brackets; the closing one may be missing
 * @param behind what it follows: a word right before it, one with a space between, or nothing that a tag may be of
 * @param rest of the query
 */
export function bracketOf(whole: string, behind: "word" | "space" | "nothing", rest: string): Bracket {
  const closed = whole.endsWith("]");
  if (!closed && rest !== "") return { is: "text" };
  const name = closed ? whole.slice(1, -1) : whole.slice(1);
  const field = fieldTagged(name);
  if (field !== undefined) return { is: "tag", field, open: !closed };
  const like = /^\p{L}[\p{L}\p{N}\s/:~-]*$/u.test(name) && !/^[\p{L}\p{N}]/u.test(rest);
  const meant = name.length <= SHORT ? behind !== "nothing" : closed && behind === "word";
  return { is: like && meant ? "unknown" : "text" };
}
