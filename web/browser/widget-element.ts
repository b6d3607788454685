import { counted } from "../widget-texts.ts";
import { type Answer, ask, Refusal } from "./widget-search.ts";
import { pageAddress, type Settings, settingsOf } from "./widget-settings.ts";
import { type View, viewIn } from "./widget-view.ts";

/** So long nobody has typed before a search goes out, in milliseconds. */
const PAUSE = 200;

/**
 * `<lectern-search>`: a field that searches a Lectern server as one types, and its latest publications before that. What
 * stands between its tags is shown where this does not run.
 */
export class LecternSearch extends HTMLElement {
  static readonly observedAttributes = [
    "src",
    "domain",
    "lang",
    "limit",
    "texts",
    "accent",
    "background",
    "scheme",
    "width",
  ];

  readonly #root = this.attachShadow({ mode: "open", delegatesFocus: true });
  #settings!: Settings;
  #view: View | null = null;
  /** The latest, once they are there: to be shown again when the field is emptied. */
  #latest: Answer | null = null;
  #timer = 0;
  #asking = new AbortController();
  /** Until then Lectern wants no request; on the clock of `performance.now()`. */
  #held = 0;
  #changed = false;

  connectedCallback(): void {
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#view?.close();
  }

  /** Several that change together count once. */
  attributeChangedCallback(): void {
    if (!this.#view || this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.isConnected) this.#begin();
    });
  }

  /** As the attributes say; what was typed stays. */
  #begin(): void {
    const { settings, problems } = settingsOf(this, import.meta.url);
    const typed = this.#view?.query() ?? "";
    const focused = this.#root.activeElement !== null;
    this.#stop();
    this.#view?.close();
    this.#settings = settings;
    this.#latest = null;
    this.#held = 0;
    this.#view = viewIn(this.#root, settings, typed, {
      typed: (query) => {
        this.#stop();
        if (query === "" && this.#latest) this.#view?.latest(this.#latest);
        else this.#timer = window.setTimeout(() => void this.#search(), PAUSE);
      },
      sent: (query) => location.assign(pageAddress(this.#settings, query)),
      again: () => {
        this.#stop();
        void this.#search();
      },
      chosen: ({ id, title }, event) => {
        const { href } = event.currentTarget as HTMLAnchorElement;
        if (!this.#tell("select", { id, title, url: href }, true)) event.preventDefault();
      },
    });
    if (focused) this.focus();
    // Whoever reads the page can do nothing about these.
    for (const message of problems) {
      this.#tell("error", { message, status: null, retryAfter: null });
      console.error(`lectern-search: ${message}`);
    }
    void this.#search();
  }

  /** What was asked is asked no more. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
  }

  async #search(): Promise<void> {
    const view = this.#view!;
    const query = view.query();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    if (performance.now() < this.#held) return this.#hold(view);
    view.wait();
    try {
      const answer = await ask(this.#settings, query, signal);
      if (query === "") {
        this.#latest = answer;
        view.latest(answer);
      } else view.results(answer, query);
      this.#tell("search", { query, total: answer.total });
    } catch (error) {
      // Something else was typed meanwhile, or the element is gone.
      if (signal.aborted) return;
      this.#explain(view, error as Error);
    }
  }

  #explain(view: View, error: Error): void {
    const { texts } = this.#settings;
    const { message, status, retryAfter, ofQuery } =
      error instanceof Refusal ? error : new Refusal(String(error), null);
    this.#tell("error", { message, status, retryAfter });
    if (status === 429) {
      this.#held = performance.now() + (retryAfter ?? 10) * 1000;
      this.#hold(view);
    } else if (status !== 400) view.failure(status === null ? texts.unreachable : texts.failed, true);
    else if (ofQuery) view.failure(texts.refused, false, message);
    else {
      console.error(`lectern-search: ${message}`);
      view.failure(texts.failed, false);
    }
  }

  /** Says how long there is to wait, second by second, and then asks for what is typed by then. */
  #hold(view: View): void {
    const { texts, lang } = this.#settings;
    const left = (): number => Math.max(0, this.#held - performance.now());
    const told = (): string => counted(texts.limited, Math.ceil(left() / 1000), lang);
    const count = (): void => {
      if (left() === 0) return void this.#search();
      view.retell(told());
      this.#timer = window.setTimeout(count, Math.min(left(), 1000));
    };
    view.failure(told(), false);
    count();
  }

  /** @returns false where a listener prevented what is usual */
  #tell(name: "search" | "select" | "error", detail: object, cancelable = false): boolean {
    return this.dispatchEvent(
      new CustomEvent(`lectern:${name}`, { bubbles: true, composed: true, cancelable, detail }),
    );
  }
}
