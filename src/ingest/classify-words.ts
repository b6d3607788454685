import { isStopWord, stem, tokenise } from "../../indexes/analysis.ts";

/** How much more a topic's words count in the title than in the abstract. */
const TITLE_BONUS = 0.5;

/** The distinct telling words of a text, stemmed, British spelling as American ('haemorrhage' and 'hemorrhage' are one). */
export function tellingWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const { word } of tokenise(text)) {
    if (word.length < 2 || isStopWord(word)) continue;
    words.add(
      stem(
        word
          .replace(/[ao]e/g, "e")
          .replace(/our/g, "or")
          .replace(/isation$/, "ization"),
      ),
    );
  }
  return words;
}

/**
 * How well a text's words cover those of each topic, rare words counting more. Word order does not count, so that
 * 'surgery for pulmonary hypertension' covers 'pulmonary hypertension', and a MeSH heading its usual form.
 */
export class TopicWords {
  readonly #topics: number;
  /** For each word, the topics it stands in, and the part (0..1) of each topic that it makes up. */
  readonly #parts = new Map<string, { topics: number[]; parts: number[] }>();

  constructor(topics: readonly string[]) {
    this.#topics = topics.length;
    const words = topics.map(tellingWords);
    const frequency = new Map<string, number>();
    for (const set of words) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    const weight = (word: string): number => Math.log((topics.length + 1) / (frequency.get(word) ?? 1));
    words.forEach((set, topic) => {
      let total = 0;
      for (const word of set) total += weight(word);
      for (const word of set) {
        const entry = this.#parts.get(word) ?? { topics: [], parts: [] };
        entry.topics.push(topic);
        entry.parts.push(weight(word) / total);
        this.#parts.set(word, entry);
      }
    });
  }

  /** @returns for each topic 0 (none of its words) to 1.5 (all of them in the title) */
  similarities(title: string, rest: string): Float32Array {
    const inTitle = tellingWords(title);
    const all = tellingWords(rest);
    for (const word of inTitle) all.add(word);
    const result = new Float32Array(this.#topics);
    for (const word of all) {
      const entry = this.#parts.get(word);
      if (!entry) continue;
      const bonus = inTitle.has(word) ? 1 + TITLE_BONUS : 1;
      for (let i = 0; i < entry.topics.length; i++) result[entry.topics[i]!]! += bonus * entry.parts[i]!;
    }
    return result;
  }
}
