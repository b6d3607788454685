/*
 * How near words stand to each other is not looked at. What asks for it in the languages of PubMed ('[tiab:~3]'), Embase,
 * Cochrane and Web of Science ('NEAR/3', 'NEXT/2'), Ovid ('adj3') and Scopus ('W/3', 'PRE/3') is read as AND, so that nothing
 * is missed.
 */

/** A word alone ('NEAR') is as likely one of a title in capitals. */
const OPERATOR = /^(?:(?:W|PRE)\/\d+|[Nn](?:EAR|ear|EXT|ext)\/\d+|(?:ADJ|[Aa]dj)\d+)$/;

/** Whether a run of a query joins what stands on both its sides; in Ovid's language a bare 'adj' does, too. */
export function isProximity(run: string, ovid: boolean): boolean {
  return OPERATOR.test(run) || (ovid && /^adj$/i.test(run));
}

/** The words of a phrase whose tag asks for them near each other; null where it does not, or there is but one. */
export function wordsNear(phrase: string, tag: string): string[] | null {
  const words = phrase.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return /:\s*~\s*\d+\s*\]?$/.test(tag) && words.length > 1 ? words : null;
}
