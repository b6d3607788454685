import { createHash } from "node:crypto";
import { Meilisearch } from "meilisearch";
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
  const existing = await answered(client.getKey(uid)).catch((error) => {
    if (error instanceof MeilisearchRefusal && error.refusal === "api_key_not_found") return null;
    throw error;
  });
  if (existing) return existing.key;
  const made = await answered(
    client.createKey({
      uid,
      name: `Lectern (${index})`,
      description: "Made by Lectern for its own index",
      actions: [...ACTIONS],
      indexes: [`${index}*`],
      expiresAt: null,
    }),
  );
  return made.key;
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
