import { localeOf } from "../widget-texts.ts";
import { make } from "./make.ts";
import type { Found } from "./widget-search.ts";
import { recordAddress, type Settings } from "./widget-settings.ts";

/** A record as a link to its page on Lectern. @param option its id as one of a combobox's options; null: a link like others */
export function resultLink(settings: Settings, found: Found, option: string | null): HTMLAnchorElement {
  const { id, title, language, status, highlights } = found;
  const retracted = status.includes("retracted");
  const badges = badgesOf(settings, found);
  const meta = metaOf(settings, found);
  return make(
    "a",
    {
      href: recordAddress(settings, id),
      part: retracted ? "result retracted" : "result",
      class: retracted ? "result retracted" : "result",
      ...(option === null ? {} : { role: "option", id: option, "aria-selected": "false", tabindex: "-1" }),
    },
    ...(badges.length > 0 ? [make("span", { class: "badges" }, ...badges), " "] : []),
    // What a title is written in decides the order of its letters, not to which side it stands.
    make(
      "span",
      { part: "title", class: "title" },
      make("bdi", { lang: language ?? null }, ...marked(title, highlights.title)),
    ),
    ...(meta === "" ? [] : [" ", make("span", { part: "meta", class: "meta" }, make("bdi", {}, meta))]),
  );
}

function badgesOf({ texts }: Settings, { kind, status, illustration }: Found): HTMLElement[] {
  const badge = (name: string, text: string): HTMLElement =>
    make("span", { part: `badge ${name}`, class: `badge ${name}` }, text);
  return [
    ...(status.includes("retracted") ? [badge("retracted", texts.retracted)] : []),
    ...(status.includes("expression-of-concern") ? [badge("concern", texts.concern)] : []),
    ...(status.includes("corrected") ? [badge("corrected", texts.corrected)] : []),
    ...(illustration ? [badge("illustration", texts.illustration)] : []),
    ...(kind === "news" ? [badge("news", texts.news)] : []),
  ];
}

/** 'Janssens, M et al. · The journal · 2021' */
function metaOf({ lang, texts }: Settings, { kind, authors, journal, date, year }: Found): string {
  const [first] = authors;
  const day = kind === "news" && /^\d{4}-\d\d-\d\d$/.test(date ?? "") ? new Date(`${date}T00:00:00Z`) : null;
  return [
    first && (authors.length > 1 ? `${first.name} ${texts.others}` : first.name),
    journal,
    day && !Number.isNaN(day.getTime())
      ? new Intl.DateTimeFormat(localeOf(lang), { dateStyle: "long", timeZone: "UTC" }).format(day)
      : year && String(year),
  ]
    .filter(Boolean)
    .join(" \u00b7 ");
}

function marked(title: string, highlights: Found["highlights"]["title"]): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { start, end } of highlights) {
    parts.push(title.slice(at, start), make("mark", {}, title.slice(start, end)));
    at = end;
  }
  return [...parts, title.slice(at)];
}
