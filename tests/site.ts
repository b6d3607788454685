import type { Assets } from "../web/layout.ts";

/** Addresses of assets that nobody fetches. */
export const brand = { name: "Lectern", logo: null, style: null };

export const assets: Assets = {
  of: (file) => `/assets/${file}`,
  typeface: ["/assets/typeface/600.css"],
  preloaded: "/assets/typeface/latin.woff2",
};
