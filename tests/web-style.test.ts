import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BEHIND, contrast } from "../web/colours.ts";

describe("the style sheet", () => {
  const css = readFileSync(new URL("../web/assets/style.css", import.meta.url), "utf8");
  const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, block]) =>
      new Map([...block!.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!])),
  );
  const pairs: [string, string[], number][] = [
    ["text", ["page", "band", "tint", "alarm-tint", "caution-tint"], 4.5],
    ["quiet", ["page", "band", "tint", "alarm-tint"], 4.5],
    ["link", ["page", "band", "tint", "alarm-tint"], 4.5],
    ["visited", ["page", "alarm-tint"], 4.5],
    ["on-accent", ["accent"], 4.5],
    ["on-mark", ["mark"], 4.5],
    ["on-alarm", ["alarm"], 4.5],
    ["caution", ["caution-tint"], 4.5],
    ["field", ["page", "band"], 3],
    ["focus", ["page", "band", "tint"], 3],
    ["accent", ["page", "band"], 3],
  ];
  const cases = pairs.flatMap(([front, backs, least]) => backs.map((back) => [front, back, least] as const));

  test.each(cases)("%s on %s has a contrast of %d, in light and in dark", (front, back, least) => {
    for (const theme of [light!, dark!])
      expect(contrast(theme.get(front)!, theme.get(back)!)).toBeGreaterThanOrEqual(least);
  });

  test("has the paper that a hospital's own colour is held against", () => {
    for (const name of ["page", "band"] as const)
      expect([light!.get(name), dark!.get(name)]).toEqual([BEHIND.light[name], BEHIND.dark[name]]);
  });

  test("is small and asks for nothing elsewhere", () => {
    expect(css.length).toBeLessThan(16_000);
    expect(css).not.toMatch(/@import|url\(|https?:/);
  });
});
