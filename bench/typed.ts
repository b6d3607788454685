/** How queries are typed: as they are, the longest word with a wrong letter, the last word not to its end, or in capitals. */
export const TYPED = ["right", "misspelt", "begun", "capitals"] as const;
export type Typed = (typeof TYPED)[number];

/** Words of fewer letters are left as they are. */
const LONG = { misspelt: 5, begun: 6 };

/** Queries as somebody types them, the same ones each time. */
export function typing(how: Typed): (query: string) => string {
  const below = whole(7);
  if (how === "misspelt") return (query) => misspelt(query, below);
  if (how === "capitals") return (query) => query.toUpperCase();
  return how === "begun" ? (query) => begun(query, below) : (query) => query;
}

/** One letter after the first and before the last of the longest word is lost, doubled by another, replaced or swapped. */
function misspelt(query: string, below: (bound: number) => number): string {
  const words = [...query.matchAll(/[A-Za-z]+/g)].filter(([word]) => word.length >= LONG.misspelt);
  const longest = words.toSorted((a, b) => b[0].length - a[0].length)[0];
  if (!longest) return query;
  const word = longest[0];
  const at = 1 + below(word.length - 2);
  const other = String.fromCharCode(97 + below(26));
  const [before, letter, next, behind] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)];
  const typed = [before + next, before + other + letter + next, before + other + next, before + next + letter];
  const end = longest.index + word.length;
  return `${query.slice(0, longest.index)}${typed[below(typed.length)]}${behind}${query.slice(end)}`;
}

/** Two to four letters of the last word are not typed yet. */
function begun(query: string, below: (bound: number) => number): string {
  const bare = query.replace(/[^A-Za-z]+$/, "");
  const last = /[A-Za-z]+$/.exec(bare)?.[0] ?? "";
  if (last.length < LONG.begun) return query;
  return bare.slice(0, -(2 + (last.length > LONG.begun ? below(3) : 0)));
}

/** Whole numbers below a bound by chance, the same ones for the same seed (Lehmer's generator, Park and Miller 1988). */
function whole(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
}
