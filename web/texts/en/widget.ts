/** A text for each of a language's plural categories, with `{n}` where the number stands; or one for all. */
export type Plural = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** What the widget says, in English; `{n}` is a number. The other languages have the same. */
export const widgetTexts = {
  label: "Search publications and news",
  button: "Search",
  searching: "Searching\u2026",
  latest: "Latest publications",
  results: { one: "{n} result", other: "{n} results" } satisfies Plural as Plural,
  none: "Nothing was found. Use other or fewer words.",
  empty: "There are no publications yet.",
  all: "See all results",
  everything: "See all publications",
  retracted: "Retracted",
  concern: "Expression of concern",
  corrected: "Corrected",
  illustration: "Illustration: not a real study",
  news: "News",
  others: "et al.",
  limited: {
    one: "Too many searches at the moment. It goes on in {n} second.",
    other: "Too many searches at the moment. It goes on in {n} seconds.",
  } satisfies Plural as Plural,
  unreachable: "The search cannot be reached.",
  failed: "The search does not work at the moment.",
  kept: "What you typed is still here.",
  refused: "This cannot be searched for:",
  again: "Try again",
};

/** What every language has. */
export type WidgetTexts = typeof widgetTexts;
