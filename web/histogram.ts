import type { FacetCount } from "../src/engine/engine.ts";
import { type Content, type Html, html } from "./html.ts";
import type { Texts } from "./texts.ts";

/** Below the bars, for the years. */
const FOOT = 18;
/** So wide is a year's number, with room around it. */
const MARK = 40;
/** More years than this are not told apart: those before go into no bar. */
const MOST = 80;

export interface Bar {
  year: number;
  count: number;
}

/** A bar for each year from the first with a record to the last, those between without any too; at most the last 80. */
export function barsOf(counts: readonly FacetCount[]): Bar[] {
  const byYear = new Map(counts.map(({ value, count }) => [Number(value), count]));
  const years = [...byYear].filter(([year, count]) => Number.isInteger(year) && count > 0).map(([year]) => year);
  if (years.length === 0) return [];
  const last = Math.max(...years);
  const first = Math.max(Math.min(...years), last - MOST + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => ({ year: first + i, count: byYear.get(first + i) ?? 0 }));
}

export interface HistogramOptions {
  /** Where a year's records are. */
  link: (year: number) => string;
  /** Which years are in the chosen range, and stand out; null where none is chosen. */
  chosen?: ((year: number) => boolean) | null;
  /** In pixels at the size that it is meant for; it shrinks with the room it has. */
  width: number;
  height: number;
  /** What it shows, for a script that adds to it. */
  label?: string;
}

/**
 * Records by year, drawn: each bar leads to its year. For those who see it and point at it; the numbers and the links
 * stand beside it as a table or a list, so that nobody has to go through eighty bars one by one.
 */
export function histogram(texts: Texts, bars: readonly Bar[], options: HistogramOptions): Content {
  if (bars.length < 2) return null;
  const { link, chosen = null, width, height, label = null } = options;
  const floor = height - FOOT;
  const most = Math.max(...bars.map(({ count }) => count));
  const step = width / bars.length;
  const gap = Math.min(2, step * 0.15);
  const every = Math.ceil(MARK / step);
  const drawn = bars.map(({ year, count }, i) => {
    const tall = count === 0 ? 0 : Math.max(2, (count / most) * (floor - 4));
    const x = round(i * step + gap / 2);
    const told = texts.domain.inYear(String(year), count);
    // The whole height can be hit, however low the bar.
    return html`
      <a href=${link(year)} class=${chosen?.(year) ? "bar chosen" : "bar"} data-year=${year} tabindex="-1" rel="nofollow">
        <title>${told}</title>
        <rect class="room" x=${round(i * step)} y="0" width=${round(step)} height=${floor} />
        <rect class="fill" x=${x} y=${round(floor - tall)} width=${round(step - gap)} height=${round(tall)} />
      </a>
    `;
  });
  const marks = bars.map(({ year }, i) =>
    i % every === 0 && i * step + step / 2 <= width - MARK / 2 + 6
      ? html`<text x=${round(Math.max(i * step + step / 2, MARK / 2 - 4))} y=${height - 4} text-anchor="middle">${year}</text>`
      : null,
  );
  return html`
    <svg class=${chosen === null ? "histogram" : "histogram bounded"} width=${width} viewBox=${`0 0 ${width} ${height}`} data-label=${label} aria-hidden="true">
      <line x1="0" x2=${width} y1=${floor} y2=${floor} />
      ${drawn}
      ${marks}
    </svg>
  `;
}

/** The same numbers for those who do not see the drawing, folded away. */
export function yearTable({ domain, number }: Texts, bars: readonly Bar[], link: (year: number) => string): Html {
  const rows = [...bars]
    .reverse()
    .filter(({ count }) => count > 0)
    .map(
      ({ year, count }) =>
        html`<tr><th scope="row"><a href=${link(year)} rel="nofollow">${year}</a></th><td>${number(count)}</td></tr>`,
    );
  return html`
    <details class="more">
      <summary>${domain.yearsTable}</summary>
      <table class="numbers">
        <caption class="hidden">${domain.years}</caption>
        <thead><tr><th scope="col">${domain.year}</th><th scope="col">${domain.records}</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </details>
  `;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
