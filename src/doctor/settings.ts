import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Config, readConfig, SETTINGS } from "../config.ts";
import { LecternError, messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";

const { ok, warning, problem } = findings("settings");

export type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the configuration, or null where it is not valid; then nothing else can be looked at */
export function checkSettings(environment: Environment): { config: Config | null; findings: Finding[] } {
  const found: Finding[] = [];
  const unknown = Object.keys(environment).filter((name) => name.startsWith("LECTERN_") && !SETTINGS.includes(name));
  for (const name of unknown) found.push(warning(`${name} is no setting`, "see .env.example for the names"));
  try {
    const config = readConfig(environment);
    if (environment.MEILI_MASTER_KEY && !config.meilisearch)
      found.push(warning("MEILI_MASTER_KEY has no effect without MEILI_URL", "set MEILI_URL, or unset the key"));
    const parts = [config.meilisearch ? "Meilisearch" : "SQLite", config.redis ? "Redis" : "the data directory"];
    return { config, findings: [ok(`valid; the index is in ${parts[0]}, jobs are in ${parts[1]}`), ...found] };
  } catch (error) {
    const issues = error instanceof LecternError ? error.issues : [];
    const lines = issues.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`);
    for (const line of lines.length > 0 ? lines : [messageOf(error)])
      found.push(problem(line, "correct it: .env.example tells what each setting is for"));
    return { config: null, findings: found };
  }
}

const key = findings("keys");

/** Guessing at a key over the network does not get through so many random characters. */
const LONG = 16;

/** Whether the keys that are configured, or kept in the data directory, can be guessed or read by others. */
export function checkKeys({ http, meilisearch, redis, dataDir }: Config): Finding[] {
  const found: Finding[] = [];
  const advise = "make one: `openssl rand -hex 32`";
  const judge = (name: string, value: string): void => {
    const weak = weakness(value);
    found.push(weak ? key.warning(`${name} is weak: ${weak}`, advise) : key.ok(`${name} is long and varied`));
  };
  const file = join(dataDir, "admin-key");
  if (http.adminKey) judge("LECTERN_ADMIN_KEY", http.adminKey);
  else if (!existsSync(file)) found.push(key.ok("the administrator's key is made at the first start"));
  else {
    judge("the administrator's key", readFileSync(file, "utf8").trim());
    if (statSync(file).mode & 0o077) found.push(key.warning(`others may read ${file}`, `chmod 600 ${file}`));
  }
  if (http.judgeKey) judge("LECTERN_JUDGE_KEY", http.judgeKey);
  if (meilisearch?.masterKey) judge("MEILI_MASTER_KEY", meilisearch.masterKey);
  if (redis) {
    const [password] = passwordsIn(redis.url);
    if (password) judge("the password in REDIS_URL", password);
    else if (!isLoopback(new URL(redis.url).hostname))
      found.push(
        key.warning("REDIS_URL has no password", "give Redis one (requirepass), for whoever reaches it owns the jobs"),
      );
  }
  return found;
}

function weakness(secret: string): string | null {
  if (secret.length < LONG) return `it has ${secret.length} characters, fewer than ${LONG}`;
  const different = new Set(secret).size;
  return different < LONG / 2 ? `it has ${different} different characters` : null;
}

/** The password in a URL, decoded and as it stands there; none where there is none. */
export function passwordsIn(url: string): string[] {
  const { password } = new URL(url);
  if (password === "") return [];
  try {
    return [decodeURIComponent(password), password];
  } catch {
    return [password];
  }
}

/** Whether only this machine can be meant. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}
