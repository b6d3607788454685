import { createHash } from "node:crypto";
import { Meilisearch } from "meilisearch";
import { LecternError } from "../errors.ts";
import { answered, keptConnections, MeilisearchRefusal, present } from "./meilisearch-http.ts";
import { keepKey, readKey } from "./meilisearch-kept-key.ts";

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

export interface KeyPlace {
  url: string;
  /** Used once, to make the engine a key of its own; null for a server without keys, or once that is made. */
  masterKey: string | null;
  /** The index's name; those whose names it starts are the engine's, too. */
  index: string;
  /** A folder to keep the key in; null: it is asked for anew each time. Default null. */
  keyFolder?: string | null;
}

/**
 * The engine's own key, made with the master key at the first start: for its own indexes, and for what it does there.
 *
 * @returns null for a server without keys
 */
export async function ownKey(place: KeyPlace): Promise<string | null> {
  const { url, masterKey, index, keyFolder } = place;
  const kept = keyFolder ? await keptKey(place) : null;
  if (kept || !masterKey) return kept;
  const key = await madeKey(url, masterKey, index);
  if (keyFolder) await keepKey(keyFolder, url, uidOf(index), key);
  return key;
}

/** The key that was made and kept at an earlier start, if the server still takes it; null where there is none. */
export async function keptKey({ url, index, keyFolder }: KeyPlace): Promise<string | null> {
  const key = keyFolder ? await readKey(keyFolder, url, uidOf(index)) : null;
  if (!key) return null;
  const client = new Meilisearch({ host: url, apiKey: key, httpClient: keptConnections() });
  return present(client.index(index).getRawInfo()).then(() => key, unless("invalid_api_key"));
}

async function madeKey(url: string, masterKey: string, index: string): Promise<string> {
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
