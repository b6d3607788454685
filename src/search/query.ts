import { isStopWord, type Token, tokenise } from "../../indexes/analysis.ts";
import type { Alternative, Term, WordQuery } from "../engine/engine.ts";

/** Where fewer records than this have all the words, those with one word fewer are shown too: a page. */
const FEW = 10;

export interface ParsedQuery {
  /** As read: what was searched for, in the query language. */
  read: string;
  /** What is asked for in plain words, for embedding; empty when there is nothing to embed. */
  meaning: string;
  /** Null when there are no words. */
  words: WordQuery | null;
  /** What the reader should know of how the query was read. */
  notices: string[];
}

/** `-`, then a quoted phrase (its closing quote may be missing) or a run without white space. */
const PART = /(-?)(?:["\u201c\u201d]([^"\u201c\u201d]*)(["\u201c\u201d]?)|([^\s"\u201c\u201d]+))/gu;

/**
 * Reads a query: words; "phrases", which a record must have as they stand; -words and -"phrases", which it must not
 * have; `word*` for all that starts so. Any text can be read.
 */
export function parseQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const excluded: Term[] = [];
  const read: string[] = [];
  const meaning: string[] = [];
  const notices: string[] = [];
  for (const [, minus, phrase, closing, run] of text.matchAll(PART)) {
    if (phrase !== undefined && closing === "")
      notices.push("A quotation mark is not closed: the phrase was read to the end.");
    const content = (phrase ?? run ?? "").trim();
    const found = phrase === undefined ? wordTerms(content) : phraseTerms(content);
    if (found.length === 0) continue;
    const printed = phrase === undefined ? content : `"${content}"`;
    read.push(minus ? `-${printed}` : printed);
    if (minus) excluded.push(...found);
    else {
      terms.push(...found);
      meaning.push(content.replace(/\*$/, ""));
    }
  }
  const last = terms.at(-1);
  if (last && !last.required && /[\p{L}\p{N}]$/u.test(text)) last.prefix = true;
  const words = terms.length + excluded.length > 0 ? { terms: different(terms), excluded, few: FEW } : null;
  return { read: read.join(" "), meaning: meaning.join(" "), words, notices };
}

function phraseTerms(phrase: string): Term[] {
  const tokens = tokenise(phrase);
  const parts = tokens.filter(({ joined }) => !joined);
  if (parts.length === 0) return [];
  // 'IL-6 receptor' is il 6 receptor, and il6 receptor.
  const compounds = tokens.filter(({ joined }) => joined);
  const whole = (token: Token): boolean => token.joined || !compounds.some((compound) => covers(compound, token));
  const alternatives = compounds.length > 0 ? [tokens.filter(whole), parts] : [parts];
  const words = alternatives.map((row) => row.map(({ word }) => word));
  return [term(phrase, words, { required: true, typos: false })];
}

/** The words of a run without white space: one, or several where it is joined by signs; a compound (IL-6) stays one. */
function wordTerms(run: string): Term[] {
  const tokens = tokenise(run);
  const terms: Term[] = [];
  for (const [i, token] of tokens.entries()) {
    const joined = tokens.slice(i).find((other) => other.joined && covers(other, token));
    const text = run.slice(token.start, token.end);
    if (token.joined) {
      const parts = tokens.filter((part) => !part.joined && covers(token, part));
      terms.push(term(text, [[token.word], parts.map(({ word }) => word)], {}));
    } else if (!joined) {
      const prefix = i === tokens.length - 1 && run.endsWith("*");
      terms.push(term(text, [[token.word]], { prefix, telling: !isStopWord(token.word) }));
    }
  }
  return terms;
}

function covers(outer: Token, inner: Token): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

function term(text: string, alternatives: readonly string[][], options: Partial<Term>): Term {
  const exact = alternatives.map((words): Alternative => ({ words, via: "exact", documents: null }));
  return { text, alternatives: exact, telling: true, required: false, prefix: false, typos: true, ...options };
}

/** Terms asked for twice count once. */
function different(terms: readonly Term[]): Term[] {
  const seen = new Map<string, Term>();
  for (const term of terms) {
    const key = term.alternatives.map(({ words }) => words.join(" ")).join("|");
    if (!seen.has(key) || term.required) seen.set(key, term);
  }
  return [...seen.values()];
}
