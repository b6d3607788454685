import { createHash } from "node:crypto";
import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundleScripts } from "../src/http/scripts.ts";
import { temporaryFolder } from "./temporary.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const scripts = await bundleScripts();

test("the same source makes the same scripts, so that a pinned address outlives a restart", async () => {
  expect(await bundleScripts()).toEqual(scripts);
});

test("the bundle needs nothing but what the image has: the folder and the packages", async () => {
  const image = await temporaryFolder();
  await cp(join(ROOT, "web"), join(image, "web"), { recursive: true });
  await cp(join(ROOT, "package.json"), join(image, "package.json"));
  await symlink(join(ROOT, "node_modules"), join(image, "node_modules"));
  expect(await bundleScripts(join(image, "web/bundle.ts"))).toEqual(scripts);
});

test("a bundle that fails says why", async () => {
  await expect(bundleScripts(join(ROOT, "no-such-program.ts"))).rejects.toThrow(
    /Expected web\/browser to be bundled, got: .*no-such-program/,
  );
});

test.each(["page", "widget"] as const)("%s is one module, with the integrity of its own code", (name) => {
  const { code, version, integrity } = scripts[name];
  expect(code).not.toMatch(/\bimport\s*[{("'*]|\brequire\(|\beval\(|new Function/);
  expect(integrity).toBe(`sha384-${createHash("sha384").update(code).digest("base64")}`);
  expect(version).toMatch(/^[0-9a-f]{12}$/);
});

test.each([
  ["page", 5_000],
  ["widget", 15_000],
] as const)("%s takes at most %d bytes compressed", (name, most) => {
  expect(gzipSync(scripts[name].code).length).toBeLessThanOrEqual(most);
});
