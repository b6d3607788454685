import { z } from "zod";
import { domains } from "../../indexes/domains.ts";
import { FACETS, type Facet, type Filter } from "../../indexes/fields.ts";
import { nearest, problemsOf } from "../../indexes/problems.ts";
import { KINDS } from "../../indexes/record.ts";
import { type ErrorCode, LecternError, show } from "../errors.ts";
import type { Switches } from "../search/literal.ts";
import { MODES } from "../search/rank.ts";
import { FACET_VALUES, LONGEST_QUERY, type SearchRequest } from "../search/search.ts";
import type { SimilarRequest } from "../search/similar.ts";

/** The head of a request may be this long, in bytes: a query of any characters, each of which an address writes as up to nine. */
export const LONGEST_HEAD = 80 * 1024;
/** A text to compare with, in characters. */
export const LONGEST_TEXT = 10_000;
/** Pages end here: nobody reads further, and a crawler should not either. */
export const LAST_HIT = 10_000;

/** Parameters that may be repeated: `?type=Review&type=Meta-Analysis`. */
const REPEATED = FACETS.filter((facet) => facet !== "year");

const several = <T extends z.ZodType>(item: T) => z.array(item).max(50).default([]);
/** A parameter that stands once at most; empty counts as not given. */
const once = <T extends z.ZodType>(item: T) => z.preprocess((given) => (given === "" ? undefined : given), item);
const whole = (min: number, max: number) =>
  once(
    z
      .string()
      .regex(/^\d{1,9}$/, `a whole number from ${min} to ${max}`)
      .transform(Number)
      .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`)
      .optional(),
  );

const domainIds = new Set(domains.map(({ id }) => id));
const value = z.string().max(500);
const truth = z.enum(["true", "false"]);
const turned = once(z.enum(["on", "off"]).optional());

/** The values of each facet that a record may have one of. */
const filters = {
  domain: several(
    z.string().refine((id) => domainIds.has(id), "the id of a domain, such as oncology; /v1/domains lists them"),
  ),
  kind: several(z.enum(KINDS)),
  type: several(value),
  journal: several(value),
  language: several(z.string().regex(/^[a-z]{2,3}$/, "a code such as en")),
  author: several(value),
  department: several(value),
  mesh: several(value),
  openAccess: several(truth),
  retracted: several(truth),
};

/** What a search looks for, and under which filters; as it comes: text. */
const asked = {
  q: once(z.string().max(LONGEST_QUERY).optional()),
  mode: once(z.enum(MODES).optional()),
  ...filters,
  yearFrom: whole(1500, 2100),
  yearTo: whole(1500, 2100),
  expand: turned,
  typo: turned,
  strict: once(truth.optional()),
  zeros: once(truth.optional()),
};

/** The parameters of `/v1/search`. */
export const SearchParameters = z.strictObject({
  ...asked,
  facets: z.array(z.enum(FACETS)).max(FACETS.length).optional(),
  facetValues: whole(1, 1000),
  sort: once(z.enum(["relevance", "date", "newest", "oldest"]).optional()),
  page: whole(1, LAST_HIT),
  perPage: whole(1, 100),
  explain: once(truth.optional()),
});

/** The parameters of `/v1/facets/:facet`. */
export const FacetParameters = z.strictObject({
  ...asked,
  prefix: once(z.string().max(200).optional()),
  limit: whole(1, 1000),
});

/** The parameters of `/v1/suggest`. */
export const SuggestParameters = z.strictObject({ q: once(z.string().max(200).optional()), limit: whole(1, 20) });

/** The parameters of `/v1/records/:id/similar`. */
export const SimilarParameters = z.strictObject({ limit: whole(1, 50) });

const year = z.int().min(1500).max(2100).optional();

/** The body of `POST /v1/similar`: a text, up to a whole abstract, and filters as those of a search. */
export const SimilarBody = z.strictObject({
  text: z.string().trim().min(1).max(LONGEST_TEXT),
  limit: z.int().min(1).max(50).default(10),
  filters: z.strictObject({ ...filters, yearFrom: year, yearTo: year }).optional(),
});

/** @throws `invalid-parameter` naming each parameter that is wrong, what was expected and what came */
export function readSearch(query: unknown): SearchRequest {
  const given = check(SearchParameters, withLists(query), "invalid-parameter");
  const page = given.page ?? 1;
  const perPage = given.perPage ?? 10;
  if (page * perPage > LAST_HIT)
    throw refusal(
      "invalid-parameter",
      "page",
      `a page within the first ${LAST_HIT.toLocaleString("en")} results`,
      page,
    );
  return {
    ...readAsked(given),
    sort: given.sort === "date" ? "newest" : (given.sort ?? null),
    page,
    perPage,
    ...(given.facets ? { facets: given.facets } : {}),
    ...(given.explain === "true" ? { explain: true } : {}),
    ...(given.facetValues ? { values: { limit: given.facetValues } } : {}),
  };
}

/** The search that counts the values of one facet and lists no record. @throws `invalid-parameter`, `not-found` */
export function readFacet(name: string, query: unknown): SearchRequest & { facets: [Facet] } {
  const facet = FACETS.find((one) => one === name);
  if (!facet) throw new LecternError("not-found", `Expected one of the facets ${FACETS.join(", ")}, got ${show(name)}`);
  const given = check(FacetParameters, withLists(query), "invalid-parameter");
  const { prefix, limit = FACET_VALUES } = given;
  return {
    ...readAsked(given),
    sort: "newest",
    page: 1,
    perPage: 0,
    facets: [facet],
    bare: true,
    values: { limit, ...(prefix === undefined ? {} : { beginning: prefix }) },
  };
}

/** @throws `invalid-parameter` */
export function readSuggest(query: unknown): { text: string; limit: number } {
  const { q = "", limit = 8 } = check(SuggestParameters, query, "invalid-parameter");
  return { text: q, limit };
}

/** @throws `invalid-parameter` */
export function readSimilar(query: unknown): SimilarRequest {
  return { filters: [], limit: check(SimilarParameters, query, "invalid-parameter").limit ?? 10 };
}

/** @throws `invalid-body` */
export function readText(body: unknown): SimilarRequest & { text: string } {
  if (typeof body !== "object" || body === null)
    throw refusal("invalid-body", "body", "JSON as `application/json`, with a `text`", undefined);
  const { text, limit, filters } = check(SimilarBody, body, "invalid-body");
  return { text, limit, filters: filters ? readFilters(filters, "invalid-body") : [] };
}

type Asked = z.output<z.ZodObject<typeof asked>>;
type Filters = Pick<Asked, keyof typeof filters | "yearFrom" | "yearTo">;

function readAsked(given: Asked): Pick<SearchRequest, "q" | "mode" | "filters" | "zeros" | keyof Switches> {
  return {
    q: given.q ?? "",
    mode: given.mode ?? "hybrid",
    filters: readFilters(given),
    ...(given.expand === "off" ? { expand: false } : {}),
    ...(given.typo === "off" ? { typo: false } : {}),
    ...(given.strict === "true" ? { strict: true } : {}),
    ...(given.zeros === "true" ? { zeros: true } : {}),
  };
}

function readFilters(given: Filters, code: ErrorCode = "invalid-parameter"): Filter[] {
  const { yearFrom: from = null, yearTo: to = null } = given;
  if (from !== null && to !== null && from > to)
    throw refusal(code, "yearTo", `a year from ${from} on, as \`yearFrom\` says`, to);
  const filters: Filter[] = [];
  const anyOf = (facet: Exclude<Facet, "year">): void => {
    if (given[facet].length > 0) filters.push({ kind: "anyOf", facet, values: given[facet] });
  };
  for (const facet of REPEATED) anyOf(facet);
  if (from !== null || to !== null) filters.push({ kind: "years", facet: "year", from, to });
  return filters;
}

