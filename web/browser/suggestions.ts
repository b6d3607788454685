import { type Combobox, combobox } from "./combobox.ts";
import { make } from "./make.ts";

/** So long nobody has typed before suggestions are asked for, in milliseconds. */
const PAUSE = 120;
const SHOWN = 8;

/** As `/v1/suggest` gives it. */
interface Suggestion {
  kind: "query" | "mesh" | "author" | "journal" | "title";
  text: string;
  records: number;
  /** A title's record. */
  id?: string;
  retracted?: true;
}

/**
 * Suggests while one types into a search field: titles lead to their records, the others are searched for.
 *
 * @param input within a form; its `data-suggestions` has the texts: `label`, `retracted`, and one for each kind
 */
export function suggest(input: HTMLInputElement): void {
  const texts = JSON.parse(input.dataset.suggestions!) as Record<Suggestion["kind"] | "label" | "retracted", string>;
  const form = input.form!;
  const list = make("div", { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": texts.label });
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  let timer = 0;
  let asking = new AbortController();
  /** What the list's suggestions are for. */
  let shown = "";
  const box: Combobox = combobox(input, list, () => {
    if (shown === input.value) box.show(list.childElementCount > 0);
    else void ask();
  });

  const stop = (): void => {
    clearTimeout(timer);
    asking.abort();
  };
  const hide = (): void => {
    stop();
    box.show(false);
  };
  const ask = async (): Promise<void> => {
    stop();
    asking = new AbortController();
    const { signal } = asking;
    const typed = input.value;
    try {
      const parameters = new URLSearchParams({ q: typed.slice(0, 200), limit: String(SHOWN) });
      const response = await fetch(`/v1/suggest?${parameters}`, { signal });
      const { suggestions } = (await response.json()) as { suggestions?: Suggestion[] };
      list.replaceChildren(...groups(suggestions ?? []));
      shown = typed;
      box.show(list.childElementCount > 0);
    } catch {
      // Without suggestions a search is as good.
      if (!signal.aborted) box.show(false);
    }
  };

  const groups = (suggestions: readonly Suggestion[]): HTMLElement[] => {
    const kinds = Map.groupBy(suggestions, ({ kind }) => kind);
    return [...kinds].map(([kind, some]) =>
      make(
        "div",
        { role: "group", "aria-labelledby": `suggested-${kind}` },
        make("div", { class: "kind", role: "presentation", id: `suggested-${kind}` }, texts[kind]),
        ...some.map((one, i) => option(one, `suggested-${kind}-${i}`)),
      ),
    );
  };
  const option = (one: Suggestion, id: string): HTMLElement => {
    const { kind, text, records } = one;
    const attributes = { role: "option", id, "aria-selected": "false" };
    if (kind === "title") {
      const mark = one.retracted ? [make("span", { class: "badge retracted" }, texts.retracted), " "] : [];
      const href = `/records/${encodeURIComponent(one.id!)}`;
      const link = make("a", { ...attributes, href, tabindex: "-1" }, ...mark, text);
      link.addEventListener("click", hide);
      return link;
    }
    const count = make("span", { class: "count", "aria-hidden": "true" }, numbers.format(records));
    const made = make("div", attributes, make("span", {}, text), count);
    made.addEventListener("click", () => {
      hide();
      input.value = queryFor(one);
      form.requestSubmit();
    });
    return made;
  };

  form.querySelector(".box")!.after(list);
  input.addEventListener("input", () => {
    stop();
    if (input.value.trim() === "") return box.show(false);
    timer = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("blur", hide);
  form.addEventListener("submit", hide);
  // A click in the list leaves the field its focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

/** What finds the records of a suggestion, in the query language. */
function queryFor({ kind, text }: Suggestion): string {
  return kind === "query" ? text : `${kind}:"${text.replace(/["\u201c-\u201f]/g, "")}"`;
}
