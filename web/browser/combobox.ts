/** A text field with a list of options, by the W3C's authoring practices: the field keeps the focus, one option is active. */
export interface Combobox {
  /** Shows or hides the list. No option is active then. */
  show(shown: boolean): void;
}

/**
 * Makes a combobox of both. Options are the list's elements with the role `option` and an id; one that is chosen is clicked.
 *
 * @param reopen asked for the list where it is hidden: shows it, if there is something to show
 */
export function combobox(input: HTMLInputElement, list: HTMLElement, reopen: () => void): Combobox {
  let active: HTMLElement | null = null;

  const activate = (option: HTMLElement | null): void => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    input.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const show = (shown: boolean): void => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    activate(null);
  };
  /** Past either end stands the field itself. */
  const move = (step: 1 | -1): void => {
    const options = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    const at = active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1;
    activate(options[at] ?? null);
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  show(false);
  input.addEventListener("blur", () => activate(null));
  // Until the list has followed, its options are for something else than what is being typed: Enter must not take one.
  input.addEventListener("input", () => activate(null));
  input.addEventListener("keydown", (event) => {
    // What an input method is at is not ours.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const taken = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (key === "ArrowDown" || key === "ArrowUp") {
      taken();
      if (event.altKey && key === "ArrowUp") return show(false);
      if (list.hidden) reopen();
      if (!list.hidden && !event.altKey) move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && active) {
      taken();
      active.click();
    } else if (key === "Escape" && (!list.hidden || input.value !== "")) {
      taken();
      if (!list.hidden) return show(false);
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (/^(Home|End|ArrowLeft|ArrowRight|Tab)$/.test(key)) activate(null);
  });
  return { show };
}
