import { z } from "zod";
import { LONGEST_FILE } from "../../web/address.ts";
import { FORMAT_NAMES, type Format, LANGUAGES, type Language, STYLES, type Style } from "../export/formats.ts";
import type { SearchRequest } from "../search/search.ts";
import { check, readSearch } from "./contract.ts";

/** As many as a page of results has at most. */
const LONGEST_CHOICE = 100;
const LONGEST_FEED = 100;
const DEFAULT_FEED = 30;

const format = z.enum(FORMAT_NAMES);
const upTo = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((n) => n >= 1 && n <= most, `a whole number from 1 to ${most}`)
    .optional();

/** @throws `invalid-parameter` */
export function readFormat(query: unknown): Format {
  return check(z.strictObject({ format }), query, "invalid-parameter").format;
}

/** The ids of a selection: `id` once or more. @throws `invalid-parameter` */
export function readSelection(query: unknown): { ids: string[]; format: Format } {
  const { id, ...rest } = query as Record<string, unknown>;
  const given = check(
    z.strictObject({ format, id: z.array(z.string().min(1).max(128)).min(1).max(LONGEST_FILE) }),
    { ...rest, id: id === undefined ? undefined : [id].flat() },
    "invalid-parameter",
  );
  return { ids: [...new Set(given.id)], format: given.format };
}

/** Results chosen by their boxes: `id`, none or several, and `as` what: a file's format, or a style of references. @throws `invalid-parameter` */
export function readChosen(query: unknown): { ids: string[]; format: Format | null; style: Style } {
  const { id, ...rest } = query as Record<string, unknown>;
  const given = check(
    z.strictObject({
      as: z.enum([...FORMAT_NAMES, ...STYLES]).default("vancouver"),
      id: z.array(z.string().min(1).max(128)).max(LONGEST_CHOICE),
    }),
    { ...rest, id: id === undefined ? [] : [id].flat() },
    "invalid-parameter",
  );
  const format = FORMAT_NAMES.find((one) => one === given.as) ?? null;
  const style = STYLES.find((one) => one === given.as) ?? "vancouver";
  return { ids: [...new Set(given.id)], format, style };
}

/** A search whose first `limit` hits make a file. @throws `invalid-parameter` */
export function readSearchFile(query: unknown): { request: SearchRequest; format: Format; limit: number } {
  const { format: as, limit, page: _, perPage: __, ...parameters } = query as Record<string, unknown>;
  const given = check(
    z.strictObject({ format, limit: upTo(LONGEST_FILE) }),
    { format: as, limit },
    "invalid-parameter",
  );
  return { request: listing(parameters), format: given.format, limit: given.limit ?? LONGEST_FILE };
}

/** A search as a feed: the newest first, unless the order is given. @throws `invalid-parameter` */
export function readFeed(query: unknown): { request: SearchRequest; limit: number } {
  const { limit, page: _, perPage: __, ...parameters } = query as Record<string, unknown>;
  const given = check(z.strictObject({ limit: upTo(LONGEST_FEED) }), { limit }, "invalid-parameter");
  const request = listing({ sort: "newest", ...parameters });
  return { request, limit: given.limit ?? DEFAULT_FEED };
}

/** @throws `invalid-parameter` */
export function readCitation(query: unknown): { style: Style; language: Language } {
  const Citation = z.strictObject({ style: z.enum(STYLES).optional(), lang: z.enum(LANGUAGES).optional() });
  const { style = "vancouver", lang = "en" } = check(Citation, query, "invalid-parameter");
  return { style, language: lang };
}

/** Lists records, and counts no facet. */
function listing(parameters: Record<string, unknown>): SearchRequest {
  return { ...readSearch(parameters), facets: [] };
}
