import { fold } from "../../indexes/analysis.ts";
import type { Domain } from "../../indexes/domains.ts";
import { tellingWords } from "./classify-words.ts";

/** What a heading of a cross-cutting domain counts: 'Tomography, X-Ray Computed' says how, seldom what about. */
const CROSS_CUTTING = 0.5;

/** What MeSH headings say for one domain. */
export interface MeshVote {
  /** Sum over its headings: 1 each, divided among the domains that share the heading; less for a cross-cutting domain. */
  weight: number;
  /** As given, in the record's order. */
  headings: string[];
}

/**
 * Finds the domains of MeSH headings: by the headings listed with the domains; else by a heading's part before the comma
 * ('Glaucoma, Neovascular' is a Glaucoma); else by a topic of the same words, in any order ('Cataract Extraction').
 */
export class MeshIndex {
  readonly #domains: readonly Domain[];
  readonly #byHeading = new Map<string, Set<number>>();
  readonly #byWords = new Map<string, number>();

  constructor(domains: readonly Domain[]) {
    this.#domains = domains;
    domains.forEach((domain, at) => {
      for (const heading of domain.mesh) {
        const key = normalise(heading);
        this.#byHeading.set(key, (this.#byHeading.get(key) ?? new Set()).add(at));
      }
      for (const topic of domain.topics) this.#byWords.set(wordsKey(topic), at);
    });
  }

  /** @returns votes by the domain's place in the list; a domain without any is not in it */
  votes(headings: readonly string[]): Map<number, MeshVote> {
    const votes = new Map<number, MeshVote>();
    for (const heading of new Set(headings)) {
      const domains = this.#find(heading);
      for (const at of domains) {
        const vote = votes.get(at) ?? { weight: 0, headings: [] };
        vote.weight += (this.#domains[at]!.crossCutting ? CROSS_CUTTING : 1) / domains.length;
        vote.headings.push(heading);
        votes.set(at, vote);
      }
    }
    return votes;
  }

  #find(heading: string): number[] {
    const key = normalise(heading);
    const comma = key.indexOf(",");
    const found = this.#byHeading.get(key) ?? (comma > 0 ? this.#byHeading.get(key.slice(0, comma)) : undefined);
    if (found) return [...found];
    const topic = this.#byWords.get(wordsKey(heading));
    return topic === undefined ? [] : [topic];
  }
}

/** Without the marks that some files leave on a heading: '*Glaucoma/surgery' is 'glaucoma'. */
function normalise(heading: string): string {
  return fold(heading.replace(/^\*/, "").replace(/\/.*$/s, "")).trim();
}

function wordsKey(text: string): string {
  return [...tellingWords(text)].sort().join(" ");
}
