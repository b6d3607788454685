/** Letters, digits and marks of any script; sticky, so that it is tried at one place. */
const RUN = /[\p{L}\p{N}\p{M}]+/uy;

/** 1 for ASCII letters and digits, by their code. */
const ALPHANUMERIC = Uint8Array.from({ length: 0x80 }, (_, code) => Number(/[a-z\d]/i.test(String.fromCharCode(code))));

/**
 * Tells each run of letters, digits and their marks in a text, in order: what `/[\p{L}\p{N}\p{M}]+/gu` finds, at a
 * fraction of its time, for most text is ASCII.
 *
 * @param found told the UTF-16 offsets, `end` exclusive, and whether the run is all ASCII
 */
export function eachRun(text: string, found: (start: number, end: number, ascii: boolean) => void): void {
  for (let at = 0; at < text.length; ) {
    const start = at;
    let code = text.charCodeAt(at);
    while (ALPHANUMERIC[code] === 1) code = text.charCodeAt(++at);
    if (at > start && !(code > 0x7f)) {
      found(start, at, true);
      continue;
    }
    if (code <= 0x7f) {
      at++;
      continue;
    }
    RUN.lastIndex = start;
    const ascii = !RUN.test(text) || RUN.lastIndex === at;
    const end = ascii ? at : RUN.lastIndex;
    if (end > start) found(start, end, ascii);
    at = end > at ? end : at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
  }
}
