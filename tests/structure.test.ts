import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const LONGEST = 250;

const FOLDERS = ["src", "indexes", "workers", "web", "bench", "tests"];
const files = FOLDERS.flatMap((folder) => sourcesOf(join(ROOT, folder)));

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => relative(ROOT, join(folder, file)));
}

interface Import {
  /** A file of the project, or a package. */
  target: string;
  type: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const found = source.matchAll(
    /^(?:import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gms,
  );
  return [...found].map(([, type, from, bare, dynamic]) => {
    const name = (from ?? bare ?? dynamic)!;
    const target = name.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), name)) : name;
    return { target, type: type !== undefined };
  });
}

/** Ports: what several adapters implement. They hold types, and constants that belong to them. */
const PORTS = [
  "engine/engine",
  "engine/word-query",
  "embed/embedder",
  "embed/reranker",
  "queue/queue",
  "queue/board",
  "sources/source",
].map((port) => `src/${port}.ts`);
const INNER = ["indexes/", "src/errors.ts", "src/finding.ts"];

/** Who may import what of the project: the first rule whose name starts a file's path holds. `type:` is for types only. */
const RULES: readonly [string, readonly string[]][] = [
  ["indexes/", ["indexes/"]],
  ["src/errors.ts", []],
  ["src/finding.ts", []],
  ["src/config.ts", ["src/errors.ts"]],
  ["src/database.ts", ["src/errors.ts"]],
  ["src/shutdown.ts", []],
  ...PORTS.map((port): [string, readonly string[]] => [port, [...INNER, "type:src/engine/word-query.ts"]]),
  ["src/engine/", [...INNER, "src/engine/", "src/database.ts"]],
  ["src/embed/", [...INNER, "src/embed/", "src/database.ts"]],
  ["src/queue/", [...INNER, "src/queue/", "src/database.ts"]],
  ["src/sources/", [...INNER, "src/sources/"]],
  ["src/ingest/", [...INNER, "src/ingest/", ...PORTS.map((port) => `type:${port}`)]],
  ["src/search/", [...INNER, "src/search/", ...PORTS]],
  ["src/export/", [...INNER, "src/export/"]],
  ["src/lab/", [...INNER, "src/lab/", "src/search/", ...PORTS.map((port) => `type:${port}`)]],
  [
    "src/http/",
    [...INNER, "src/http/", "src/search/", "src/lab/", "src/export/", "web/", ...PORTS.map((port) => `type:${port}`)],
  ],
  ["src/models.ts", [...INNER, "src/config.ts", "src/embed/", "type:src/search/"]],
  ["src/compose.ts", ["src/", "indexes/"]],
  [
    "src/doctor/",
    [...INNER, "src/doctor/", "src/config.ts", "src/compose.ts", "src/engine/", "src/queue/", "src/embed/"],
  ],
  [
    "src/jobs/",
    [...INNER, "src/jobs/", "type:src/compose.ts", "src/ingest/", "src/sources/", "type:src/queue/queue.ts"],
  ],
  [
    "src/main.ts",
    [
      ...INNER,
      "src/export/",
      "src/config.ts",
      "src/compose.ts",
      "src/jobs/",
      "src/http/",
      "src/shutdown.ts",
      "src/sources/",
    ],
  ],
  [
    "src/cli/",
    [
      ...INNER,
      "src/config.ts",
      "src/compose.ts",
      "src/jobs/",
      "src/cli/",
      "src/doctor/",
      "src/sources/",
      "src/lab/",
      ...["type:src/ingest/", "type:src/queue/", "type:src/engine/engine.ts"],
    ],
  ],
  ["workers/", [...INNER, "src/config.ts", "src/compose.ts", "src/jobs/", "src/shutdown.ts"]],
  ["web/browser/", ["web/browser/", "web/widget-texts.ts"]],
  [
    "web/",
    [
      "web/",
      "type:src/http/",
      "type:src/search/",
      "type:src/export/",
      "type:src/lab/",
      "type:src/engine/engine.ts",
      "type:src/engine/word-query.ts",
      "type:indexes/",
      // How an abstract falls into its parts, and a title that must be read with its retraction, for pages and files alike.
      "indexes/sections.ts",
      "indexes/titles.ts",
    ],
  ],
  ["bench/", ["src/", "indexes/", "bench/"]],
  ["tests/", ["src/", "indexes/", "bench/", "web/", "tests/", "workers/", "vitest.config.ts"]],
];

