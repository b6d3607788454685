/** Colours as `#rrggbb`, in sRGB. */
type Rgb = readonly [number, number, number];

/** What stands behind text, in light and in dark: as in `web/assets/style.css`. */
export const BEHIND = {
  light: { page: "#fffefb", band: "#f6f3ec" },
  dark: { page: "#14191c", band: "#1b2225" },
} as const;
/** What WCAG 2 (AA) asks of text. */
export const READABLE = 4.5;
/** The share of an accent in the tint behind chosen things. */
const TINT = 0.1;

export interface Palette {
  accent: string;
  onAccent: string;
  tint: string;
}

function rgbOf(colour: string): Rgb {
  const n = Number.parseInt(colour.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/** Relative luminance, 0 to 1, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21, as WCAG 2 defines it. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** @param share of the first, 0 to 1 */
function mixed(a: string, b: string, share: number): string {
  const [one, other] = [rgbOf(a), rgbOf(b)];
  return `#${one
    .map((c, i) =>
      Math.round(c * share + other[i]! * (1 - share))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function paletteOf(accent: string, theme: keyof typeof BEHIND): Palette {
  const onAccent = contrast("#ffffff", accent) >= contrast("#10181b", accent) ? "#ffffff" : "#10181b";
  return { accent, onAccent, tint: mixed(accent, BEHIND[theme].page, TINT) };
}

/** How well an accent can be read where it stands as text, in light. */
export function readability(accent: string): number {
  const { tint } = paletteOf(accent, "light");
  return Math.min(...[BEHIND.light.page, BEHIND.light.band, tint].map((behind) => contrast(accent, behind)));
}

/** An accent in light, and as much lighter as it must be to be read in dark. */
export function palettes(accent: string): { light: Palette; dark: Palette } {
  for (let white = 0; white <= 1; white += 0.05) {
    const dark = paletteOf(mixed("#ffffff", accent, white), "dark");
    const behind = [BEHIND.dark.page, BEHIND.dark.band, dark.tint];
    if (behind.every((one) => contrast(dark.accent, one) >= READABLE))
      return { light: paletteOf(accent, "light"), dark };
  }
  throw new Error(`${accent} is no colour`);
}
