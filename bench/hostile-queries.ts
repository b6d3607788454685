import { LONGEST_QUERY } from "../src/search/search.ts";

/** Where a query is cut that would be longer than one may be, at its end or before its last word. */
function joined(parts: readonly string[], by: string, [before, behind] = ["", ""]): string {
  let text = "";
  for (const part of parts) {
    const longer = text === "" ? part : `${text}${by}${part}`;
    if (before.length + longer.length + behind.length > LONGEST_QUERY) break;
    text = longer;
  }
  return `${before}${text}${behind}`;
}

/** A strategy as systematic reviews publish them: groups of words, starred words and phrases in their fields, joined by AND. */
function strategy(words: readonly string[], length: number): string {
  const groups: string[] = [];
  for (let at = 0; groups.join(" AND ").length < length; at += 40) {
    const one = (i: number): string => {
      const [word, next] = [words[(at + i) % words.length]!, words[(at + i + 7) % words.length]!];
      if (i % 4 === 0) return `${word}*[tiab]`;
      if (i % 4 === 1) return `"${word} ${next}"[tiab]`;
      return i % 4 === 2 ? `${word}[ti]` : `${word.slice(0, 5)}*`;
    };
    groups.push(`(${Array.from({ length: 40 }, (_, i) => one(i)).join(" OR ")})`);
  }
  return groups
    .join(" AND ")
    .slice(0, length)
    .replace(/ OR [^()]*$|\([^()]*$/, "")
    .replace(/ AND $/, "")
    .concat(")");
}

const COCHRANE =
  "(randomized controlled trial[pt] OR controlled clinical trial[pt] OR randomized[tiab] OR placebo[tiab] OR clinical trials as topic[mesh:noexp] OR randomly[tiab] OR trial[ti]) NOT (animals[mh] NOT humans[mh])";

/**
 * Queries as long as one may be that are made to take long, and long ones that people do ask.
 *
 * @param words of the index, the most frequent first, some thousands
 */
export function hostileQueries(words: readonly string[]): Record<string, string> {
  const some = words.filter((word) => /^[a-z]{5,12}$/.test(word));
  const rare = some.slice(-2_000);
  const misspelt = some.slice(500, 2_000).map((word) => `${word.slice(0, 3)}q${word.slice(4)}`);
  const begun = (length: number): string[] => [...new Set(some.map((word) => word.slice(0, length)))];
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const repeated = (count: number, parts: readonly string[]): string[] =>
    Array.from({ length: count }, (_, i) => parts[i % parts.length]!);
  const phrases = some.slice(0, 800).map((word, i) => `"${word} ${some[(i * 7 + 3) % 800]}"`);
  const pairs = some.slice(0, 800).map((word, i) => `(${word} AND ${some[(i * 11 + 5) % 800]})`);
  return {
    "1,000 stars side by side, three letters": joined(
      repeated(
        1_000,
        begun(3).map((word) => `${word}*`),
      ),
      " ",
    ),
    "1,000 stars in an OR, two letters": joined(
      repeated(
        1_000,
        begun(2).map((word) => `${word}*`),
      ),
      " OR ",
    ),
    "670 stars in an OR": joined(
      repeated(
        670,
        begun(4).map((word) => `${word}*`),
      ),
      " OR ",
    ),
    "1,300 stars of a letter in an OR": joined(
      repeated(
        1_300,
        letters.map((word) => `${word}*`),
      ),
      " OR ",
    ),
    "stars in an AND": joined(
      repeated(
        1_000,
        begun(3).map((word) => `${word}*`),
      ),
      " AND ",
    ),
    "300 phrases with two stars": joined(
      some.slice(0, 300).map((word, i) => `"${word.slice(0, 3)}* ${some[i + 300]!.slice(0, 3)}*"`),
      " OR ",
    ),
    "400 phrases with a star side by side": joined(
      some.slice(0, 400).map((word, i) => `"${word} ${some[i + 200]!.slice(0, 2)}*"`),
      " ",
    ),
    "400 phrases in an OR": joined(phrases, " OR "),
    "400 phrases side by side": joined(phrases, " "),
    "phrases of the most frequent words": joined(
      repeated(
        600,
        ['"of the"', '"in the"', '"and the"', '"to the"', '"with the"', '"for the"'].map(
          (p, i) => `${p.slice(0, -1)} ${words[i * 3]}"`,
        ),
      ),
      " OR ",
    ),
    "phrases 'of a*' in an OR": joined(
      begun(2).map((word) => `"of ${word}*"`),
      " OR ",
    ),
    "names with a star in an OR": joined(
      some.map((word, i) => `author:"${word} ${letters[i % 26]}*"`),
      " OR ",
    ),
    "misspelt words in titles": joined(
      misspelt.map((word) => `title:${word}`),
      " ",
    ),
    "one long phrase": joined(words.slice(0, 1_500), " ", ['"', '"']),
    "misspelt words side by side": joined(misspelt, " "),
    "misspelt words in an OR": joined(misspelt, " OR "),
    "words of no sense side by side": joined(
      Array.from({ length: 900 }, (_, i) => `zq${(i * 7919).toString(36)}x${letters[i % 26]}`),
      " ",
    ),
    "2,000 free words": joined(some.slice(0, 2_000), " "),
    "2,000 free letters": joined(repeated(4_000, letters), " "),
    "rare words in an OR": joined(rare, " OR "),
    "pairs (a AND b) in an OR": joined(pairs, " OR "),
    "pairs with the same word in an OR": joined(
      some.slice(0, 490).map((word) => `("the" AND ${word})`),
      " OR ",
    ),
    "pairs (a* AND b*) in an OR": joined(
      some.slice(0, 400).map((word, i) => `(${word.slice(0, 3)}* AND ${some[i + 400]!.slice(0, 3)}*)`),
      " OR ",
    ),
    "triples with NOT in an OR": joined(
      some.slice(0, 400).map((word, i) => `(${word} AND ${some[i + 400]} NOT ${some[i + 800]})`),
      " OR ",
    ),
    "parentheses, 190 deep": `${"(".repeat(190)}${joined(some.slice(0, 800), " OR ").slice(0, 7_000)}${")".repeat(190)}`,
    "29 deep, AND and OR in turn": some
      .slice(0, 29)
      .reduce(
        (inner, word, i) => `(${word} ${i % 2 ? "AND" : "OR"} ${inner})`,
        joined(some.slice(100, 850), " OR ").slice(0, 6_500),
      ),
    "a chain of NOT": joined(some.slice(0, 1_000), " NOT "),
    "a word and 800 with a minus": joined(["health", ...some.slice(1, 1_000).map((word) => `-${word}`)], " "),
    "NOT of stars": joined(["health", ...begun(3).map((word) => `NOT ${word}*`)], " "),
    "years in an OR": joined(
      Array.from({ length: 700 }, (_, i) => `year:${1900 + (i % 125)}`),
      " OR ",
    ),
    "years and words in an OR": joined(
      Array.from({ length: 500 }, (_, i) => `year:1000-3000 OR ${some[i]}`),
      " OR ",
    ),
    "types and words in an OR": joined(
      Array.from({ length: 400 }, (_, i) => `type:${i % 2 ? "review" : some[i]} OR ${some[i]}`),
      " OR ",
    ),
    "words without any journal in an OR": joined(
      some.map((word) => `(${word} NOT journal:journal)`),
      " OR ",
    ),
    "journals in an OR": joined(
      some.slice(0, 800).map((word) => `journal:${word}`),
      " OR ",
    ),
    "authors in an OR": joined(
      some.slice(0, 800).map((word) => `author:${word}`),
      " OR ",
    ),
    "words in their fields side by side": joined(
      some.slice(0, 800).map((word) => `title:${word}`),
      " ",
    ),
    "starred fields in an OR": joined(
      begun(3).map((word) => `title:${word}*`),
      " OR ",
    ),
    "identifiers in an OR": joined(
      Array.from({ length: 900 }, (_, i) => `pmid:${i + 1}`),
      " OR ",
    ),
    "one word of 8,000 letters": "a".repeat(LONGEST_QUERY),
    "one compound of 4,000 parts": joined(repeated(4_000, letters), "-"),
    "signs only": '("[:*-'.repeat(1_300),
    "Cochrane's filter and a word": `cancer AND (${COCHRANE})`,
    "strategy of 3,000 characters": strategy(some.slice(200), 3_000),
    "strategy of 7,900 characters": strategy(some.slice(200), 7_900),
    "an abstract, pasted": joined(words.slice(0, 250), " "),
    "three words": "breast cancer prevention",
  };
}
