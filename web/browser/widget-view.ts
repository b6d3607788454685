import { counted } from "../widget-texts.ts";
import { combobox } from "./combobox.ts";
import { make } from "./make.ts";
import { resultLink } from "./widget-results.ts";
import type { Answer, Found } from "./widget-search.ts";
import { pageAddress, type Settings } from "./widget-settings.ts";
import { sheet } from "./widget-style.ts";

/** After so long without another answer the count is read out, in milliseconds. */
const CALM = 700;

/** What a view tells of. */
export interface Told {
  typed(query: string): void;
  sent(query: string): void;
  again(): void;
  chosen(found: Found, event: Event): void;
}

/** What stands in the shadow of one element. */
export interface View {
  query(): string;
  /** Says that an answer is waited for. */
  wait(): void;
  results(answer: Answer, query: string): void;
  latest(answer: Answer): void;
  /** @param again whether to offer another try @param detail what Lectern said, in English */
  failure(text: string, again: boolean, detail?: string | null): void;
  /** Puts another text into the message of a failure, and reads it to nobody. */
  retell(text: string): void;
  /** Without its announcements. */
  close(): void;
}

/** Fills a shadow root. @param typed what its field holds at first */
export function viewIn(root: ShadowRoot, settings: Settings, typed: string, told: Told): View {
  const { texts, lang, accent, background, scheme, width } = settings;
  const input = make("input", {
    ...{ id: "q", part: "input", type: "search", name: "q", maxlength: "8000" },
    ...{ autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "search" },
  });
  input.value = typed;
  const form = make(
    "form",
    { part: "form", role: "search", "aria-labelledby": "label" },
    make("label", { part: "label", id: "label", for: "q" }, texts.label),
    make("div", { class: "box", part: "box" }, input, make("button", { part: "button" }, texts.button)),
  );
  const status = make("p", { class: "status", part: "status", hidden: true });
  const heading = make("p", { class: "heading", part: "heading", id: "latest", hidden: true }, texts.latest);
  const list = make("div", { role: "listbox", id: "list", part: "list", "aria-labelledby": "label" });
  const newest = make("ul", { part: "list", "aria-labelledby": "latest", role: "list", hidden: true });
  const message = make("div", { class: "message", part: "message", hidden: true });
  const all = make("a", { class: "all", part: "all" });
  const live = make("p", { class: "hidden", role: "status" });
  const main = make("div", { class: "lectern", lang }, form, status, message, heading, newest, list, all, live);
  if (accent) main.style.setProperty("--given", accent);
  if (background) {
    main.style.setProperty("--ground", background);
    main.style.setProperty("--inset", "1em");
    // On a colour of middling lightness only black or white can be read.
    main.style.setProperty("--strong", "light-dark(#000, #fff)");
  }
  if (scheme) main.style.colorScheme = scheme;
  if (width) main.style.setProperty("--width", `${width}px`);
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(main);

  let announcing = 0;
  const query = (): string => input.value.trim();
  const announce = (text: string): void => {
    clearTimeout(announcing);
    announcing = window.setTimeout(() => live.replaceChildren(text), CALM);
  };
  const box = combobox(input, list, () => box.show(list.childElementCount > 0));
  /** Only one of all that can stand under the field is there. */
  const only = (shown: HTMLElement | null): void => {
    for (const one of [status, message, heading, newest]) one.hidden = one !== shown;
    box.show(false);
    lead();
  };
  /** To the page with all that there is for what is typed. */
  const lead = (): void => {
    all.textContent = query() === "" ? texts.everything : texts.all;
    all.href = pageAddress(settings, query());
  };
  const link = (found: Found, option: string | null): HTMLElement => {
    const made = resultLink(settings, found, option);
    made.addEventListener("click", (event) => told.chosen(found, event));
    return made;
  };

  input.addEventListener("input", () => told.typed(query()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.sent(query());
  });
  only(null);
  return {
    query,
    wait() {
      status.textContent = texts.searching;
      if (!message.hidden || query() === "") only(status);
      status.hidden = false;
      // What still stands there are the latest, or the results of what was typed before: it is called nothing else.
      heading.hidden = true;
      lead();
    },
    results({ total, found }, asked) {
      status.textContent = total === 0 ? texts.none : counted(texts.results, total, lang);
      only(status);
      all.href = pageAddress(settings, asked);
      list.replaceChildren(...found.map((one, i) => link(one, `option-${i}`)));
      list.scrollTop = 0;
      box.show(found.length > 0);
      announce(status.textContent);
    },
    latest({ found }) {
      list.replaceChildren();
      newest.replaceChildren(...found.map((one) => make("li", {}, link(one, null))));
      status.textContent = texts.empty;
      only(found.length === 0 ? status : newest);
      heading.hidden = found.length === 0;
      clearTimeout(announcing);
      live.replaceChildren();
    },
    failure(text, again, detail = null) {
      const retry = make("button", { type: "button", part: "again" }, texts.again);
      retry.addEventListener("click", () => {
        input.focus();
        told.again();
      });
      message.replaceChildren(
        make("p", {}, text, ...(again && query() !== "" ? [` ${texts.kept}`] : [])),
        ...(detail === null ? [] : [make("p", { lang: "en", dir: "ltr" }, detail)]),
        ...(again ? [retry] : []),
      );
      list.replaceChildren();
      only(message);
      announce(text);
    },
    retell: (text) => message.firstElementChild?.replaceChildren(text),
    close: () => clearTimeout(announcing),
  };
}