/** Each parameter that may be repeated as a list; an empty one counts as not given. */
function withLists(query: unknown): unknown {
  const given = { ...(query as Record<string, unknown>) };
  for (const name of REPEATED) if (name in given) given[name] = [given[name]].flat().filter((value) => value !== "");
  if ("facets" in given) {
    // Also with commas between: `facets=author,mesh`.
    const named = [given.facets].flat().flatMap((text) => String(text).split(","));
    given.facets = [...new Set(named.filter((name) => name !== ""))];
    if (named.every((name) => name === "")) delete given.facets;
  }
  return given;
}

/** Checks an input, so that the refusal names every field, what was expected and what came. */
export function check<T extends z.ZodType>(schema: T, input: unknown, code: ErrorCode): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const issues = problemsOf(parsed.error, input, show).map(({ path, expected, got, unknown }) => {
    if (!unknown) return { path: path.replace(/\.\d+$/, ""), expected, got };
    const near = nearest(path, known);
    return { path, expected: near ? `\`${near}\`, or nothing` : `one of ${known.join(", ")}`, got };
  });
  const message = issues
    .map(({ path, expected, got }) => `Expected \`${path}\` to be ${expected}, got ${got}`)
    .join(". ");
  throw new LecternError(code, message, { issues });
}

export function refusal(code: ErrorCode, path: string, expected: string, got: unknown): LecternError {
  const issues = [{ path, expected, got: show(got) }];
  return new LecternError(code, `Expected \`${path}\` to be ${expected}, got ${show(got)}`, { issues });
}
