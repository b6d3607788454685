import { createHash } from "node:crypto";
import { Meilisearch } from "meilisearch";
import { LecternError } from "../errors.ts";
import { answered, keptConnections, MeilisearchRefusal } from "./meilisearch-http.ts";

/** All that the engine does. */
export const ACTIONS = [
  "search",
  "documents.add",
  "documents.get",
  "documents.delete",
  "indexes.create",
  "indexes.get",
  "indexes.delete",
  "indexes.swap",
  "settings.get",
  "settings.update",
  "stats.get",
  "tasks.get",
] as const;

/**
 * The engine's own key, made with the master key at the first start: for its own indexes, and for what it does there.
 *
 * @param index the index's name; those whose names it starts are the engine's, too
 */
export async function ownKey(url: string, masterKey: string, index: string): Promise<string> {
  const client = new Meilisearch({ host: url, apiKey: masterKey, httpClient: keptConnections() });
  const uid = uidOf(index);
  const existing = () => answered(client.getKey(uid)).catch(unless("api_key_not_found"));
  const there = await existing();
  if (there) return there.key;
  const made = await answered(
    client.createKey({
      uid,
      name: `Lectern (${index})`,
      description: "Made by Lectern for its own index",
      actions: [...ACTIONS],
      indexes: [`${index}*`],
      expiresAt: null,
    }),
  ).catch(unless("api_key_already_exists"));
  // Made by another process meanwhile.
  const key = made ?? (await existing());
  if (!key) throw new LecternError("engine-unavailable", "Meilisearch made a key, and does not know it");
  return key.key;
}

/** Null for this refusal. */
function unless(refusal: string): (error: unknown) => null {
  return (error) => {
    if (error instanceof MeilisearchRefusal && error.refusal === refusal) return null;
    throw error;
  };
}

/**
 * One key for one index and what the engine does, however many processes start at once: its uid follows from them, as a
 * UUID of version 4.
 */
export function uidOf(index: string): string {
  const hex = createHash("sha256")
    .update(`lectern key for ${index}: ${ACTIONS.join(" ")}`)
    .digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4]!;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
