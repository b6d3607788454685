import { z } from "zod";
import { FINDABLE, type Narrowed } from "../../web/facet-find.ts";
import { type Searching, type SearchRequest, search } from "../search/search.ts";
import { check } from "./contract.ts";

/** What narrows the list of one facet on the search page. */
export type Narrowing = Pick<Narrowed, "facet" | "beginning">;

const Parameters = z.object({ facet: z.enum(FINDABLE).optional(), prefix: z.string().trim().max(200).optional() });

/** The page's own parameters, and those of its search. @throws `invalid-parameter` */
export function readNarrowing(query: object): { narrowing: Narrowing | null; search: object } {
  const { facet, prefix, ...rest } = query as Record<string, unknown>;
  const given = check(Parameters, { facet, prefix }, "invalid-parameter");
  const narrowing = given.facet ? { facet: given.facet, beginning: given.prefix ?? "" } : null;
  return { narrowing, search: rest };
}

/** Values of the facet over the matches of a search, listing no record. @param limit how many values at most */
export async function narrowed(
  searching: Searching,
  request: SearchRequest,
  { facet, beginning }: Narrowing,
  limit: number,
): Promise<Narrowed> {
  const values = { limit, ...(beginning === "" ? {} : { beginning }) };
  const { facets } = await search(searching, {
    ...request,
    sort: "newest",
    page: 1,
    perPage: 0,
    facets: [facet],
    values,
    bare: true,
  });
  return { facet, beginning, values: facets[facet] ?? [] };
}
