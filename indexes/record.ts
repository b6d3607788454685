import { z } from "zod";

/** What a record is: a scientific publication, or a news item about research. */
export const KINDS = ["publication", "news"] as const;
export const STATUSES = ["retracted", "corrected", "expression-of-concern"] as const;
/** How two records belong together, seen from the record that carries the relation. */
export const RELATIONS = [
  "news-about",
  "covered-by",
  "preprint-of",
  "published-as",
  "corrects",
  "corrected-by",
  "retracts",
  "retracted-by",
  "comment-on",
] as const;

/** The evidence of a domain that a source gave, which classification leaves alone; how that of one begins which a text is near to. */
export const GIVEN = "Given by the source";
export const NEAREST_TOPICS = "Nearest topics: ";

const line = (max: number) => z.string().trim().min(1).max(max);

export const Author = z.strictObject({
  name: line(500).describe("As printed: 'Janssens, M' or the name of a group"),
  orcid: z
    .string()
    .regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/)
    .optional(),
  affiliation: line(2000).optional(),
});

export const DomainAssignment = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  confidence: z.number().min(0).max(1),
  evidence: line(500).describe("Why: 'MeSH: Glaucoma', or 'Nearest topics: ...'"),
});

/** Labelled part of a structured abstract; offsets are UTF-16 units into `abstract`, `end` exclusive. */
export const Section = z.strictObject({
  label: line(200),
  start: z.int().min(0),
  end: z.int().min(0),
});

/** A relation to another record, in the index or not; `ref` names it by identifier: 'doi:10.1000/x', 'pmid:1', 'key:abc'. */
export const Related = z.strictObject({
  relation: z.enum(RELATIONS),
  ref: z
    .string()
    .regex(/^(doi|pmid|pmcid|key):\S.*$/)
    .max(520),
});

/** One source of a record: which file or service gave it, when, and which fields it owns. */
export const Provenance = z.strictObject({
  source: line(200).describe("The service or collection: 'pubmed', 'jsonl', 'lectern-sample'"),
  key: line(500).describe("The record's own id in that source"),
  file: z.string().max(1000).optional(),
  at: z.iso.datetime(),
  fields: z.array(z.string()),
  hashes: z.array(z.string()).min(1).describe("Hashes of the contents taken under this key, the newest last"),
  load: z
    .strictObject({
      job: z.string(),
      outcomes: z.record(z.string(), z.enum(["added", "updated", "merged", "again"])),
    })
    .optional()
    .describe(
      "The job that changed it last, and what each content (by its hash) did to the record; 'again': merged, after " +
        "another content of the same key. So that a job that is begun again counts what it stored as it did at first",
    ),
});

/** The fields that a source may give. Everything but `title` may be missing. */
const given = {
  kind: z.enum(KINDS),
  title: line(2000),
  abstract: z.string().max(200_000),
  sections: z.array(Section).max(50),
  authors: z.array(Author).max(10_000),
  journal: line(1000),
  journalAbbreviation: line(300).describe("As NLM abbreviates it: 'N Engl J Med'"),
  volume: line(100),
  issue: line(100),
  pages: line(100).describe("'1865-1876', or a number that stands for them: 'e0123'"),
  issn: z.string().regex(/^\d{4}-\d{3}[\dX]$/),
  date: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .describe("YYYY, YYYY-MM or YYYY-MM-DD"),
  year: z.int().min(1500).max(2100),
  doi: z
    .string()
    .regex(/^10\.\d{4,9}(?:\.\d+)*\/\S+$/)
    .max(400)
    .describe("Lower case, without resolver"),
  pmid: z.string().regex(/^[1-9]\d{0,8}$/),
  pmcid: z.string().regex(/^PMC\d{1,9}$/),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  openAccessUrl: z.url({ protocol: /^https?$/ }).max(2000),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .describe("ISO 639: 'en', 'nl'"),
  types: z.array(line(200)).max(50).describe("Publication types: 'Randomized Controlled Trial', 'Review'"),
  mesh: z.array(line(300)).max(500).describe("MeSH headings, without qualifiers"),
  keywords: z.array(line(300)).max(500),
  status: z.array(z.enum(STATUSES)).max(3),
  related: z.array(Related).max(1000),
  illustration: z.boolean().describe("True for a made-up record that only shows how Lectern works"),
} as const;

/** What the index holds of a record. The one definition of every field. */
export const LecternRecord = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(128),
  key: line(500).describe("The caller's own id, from the first source that gave the record"),
  kind: given.kind,
  title: given.title,
  abstract: given.abstract,
  sections: given.sections,
  authors: given.authors,
  journal: given.journal.optional(),
  journalAbbreviation: given.journalAbbreviation.optional(),
  volume: given.volume.optional(),
  issue: given.issue.optional(),
  pages: given.pages.optional(),
  issn: given.issn.optional(),
  date: given.date.optional(),
  year: given.year.optional(),
  doi: given.doi.optional(),
  pmid: given.pmid.optional(),
  pmcid: given.pmcid.optional(),
  url: given.url.optional(),
  openAccessUrl: given.openAccessUrl.optional(),
  language: given.language.optional(),
  types: given.types,
  mesh: given.mesh,
  keywords: given.keywords,
  status: given.status,
  illustration: given.illustration,
  domains: z.array(DomainAssignment).max(50),
  related: given.related,
  provenance: z.array(Provenance).min(1),
});
export type LecternRecord = z.infer<typeof LecternRecord>;

/**
 * One record as a source gives it, and as a line of a JSONL file holds it: the caller's own `key`, a `title`, and
 * whatever else is known. Identifiers and dates may come in any usual notation; normalising comes after this.
 */
export const SourceRecord = z.strictObject({
  key: line(500),
  kind: given.kind.optional(),
  title: z.string(),
  abstract: z.string().optional(),
  sections: z.array(z.strictObject({ label: z.string(), text: z.string() })).optional(),
  authors: z
    .array(
      z.union([
        z.string(),
        z.strictObject({ name: z.string(), orcid: z.string().optional(), affiliation: z.string().optional() }),
      ]),
    )
    .optional(),
  journal: z.string().optional(),
  journalAbbreviation: z.string().optional(),
  volume: z.union([z.string(), z.int()]).optional(),
  issue: z.union([z.string(), z.int()]).optional(),
  pages: z.union([z.string(), z.int()]).optional(),
  issn: z.string().optional(),
  date: z.string().optional(),
  year: z.int().optional(),
  doi: z.string().optional(),
  pmid: z.union([z.string(), z.int()]).optional(),
  pmcid: z.string().optional(),
  url: z.string().optional(),
  openAccessUrl: z.string().optional(),
  language: z.string().optional(),
  types: z.array(z.string()).optional(),
  mesh: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  domains: z.array(z.string()).optional().describe("Ids of domains known for certain, from indexes/domains.json"),
  status: z.array(z.enum(STATUSES)).optional(),
  related: z.array(Related).optional(),
  illustration: z.boolean().optional(),
});
export type SourceRecord = z.infer<typeof SourceRecord>;
