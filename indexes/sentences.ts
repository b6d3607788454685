/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** Words after which a full stop does not end a sentence in a medical abstract. */
const ABBREVIATION =
  /(?:^|[\s([])(?:e\.g|i\.e|et al|vs|cf|ca|approx|resp|incl|excl|fig|figs|tab|no|nos|ref|refs|vol|dr|prof|mr|mrs|ms|st|spp|sp|var|subsp|inc|ltd|co|corp|dept|univ|min|max|wk|mo|yr|hr|i\.v|i\.p|i\.m|s\.c|p\.o|[A-Z])\.\s*$/i;

/** A sentence of fewer letters than this is joined to its neighbour: alone it says nothing ("Methods:", "n = 12."). */
const SHORTEST_LETTERS = 12;

/** A longer stretch without a full stop (a table, a list of genes) is cut at the last space before this many characters. */
const LONGEST = 1000;

/**
 * Cuts a text into sentences by Unicode's rules (UAX 29, through `Intl.Segmenter`), mended for medical abstracts:
 * abbreviations and single initials do not end a sentence, a lower-case start continues one, very short pieces are
 * joined, very long ones are cut. The spans cover every letter of the text, in order, without overlap; white space
 * around a sentence is outside its span.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const span = trim(text, { start: index, end: index + segment.length });
    if (span.start === span.end) continue;
    const last = spans.at(-1);
    if (last && continues(text, last, span)) last.end = span.end;
    else spans.push(span);
  }
  return spans.flatMap((span) => cutLong(text, span));
}

function continues(text: string, last: Span, next: Span): boolean {
  const before = text.slice(last.start, last.end);
  const after = text.slice(next.start, next.end);
  if (after.length + before.length > LONGEST) return false;
  if (letters(before) < SHORTEST_LETTERS || letters(after) < SHORTEST_LETTERS) return true;
  return ABBREVIATION.test(before) || /^[a-z(]/.test(after);
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function trim(text: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  return { start, end };
}

/** `at`, or one less where it is in the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}

function cutLong(text: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > LONGEST) {
    const space = text.lastIndexOf(" ", start + LONGEST);
    const cut = space > start ? space : wholeCharacter(text, start + LONGEST);
    pieces.push(trim(text, { start, end: cut }));
    start = cut;
  }
  pieces.push(trim(text, { start, end: span.end }));
  return pieces.filter((piece) => piece.end > piece.start);
}
