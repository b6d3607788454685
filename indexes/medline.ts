/*
 * MEDLINE's own vocabulary, as PubMed's tags name it: so that of 'sepsis case reports[pt]' the type is told from the word
 * before it. From the National Library of Medicine's lists of publication types and of MeSH qualifiers (2025).
 */

const rows = (table: string): ReadonlySet<string> =>
  new Set(
    table
      .split(";")
      .map((name) => name.trim().replace(/\s+/g, " "))
      .filter((name) => name !== ""),
  );

/** Publication types, in lower case. */
export const PUBLICATION_TYPES = rows(`
  adaptive clinical trial; address; autobiography; bibliography; biography; case reports; classical article;
  clinical conference; clinical study; clinical trial; clinical trial, phase i; clinical trial, phase ii;
  clinical trial, phase iii; clinical trial, phase iv; clinical trial protocol; clinical trial, veterinary; comment;
  comparative study; congress; consensus development conference; consensus development conference, nih;
  controlled clinical trial; corrected and republished article; dataset; dictionary; directory; duplicate publication;
  editorial; english abstract; equivalence trial; evaluation study; expression of concern; festschrift;
  government publication; guideline; historical article; interactive tutorial; interview; introductory journal article;
  journal article; lecture; legal case; legislation; letter; meta-analysis; multicenter study; network meta-analysis; news;
  newspaper article; observational study; observational study, veterinary; patient education handout;
  periodical index; personal narrative; portrait; practice guideline; pragmatic clinical trial; preprint;
  published erratum; randomized controlled trial; randomized controlled trial, veterinary;
  research support, n.i.h., extramural; research support, n.i.h., intramural; research support, non-u.s. gov't;
  research support, u.s. gov't, non-p.h.s.; research support, u.s. gov't, p.h.s.; retracted publication;
  retraction of publication; retraction notice; review; scientific integrity review; scoping review; systematic review;
  technical report; twin study; validation study; video-audio media; webcast`);

/** MeSH qualifiers, in lower case. */
export const SUBHEADINGS = rows(`
  abnormalities; administration and dosage; administration & dosage; adverse effects; agonists; analogs and derivatives;
  analogs & derivatives; analysis; anatomy and histology; anatomy & histology; antagonists and inhibitors;
  antagonists & inhibitors; biosynthesis; blood; blood supply; cerebrospinal fluid; chemical synthesis;
  chemically induced; chemistry; classification; complications; congenital; cytology; deficiency; diagnosis;
  diagnostic imaging; diet therapy; drug effects; drug therapy; economics; education; embryology; enzymology;
  epidemiology; ethics; ethnology; etiology; genetics; growth and development; growth & development; history; immunology;
  injuries; innervation; instrumentation; isolation and purification; isolation & purification;
  legislation and jurisprudence; legislation & jurisprudence; metabolism; methods; microbiology; mortality; nursing;
  organization and administration; organization & administration; parasitology; pathogenicity; pathology;
  pharmacokinetics; pharmacology; physiology; physiopathology; poisoning; prevention and control; prevention & control;
  psychology; radiation effects; radiotherapy; rehabilitation; secondary; standards; statistics and numerical data;
  statistics & numerical data; supply and distribution; supply & distribution; surgery; therapeutic use; therapy; toxicity;
  transmission; transplantation; trends; ultrastructure; urine; veterinary; virology`);

/** Its codes of three letters (ISO 639-2/B) by ours, of languages that papers are written in. */
// biome-ignore format: a table reads best in rows
export const LANGUAGE_CODES: Readonly<Record<string, string>> = {
  en: "eng", nl: "dut", fr: "fre", de: "ger", es: "spa", it: "ita", pt: "por", ru: "rus", zh: "chi", ja: "jpn",
  pl: "pol", tr: "tur", sv: "swe", da: "dan", no: "nor", fi: "fin", cs: "cze", hu: "hun", ko: "kor", ar: "ara",
};
