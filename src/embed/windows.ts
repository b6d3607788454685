/** A part of a sentence that stands in a window: `from` and `to` count the window's own tokens, `to` exclusive. */
export interface Piece {
  sentence: number;
  from: number;
  to: number;
}

/** Tokens that go through the model together, without its special ones. */
export interface Window {
  tokens: number[];
  pieces: Piece[];
}

/**
 * Packs a text's sentences into as few windows of at most `room` tokens as their order allows. A sentence is kept whole
 * unless it is longer than a window: then it is cut, and nothing is dropped. The model sees each sentence with its
 * neighbours, and no token twice.
 *
 * @param sentences token ids of each sentence, in order
 * @param room 1 or more
 */
export function packWindows(sentences: readonly (readonly number[])[], room: number): Window[] {
  const windows: Window[] = [];
  let window: Window = { tokens: [], pieces: [] };
  sentences.forEach((tokens, sentence) => {
    for (let at = 0; at < tokens.length; at += room) {
      const part = tokens.slice(at, at + room);
      if (window.tokens.length + part.length > room) {
        windows.push(window);
        window = { tokens: [], pieces: [] };
      }
      const from = window.tokens.length;
      window.tokens.push(...part);
      window.pieces.push({ sentence, from, to: from + part.length });
    }
  });
  if (window.tokens.length > 0) windows.push(window);
  return windows;
}
