import {
  AutoModelForSequenceClassification,
  AutoTokenizer,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from "@xenova/transformers";
import type { ModelSource } from "./model.ts";
import { prepareLibrary, SESSION_OPTIONS } from "./session.ts";

/** Characters of a text that are looked at: more than fit any model, and a bound for the tokenizer. */
const LONGEST = 8_000;
/** How much of a model's window a query may fill. */
const QUERY_SHARE = 0.5;

/** One cross-encoder in one thread: from a query and a text to a score. */
export class CrossSession {
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #maxTokens: number;

  private constructor(source: ModelSource, tokenizer: PreTrainedTokenizer, model: PreTrainedModel) {
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.#maxTokens = source.maxTokens || Math.min(tokenizer.model_max_length || 512, 512);
  }

  /** @throws where it is no classification of pairs into one or two classes */
  static async open(source: ModelSource): Promise<CrossSession> {
    prepareLibrary(source);
    const tokenizer = await AutoTokenizer.from_pretrained(source.name);
    const model = await AutoModelForSequenceClassification.from_pretrained(source.name, {
      dtype: source.dtype as "q8",
      session_options: SESSION_OPTIONS,
    });
    const session = new CrossSession(source, tokenizer, model);
    await session.score("a", "b");
    return session;
  }

  /** The logit of a model with one class; of two, how much more likely the second ('relevant') is, as a log odds. */
  async score(query: string, text: string): Promise<number> {
    const asked = this.#cut(query, (part) => this.#length(part, ""), this.#maxTokens * QUERY_SHARE);
    const shown = this.#cut(text.slice(0, LONGEST), (part) => this.#length(asked, part), this.#maxTokens);
    const { logits } = await this.#model(this.#tokenizer(asked, { text_pair: shown, return_token_type_ids: true }));
    const values = logits?.data as Float32Array | undefined;
    if (values?.length === 1) return values[0]!;
    if (values?.length === 2) return values[1]! - values[0]!;
    throw new Error(`the model gives ${values ? `${values.length} classes` : "no logits"}, expected logits of 1 or 2`);
  }

  #length(query: string, text: string): number {
    return this.#tokenizer.encode(query, { text_pair: text }).length;
  }

  /** As much of a text's beginning as has at most so many tokens: the library would cut the special ones off the end. */
  #cut(text: string, length: (part: string) => number, most: number): string {
    let part = text;
    for (let tokens = length(part); tokens > most && part !== ""; tokens = length(part))
      part = part.slice(0, Math.min(part.length - 1, Math.floor((part.length * most * 0.95) / tokens)));
    return part;
  }
}
