import type { Domain } from "../../indexes/domains.ts";
import { type LecternRecord, NEAREST_TOPICS } from "../../indexes/record.ts";
import type { PassageVectors } from "../../indexes/vectors.ts";
import type { Embedder } from "../embed/embedder.ts";
import { MeshIndex } from "./classify-mesh.ts";
import { TopicVectors } from "./classify-vectors.ts";
import { TopicWords } from "./classify-words.ts";

type DomainAssignment = LecternRecord["domains"][number];

/** What of a record says its domain. */
export type Classifiable = Pick<LecternRecord, "title" | "abstract" | "mesh" | "keywords">;

export interface DomainScore {
  id: string;
  /** 0 to 1, all domains together 1 at most. */
  share: number;
}

/** Puts records in domains. Without state: the same record with the same vectors has the same domains. */
export interface Classifier {
  /**
   * At most three domains, the surest first; none rather than a doubtful one. Takes 1 to 3 ms.
   *
   * @param vectors null where embedding is off: then words alone decide
   * @throws `invalid-vector` if the vectors are another model's
   */
  classify(record: Classifiable, vectors: PassageVectors | null): DomainAssignment[];
  /** Every domain, best first, also those too weak to be assigned: for measurements. */
  scores(record: Classifiable, vectors: PassageVectors | null): DomainScore[];
}

/** The constants were found on half of a labelled collection, and checked on its other half: bench/README.md. */
const SETTINGS = {
  /** How much nearer than another a topic must be, in cosine, to weigh e times as much. */
  nearness: 0.1,
  /** The same for the covered part of a topic's words. */
  coverage: 0.25,
  /** What the words count beside the vectors. */
  words: 0.5,
  /** Divides the domains' scores before they become shares, so that a share of 0.7 is right in about 70 of 100. */
  softness: 0.65,
  softnessOfWordsAlone: 0.55,
  /** A text whose nearest topic is farther is about none of them. */
  nearest: 0.35,
  /** The share a record's first domain needs, and each further one. */
  first: 0.25,
  further: 0.15,
  most: 3,
  /** Headings and topics named as evidence. */
  named: 3,
} as const;

/**
 * Domains by MeSH headings and by text.
 *
 * By text, every topic of every domain is weighed by its nearness to the record (cosine of vectors, and covered words),
 * and a domain's score is the logarithm of its topics' sum: a vote of all, in which the nearest count by far the most. A
 * domain with more topics gets more votes, which is meant: those are the broad ones, and so the cross-cutting domains,
 * which go with anything and hold few topics, speak up only where they are really meant.
 *
 * Each MeSH heading that belongs to a domain is a vote, and the text, whose shares add up to 1, is one more.
 *
 * @param embedder a caching one: embedding the topics takes some 4 s the first time; null for words alone
 * @throws `embedder-unavailable`
 */
export async function openClassifier(domains: readonly Domain[], embedder: Embedder | null): Promise<Classifier> {
  const topics = domains.flatMap((domain) => domain.topics);
  const embedded = await embedder?.embedPassages(topics.map((title) => ({ title, abstract: "" })));
  const parts = {
    vectors: embedded?.length ? new TopicVectors(embedded.map(({ whole }) => whole)) : null,
    words: new TopicWords(topics),
    mesh: new MeshIndex(domains),
  };
  return new TopicClassifier(domains, topics, parts);
}

interface Parts {
  vectors: TopicVectors | null;
  words: TopicWords;
  mesh: MeshIndex;
}

/** What a text says: each domain's share, and each topic's weight. */
interface TextVote {
  shares: Float64Array;
  topics: Float64Array;
}

class TopicClassifier implements Classifier {
  readonly #domains: readonly Domain[];
  readonly #topics: readonly string[];
  /** For each topic its domain's place in the list. */
  readonly #domainOf: Uint16Array;
  readonly #parts: Parts;

  constructor(domains: readonly Domain[], topics: readonly string[], parts: Parts) {
    this.#domains = domains;
    this.#topics = topics;
    this.#domainOf = Uint16Array.from(domains.flatMap((domain, at) => domain.topics.map(() => at)));
    this.#parts = parts;
  }

  classify(record: Classifiable, vectors: PassageVectors | null): DomainAssignment[] {
    const text = this.#byText(record, vectors);
    const votes = this.#parts.mesh.votes(record.mesh);
    const ranked = this.#rank(text, votes).slice(0, SETTINGS.most);
    return ranked
      .filter(({ confidence }, place) => confidence >= (place === 0 ? SETTINGS.first : SETTINGS.further))
      .map(({ at, confidence }) => ({
        id: this.#domains[at]!.id,
        confidence: Math.round(confidence * 100) / 100,
        evidence: this.#evidence(at, text, votes.get(at)?.headings ?? []),
      }));
  }

  scores(record: Classifiable, vectors: PassageVectors | null): DomainScore[] {
    const ranked = this.#rank(this.#byText(record, vectors), this.#parts.mesh.votes(record.mesh));
    return ranked.map(({ at, confidence }) => ({ id: this.#domains[at]!.id, share: confidence }));
  }

  #rank(text: TextVote, votes: ReturnType<MeshIndex["votes"]>): { at: number; confidence: number }[] {
    let all = 1;
    for (const { weight } of votes.values()) all += weight;
    return Array.from(text.shares, (share, at) => ({
      at,
      confidence: (share + (votes.get(at)?.weight ?? 0)) / all,
    })).sort((a, b) => b.confidence - a.confidence);
  }

  #byText(record: Classifiable, vectors: PassageVectors | null): TextVote {
    const { nearness, coverage, words: weight, softness, softnessOfWordsAlone, nearest } = SETTINGS;
    const rest = `${record.abstract}\n${record.keywords.join("\n")}`;
    const covered = this.#parts.words.similarities(record.title, rest);
    const near = vectors && this.#parts.vectors ? this.#parts.vectors.similarities(vectors) : null;
    const topics = new Float64Array(this.#topics.length);
    if (near?.every((cosine) => cosine < nearest)) return { shares: new Float64Array(this.#domains.length), topics };

    const byWords = new Float64Array(this.#domains.length);
    const byVectors = new Float64Array(this.#domains.length);
    for (let topic = 0; topic < topics.length; topic++) {
      const domain = this.#domainOf[topic]!;
      const inWords = covered[topic]! / coverage;
      const inVectors = near ? near[topic]! / nearness : 0;
      byWords[domain]! += Math.exp(inWords);
      byVectors[domain]! += Math.exp(inVectors);
      topics[topic] = near ? inVectors + weight * inWords : inWords;
    }
    const scores = byWords.map((sum, at) =>
      near ? (Math.log(byVectors[at]!) + weight * Math.log(sum)) / softness : Math.log(sum) / softnessOfWordsAlone,
    );
    return { shares: shares(scores), topics };
  }

  #evidence(at: number, text: TextVote, headings: readonly string[]): string {
    if (headings.length > 0) return `MeSH: ${headings.slice(0, SETTINGS.named).join(", ")}`.slice(0, 500);
    const own: number[] = [];
    for (let topic = 0; topic < this.#domainOf.length; topic++) if (this.#domainOf[topic] === at) own.push(topic);
    const best = own.sort((a, b) => text.topics[b]! - text.topics[a]!).slice(0, SETTINGS.named);
    return `${NEAREST_TOPICS}${best.map((topic) => this.#topics[topic]).join(", ")}`;
  }
}

/** Softmax. */
function shares(scores: Float64Array): Float64Array {
  const best = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - best));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
