import type { Sentences } from "../../../src/search/notices.ts";
import { quote } from "./speech.ts";

const out = (written: string, expected: string): string => `${written} is weggelaten: verwacht werd ${expected}.`;

/** What a search tells of how it was done. */
export const said: Sentences = {
  "quotation-open": () => "De aanhalingstekens zijn niet gesloten: de woordgroep is tot het einde gelezen.",
  "parenthesis-open": () => "Een haakje is niet gesloten: er is tot het einde gelezen.",
  "parenthesis-stray": () => "Een sluitend haakje zonder openend haakje is weggelaten.",
  "and-first": (read) => `AND is vóór OR gelezen: ${read}`,
  "not-first": (read) => `NOT is vóór OR gelezen: ${read}`,
  "not-all": () => "NOT is gelezen van alle woorden erachter samen.",
  "joins-nothing": (operator) => `${operator} heeft hier niets te verbinden en is weggelaten.`,
  "excludes-nothing": () => "NOT heeft niets uit te sluiten en is weggelaten.",
  "tag-stray": () => "Een tag zonder iets ervoor is weggelaten.",
  "tag-unknown": (tag) => `De tag ${tag} bestaat niet en is weggelaten.`,
  "tag-open": (tag) => `De tag ${tag} is niet gesloten: hij is tot het einde gelezen.`,
  "field-before-empty": () => "Het veld hiervoor heeft geen waarde en is weggelaten.",
  "field-empty": (field) => `Het veld ${field} heeft geen waarde en is weggelaten.`,
  "field-unknown": (field) => `Het veld ${field} bestaat niet: het is als woord gelezen.`,
  "field-spaced": (field) => `${field} is als woord gelezen, want er volgt een spatie op.`,
  "field-not-here": (written) => `${written} is weggelaten: deze index heeft zo\u2019n veld niet.`,
  "years-only": (written, years) => `${written} is gelezen als ${years}: er wordt alleen naar jaren gekeken.`,
  "nothing-asked": (typed) => `${quote(typed)} bevat geen woorden om op te zoeken.`,
  "not-years": (written) => out(written, "een jaartal of een periode, zoals 2021, 2019..2023 of >=2020"),
  "not-doi": (written) => out(written, "een DOI zoals 10.1000/x"),
  "not-pmid": (written) => out(written, "een PubMed-nummer van ten hoogste negen cijfers"),
  "not-pmcid": (written) => out(written, "een PubMed Central-nummer zoals PMC123"),
  "not-arxiv": (written) => out(written, "een arXiv-nummer zoals 2101.00001"),
  "not-orcid": (written) => out(written, "een ORCID met controlecijfer, zoals 0000-0002-1825-0097"),
  "not-state": (written, known) => out(written, `een van ${known}`),
  "value-nowhere": (facet, value) => `${facet}: geen enkel record heeft ${quote(value)}.`,
  "phrase-nowhere": (phrase) =>
    `Geen enkel record bevat ${quote(phrase)} letterlijk; er is gezocht op de woorden ervan.`,
  "phrase-star": (phrase) =>
    `Tussen aanhalingstekens kan een sterretje alleen aan het einde staan: ${quote(phrase)} is zonder de andere gezocht.`,
  "proximity-not-here": (written) =>
    `${written} is gelezen als AND: hoe dicht woorden bij elkaar staan, wordt niet bekeken.`,
  "word-star": (typed, read) =>
    `${typed} is gelezen als ${read}: een sterretje kan alleen aan het einde van een woord staan.`,
  "beginning-cut": (text, stems) =>
    `Met ${text} beginnen meer woorden dan er zijn gezocht: de ${stems} meest voorkomende. Typ er meer van.`,
  "doi-nowhere": (value) => `Hier is geen record met de DOI ${value}.`,
  "pmid-nowhere": (value) => `Hier is geen record met het PubMed-nummer ${value}.`,
  "pmcid-nowhere": (value) => `Hier is geen record met het PubMed Central-nummer ${value}.`,
  "arxiv-nowhere": (value) => `Hier is geen record met het arXiv-nummer ${value}.`,
  "orcid-nowhere": (value) => `Geen enkel record heeft een auteur met de ORCID ${value}.`,
  "words-beside-identifier": () => "Wat naast het identificatienummer staat is weggelaten: dat wijst zijn record aan.",
  "filters-ignored": () => "Een identificatienummer wijst zijn record aan, ongeacht de filters.",
  "meaning-switched-off": () => "Deze server zoekt alleen op woorden: dit zijn de resultaten op woorden.",
  "meaning-not-loaded": () =>
    "Zoeken op betekenis staat uit, omdat het model niet kon worden geladen: dit zijn de resultaten op woorden.",
  "meaning-failed": () => "Zoeken op betekenis is op dit moment niet beschikbaar: dit zijn de resultaten op woorden.",
  "meaning-other-model": () =>
    "Zoeken op betekenis staat uit tot de server opnieuw is gestart: dit zijn de resultaten op woorden.",
  "not-reranked": () => "De resultaten konden zonet niet worden herschikt: ze staan in hun gewone volgorde.",
};
