import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { LecternError, show } from "./errors.ts";

const BUNDLED_MODEL = fileURLToPath(new URL("../models/all-MiniLM-L6-v2", import.meta.url));

const text = z.string().trim();
const flag = z.enum(["on", "off"]);
const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .default(String(fallback))
    .transform(Number)
    .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`);
const DTYPES = z.enum(["fp32", "fp16", "q8", "int8", "uint8", "q4", "q4f16", "bnb4"]);
const cosine = (fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .transform(Number)
    .refine((n) => n >= -1 && n <= 1, "a number from -1 to 1");

/** Every setting, by the environment variable that sets it. `.env.example` tells what each is for. */
const Environment = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: text.min(1).default("127.0.0.1"),
  LECTERN_DATA_DIR: text.min(1).default(".lectern"),
  LECTERN_SPOOL_DIR: text.min(1).optional(),
  LECTERN_ADMIN_KEY: text.min(8, "at least 8 characters").optional(),
  LECTERN_JUDGE_KEY: text.min(8, "at least 8 characters").optional(),
  LECTERN_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "an http:// or https:// address" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  LECTERN_ALLOWED_ORIGINS: text
    .transform((list) => list.split(",").map((origin) => origin.trim()))
    .refine(
      (origins) =>
        origins.every((origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin)),
      "origins such as https://intranet.hospital.example with commas between, or *",
    )
    .optional(),
  LECTERN_NAME: text.max(60, "at most 60 characters").default("Lectern"),
  LECTERN_LOGO: text.min(1).optional(),
  LECTERN_ACCENT: text
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "a colour such as #0b5563")
    .optional(),
  LECTERN_LANGUAGE: z.enum(["en", "nl", "fr", "de"]).default("en"),
  LECTERN_RATE_LIMIT: whole(0, 1_000_000, 300),
  LECTERN_TRUST_PROXY: whole(0, 10, 0),
  LECTERN_SUGGEST_QUERIES: flag.default("off"),
  LECTERN_SAMPLE: flag.default("on"),
  LECTERN_LOG: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  LECTERN_MAX_UPLOAD_MB: whole(1, 100_000, 512),
  LECTERN_EMBEDDER: flag.default("on"),
  LECTERN_EMBED_THREADS: whole(1, 256, availableParallelism()),
  LECTERN_MODEL: text.min(1).optional(),
  LECTERN_MODEL_DTYPE: DTYPES.default("q8"),
  LECTERN_MODEL_QUERY_PREFIX: z.string().default(""),
  LECTERN_MODEL_PASSAGE_PREFIX: z.string().default(""),
  LECTERN_MODEL_MAX_TOKENS: whole(0, 8192, 0),
  LECTERN_MODEL_POOLING: z.enum(["mean", "cls"]).default("mean"),
  LECTERN_MODEL_SIMILARITY: cosine(0.25),
  LECTERN_MODEL_SIMILARITY_BEST: cosine(0.28),
  LECTERN_RERANKER: text.min(1).optional(),
  LECTERN_RERANKER_DTYPE: DTYPES.default("q8"),
  LECTERN_RERANKER_HITS: whole(2, 100, 20),
  LECTERN_RERANKER_LIMIT_MS: whole(10, 60_000, 2_000),
  MEILI_URL: text
    .transform((list) => list.split(",").map((url) => url.trim()))
    .refine(
      (urls) => urls.every((url) => /^https?:\/\//.test(url) && URL.canParse(url)),
      "one http:// or https:// address, or several with commas between",
    )
    .optional(),
  MEILI_MASTER_KEY: text.min(1).optional(),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "an address such as redis://:password@host:6379/0, or rediss:// for TLS" })
    .optional(),
});

/** The names of all settings. */
export const SETTINGS: readonly string[] = Object.keys(Environment.shape);

export type Config = Readonly<{
  http: Readonly<{
    port: number;
    host: string;
    maxUploadBytes: number;
    adminKey: string | null;
    judgeKey: string | null;
    /** Under which people reach the server, without a slash at its end; null: as each request names it. */
    publicUrl: string | null;
    /** Sites whose pages may read answers. */
    allowedOrigins: readonly string[];
    /** Searches a minute and address; 0: any number. */
    rateLimit: number;
    /** How many proxies in front say for whom they ask. */
    proxies: number;
  }>;
  /** What makes the pages the hospital's own: a picture's file, and a colour as `#rrggbb`. */
  brand: Readonly<{ name: string; logo: string | null; accent: string | null }>;
  /** Of the pages, for browsers that ask for none of the four. */
  language: "en" | "nl" | "fr" | "de";
  dataDir: string;
  /** Where uploads wait; null: in the data directory. */
  spool: string | null;
  sample: boolean;
  /** Whether what people search for is kept, and suggested to others. */
  suggestQueries: boolean;
  logLevel: "silent" | "error" | "warn" | "info" | "debug";
  embedding: Readonly<{
    enabled: boolean;
    threads: number;
    model: string;
    dtype: string;
    queryPrefix: string;
    passagePrefix: string;
    /** Word pieces; 0 is the model's own limit. */
    maxTokens: number;
    pooling: "mean" | "cls";
    similarity: Readonly<{ each: number; best: number }>;
  }>;
  /** A cross-encoder, for the first `hits` results, within `limit` milliseconds. */
  reranking: Readonly<{ model: string; dtype: string; hits: number; limit: number }> | null;
  /** Several servers share one master key. */
  meilisearch: Readonly<{ urls: readonly string[]; masterKey: string | null }> | null;
  redis: Readonly<{ url: string }> | null;
}>;

