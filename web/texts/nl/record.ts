import type { LecternRecord } from "../../../indexes/record.ts";
import type { Relation } from "../../../src/search/related.ts";
import { count } from "./speech.ts";

/** What a record's page says. */
export const recordTexts = {
  retracted: "Deze publicatie is ingetrokken. Vertrouw niet op de bevindingen.",
  concern: "De redactie heeft een bezorgdheidsverklaring over deze publicatie gepubliceerd.",
  corrected: "Er is een correctie van deze publicatie verschenen.",
  illustration:
    "Dit is een illustratie, verzonnen om te tonen hoe Lectern werkt. Deze studie bestaat niet; citeer ze niet.",
  authors: "Auteurs",
  moreAuthors: (n: number): string => `Nog ${count(n, "auteur", "auteurs")}`,
  affiliations: "Affiliaties",
  noAbstract: "De index bevat geen samenvatting.",
  abstract: { publication: "Samenvatting", news: "Korte inhoud" } satisfies Record<LecternRecord["kind"], string>,
  cite: "Citeren",
  copy: "Kopiëren",
  copied: "Gekopieerd",
  links: "Lezen",
  details: "Gegevens",
  type: "Type",
  language: "Taal",
  mesh: "MeSH-termen",
  keywords: "Trefwoorden",
  confidence: (share: number): string => `zekerheid ${Math.round(share * 100)}%`,
  given: "Opgegeven door de bron",
  topics: "Meest verwante onderwerpen:",
  related: "Verwante records",
  similar: "Vergelijkbare records",
  news: "In het nieuws",
  nearNews: "Nieuws over verwante onderwerpen",
  nearNewsWhy: "Uit dezelfde domeinen, en inhoudelijk verwant. Het noemt deze publicatie niet.",
  relations: {
    "news-about": "Nieuws over",
    "covered-by": "In het nieuws",
    "preprint-of": "Preprint van",
    "published-as": "Gepubliceerd als",
    corrects: "Correctie van",
    "corrected-by": "Gecorrigeerd door",
    retracts: "Intrekking van",
    "retracted-by": "Ingetrokken door",
    "comment-on": "Commentaar op",
    "commented-on-by": "Commentaar in",
  } satisfies Record<Relation, string>,
  provenance: "Herkomst van dit record",
  from: (source: string, key: string, date: string): string => `${source}, als ${key}, op ${date}`,
  json: "Dit record als JSON",
};

/** What results say that can be chosen. */
export const selectionTexts = {
  label: "Gekozen resultaten",
  pick: (title: string): string => `Kiezen: ${title}`,
  all: "Alles kiezen",
  with: "Met de gekozen resultaten:",
  none: "Er is geen resultaat gekozen",
  one: "1 gekozen",
  some: "# gekozen",
  cite: "Citeren",
  references: "Referenties",
  style: "Stijl",
  nothing: "Er is geen resultaat gekozen: ga terug en vink de vakjes naast de resultaten aan.",
  back: "Terug naar de resultaten",
  missing: (n: number): string => `${count(n, "gekozen record bestaat", "gekozen records bestaan")} hier niet meer.`,
  madeUp: "Niet geciteerd: verzonnen, geen echte studie",
};
