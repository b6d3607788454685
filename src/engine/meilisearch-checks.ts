import { type Key, Meilisearch } from "meilisearch";
import { outdatedParts } from "../../indexes/derivation.ts";
import { differing, meilisearchSettings } from "../../indexes/settings.ts";
import { LecternError, messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";
import type { EngineStatistics } from "./engine.ts";
import { answered, keptConnections, MeilisearchRefusal } from "./meilisearch-http.ts";
import { MeilisearchIndex } from "./meilisearch-index.ts";
import { ACTIONS, type KeyPlace, keptKey, uidOf } from "./meilisearch-key.ts";
import { rebuildState } from "./meilisearch-notes.ts";

/** What the engine is written for. */
const OLDEST = [1, 50] as const;

const { ok, warning, problem } = findings("Meilisearch");

export type IndexFacts = Pick<EngineStatistics, "documents" | "embedded" | "bytes" | "space" | "outdated" | "rebuild">;

/**
 * What keeps a Meilisearch server from serving the index well. It only reads: it makes neither key nor index, and
 * applies no settings.
 *
 * @returns also what the index holds; null where there is none, or it cannot be read
 */
export async function checkMeilisearch(place: KeyPlace): Promise<{ findings: Finding[]; index: IndexFacts | null }> {
  const { url, masterKey } = place;
  const httpClient = keptConnections();
  const found: Finding[] = [];
  try {
    const kept = masterKey ? null : await keptKey(place);
    const apiKey = masterKey ?? kept;
    const client = new Meilisearch({ host: url, ...(apiKey ? { apiKey } : {}), httpClient });
    await answered(client.health());
    if (kept) found.push(KEPT);
    else {
      const { pkgVersion } = await answered(client.getVersion());
      found.push(versionFinding(pkgVersion));
      const keys = masterKey ? await keyFinding(client, place.index) : OPEN;
      found.push(keys.finding);
      if (!keys.usable) return { findings: found, index: null };
    }
    const { results } = await answered(client.getIndexes({ limit: 10_000 }));
    if (!results.some(({ uid }) => uid === place.index)) {
      found.push(ok(`there is no index \`${place.index}\` yet: the first start makes it`));
      return { findings: found, index: null };
    }
    const { settings, index } = await readIndex(client, place);
    found.push(settings);
    return { findings: found, index };
  } catch (error) {
    found.push(refused(error));
    return { findings: found, index: null };
  }
}

function refused(error: unknown): Finding {
  const code = error instanceof MeilisearchRefusal ? error.refusal : null;
  if (code === "invalid_api_key")
    return problem("it refuses MEILI_MASTER_KEY", "set MEILI_MASTER_KEY to the key that the server was started with");
  if (code === "missing_authorization_header")
    return problem("it asks for a key", "set MEILI_MASTER_KEY to the key that the server was started with");
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  const reason =
    cause && !messageOf(cause)
      ? `it cannot be reached: ${cause.code}`
      : messageOf(error).replace(/^Meilisearch:?/, "it");
  const down = error instanceof LecternError && error.code === "engine-unavailable";
  return problem(
    reason,
    down ? "start Meilisearch, or correct MEILI_URL; until then searches answer 503" : "see the log of Meilisearch",
  );
}

export function versionFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const old = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return old
    ? problem(`its version is ${version}`, `install Meilisearch ${OLDEST.join(".")} or newer, and take its data along`)
    : ok(`version ${version} answers`);
}

/** The engine's own key: whether it is there, and may do what the engine does. */
async function keyFinding(client: Meilisearch, index: string): Promise<{ finding: Finding; usable: boolean }> {
  let key: Key;
  try {
    key = await answered(client.getKey(uidOf(index)));
  } catch (error) {
    const code = error instanceof MeilisearchRefusal ? error.refusal : null;
    if (code === "api_key_not_found")
      return { finding: ok("Lectern has no key of its own yet: the first start makes it"), usable: false };
    if (code !== "missing_master_key") throw error;
    const advice = "start it with --master-key (MEILI_MASTER_KEY): without, whoever reaches it may change the index";
    return { finding: problem("it was started without a master key, though one is configured", advice), usable: false };
  }
  const anew = `delete the key ${key.uid} on the server: the next start of Lectern makes it anew`;
  const lacking = ACTIONS.filter((action) => !key.actions.includes(action) && !key.actions.includes("*"));
  if (lacking.length > 0)
    return { finding: problem(`Lectern's own key may not do ${lacking.join(", ")}`, anew), usable: false };
  if (key.expiresAt && key.expiresAt.getTime() < Date.now())
    return { finding: problem("Lectern's own key has expired", anew), usable: false };
  return { finding: ok("Lectern has a key of its own, with the rights that it needs"), usable: true };
}

/** The master key alone tells more. */
const KEPT = ok("it takes the key of its own that Lectern has kept; its version is told with MEILI_MASTER_KEY only");

const OPEN = {
  // One with a master key would have refused to tell its version.
  finding: warning(
    "it has no master key: whoever reaches it may read and change the index",
    "start it with --master-key (MEILI_MASTER_KEY), 16 characters or more, and set the same here",
  ),
  usable: true,
};

/** Read with the engine's own key, which is thereby tried. */
async function readIndex(client: Meilisearch, place: KeyPlace): Promise<{ settings: Finding; index: IndexFacts }> {
  const server = await MeilisearchIndex.open(place);
  const [has, { documents, bytes }, { answers, about }, rebuild] = await Promise.all([
    answered(client.index(place.index).getSettings()),
    server.statistics(),
    server.search([{ limit: 0, facets: ["embedded"] }]),
    rebuildState(server),
  ]);
  const differ = Object.keys(
    differing(has as Record<string, unknown>, meilisearchSettings(about.space?.dimensions ?? null)),
  );
  const settings =
    differ.length > 0
      ? warning(
          `settings of the index differ from this Lectern's: ${differ.join(", ")}`,
          "start Lectern: it applies them, and Meilisearch indexes anew meanwhile",
        )
      : ok("the settings of the index are this Lectern's");
  const counts = Object.values(answers[0]?.facetDistribution?.embedded ?? {});
  const embedded = counts.reduce((sum, count) => sum + count, 0);
  return {
    settings,
    index: { documents, embedded, bytes, space: about.space, outdated: outdatedParts(about.ways), rebuild },
  };
}
