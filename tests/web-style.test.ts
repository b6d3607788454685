import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

describe("the style sheet", () => {
  const css = readFileSync(new URL("../web/assets/style.css", import.meta.url), "utf8");
  const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, block]) =>
      new Map([...block!.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!])),
  );
  /** Relative luminance, as WCAG 2 defines it. */
  const luminance = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255);
    const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r!) + 0.7152 * linear(g!) + 0.0722 * linear(b!);
  };
  const contrast = (a: string, b: string): number => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high! + 0.05) / (low! + 0.05);
  };
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

  test("is small and asks for nothing elsewhere", () => {
    expect(css.length).toBeLessThan(16_000);
    expect(css).not.toMatch(/@import|url\(|https?:/);
  });
});
