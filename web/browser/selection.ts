/** Counts the chosen results, chooses all of them or none, and offers to do something with them where there are any. */
export function countChosen(form: HTMLFormElement): void {
  const told = form.querySelector("output")!;
  const all = form.querySelector<HTMLInputElement>("[data-all]")!;
  const boxes = [...form.elements].filter(
    (one): one is HTMLInputElement => one instanceof HTMLInputElement && one.name === "id",
  );
  const buttons = form.querySelectorAll("button");
  const count = (): void => {
    const chosen = boxes.filter((box) => box.checked).length;
    const { none = "", one = "", some = "" } = told.dataset;
    told.value = chosen === 0 ? none : chosen === 1 ? one : some.replace("#", String(chosen));
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const button of buttons) button.disabled = chosen === 0;
  };
  all.parentElement!.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  // Of the form's own boxes and of those that stand elsewhere in the page.
  document.addEventListener("change", ({ target }) => boxes.includes(target as HTMLInputElement) && count());
  // A page that Back brings has its boxes as they were.
  addEventListener("pageshow", count);
  count();
}
