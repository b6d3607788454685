/**
 * Lets a button copy the text of the element whose id is its `data-copy`; `data-copied` is what it says then. It is hidden
 * until this runs, for without scripts it could do nothing.
 */
export function copies(button: HTMLButtonElement): void {
  const name = button.textContent!;
  let timer = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy!)!;
    if (!(await copied(source))) return;
    button.textContent = button.dataset.copied!;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.textContent = name;
    }, 2000);
  });
}

/** The clipboard is there in secure pages only: an intranet without TLS has the old way, by a selection. */
async function copied(source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent!);
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return document.execCommand("copy");
  }
}
