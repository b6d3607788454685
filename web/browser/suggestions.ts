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
  /** Of a title, whose record is made up. */
  illustration?: true;
}
type Texts = Record<Suggestion["kind"] | "label" | "retracted" | "illustration", string>;

/**
 * Suggests while one types into a search field: titles lead to their records, headings, authors and journals to a search
 * filtered by them, past queries are searched for.
 *
 * @param input within a form; its `data-suggestions` has the texts: `label`, `retracted`, `illustration`, and one for each kind
 */
export function suggest(input: HTMLInputElement): void {
  const texts = JSON.parse(input.dataset.suggestions!) as Texts;
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
    const link = (href: string, ...inside: (Node | string)[]): HTMLElement => {
      const made = make("a", { ...attributes, href, tabindex: "-1" }, ...inside);
      made.addEventListener("click", hide);
      return made;
    };
    if (kind === "title") {
      const marks = (["retracted", "illustration"] as const).flatMap((mark) =>
        one[mark] ? [make("span", { class: `badge ${mark}` }, texts[mark]), " "] : [],
      );
      return link(`/records/${encodeURIComponent(one.id!)}`, ...marks, text);
    }
    const shown = [
      make("span", {}, text),
      make("span", { class: "count", "aria-hidden": "true" }, numbers.format(records)),
    ];
    if (kind !== "query") return link(filtered(form, kind, text), ...shown);
    const made = make("div", attributes, ...shown);
    made.addEventListener("click", () => {
      hide();
      input.value = text;
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

/** The search that a form makes, filtered by a value in place of what is being typed. */
function filtered(form: HTMLFormElement, facet: string, value: string): string {
  const parameters = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  parameters.delete("q");
  if (!parameters.getAll(facet).includes(value)) parameters.append(facet, value);
  return `${form.action}?${parameters}`;
}
