import { Redis } from "ioredis";
import { messageOf } from "../errors.ts";
import { clockFinding, type Finding, findings } from "../finding.ts";

/** What BullMQ needs at least. */
const OLDEST = 5;
/** How long a connection, and an answer, may take, in milliseconds. */
const PATIENCE = 3_000;
/** A job's progress takes several round trips a second; from this on one is slow, in milliseconds. */
const SLOW = 50;
const PINGS = 5;

const { ok, warning, problem } = findings("Redis");

/** What keeps Redis from holding the jobs well. It only reads, with what every account may: INFO, TIME, PING. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE,
    commandTimeout: PATIENCE,
  });
  // What is wrong with a connection comes as an event; the call only says that it was closed.
  let reason: unknown;
  redis.on("error", (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    const info = readInfo(await redis.info());
    const [seconds] = await redis.time();
    return [
      await standing(redis, info),
      persistence(info),
      eviction(info),
      ...memory(info),
      ...clockFinding("Redis", Number(seconds) * 1000),
    ];
  } catch (error) {
    return [unreachable(reason ?? error)];
  } finally {
    redis.disconnect();
  }
}

function readInfo(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name, value]) => [name!, value!]));
}

function unreachable(error: unknown): Finding {
  const reason = messageOf(error) || (error as NodeJS.ErrnoException).code || "no answer";
  const refused = /^(WRONGPASS|NOAUTH|NOPERM|ERR invalid password)/.exec(reason);
  return problem(
    refused ? `it refuses the login of REDIS_URL (${refused[0]})` : `it cannot be reached: ${reason}`,
    refused
      ? "put the password that Redis has into REDIS_URL: redis://user:password@host:6379/0"
      : "start Redis, or correct REDIS_URL; until then searches go on, and loading answers 503",
  );
}

async function standing(redis: Redis, info: Map<string, string>): Promise<Finding> {
  const version = info.get("redis_version") ?? "unknown";
  if (Number.parseInt(version, 10) < OLDEST)
    return problem(`its version is ${version}`, `install Redis ${OLDEST} or newer`);
  if (info.get("role") === "slave")
    return problem("it is a replica, which takes no writes", "point REDIS_URL at its primary");
  if (info.get("loading") === "1") return warning("it is still reading its file", "wait, and look again");
  const times: number[] = [];
  for (let i = 0; i < PINGS; i++) {
    const from = performance.now();
    await redis.ping();
    times.push(performance.now() - from);
  }
  const median = times.sort((a, b) => a - b)[PINGS >> 1]!;
  const found = `version ${version} answers in ${median.toFixed(1)} ms`;
  return median > SLOW ? warning(found, "place it nearer to Lectern, or see what keeps it busy") : ok(found);
}

function persistence(info: Map<string, string>): Finding {
  if (info.get("aof_enabled") !== "1")
    return warning(
      "it does not write each job to a file (appendonly no), so that jobs are lost when it is killed",
      "set `appendonly yes` in redis.conf, or run `redis-cli config set appendonly yes`",
    );
  const failed = ["aof_last_write_status", "aof_last_bgrewrite_status", "rdb_last_bgsave_status"].filter(
    (name) => (info.get(name) ?? "ok") !== "ok",
  );
  return failed.length > 0
    ? problem(
        `its last write to its file failed (${failed.join(", ")})`,
        "see to its disk: space, permissions, its log",
      )
    : ok("it keeps its data in a file (appendonly yes)");
}

function eviction(info: Map<string, string>): Finding {
  const policy = info.get("maxmemory_policy") ?? "unknown";
  if (policy === "noeviction") return ok("it throws nothing away (maxmemory-policy noeviction)");
  const found = `it may throw jobs away when its memory is full (maxmemory-policy ${policy})`;
  const advice = "set `maxmemory-policy noeviction`, and give Lectern a Redis of its own";
  // Without a limit it never comes to that.
  return Number(info.get("maxmemory") ?? 0) > 0 ? problem(found, advice) : warning(found, advice);
}

function memory(info: Map<string, string>): Finding[] {
  const used = Number(info.get("used_memory") ?? 0);
  const limit = Number(info.get("maxmemory") ?? 0);
  if (limit === 0 || used < 0.9 * limit) return [];
  return [
    warning(
      `its memory is ${Math.round((100 * used) / limit)} % full`,
      "raise maxmemory: a full Redis takes no jobs, and ends none",
    ),
  ];
}
