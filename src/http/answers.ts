import { z } from "zod";
import { FACETS, SEARCH_FIELDS } from "../../indexes/fields.ts";
import { LecternRecord, Provenance } from "../../indexes/record.ts";
import { SUGGESTION_KINDS } from "../../indexes/suggestions.ts";
import { SENTENCES } from "../search/notices.ts";
import { SCHEMES } from "../search/query-fields.ts";
import { MODES } from "../search/rank.ts";
import { REASONS } from "../search/rescue.ts";
import { PRESENCES } from "../search/told-terms.ts";
import { Explanation } from "./answers-explanation.ts";

/**
 * What is answered, as `contract.ts` has what is asked: every key that an answer may have. What does not apply is absent,
 * but for what is `nullable` here. Tests hold answers against it; a running server checks none.
 */

const count = z.int().min(0);
const offset = z.int().min(0).describe("UTF-16 units");
const VIA = [
  ...["exact", "variant", "notation", "abbreviation", "synonym"],
  ...["translation", "corrected", "prefix"],
] as const;

const ToldAs = z.strictObject({
  text: z.string().describe("Words folded, as the index has them; a value as records have it"),
  via: z.enum(VIA).describe("Why: the word itself ('exact'), another spelling, notation or name, a longer word, ..."),
  field: z.enum(SEARCH_FIELDS).optional().describe("The part of a record that it was looked for in; absent for all"),
  of: z.string().optional().describe("The words of the query that it stands for, where they are several"),
  records: count.optional().describe("In how many records it is; absent where nothing was counted"),
  defined: count.optional().describe("How many records define it so: of a short form, or a long one"),
});

const presence = z
  .enum(PRESENCES)
  .describe(
    "To the query, or to the group around it. optional: of a query, `needed` tells how many of these a match by words " +
      "has; of an OR, one is enough. ignored: too frequent to be asked for",
  );

const ToldWord = z.strictObject({
  text: z.string().describe("As typed, without its field and without a star"),
  field: z.string().optional().describe("The query's name of the field that it is asked for in: 'title', 'author'"),
  kind: z.enum(["word", "phrase", "value"]),
  presence,
  beginning: z.literal(true).optional().describe("A star asks for all words that begin so"),
  as: z.array(ToldAs).describe("What was looked for, itself first"),
});

const ToldGroup = z.strictObject({
  operator: z.enum(["AND", "OR"]),
  presence,
  get terms(): z.ZodArray<z.ZodUnion<[typeof ToldWord, typeof ToldGroup]>> {
    return z.array(z.union([ToldWord, ToldGroup]));
  },
});

const terms = z.array(z.union([ToldWord, ToldGroup]));
const needed = z
  .strictObject({ terms: count, of: count, always: z.array(z.string()) })
  .nullable()
  .describe(
    "A match by words has at least `terms` of so many, `always` these; null without words that are in any record",
  );

const Filter = z.union([
  z.strictObject({
    kind: z.literal("anyOf"),
    facet: z.enum(FACETS),
    values: z.array(z.string()),
    not: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal("years"),
    facet: z.literal("year"),
    from: z.int().nullable(),
    to: z.int().nullable(),
    not: z.boolean().optional(),
  }),
]);

const WordReading = z.strictObject({
  text: z.string(),
  as: z.array(z.strictObject({ text: z.string(), via: z.enum(VIA), records: count, defined: count.optional() })),
});

const Notice = z.strictObject({
  code: z.enum(Object.keys(SENTENCES)),
  values: z.array(z.string()).describe("What stands in it"),
  text: z.string(),
});
const notices = z.array(Notice).describe("What the reader should know");

/** Of `/v1/search`. */
const Interpretation = z.strictObject({
  query: z.string().describe("As read"),
  terms,
  needed,
  words: z.array(WordReading).describe("Each word with what it was found as, whatever operators join them"),
  filters: z.array(Filter).describe("Those that stand in the query, with the values that the index has"),
  instead: z.array(
    z.strictObject({
      without: z.enum(["corrections", "expansion"]),
      parameters: z.record(z.string(), z.string()),
    }),
  ),
  identifiers: z.array(z.strictObject({ scheme: z.enum(SCHEMES), value: z.string(), found: z.boolean() })),
  notices: z.array(
    Notice.extend({
      start: offset,
      end: offset,
      malformed: z.boolean().describe("Whether `strict=true` refuses the query for it"),
    }),
  ),
});

