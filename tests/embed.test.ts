import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PassageVectors } from "../indexes/vectors.ts";
import type { Passage } from "../src/embed/embedder.ts";
import type { TransformersEmbedder } from "../src/embed/transformers.ts";
import { quantise } from "../src/embed/vectors.ts";
import { cosine, openBundled } from "./model.ts";

let embedder: TransformersEmbedder;
beforeAll(async () => {
  embedder = await openBundled(2);
});
afterAll(() => embedder.close());

const statins: Passage = {
  title: "Statins in older adults",
  abstract: "Patients above 75 received atorvastatin or placebo. Heart attacks were counted over five years.",
};
const plain = (abstract: string, title = ""): Passage => ({ title, abstract });

async function one(passage: Passage): Promise<PassageVectors> {
  const [vectors] = await embedder.embedPassages([passage]);
  return vectors!;
}

const row = ({ sentenceVectors }: PassageVectors, i: number): Int8Array =>
  sentenceVectors.subarray(i * 384, (i + 1) * 384);

/** Which sentence of a passage is nearest to a question, as its text. */
async function nearest(passage: Passage, question: string): Promise<string> {
  const vectors = await one(passage);
  const query = await embedder.embedQuery(question);
  const cosines = vectors.sentences.map((_, i) => cosine(query, row(vectors, i)));
  const { field, start, end } = vectors.sentences[cosines.indexOf(Math.max(...cosines))]!;
  return passage[field].slice(start, end);
}

describe("the bundled model", () => {
  test("says what space its vectors are in", () => {
    expect(embedder.space).toEqual({
      model: "all-MiniLM-L6-v2",
      revision: expect.stringMatching(/^[0-9a-f]{16}$/),
      dimensions: 384,
    });
    expect(embedder.threads).toBe(2);
  });

  test("gives vectors of unit length, the same for the same text, alone or among others", async () => {
    const others = Array.from({ length: 8 }, (_, i) => plain(`Another text, the ${i}th of them, about kidneys.`));
    const [alone, many] = [await one(statins), await embedder.embedPassages([...others, statins, ...others])];
    expect(many[8]).toEqual(alone);
    for (const { whole } of many) {
      expect(Math.hypot(...whole)).toBeCloseTo(1, 5);
      expect(cosine(whole, quantise([whole], 384))).toBeGreaterThan(0.999);
    }
    const query = await embedder.embedQuery("cholesterol in old people");
    expect(Math.hypot(...query)).toBeCloseTo(1, 5);
    expect(await embedder.embedQuery("cholesterol in old people")).toEqual(query);
    expect(cosine(query, alone.whole)).toBeGreaterThan(0.4);
    expect(cosine(query, many[0]!.whole)).toBeLessThan(0.25);
  });

  test("keeps the order of the passages", async () => {
    const topics = ["glaucoma", "asthma", "hip fractures", "sepsis", "migraine", "psoriasis"];
    const vectors = await embedder.embedPassages(
      topics.map((topic) => plain(`A study of ${topic} in ${topic} patients.`)),
    );
    for (const [i, topic] of topics.entries()) {
      const query = await embedder.embedQuery(topic);
      const cosines = vectors.map(({ whole }) => cosine(query, whole));
      expect(cosines.indexOf(Math.max(...cosines))).toBe(i);
    }
    expect(await embedder.embedPassages([])).toEqual([]);
  });

  test("gives a vector for the title and for each sentence, where each says what it says", async () => {
    const vectors = await one(statins);
    const texts = vectors.sentences.map(({ field, start, end }) => statins[field].slice(start, end));
    expect(texts).toEqual([
      statins.title,
      "Patients above 75 received atorvastatin or placebo.",
      "Heart attacks were counted over five years.",
    ]);
    expect(vectors.sentenceVectors).toHaveLength(3 * 384);
    for (let i = 0; i < 3; i++) expect(Math.max(...row(vectors, i).map(Math.abs))).toBe(127);
    expect(await nearest(statins, "myocardial infarction")).toBe(texts[2]);
  });

  test("loses nothing of a long text: its last sentence is found", async () => {
    const filler = Array.from({ length: 500 }, (_, i) => `Sentence ${i} tells of the weather in a small harbour town.`);
    const long = plain([...filler, "Gentamicin damages the inner ear of newborns."].join(" "), "Notes");
    expect(long.abstract.split(" ").length).toBeGreaterThan(5_000);
    const { sentences, whole } = await one(long);
    expect(sentences).toHaveLength(502);
    expect(Math.hypot(...whole)).toBeCloseTo(1, 5);
    expect(await nearest(long, "ototoxicity of antibiotics in infants")).toBe(
      "Gentamicin damages the inner ear of newborns.",
    );
  });

  test("keeps a sentence that is longer than its window", async () => {
    const genes = Array.from({ length: 400 }, (_, i) => `gene${i}`).join(" ");
    const long = plain(`${genes} and at the very end psoriasis of the skin`);
    const { sentences } = await one(long);
    expect(sentences.length).toBeGreaterThan(1);
    expect(await nearest(long, "skin disease psoriasis")).toContain("psoriasis");
    expect(Math.hypot(...(await embedder.embedQuery(long.abstract.repeat(5))))).toBeCloseTo(1, 5);
  });

  test("takes any text: empty, of signs, of other scripts, with broken characters", async () => {
    const odd = [
      "",
      " ",
      "\n",
      "?!",
      "\u200b",
      "🧬🧬",
      "漢字の研究",
      "\ud800 broken",
      "\u0000",
      "a".repeat(5_000),
      "x ".repeat(3),
    ];
    const vectors = await embedder.embedPassages(
      odd.flatMap((text) => [plain(text), plain("", text), plain(text, text)]),
    );
    for (const { whole, sentences, sentenceVectors } of vectors) {
      expect(Math.hypot(...whole)).toBeCloseTo(1, 5);
      expect(sentenceVectors).toHaveLength(sentences.length * 384);
    }
    for (const text of odd) expect(Math.hypot(...(await embedder.embedQuery(text)))).toBeCloseTo(1, 5);
  });
});
