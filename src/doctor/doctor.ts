import { join } from "node:path";
import type { EmbeddingSpace } from "../../indexes/vectors.ts";
import type { Config } from "../config.ts";
import { messageOf } from "../errors.ts";
import { type Finding, findings } from "../finding.ts";
import { checkRedis } from "../queue/bullmq-checks.ts";
import { checkDataDir } from "./data.ts";
import { checkIndex, checkJobs } from "./holdings.ts";
import { checkClock, checkNode, checkServer } from "./machine.ts";
import { checkModel, checkReranker } from "./model.ts";
import { checkKeys, checkSettings, type Environment, passwordsIn } from "./settings.ts";

/** One thing that is looked at. */
export interface Check {
  about: string;
  /** After so many seconds it counts as hanging. */
  seconds: number;
  look(): Finding[] | Promise<Finding[]>;
}

/**
 * Looks at everything that Lectern needs, one thing after the other, and tells what it finds. It starts nothing and sets
 * nothing right; a file of its own in the data directory is gone again.
 */
export async function* diagnose(environment: Environment): AsyncGenerator<Finding> {
  const { config, findings } = checkSettings(environment);
  yield* checkNode(process.versions.node);
  yield* checkClock(Date.now());
  yield* findings;
  if (!config) return;
  const hide = hider(config);
  // The variable by which containers are known (systemd, Podman, Lectern's own image).
  for (const check of checksOf(config, Boolean(environment.container)))
    for (const finding of await examine(check))
      yield { ...finding, found: hide(finding.found), advice: finding.advice && hide(finding.advice) };
}

function checksOf(config: Config, contained: boolean): Check[] {
  const { redis } = config;
  const file = join(config.dataDir, "lectern.sqlite");
  let space: EmbeddingSpace | null | undefined;
  let down = false;
  return [
    { about: "keys", seconds: 5, look: () => checkKeys(config) },
    { about: "data directory", seconds: 30, look: () => checkDataDir(config) },
    {
      about: "model",
      seconds: 60,
      async look() {
        const model = await checkModel(config);
        space = model.space;
        return model.findings;
      },
    },
    { about: "reranker", seconds: 60, look: () => checkReranker(config) },
    { about: "index", seconds: 30, look: () => checkIndex(config, file, space) },
    {
      about: "Redis",
      seconds: 20,
      async look() {
        const found = redis ? await checkRedis(redis.url) : [];
        down = found.length === 1 && found[0]!.level === "problem";
        return found;
      },
    },
    // Where Redis is away, that is told already.
    { about: "jobs", seconds: 30, look: () => (down ? [] : checkJobs(config, file)) },
    { about: "server", seconds: 20, look: () => checkServer(config, contained) },
  ];
}

/** Does one check: one that throws, or does not come to an end, is a finding itself, and stops no other. */
export async function examine({ about, seconds, look }: Check): Promise<Finding[]> {
  const { problem } = findings(about);
  const late = Promise.withResolvers<Finding[]>();
  const timer = setTimeout(
    () => late.resolve([problem(`no answer within ${seconds} s`, "see whether it hangs, and look again")]),
    seconds * 1000,
  );
  try {
    return await Promise.race([look(), late.promise]);
  } catch (error) {
    return [problem(messageOf(error), "see to what it says")];
  } finally {
    clearTimeout(timer);
  }
}

/** Takes out what no message should have in it, and none has. */
function hider({ http, meilisearch, redis }: Config): (text: string) => string {
  const logins = [...(meilisearch?.urls ?? []), redis?.url].flatMap((url) => (url ? passwordsIn(url) : []));
  const secrets = [http.adminKey, http.judgeKey, meilisearch?.masterKey, ...logins].flatMap((secret) => secret || []);
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "(hidden)"), text);
}
