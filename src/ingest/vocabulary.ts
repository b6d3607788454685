/** Locales whose names of languages are understood: 'Dutch', 'Nederlands', 'Niederländisch', 'néerlandais'. */
const LOCALES = ["en", "nl", "de", "fr"];

/** Names that catalogues use and Unicode's list does not. */
const OTHER_NAMES: Record<string, string> = {
  flemish: "nl",
  vlaams: "nl",
  flamand: "nl",
  castilian: "es",
  mandarin: "zh",
  farsi: "fa",
};

let names: Map<string, string> | undefined;

/**
 * ISO 639-1 ('en') where there is one, else ISO 639-3 ('grc'), of a code ('eng', 'ger', 'en-GB') or a name ('English',
 * 'Deutsch', 'Anglais'). Null where no language is known by it, or where it says that none is known ('und', 'mul').
 */
export function parseLanguage(text: string): string | null {
  if (text.length > 100) return null;
  const given = text
    .trim()
    .toLowerCase()
    .replace(/\s*\(.*\)$/, "");
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/.exec(given)?.[1];
  if (primary !== undefined) {
    const code = new Intl.Locale(primary).language;
    if (
      /^[a-z]{2,3}$/.test(code) &&
      !["und", "mul", "mis", "zxx"].includes(code) &&
      displayName(code, "en") !== undefined
    )
      return code;
  }
  names ??= languageNames();
  return names.get(given) ?? (Object.hasOwn(OTHER_NAMES, given) ? OTHER_NAMES[given]! : null);
}

/** Names in {@link LOCALES} and in the language itself -> code. */
function languageNames(): Map<string, string> {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      if (new Intl.Locale(code).language !== code || displayName(code, "en") === undefined) continue;
      for (const locale of [...LOCALES, ...Intl.DisplayNames.supportedLocalesOf(code)]) {
        const name = displayName(code, locale)?.toLowerCase();
        if (name !== undefined && !found.has(name)) found.set(name, code);
      }
    }
  }
  return found;
}

const displays = new Map<string, Intl.DisplayNames>();

function displayName(code: string, locale: string): string | undefined {
  let display = displays.get(locale);
  if (display === undefined) {
    display = new Intl.DisplayNames([locale], { type: "language", fallback: "none" });
    displays.set(locale, display);
  }
  return display.of(code);
}

/** PubMed's publication types, and how else they are written. */
const TYPES: Record<string, readonly string[]> = {
  "Journal Article": [
    "article",
    "article-journal",
    "jour",
    "journal-article",
    "research article",
    "research-article",
    "original article",
    "original research",
  ],
  "Randomized Controlled Trial": [
    "randomised controlled trial",
    "rct",
    "randomized trial",
    "randomised trial",
    "randomized clinical trial",
    "randomised clinical trial",
  ],
  "Controlled Clinical Trial": ["controlled trial"],
  "Clinical Trial": ["trial"],
  "Systematic Review": ["review, systematic", "systematic literature review"],
  "Meta-Analysis": ["meta analysis", "metaanalysis", "meta-analyses"],
  Review: ["review article", "review-article", "literature review", "narrative review"],
  "Case Reports": ["case report", "case-report"],
  "Practice Guideline": ["practice guidelines", "clinical practice guideline", "clinical guideline"],
  Guideline: ["guidelines"],
  "Observational Study": ["observational studies", "observational"],
  "Multicenter Study": ["multicentre study", "multi-centre study", "multi-center study"],
  "Comparative Study": ["comparative studies"],
  "Validation Study": ["validation studies"],
  "Evaluation Study": ["evaluation studies"],
  Letter: ["letter to the editor", "correspondence"],
  Editorial: [],
  Comment: ["commentary"],
  Preprint: ["pre-print", "posted-content"],
  News: ["news item"],
  "Published Erratum": ["erratum", "correction", "corrigendum"],
  "Retracted Publication": ["retracted"],
  "Retraction of Publication": ["retraction", "retraction notice"],
};

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries(TYPES).flatMap(([name, others]) =>
    [name.toLowerCase(), ...others].map((other): [string, string] => [other, name]),
  ),
);

/** A publication type as PubMed writes it where it is a known one, else as it is. */
export function publicationType(text: string): string {
  return SPELLINGS.get(text.toLowerCase().replaceAll("_", "-")) ?? text;
}
