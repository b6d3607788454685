import { type Said, said } from "./notices.ts";
import { type EmbaseTerm, embaseAt } from "./query-embase.ts";
import { type FieldName, fieldNamed, useOf } from "./query-fields.ts";
import { bareIdentifier, mayBeBare, withoutStray } from "./query-identifiers.ts";
import { isOvid, ovidAt, ovidEnd, ovidStar } from "./query-ovid.ts";
import { isProximity, wordsNear } from "./query-proximity.ts";
import { BRACKET, COMMA_NAME, FIELD, IDENTIFIER, MINUS, NAME, PHRASE, RUN, SPACE, YEARS } from "./query-signs.ts";
import { withoutInnerStar, withoutStars } from "./query-stars.ts";
import { bracketOf } from "./query-tag-names.ts";
import { groupOf, hasWord, type Kind, type Leaf, type Notice, type Token } from "./query-token.ts";

/** Takes a query apart. Any text can be; what has no word in it and is no sign of the language is left out. */
export function tokensOf(text: string): { tokens: Token[]; notices: Notice[] } {
  const tokens: Token[] = [];
  const notices: Notice[] = [];
  const ovid = isOvid(text);
  let at = 0;

  while (at < text.length) {
    const sign = text[at]!;
    const phrase = match(PHRASE);
    if (ovid && readOvid()) continue;
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

  /** @returns false where no heading or field of Ovid's begins */
  function readOvid(): boolean {
    const term = ovidAt(text, at, tokens.at(-1));
    if (!term) return false;
    tokens.push(term.token);
    at = term.token.end;
    if (term.left) {
      const written = text.slice(term.left.start, term.left.end);
      notices.push({ ...term.left, ...said("field-not-here", written), malformed: true });
    }
    return true;
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
    else if (!readIdentifier() && !readField()) readWord(runHere());
  }

  function runHere(): string {
    const { length } = match(RUN)![0];
    return text.slice(at, ovid ? ovidEnd(text, at, length) : at + length);
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
    const run = identifier ? identifierRun() : runHere();
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
    const near = isProximity(run, ovid);
    if (near) notice(run.length, said("proximity-not-here", run));
    const operator = near ? "AND" : operatorOf(ovid ? run.toUpperCase() : run);
    if (operator) {
      if (last()?.is === "-") tokens.pop();
      push(run.length, { is: operator });
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

  /** A word that may have a sign for letters within it, as the beginning of words. A slash behind it joins nothing. */
  function starred(length: number, typed: string): string {
    const bare = typed.replace(/\/+$/, "");
    const whole = ovid ? ovidStar(bare) : bare;
    const read = withoutInnerStar(whole);
    if (read !== whole) notice(length, said("word-star", typed, read));
    return read;
  }
}

function operatorOf(run: string): "AND" | "OR" | "NOT" | null {
  return run === "AND" || run === "OR" || run === "NOT" ? run : null;
}

/** Whether a value may stand behind a space: 'PMID: 123', 'year: >= 2020'. */
function isSpaced(field: FieldName): boolean {
  const { use } = useOf(field);
  return use === "identifier" || use === "years";
}
