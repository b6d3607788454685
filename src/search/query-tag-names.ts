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
