import { z } from "zod";
import data from "./domains.json" with { type: "json" };

/** The languages a domain has a label in. */
export const DOMAIN_LANGUAGES = ["en", "nl", "fr", "de"] as const;
export type DomainLanguage = (typeof DOMAIN_LANGUAGES)[number];

const text = z.string().trim().min(1);

/** One medical domain of a hospital: what it is called, and by what a record of it is known. */
export const Domain = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  label: z.strictObject({ en: text, nl: text, fr: text, de: text }),
  description: z.strictObject({ en: text, nl: text, fr: text, de: text }).describe("One sentence"),
  crossCutting: z
    .boolean()
    .describe("True where the domain is a way of working (imaging, laboratory) or an age, and goes with any disease"),
  mesh: z.array(text).min(10).describe("MeSH headings; one may stand with several domains"),
  meshBranches: z
    .array(z.string().regex(/^[A-Z]\d{2}(\.\d{3})*$/))
    .min(1)
    .describe("MeSH tree numbers, each with everything under it; where two domains hold one, the deeper one is nearer"),
  topics: z.array(text).min(10).describe("Example subjects, each in one domain only; a broad domain has more of them"),
});
export type Domain = z.infer<typeof Domain>;

/** All domains: the twelve of the seed page first, in its order. */
export const domains: readonly Domain[] = z.array(Domain).parse(data);

const byId = new Map(domains.map((domain) => [domain.id, domain]));

export function domainById(id: string): Domain | undefined {
  return byId.get(id);
}

/**
 * The domains that hold a MeSH tree number, the nearest first: for 'C12.777.419.570' the one with 'C12.777.419', then
 * the one with 'C12'.
 */
export function domainsOfBranch(treeNumber: string, among: readonly Domain[] = domains): Domain[] {
  const parts = treeNumber.split(".");
  const found: Domain[] = [];
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join(".");
    for (const domain of among) if (domain.meshBranches.includes(prefix) && !found.includes(domain)) found.push(domain);
  }
  return found;
}
