import { type Said, said } from "./notices.ts";
import { type EmbaseTerm, embaseAt } from "./query-embase.ts";
import { type FieldName, fieldNamed, useOf } from "./query-fields.ts";
import { bareIdentifier, mayBeBare, withoutStray } from "./query-identifiers.ts";
import { isProximity, wordsNear } from "./query-proximity.ts";
import { withoutInnerStar, withoutStars } from "./query-stars.ts";
import { bracketOf } from "./query-tag-names.ts";
import { groupOf, hasWord, type Kind, type Leaf, type Notice, type Token } from "./query-token.ts";

const QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb';
const SPACE = /[\s\]]+/y;
const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, "y");
const MINUS = /[-\u2212]+/y;
const BRACKET = /\[([^\][]*)\]?/y;
const RUN = new RegExp(`[^\\s()[\\]${QUOTES}]+`, "y");
const IDENTIFIER = new RegExp(`[^\\s[\\]${QUOTES}]+`, "y");
/** 'Janssens, M', as names are listed, with up to three initials. */
const COMMA_NAME = /[\p{L}\p{M}'’-]+,\s*(?!(?:AND|OR|NOT)\s+\S)(?:\p{Lu}\.?[\s-]?){1,3}(?=[\s)]|$)/uy;
/** A year with what compares it, or the beginning of a stretch. */
const YEARS = /(?:[<>]=?|=)?\s*\d{4}[^\s()[\]]*/uy;
/** A name and a colon, which no address goes on behind. */
const FIELD = /([a-z][a-z-]*):(?!\/\/)/iy;
const NAME = /^[a-z][a-z-]*:/i;

/** Takes a query apart. Any text can be; what has no word in it and is no sign of the language is left out. */
export function tokensOf(text: string): { tokens: Token[]; notices: Notice[] } {
  const tokens: Token[] = [];
  const notices: Notice[] = [];
  let at = 0;

  while (at < text.length) {
    const sign = text[at]!;
    const phrase = match(PHRASE);
    if (phrase) readPhrase(phrase[0], phrase[1]!, phrase[2] === "");
    else if (sign === "(" || sign === ")") push(1, { is: sign });
    else if (sign === "[") readBracket();
    else if (match(SPACE)) at += match(SPACE)![0].length;
    else readRun();
  }
  return { tokens, notices };

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(text);
  }

  function push(length: number, kind: Kind): void {
    tokens.push({ ...kind, start: at, end: at + length });
    at += length;
  }

  function notice(length: number, what: Said): void {
    notices.push({ start: at, end: at + length, ...what, malformed: true });
  }

  /** The token that ends right here. */
  function last(): Token | undefined {
    const token = tokens.at(-1);
    return token?.end === at ? token : undefined;
  }

  function leaf(kind: Leaf["kind"], words: string, length: number, begun = false): void {
    const before = last();
    if (hasWord(words)) {
      const place = { start: at, end: at + length };
      push(length, { is: "leaf", leaf: { kind, text: words, field: null, ...place, ...(begun ? { begun } : {}) } });
      return;
    }
    if (before?.is === "field") notice(length, said("field-before-empty"));
    if (before?.is === "field" || before?.is === "-") tokens.pop();
    at += length;
  }

  function readPhrase(whole: string, words: string, open: boolean): void {
    if (open) notice(whole.length, said("quotation-open"));
    const before = tokens.at(-1);
    // An identifier or a value may have one of its own.
    const own = before?.is === "field" && before.end === at && useOf(before.field).use !== "words";
    const typed = words.trim().replace(/(?<=\S)\*{2,}$/, "*");
    const bare = own ? words.trim() : withoutStars(typed).trim();
    if (!own && bare !== typed) notice(whole.length, said("phrase-star", words.trim()));
    leaf("phrase", bare, whole.length, open && /[\p{L}\p{N}]$/u.test(text));
  }

  /** One of PubMed's tags; other brackets say nothing. */
  function readBracket(): void {
    const [whole] = match(BRACKET)!;
    const before = tokens.at(-1);
    const behind = before?.is !== "leaf" && before?.is !== ")" ? "nothing" : before.end === at ? "word" : "space";
    const bracket = bracketOf(whole, behind, text.slice(at + whole.length));
    if (bracket.is === "text") at++;
    else if (bracket.is === "unknown") {
      notice(whole.length, said("tag-unknown", whole));
      at += whole.length;
    } else {
      if (bracket.open) notice(whole.length, said("tag-open", whole));
      if (before?.is === "leaf" && bracket.field !== "unanswered" && bracket.field !== "subheading")
        readNear(before.leaf, whole);
      push(whole.length, { is: "tag", field: bracket.field });
    }
  }

  /** Words near each other in a field are all words in it. */
  function readNear({ kind, text: phrase, start, end }: Leaf, tag: string): void {
    const near = kind === "phrase" ? wordsNear(phrase, tag) : null;
    if (!near) return;
    const all = near.map((text) => ({ kind: "phrase" as const, text, field: null }));
    tokens.splice(-1, 1, ...groupOf({ start, end }, "AND", all));
    notice(tag.length, said("proximity-not-here", tag));
  }

  /** A run without white space: minus signs, a value, a field's name, an operator, or a word. */
  function readRun(): void {
    const before = tokens.at(-1);
    const embase = before?.is === "field" ? null : embaseAt(text, at);
    if (embase) readEmbase(embase);
    else if (before?.is === "field" && (before.end === at || isSpaced(before.field))) value(before.field);
    else if (match(MINUS)) readMinus(match(MINUS)![0].length);
    else if (!readIdentifier() && !readField()) readWord(match(RUN)![0]);
  }

  /** What stands in one field or another, as PubMed has it: `(x[tiab] OR x[ot])`. */
  function readEmbase({ length, kind, words, fields }: EmbaseTerm): void {
    const place = { start: at, end: at + length };
    const read = kind === "word" ? starred(length, words) : words;
    const either = fields.map((field) => ({ kind, text: read, field }));
    if (hasWord(words)) tokens.push(...groupOf(place, "OR", either));
    at += length;
  }

  /** @returns false where there is none that needs no field */
  function readIdentifier(): boolean {
    if (!mayBeBare(text, at)) return false;
    const run = identifierRun();
    const found = bareIdentifier(run);
    if (!found) return false;
    const place = { start: at, end: at + run.length };
    push(run.length, { is: "leaf", leaf: { kind: "word", text: found.value, field: found.scheme, ...place } });
    return true;
  }

  /** Parentheses in pairs are an identifier's own. */
  function identifierRun(): string {
    return withoutStray(match(IDENTIFIER)?.[0] ?? "");
  }

  function value(field: FieldName): void {
    const identifier = useOf(field).use === "identifier";
    const name = field === "author" ? match(COMMA_NAME) : null;
    if (name) {
      leaf("phrase", name[0], name[0].length);
      return;
    }
    const years = useOf(field).use === "years" ? match(YEARS) : null;
    if (years) {
      leaf("word", years[0].replace(/\s+/g, ""), years[0].length);
      return;
    }
    const run = identifier ? identifierRun() : match(RUN)![0];
    const bare = run.replace(/^[-\u2212]+/, "");
    if (useOf(field).use === "words") word(run.length, bare);
    else leaf("word", identifier ? run : bare, run.length);
  }

  /** A minus sign stands before what it excludes and behind nothing: '(eye)--too' has none. */
  function readMinus(length: number): void {
    if (/[\s(]/.test(text[at - 1] ?? " ") && /[^\s)]/.test(text[at + length] ?? " ")) push(length, { is: "-" });
    else at += length;
  }

  /** @returns false where there is no field */
  function readField(): boolean {
    const named = match(FIELD);
    const field = named ? fieldNamed(named[1]!) : undefined;
    if (!named || field === undefined) return false;
    const [whole, name] = named;
    const rest = text.slice(at + whole.length);
    // 'PMID: 123' is how an identifier is often written; 'Type: a study' is a title.
    const spaced = useOf(field).use === "years" ? /^\s+(?:[<>]=?|=)?\s*\d{4}/.test(rest) : isSpaced(field);
    if (!/^\s+\S/.test(rest) || spaced) push(whole.length, { is: "field", field });
    else {
      notice(whole.length, said("field-spaced", whole));
      leaf("word", name!, whole.length);
    }
    return true;
  }

  function readWord(run: string): void {
    const near = isProximity(run);
    if (near) notice(run.length, said("proximity-not-here", run));
    if (near || run === "AND" || run === "OR" || run === "NOT") {
      if (last()?.is === "-") tokens.pop();
      push(run.length, { is: near ? "AND" : (run as "AND" | "OR" | "NOT") });
      return;
    }
    if (run === ":") {
      push(1, { is: ":" });
      return;
    }
    const unknown = NAME.exec(run)?.[0];
    // 'Glaucoma: a review' is a title.
    if (unknown && /\S/.test(text[at + unknown.length] ?? " "))
      notice(unknown.length, said("field-unknown", unknown.slice(0, -1)));
    word(run.length, run);
  }

  function word(length: number, typed: string): void {
    leaf("word", starred(length, typed), length);
  }

  /** A word that may have a sign for letters within it, as the beginning of words. */
  function starred(length: number, typed: string): string {
    const read = withoutInnerStar(typed);
    if (read !== typed) notice(length, said("word-star", typed, read));
    return read;
  }
}

/** Whether a value may stand behind a space: 'PMID: 123', 'year: >= 2020'. */
function isSpaced(field: FieldName): boolean {
  const { use } = useOf(field);
  return use === "identifier" || use === "years";
}
