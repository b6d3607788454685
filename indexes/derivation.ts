import { createHash } from "node:crypto";
import { ANALYSIS } from "./analysis.ts";
import { domains } from "./domains.ts";

/** What the parts of a record that are derived from it hang on, beside the model: who has another one derives others. */
export interface Derivation {
  /** {@link ANALYSIS}. */
  analysis: number;
  /** Hash of what classification reads of the domains; their labels and descriptions are not in it. */
  domains: string;
}

const classified = domains.map(({ label: _, description: __, ...domain }) => domain);

/** This Lectern's own. */
export const DERIVATION: Derivation = {
  analysis: ANALYSIS,
  domains: createHash("sha256").update(JSON.stringify(classified)).digest("hex").slice(0, 16),
};

/** What of an index may be out of date. */
export type OutdatedPart = keyof Derivation;
const NAMES: Record<OutdatedPart, string> = { analysis: "text analysis", domains: "domains" };

/** What is not as `own` derives it in an index whose records were derived in these ways. */
export function outdatedParts(ways: readonly Derivation[], own: Derivation = DERIVATION): OutdatedPart[] {
  return (Object.keys(NAMES) as OutdatedPart[]).filter((part) => ways.some((way) => way[part] !== own[part]));
}

/** What to say of an index with such parts; null where there are none. */
export function outdatedNotice(parts: readonly OutdatedPart[]): string | null {
  if (parts.length === 0) return null;
  const names = parts.map((part) => NAMES[part]).join(" and ");
  return `Records of the index were made with other ${names} than this Lectern's: searches go on, \`npx lectern reindex\` makes them anew`;
}
