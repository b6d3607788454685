import { decodeEntities } from "./entities.ts";

/** How often text is decoded at most: '&amp;lt;b&amp;gt;' has been encoded twice by the programs it came through. */
const MAX_ROUNDS = 10;

/** A title that is longer is none, and is not looked at further. */
const MAX_TITLE = 4000;

/** Elements of HTML, JATS and MathML that stand between stretches of text. */
const BLOCK = new Set(
  (
    "address article aside blockquote body br break center dd disp-formula div dl dt fig figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html " +
    "label li list list-item main nav ol option p pre script sec section style table table-wrap tbody td tfoot th thead title tr ul"
  ).split(" "),
);

/** Elements that stand within a stretch of text, often within a word. */
const INLINE = new Set(
  (
    "a abbr abstract acronym b bdi bdo big bold cite code del dfn em ext-link font graphic i img inline-formula ins italic kbd link mark math mfenced mfrac mi mn mo " +
    "monospace mover mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover named-content q roman s samp sc semantics " +
    "small span strike strong styled-content sub sup svg tex-math trans-abstract tt u underline uri var wbr xref"
  ).split(" "),
);

/**
 * Text as people read it: character references decoded (twice encoded ones too), markup taken out (a block is a space),
 * invisible characters removed, white space collapsed, NFC. 'p < 0.05 and n > 3' is no markup and stays.
 */
export function cleanText(text: string): string {
  let clean = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = clean;
    clean = withoutMarkup(visible(decodeEntities(clean)).normalize("NFC"));
    if (clean === before) break;
  }
  return clean.replace(/\s+/g, " ").trim();
}

/** A list of texts, each cleaned, without empty ones and repetitions (upper and lower case are the same). */
export function cleanList(texts: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const text of texts.map(cleanText)) {
    if (text !== "" && !seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
  }
  return [...seen.values()];
}

/** A labelled part of a text, in UTF-16 units; `end` is exclusive. */
export interface LabelledPart {
  label: string;
  start: number;
  end: number;
}

/** Parts joined by a space; a part without a label is text alone, one without text is left out. */
export function joinSections(sections: readonly { label: string; text: string }[]): {
  abstract: string;
  sections: LabelledPart[];
} {
  let abstract = "";
  const parts: LabelledPart[] = [];
  for (const section of sections) {
    const text = cleanText(section.text);
    if (text === "") continue;
    const start = abstract === "" ? 0 : abstract.length + 1;
    abstract += (abstract === "" ? "" : " ") + text;
    const label = cleanText(section.label).replace(/\s*[:.]$/, "");
    if (label !== "") parts.push({ label, start, end: abstract.length });
  }
  return { abstract, sections: parts };
}

/**
 * A title without the full stop at its end (that of an abbreviation stays) and without the brackets around it that mark
 * a translated one.
 */
export function cleanTitle(text: string): string {
  let title = cleanText(text);
  if (title.length > MAX_TITLE) return title;
  for (let before = ""; before !== title; ) {
    before = title;
    if (/[^.]\.$/.test(title) && !/(?:^|[\s.(])\p{L}\.\p{L}\.$/u.test(title)) title = title.slice(0, -1).trimEnd();
    if (inBrackets(title)) title = title.slice(1, -1).trim();
  }
  return /[\p{L}\p{N}]/u.test(title) ? title : "";
}

/** Whether the bracket that opens a text is closed by the one that ends it. */
function inBrackets(text: string): boolean {
  if (!text.startsWith("[") || !text.endsWith("]")) return false;
  let depth = 0;
  for (let index = 0; index < text.length - 1; index++) {
    if (text[index] === "[") depth++;
    else if (text[index] === "]") depth--;
    if (depth === 0) return false;
  }
  return true;
}

function withoutMarkup(text: string): string {
  if (!text.includes("<")) return text;
  let plain = text.replace(/<!\[CDATA\[|\]\]>/g, "");
  for (const [open, close] of HIDDEN) plain = withoutSpans(plain, open, close);
  return plain
    .replace(/<(?:\?xml|!doctype)[^<>]*>/gi, " ")
    .replace(
      /<\/?([a-z][a-z0-9:-]{0,30})(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*\/?>/gi,
      (whole, name: string) => {
        // A tag with a prefix (jats:p, mml:math) is never a comparison; one without must be of a known element.
        const local = name.toLowerCase().replace(/^.*:/, "");
        if (BLOCK.has(local)) return " ";
        return INLINE.has(local) || name.includes(":") ? "" : whole;
      },
    );
}

/** What is never read, with its content. */
const HIDDEN: readonly [RegExp, RegExp][] = [
  [/<!--/g, /-->/g],
  [/<script\b/gi, /<\/script\s*>/gi],
  [/<style\b/gi, /<\/style\s*>/gi],
];

/** One pass with two global expressions: a lazy one would look for the end again from every start. */
function withoutSpans(text: string, open: RegExp, close: RegExp): string {
  let kept = "";
  let from = 0;
  for (;;) {
    open.lastIndex = from;
    const start = open.exec(text);
    close.lastIndex = open.lastIndex;
    if (start === null || close.exec(text) === null) return kept + text.slice(from);
    kept += `${text.slice(from, start.index)} `;
    from = close.lastIndex;
  }
}

/** Without control characters (but white space), soft hyphens, zero-width characters, marks of direction, lone surrogates. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
      "",
    )
    .replace(/\x85/g, " ");
}