const FacetCounts = z.array(z.strictObject({ value: z.string(), count }));
const counts = z.strictObject({ words: count, meaning: count, total: count });
const sort = z.enum(["relevance", "newest", "oldest"]);

const reproduction = {
  typed: z.string(),
  read: z.string(),
  modeAsked: z.enum(MODES),
  mode: z.enum(MODES),
  sort,
  options: z.strictObject({
    expand: z.literal(false).optional(),
    typo: z.literal(false).optional(),
    strict: z.literal(true).optional(),
  }),
  filters: z.array(Filter),
  counts,
  index: z.strictObject({ documents: count, version: z.string() }),
  model: z.strictObject({ name: z.string(), revision: z.string(), dimensions: count }).nullable(),
  reranker: z.strictObject({ name: z.string(), revision: z.string(), hits: count }).optional(),
  lectern: z.strictObject({ version: z.string(), ranking: z.string() }),
  at: z.iso.datetime(),
};

const stretch = { start: offset, end: offset };
const Reason = z.union([
  z.strictObject({
    by: z.literal("words"),
    text: z.string(),
    via: z.enum([...VIA, "form"]),
    as: z.string(),
    fields: z.array(z.enum(SEARCH_FIELDS)),
  }),
  z.strictObject({ by: z.enum(["meaning", "first-results"]), cosine: z.number() }),
  z.strictObject({ by: z.literal("identifier") }),
]);

const Hit = LecternRecord.omit({ provenance: true }).extend({
  highlights: z.strictObject({
    title: z.array(z.strictObject(stretch)),
    abstract: z.array(z.strictObject(stretch)),
  }),
  bestSentence: z.strictObject({ field: z.enum(["title", "abstract"]), ...stretch, text: z.string() }).nullable(),
  score: z.number().nullable().describe("0 to 1 within this answer; null where the order is not by relevance"),
  reasons: z.array(Reason),
  explain: Explanation.nullable().optional().describe("Only with `explain=true`"),
});

/** `GET /v1/search` */
export const SearchBody = z.strictObject({
  query: z.string().describe("As read"),
  mode: z.enum(MODES),
  sort,
  counts,
  hits: z.array(Hit),
  facets: z.partialRecord(z.enum(FACETS), FacetCounts),
  interpretation: Interpretation,
  suggestions: z.array(
    z.strictObject({
      reason: z.enum(REASONS),
      parameters: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      records: count,
    }),
  ),
  notices,
  meaning: z.enum(["on", "off"]),
  meaningOff: z.enum(["switched-off", "not-loaded", "failed", "other-model"]).optional(),
  report: z.strictObject(reproduction),
  page: count,
  perPage: count,
  tookMs: z.number(),
});

/** `GET /v1/search/report` as JSON */
export const ReportBody = z.strictObject({
  ...reproduction,
  terms,
  needed,
  notices,
  database: z.strictObject({ name: z.string(), host: z.string().nullable(), records: count, withVectors: count }),
  sources: z.record(z.string(), count),
  similarity: z.strictObject({ each: z.number(), best: z.number() }).nullable(),
  address: z.string(),
});

/** `GET /v1/facets/:facet` */
export const FacetBody = z.strictObject({
  facet: z.enum(FACETS),
  values: FacetCounts,
  notices,
});

/** `GET /v1/suggest` */
export const SuggestBody = z.strictObject({
  suggestions: z.array(
    z.strictObject({
      kind: z.enum(SUGGESTION_KINDS),
      text: z.string(),
      records: count,
      id: z.string().optional().describe("Of a title: its record"),
      retracted: z.literal(true).optional(),
      illustration: z.literal(true).optional(),
    }),
  ),
});

/** `GET /v1/records/:id` */
export const RecordBody = LecternRecord.extend({
  provenance: z.array(Provenance.omit({ hashes: true, load: true })),
});

/** `POST /v1/similar`; `GET /v1/records/:id/similar` has the record's `id`, too. */
export const SimilarBody = z.strictObject({
  id: z.string().optional(),
  by: z.enum(["meaning", "words"]),
  hits: z.array(
    Hit.omit({ explain: true }).extend({
      shared: z.strictObject({ mesh: z.array(z.string()), domains: z.array(z.string()) }),
    }),
  ),
  people: z.array(
    z.strictObject({ name: z.string(), orcid: z.string().optional(), records: count, score: z.number() }),
  ),
  notices,
});