function mayImport(file: string, { target, type }: Import): boolean {
  const allowed = RULES.find(([name]) => file.startsWith(name))?.[1] ?? [];
  return allowed.some(
    (rule) => target.startsWith(rule) || (type && rule.startsWith("type:") && target.startsWith(rule.slice(5))),
  );
}

/** Packages that only some files may know. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  "@xenova/transformers": ["src/embed/"],
  "node:sqlite": [
    "src/database.ts",
    "src/engine/sqlite",
    "src/engine/meilisearch-file.ts",
    "src/embed/cache.ts",
    "src/queue/embedded",
    "tests/",
  ],
  express: ["src/http/", "bench/", "tests/"],
  saxes: ["src/sources/", "tests/"],
  commander: ["src/cli/"],
  "cli-progress": ["src/cli/"],
  pino: ["src/main.ts", "workers/"],
  bullmq: ["src/queue/bullmq", "tests/"],
  ioredis: ["src/queue/bullmq", "tests/"],
  "@bull-board": ["src/queue/bullmq-board.ts"],
  preact: ["web/", "src/http/pages"],
  rolldown: ["web/bundle.ts", "tests/texts.test.ts"],
  "@citation-js": ["src/export/worker.ts"],
  "csv-stringify": ["src/export/csv.ts"],
  feed: ["src/export/feed.ts"],
  compression: ["src/http/app.ts"],
  cors: ["src/http/guards.ts"],
  "express-rate-limit": ["src/http/guards.ts"],
};

/** @param target a package, or a file of one: "@bull-board/api/bullMQAdapter" */
function vendorOf(target: string): readonly string[] | undefined {
  return Object.entries(VENDORS).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
}

describe("the structure", () => {
  test.each(files)("%s imports only what its layer may", (file) => {
    const inside = importsOf(file).filter(({ target }) => existsSync(join(ROOT, target)) && target.includes("/"));
    expect(inside.filter((one) => !mayImport(file, one)).map(({ target }) => target)).toEqual([]);
    const foreign = importsOf(file).filter(
      ({ target }) => vendorOf(target) && !vendorOf(target)!.some((place) => file.startsWith(place)),
    );
    expect(foreign.map(({ target }) => target)).toEqual([]);
  });

  test("every import of the project names a file that is there", () => {
    const missing = files.flatMap((file) =>
      importsOf(file)
        .filter(
          ({ target }) => /\.(ts|json|mjs)$/.test(target) && target.includes("/") && !existsSync(join(ROOT, target)),
        )
        .map(({ target }) => `${file} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test("what browsers run is bundled from web/browser, and nothing else imports it", () => {
    const outside = files.filter((file) => !file.startsWith("web/browser/"));
    const into = outside.filter((file) => importsOf(file).some(({ target }) => target.startsWith("web/browser/")));
    expect(into).toEqual([]);
    const packages = files
      .filter((file) => file.startsWith("web/browser/"))
      .flatMap((file) => importsOf(file).filter(({ target }) => !target.startsWith("web/")));
    expect(packages).toEqual([]);
  });

  test("no file is longer than 250 lines", () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(ROOT, file), "utf8").split("\n").length - 1 }))
      .filter(({ lines }) => lines > LONGEST);
    expect(long).toEqual([]);
  });

  test("imports make no circle", () => {
    const edges = new Map(files.map((file) => [file, importsOf(file).filter(({ type }) => !type)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (done.has(file) || path.includes(file)) return;
      for (const { target } of edges.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  test("ARCHITECTURE.md's table names the folders that there are, and no others", () => {
    const page = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const text = page.slice(page.indexOf("## Folders"), page.indexOf("## Who may import whom"));
    const named = [...text.matchAll(/^\| `([a-z/]+)\/` \|/gm)].map(([, folder]) => folder!).sort();
    const top = ["indexes", "src", "workers", "web", "models", "data", "bench", "tests"];
    const inner = readdirSync(join(ROOT, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    expect(named).toEqual([...top, ...inner].sort());
  });
});
