/** In the storage of a window: that the page to come is asked for from the open panel. */
const FROM_PANEL = "filters";

/**
 * On a phone the filters are folded away, and each that is chosen loads a page: there the panel is open again, for who
 * chooses one may want another. Links from elsewhere lead to the results.
 */
export function keepOpen(panel: HTMLDetailsElement): void {
  // Some keep no site's data: then it is folded, as without a script.
  try {
    if (sessionStorage.getItem(FROM_PANEL)) panel.open = true;
    sessionStorage.removeItem(FROM_PANEL);
  } catch {
    return;
  }
  const note = (from: Element | null): void => {
    if (panel.open && panel.contains(from)) sessionStorage.setItem(FROM_PANEL, "open");
    else sessionStorage.removeItem(FROM_PANEL);
  };
  document.addEventListener("click", ({ target }) => note((target as Element).closest("a")));
  document.addEventListener("submit", () => note(document.activeElement));
}
