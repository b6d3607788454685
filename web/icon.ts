import { type Html, html } from "./html.ts";
import type { Site } from "./layout.ts";

/** Of Lucide, drawn in lines (`web/assets/icons.svg`). */
export type IconName =
  | "search"
  | "external-link"
  | "lock-open"
  | "newspaper"
  | "file-text"
  | "rss"
  | "download"
  | "copy"
  | "triangle-alert"
  | "calendar"
  | "chevron-right";

/** Beside words that say the same: it is not read aloud. */
export function icon({ assets }: Pick<Site, "assets">, name: IconName): Html {
  return html`<svg class="icon" aria-hidden="true"><use href=${`${assets.of("icons.svg")}#${name}`} /></svg>`;
}

/** A medical domain's own, of the Health Icons (`web/assets/domains.svg` has one for each). */
export function domainIcon({ assets }: Pick<Site, "assets">, id: string): Html {
  return html`<svg class="domain-icon" aria-hidden="true"><use href=${`${assets.of("domains.svg")}#${id}`} /></svg>`;
}
