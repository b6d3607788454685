import type { Sentences } from "../../../src/search/notices.ts";
import { quote } from "./speech.ts";

const out = (written: string, expected: string): string => `${written} wurde weggelassen: Erwartet wurde ${expected}.`;

/** What a search tells of how it was done. */
export const said: Sentences = {
  "quotation-open": () => "Ein Anführungszeichen ist nicht geschlossen: Die Wortfolge wurde bis zum Ende gelesen.",
  "parenthesis-open": () => "Eine Klammer ist nicht geschlossen: Sie wurde bis zum Ende gelesen.",
  "parenthesis-stray": () => "Eine schließende Klammer ohne öffnende wurde weggelassen.",
  "and-first": (read) => `AND wurde vor OR gelesen: ${read}`,
  "not-first": (read) => `NOT wurde vor OR gelesen: ${read}`,
  "not-all": () => "NOT wurde von allen Wörtern dahinter zusammen gelesen.",
  "joins-nothing": (operator) => `${operator} hat hier nichts zu verbinden und wurde weggelassen.`,
  "excludes-nothing": () => "NOT hat nichts auszuschließen und wurde weggelassen.",
  "tag-stray": () => "Eine Feldangabe, vor der nichts steht, wurde weggelassen.",
  "tag-unknown": (tag) => `Die Feldangabe ${tag} gibt es nicht: Sie wurde weggelassen.`,
  "tag-open": (tag) => `Die Feldangabe ${tag} ist nicht geschlossen: Sie wurde bis zum Ende gelesen.`,
  "field-before-empty": () => "Das Feld davor hat keinen Wert und wurde weggelassen.",
  "field-empty": (field) => `Das Feld ${field} hat keinen Wert und wurde weggelassen.`,
  "field-unknown": (field) => `Das Feld ${field} gibt es nicht: Es wurde als Wort gelesen.`,
  "field-spaced": (field) => `${field} wurde als Wort gelesen, weil ein Leerzeichen folgt.`,
  "field-not-here": (written) => `${written} wurde weggelassen: Dieser Index hat kein solches Feld.`,
  "years-only": (written, years) => `${written} wurde als ${years} gelesen: Nur Jahre werden berücksichtigt.`,
  "nothing-asked": (typed) => `${quote(typed)} enthält keine Wörter, nach denen gesucht werden kann.`,
  "not-years": (written) => out(written, "ein Jahr oder ein Zeitraum, etwa 2021, 2019..2023 oder >=2020"),
  "not-doi": (written) => out(written, "eine DOI wie 10.1000/x"),
  "not-pmid": (written) => out(written, "eine PubMed-Nummer mit höchstens neun Ziffern"),
  "not-pmcid": (written) => out(written, "eine PubMed-Central-Nummer wie PMC123"),
  "not-arxiv": (written) => out(written, "eine arXiv-Nummer wie 2101.00001"),
  "not-orcid": (written) => out(written, "eine ORCID mit Prüfziffer, etwa 0000-0002-1825-0097"),
  "not-state": (written, known) => out(written, `eines von ${known}`),
  "value-nowhere": (facet, value) => `${facet}: Kein Eintrag hat ${quote(value)}.`,
  "phrase-nowhere": (phrase) =>
    `Kein Eintrag enthält ${quote(phrase)} wörtlich; stattdessen wurde nach den einzelnen Wörtern gesucht.`,
  "phrase-star": (phrase) =>
    `Zwischen Anführungszeichen kann ein Sternchen nur am Ende stehen: ${quote(phrase)} wurde ohne die anderen gesucht.`,
  "proximity-not-here": (written) =>
    `${written} wurde als AND gelesen: Wie nah Wörter beieinander stehen, wird nicht geprüft.`,
  "word-star": (typed, read) =>
    `${typed} wurde als ${read} gelesen: Ein Sternchen kann nur am Ende eines Wortes stehen.`,
  "beginning-cut": (text, stems) =>
    `Mit ${text} beginnen mehr Wörter, als gesucht wurden: die ${stems} häufigsten. Schreiben Sie mehr davon.`,
  "doi-nowhere": (value) => `Hier gibt es keinen Eintrag mit der DOI ${value}.`,
  "pmid-nowhere": (value) => `Hier gibt es keinen Eintrag mit der PubMed-Nummer ${value}.`,
  "pmcid-nowhere": (value) => `Hier gibt es keinen Eintrag mit der PubMed-Central-Nummer ${value}.`,
  "arxiv-nowhere": (value) => `Hier gibt es keinen Eintrag mit der arXiv-Nummer ${value}.`,
  "orcid-nowhere": (value) => `In keinem Eintrag steht eine Person mit der ORCID ${value}.`,
  "words-beside-identifier": () => "Was neben der Kennung steht, wurde weggelassen: Sie benennt ihren Eintrag.",
  "filters-ignored": () => "Eine Kennung bezeichnet ihren Eintrag, unabhängig von den Filtern.",
  "meaning-switched-off": () => "Dieser Server sucht nur nach Wörtern: Dies sind die Treffer nach Wörtern.",
  "meaning-not-loaded": () =>
    "Die Suche nach Bedeutung ist aus, weil das Modell nicht geladen werden konnte: Dies sind die Treffer nach Wörtern.",
  "meaning-failed": () => "Die Suche nach Bedeutung ist zurzeit aus: Dies sind die Treffer nach Wörtern.",
  "meaning-other-model": () =>
    "Die Suche nach Bedeutung ist aus, bis der Server neu gestartet wird: Dies sind die Treffer nach Wörtern.",
  "not-reranked": () =>
    "Die Treffer konnten diesmal nicht neu gereiht werden: Sie stehen in ihrer üblichen Reihenfolge.",
};
