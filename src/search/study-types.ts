import { tokenise } from "../../indexes/analysis.ts";
import { american, spellingVariants } from "../../indexes/spelling-variants.ts";

/** What types of studies are called beside their name in PubMed, in American spelling and the singular. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  "randomized controlled trial": ["rct", "randomized trial", "randomized clinical trial"],
  "controlled clinical trial": ["cct", "controlled trial"],
  "meta analysis": ["metanalysis"],
  "case report": ["case study", "case series"],
  "practice guideline": ["clinical guideline"],
};

/**
 * What a type of records is called, too: in British or American spelling, in the singular or the plural, with or without a
 * hyphen, by a short name: 'randomised controlled trials' and 'RCT' for 'Randomized Controlled Trial'.
 */
export function typeNames(type: string): string[] {
  const words = tokenise(type).flatMap(({ word, joined }) => (joined ? [] : american(word)));
  const one = [...words.slice(0, -1), ...words.slice(-1).map(singular)].join(" ");
  const names = [one, ...(SHORT[one] ?? [])].flatMap((name) => [name, spelt(name)]);
  return [type, ...new Set(names.flatMap((name) => [name, plural(name)]).flatMap((name) => [name, closed(name)]))];
}

function spelt(name: string): string {
  return name
    .split(" ")
    .map((word) => spellingVariants(word)[0] ?? word)
    .join(" ");
}

function singular(word: string): string {
  return /(?:ss|us|is|news|series)$/.test(word)
    ? word
    : word.replace(/ies$/, "y").replace(/yses$/, "ysis").replace(/s$/, "");
}

function plural(name: string): string {
  return /is$/.test(name) ? name.replace(/is$/, "es") : `${name.replace(/y$/, "ie")}s`;
}

/** 'metaanalysis' */
function closed(name: string): string {
  return name.replace(/^(meta) /, "$1");
}
