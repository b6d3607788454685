import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { brandOf } from "../src/http/brand.ts";
import { contrast, palettes, READABLE, readability } from "../web/colours.ts";
import { type RunningServer, startServer } from "./server.ts";
import { temporaryFolder } from "./temporary.ts";

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><script>alert(1)</script><rect width="4" height="1"/></svg>';

describe("a hospital's name, logo and colour", () => {
  let server: RunningServer;
  beforeAll(async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "logo.svg"), LOGO);
    server = await startServer({
      LECTERN_DATA_DIR: folder,
      LECTERN_EMBEDDER: "off",
      LECTERN_SAMPLE: "off",
      LECTERN_NAME: "St <Elsewhere> & Co",
      LECTERN_LOGO: join(folder, "logo.svg"),
      LECTERN_ACCENT: "#7A1F5C",
    });
  });
  afterAll(async () => void (await server.stop()));

  test("stand on every page, and in the feeds", async () => {
    for (const path of ["/", "/search?q=x", "/domains", "/records/none"]) {
      const html = await (await fetch(`${server.address}${path}`)).text();
      expect(html).toMatch(/<title>[^<]* · St &lt;Elsewhere> &amp; Co<\/title>/);
      expect(html).toMatch(/<img class="logo" src="\/brand\/logo\?v=[0-9a-f]{12}" alt(="")?\/>/);
    }
    const feed = await (await fetch(`${server.address}/feed.atom`)).text();
    expect(feed).toContain("St &lt;Elsewhere&gt; &amp; Co");
  });

  test("are served to be kept; a script in a logo does not run", async () => {
    const html = await (await fetch(`${server.address}/`)).text();
    const [, logo] = /src="(\/brand\/logo[^"]*)"/.exec(html)!;
    const picture = await fetch(`${server.address}${logo}`);
    expect(await picture.text()).toBe(LOGO);
    expect(picture.headers.get("content-type")).toMatch(/^image\/svg\+xml/);
    expect(picture.headers.get("cache-control")).toMatch(/max-age=\d{6,}/);
    expect(picture.headers.get("content-security-policy")).toContain("script-src 'self';");
    const [, style] = /href="(\/brand\/style.css[^"]*)"/.exec(html)!;
    expect(html.indexOf(style!)).toBeGreaterThan(html.indexOf("/assets/style.css"));
    expect(await (await fetch(`${server.address}${style}`)).text()).toContain("--accent:#7a1f5c");
  });
});

test("a logo that is none, and a colour that cannot be read, are refused in words", async () => {
  const plain = { name: "x", logo: null, accent: null };
  expect(() => brandOf({ ...plain, logo: "/nowhere/logo.svg" })).toThrow(
    /^LECTERN_LOGO: expected a picture's file, got: .*ENOENT/,
  );
  expect(() => brandOf({ ...plain, logo: "logo.exe" })).toThrow(
    /^LECTERN_LOGO: expected a file with one of the endings .svg, .*, got "logo.exe"/,
  );
  const large = join(await temporaryFolder(), "large.png");
  await writeFile(large, Buffer.alloc(150_000));
  expect(() => brandOf({ ...plain, logo: large })).toThrow("expected a picture of at most 100 kB, got 150 kB");
  expect(() => brandOf({ ...plain, accent: "#ffcc00" })).toThrow(
    /^LECTERN_ACCENT: expected a colour that can be read on white paper .*, got #ffcc00 with 1\.\d$/,
  );
});

test("any accent that can be read in light has one for dark pages that can be read, too, and what stands on it can", () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(colour, (accent) => {
      fc.pre(readability(accent) >= READABLE);
      const { light, dark } = palettes(accent);
      for (const [{ accent: front, onAccent, tint }, page] of [
        [light, "#fffefb"],
        [dark, "#14191c"],
      ] as const) {
        expect(contrast(front, page)).toBeGreaterThanOrEqual(READABLE);
        expect(contrast(front, tint)).toBeGreaterThanOrEqual(READABLE);
        expect(contrast(onAccent, front)).toBeGreaterThanOrEqual(READABLE);
      }
    }),
    { numRuns: 500 },
  );
});
