import {
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  Tensor,
} from "@xenova/transformers";
import { splitSentences } from "../../indexes/sentences.ts";
import type { PassageVectors, Sentence } from "../../indexes/vectors.ts";
import type { Passage } from "./embedder.ts";
import type { ModelSource } from "./model.ts";
import { normalise, quantise } from "./vectors.ts";
import { packWindows, type Window } from "./windows.ts";

/** Several threads share the work, so that each session has one. */
export const SESSION_OPTIONS = { intraOpNumThreads: 1, interOpNumThreads: 1 };

/** Tells transformers.js where the model is: in a folder, and then nothing is fetched from anywhere, or on the hub. */
export function prepareLibrary(source: ModelSource): void {
  env.allowRemoteModels = source.root === null;
  env.allowLocalModels = source.root !== null;
  if (source.root !== null) env.localModelPath = source.root;
  env.cacheDir = source.cacheDir;
}

/**
 * One model in one thread: from texts to vectors.
 *
 * One pass over a text gives all its vectors: the text goes through the model in windows of whole sentences, the vector
 * of a sentence is the mean of its own tokens' states there ('late chunking', Günther et al. 2024, arXiv 2409.04701),
 * and the whole's is the mean over all tokens of all windows. Measured against embedding each sentence by itself in a
 * second pass: equal nDCG@10 after feedback, twice the speed (bench/README.md).
 */
export class Session {
  readonly dimensions: number;
  readonly #source: ModelSource;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #before: number[];
  readonly #after: number[];
  readonly #maxTokens: number;

  private constructor(source: ModelSource, tokenizer: PreTrainedTokenizer, model: PreTrainedModel) {
    this.#source = source;
    this.#tokenizer = tokenizer;
    this.#model = model;
    const bare = this.#tokens("a");
    const framed: number[] = tokenizer.encode("a", { add_special_tokens: true });
    const at = framed.indexOf(bare[0]!);
    this.#before = framed.slice(0, Math.max(at, 0));
    this.#after = framed.slice(Math.max(at, 0) + bare.length);
    this.#maxTokens = source.maxTokens || Math.min(tokenizer.model_max_length || 512, 512);
    this.dimensions = (model.config as unknown as { hidden_size: number }).hidden_size;
  }

  static async open(source: ModelSource): Promise<Session> {
    prepareLibrary(source);
    const tokenizer = await AutoTokenizer.from_pretrained(source.name);
    const model = await AutoModel.from_pretrained(source.name, {
      dtype: source.dtype as "q8",
      session_options: SESSION_OPTIONS,
    });
    return new Session(source, tokenizer, model);
  }

  async embedQuery(text: string): Promise<Float32Array> {
    const prefix = this.#tokens(this.#source.queryPrefix);
    const { whole } = await this.#embed([this.#tokens(text)], prefix);
    return whole;
  }

  async embedPassage({ title, abstract }: Passage): Promise<PassageVectors> {
    const sentences: Sentence[] = splitSentences(abstract).map((span) => ({ field: "abstract", ...span }));
    if (title !== "") sentences.unshift({ field: "title", start: 0, end: title.length });
    const tokens = sentences.map(({ field, start, end }) =>
      this.#tokens((field === "title" ? title : abstract).slice(start, end)),
    );
    const { whole, rows } = await this.#embed(tokens, this.#tokens(this.#source.passagePrefix));
    return { whole, sentences, sentenceVectors: quantise(rows, this.dimensions) };
  }

  /** @returns unit vectors: one for all the sentences together, and one for each */
  async #embed(sentences: number[][], prefix: number[]): Promise<{ whole: Float32Array; rows: Float32Array[] }> {
    const lead = [...this.#before, ...prefix];
    const room = Math.max(1, this.#maxTokens - lead.length - this.#after.length);
    const whole = new Float32Array(this.dimensions);
    const rows = sentences.map(() => new Float32Array(this.dimensions));
    const windows = packWindows(sentences, room);
    for (const window of windows.length > 0 ? windows : [{ tokens: [], pieces: [] }]) {
      const states = await this.#run([...lead, ...window.tokens, ...this.#after]);
      this.#pool(states, window, lead.length, whole, rows);
    }
    for (const row of rows) normalise(row);
    return { whole: normalise(whole), rows };
  }

  #pool(states: Float32Array, window: Window, lead: number, whole: Float32Array, rows: Float32Array[]): void {
    const d = this.dimensions;
    const add = (into: Float32Array, from: number, to: number): void => {
      for (let t = from; t < to; t++) for (let i = 0; i < d; i++) into[i]! += states[t * d + i]!;
    };
    add(whole, 0, this.#source.pooling === "cls" ? 1 : states.length / d);
    for (const piece of window.pieces) add(rows[piece.sentence]!, lead + piece.from, lead + piece.to);
  }

  async #run(ids: number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const output = await this.#model({
      input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
      token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
    });
    const states = output.last_hidden_state ?? output.token_embeddings;
    if (!states) throw new Error(`the model gives ${Object.keys(output).join(", ")}, expected last_hidden_state`);
    return states.data as Float32Array;
  }

  #tokens(text: string): number[] {
    return text === "" ? [] : this.#tokenizer.encode(text, { add_special_tokens: false });
  }
}
