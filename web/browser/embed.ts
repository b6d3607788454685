/** So long nothing has been chosen before it is shown, in milliseconds. */
const PAUSE = 200;

/**
 * Shows what is chosen as it is chosen: the lines are the server's, asked for with the form's parameters, and the address
 * keeps them. While the lines are not those of what is chosen, nobody can copy them; why, the form says at its end, and
 * leaves the focus where it is.
 */
export function liveEmbed(form: HTMLFormElement): void {
  let timer = 0;
  let asking = new AbortController();
  const told = form.querySelector("output")!;
  const show = async (): Promise<void> => {
    asking.abort();
    if (!form.checkValidity()) return;
    asking = new AbortController();
    const address = `${form.action}?${new URLSearchParams(new FormData(form) as unknown as Record<string, string>)}`;
    try {
      const response = await fetch(address, { signal: asking.signal });
      if (!response.ok) return form.submit();
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const place of document.querySelectorAll("[data-live]"))
        place.textContent = page.getElementById(place.id)!.textContent;
      follow(document.querySelector("lectern-search")!, page.querySelector("lectern-search")!);
      for (const [i, link] of document.querySelectorAll(".languages a").entries())
        follow(link, page.querySelectorAll(".languages a")[i]!);
      history.replaceState(null, "", address);
      copying.disabled = false;
      button.hidden = true;
      told.value = "";
    } catch {
      // A newer choice is under way, or the server is away.
      if (asking.signal.aborted) return;
      button.hidden = false;
      told.value = told.dataset.away!;
    }
  };
  const button = form.querySelector("button")!;
  const copying = document.querySelector<HTMLButtonElement>("[data-copy]")!;
  button.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void show();
  });
  form.addEventListener("input", ({ target }) => {
    // Who chooses a background wants to see it.
    if ((target as HTMLInputElement).name === "background")
      form.querySelector<HTMLInputElement>("[name=filled]")!.checked = true;
    copying.disabled = true;
    told.value = "";
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), PAUSE);
  });
  // What is wrong with a number is said when it is left: '3' is the beginning of '320'.
  form.addEventListener("change", () => {
    const wrong = form.querySelector<HTMLInputElement>("input:invalid");
    if (wrong) told.value = wrong.dataset.wrong!;
  });
}

/** Gives an element the attributes of another, and no others. */
function follow(element: Element, like: Element): void {
  for (const name of element.getAttributeNames()) if (!like.hasAttribute(name)) element.removeAttribute(name);
  for (const name of like.getAttributeNames()) element.setAttribute(name, like.getAttribute(name)!);
}
