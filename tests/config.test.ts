import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { printable, readConfig } from "../src/config.ts";
import { LecternError } from "../src/errors.ts";

const ROOT = new URL("../", import.meta.url);

function refused(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(LecternError);
    return (error as LecternError).message;
  }
  throw new Error("it was taken");
}

describe("readConfig", () => {
  test("has a default for everything, on this machine only", () => {
    const config = readConfig({});
    expect(config).toMatchObject({ http: { port: 3000, host: "127.0.0.1", adminKey: null }, sample: true });
    expect(config.embedding).toMatchObject({ enabled: true, maxTokens: 256, dtype: "q8" });
    expect([config.meilisearch, config.redis]).toEqual([null, null]);
  });

  test("counts an empty variable as not set", () => {
    expect(readConfig({ PORT: "", LECTERN_ADMIN_KEY: "" }).http).toMatchObject({ port: 3000, adminKey: null });
  });

  test("names every variable that is wrong, what was expected and what came", () => {
    const message = refused({ PORT: "80x", LECTERN_EMBEDDER: "yes", LECTERN_EMBED_THREADS: "0" });
    expect(message).toContain('PORT: expected a whole number from 0 to 65535, got "80x"');
    expect(message).toMatch(/LECTERN_EMBEDDER: .*"on".*"off".*, got "yes"/);
    expect(message).toContain("LECTERN_EMBED_THREADS: expected a whole number from 1 to 256");
  });

  test("never shows a secret, neither refused nor printed", () => {
    expect(refused({ LECTERN_ADMIN_KEY: "short1" })).not.toContain("short1");
    expect(refused({ REDIS_URL: "secret-thing" })).not.toContain("secret-thing");
    const config = readConfig({
      LECTERN_ADMIN_KEY: "a-long-enough-secret",
      LECTERN_JUDGE_KEY: "the-secret-of-judges",
      MEILI_URL: "http://me:log-in@localhost:7700",
      MEILI_MASTER_KEY: "master-secret",
      REDIS_URL: "redis://user:pass-word@localhost:6379/0",
    });
    const printed = JSON.stringify(printable(config));
    for (const secret of ["a-long-enough", "of-judges", "master-secret", "log-in", "pass-word"])
      expect(printed).not.toContain(secret);
  });

  test("cannot be changed once it is read", () => {
    const config = readConfig({});
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
  });

  test("has every variable in .env.example, and no other", () => {
    const source = readFileSync(new URL("src/config.ts", ROOT), "utf8");
    const known = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name).sort();
    const [example] = readFileSync(new URL(".env.example", ROOT), "utf8").split(/^## For docker-compose/m);
    const named = [...example!.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name).sort();
    expect(named).toEqual(known);
  });
});
