import { type Content, html } from "./html.ts";
import type { Site } from "./layout.ts";

/**
 * That there are sample records, and how to take them out.
 *
 * @param open whether it says at once what can be done about it
 */
export function sampleBanner({ texts }: Site, count: number, open = false): Content {
  if (count === 0) return null;
  const { sample } = texts;
  return html`
    <aside class="sample" aria-label=${sample.label}>
      <details open=${open}>
        <summary>${sample.shown(count)}</summary>
        <p>
          <code>npx lectern sample remove</code> ${sample.remove}${" "}<code>npx lectern ingest FILE</code> ${sample.load}
        </p>
      </details>
    </aside>
  `;
}