/**
 * The configuration, from environment variables; an empty one counts as not set.
 *
 * @throws `invalid-configuration` naming every variable that is wrong, with what was expected and what came
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const got = SECRET.test(name) ? "a value that is not shown" : show(set[name]);
      return { path: name, expected: issue.message, got };
    });
    const lines = issues.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`);
    throw new LecternError("invalid-configuration", lines.join("; "), { issues });
  }
  return freeze(grouped(parsed.data));
}

function grouped(e: z.infer<typeof Environment>): Config {
  const bundled = e.LECTERN_MODEL === undefined;
  return {
    http: {
      port: e.PORT,
      host: e.HOST,
      maxUploadBytes: e.LECTERN_MAX_UPLOAD_MB * 1024 * 1024,
      adminKey: e.LECTERN_ADMIN_KEY ?? null,
      judgeKey: e.LECTERN_JUDGE_KEY ?? null,
      publicUrl: e.LECTERN_PUBLIC_URL ?? null,
      allowedOrigins: e.LECTERN_ALLOWED_ORIGINS ?? [],
      rateLimit: e.LECTERN_RATE_LIMIT,
      proxies: e.LECTERN_TRUST_PROXY,
    },
    brand: { name: e.LECTERN_NAME, logo: e.LECTERN_LOGO ?? null, accent: e.LECTERN_ACCENT ?? null },
    language: e.LECTERN_LANGUAGE,
    dataDir: e.LECTERN_DATA_DIR,
    spool: e.LECTERN_SPOOL_DIR ?? null,
    sample: e.LECTERN_SAMPLE === "on",
    suggestQueries: e.LECTERN_SUGGEST_QUERIES === "on",
    logLevel: e.LECTERN_LOG,
    embedding: {
      enabled: e.LECTERN_EMBEDDER === "on",
      threads: e.LECTERN_EMBED_THREADS,
      model: e.LECTERN_MODEL ?? BUNDLED_MODEL,
      dtype: e.LECTERN_MODEL_DTYPE,
      queryPrefix: e.LECTERN_MODEL_QUERY_PREFIX,
      passagePrefix: e.LECTERN_MODEL_PASSAGE_PREFIX,
      // The bundled model was trained on 256 word pieces, though its tokenizer says 512.
      maxTokens: e.LECTERN_MODEL_MAX_TOKENS || (bundled ? 256 : 0),
      pooling: e.LECTERN_MODEL_POOLING,
      similarity: { each: e.LECTERN_MODEL_SIMILARITY, best: e.LECTERN_MODEL_SIMILARITY_BEST },
    },
    reranking:
      e.LECTERN_RERANKER === undefined
        ? null
        : {
            model: e.LECTERN_RERANKER,
            dtype: e.LECTERN_RERANKER_DTYPE,
            hits: e.LECTERN_RERANKER_HITS,
            limit: e.LECTERN_RERANKER_LIMIT_MS,
          },
    meilisearch: e.MEILI_URL ? { urls: e.MEILI_URL, masterKey: e.MEILI_MASTER_KEY ?? null } : null,
    redis: e.REDIS_URL ? { url: e.REDIS_URL } : null,
  };
}

const SECRET = /KEY|MEILI_URL|REDIS_URL/;

/** The configuration as it may be printed: keys and passwords taken out. */
export function printable(config: Config): unknown {
  const hide = (secret: string | null): string | null => secret && "(set)";
  return {
    ...config,
    http: { ...config.http, adminKey: hide(config.http.adminKey), judgeKey: hide(config.http.judgeKey) },
    meilisearch: config.meilisearch && {
      urls: config.meilisearch.urls.map(withoutLogin),
      masterKey: hide(config.meilisearch.masterKey),
    },
    redis: config.redis && { url: withoutLogin(config.redis.url) },
  };
}

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === "object" && inner !== null) freeze(inner);
  return Object.freeze(value);
}
