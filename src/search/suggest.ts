import { SUGGESTION_KINDS, type Suggestion } from "../../indexes/suggestions.ts";
import type { Searching } from "./search.ts";

/**
 * Suggestions of all kinds, together: each kind has the same number of places, those that it does not need go to the
 * others, and the kinds stand one after the other.
 *
 * @param limit how many in all
 */
export async function suggest(
  { engine, past }: Pick<Searching, "engine" | "past">,
  text: string,
  limit: number,
): Promise<Suggestion[]> {
  const found = [...(past?.suggest(text, limit) ?? []), ...(await engine.suggest(text, limit))];
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  const queues = SUGGESTION_KINDS.map((kind) => [...(kinds.get(kind) ?? [])]);
  const taken = queues.map((): Suggestion[] => []);
  for (let left = limit; left > 0 && queues.some((queue) => queue.length > 0); )
    for (const [i, queue] of queues.entries()) {
      const next = left > 0 ? queue.shift() : undefined;
      if (!next) continue;
      taken[i]!.push(next);
      left--;
    }
  return taken.flat();
}
