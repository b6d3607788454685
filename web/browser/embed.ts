/** So long nothing has been chosen before it is shown, in milliseconds. */
const PAUSE = 200;

/**
 * Shows what is chosen as it is chosen: the lines are the server's, asked for with the form's parameters, and the address
 * keeps them.
 */
export function liveEmbed(form: HTMLFormElement): void {
  let timer = 0;
  let asking = new AbortController();
  const show = async (): Promise<void> => {
    asking.abort();
    // Says what is wrong, and where.
    if (!form.reportValidity()) return;
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
    } catch {
      // A newer choice is under way, or the server is away: the button shows that.
      if (!asking.signal.aborted) button.hidden = false;
    }
  };
  const button = form.querySelector("button")!;
  button.hidden = true;
  form.addEventListener("input", ({ target }) => {
    // Who chooses a background wants to see it.
    if ((target as HTMLInputElement).name === "background")
      form.querySelector<HTMLInputElement>("[name=filled]")!.checked = true;
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), PAUSE);
  });
}

/** Gives an element the attributes of another, and no others. */
function follow(element: Element, like: Element): void {
  for (const name of element.getAttributeNames()) if (!like.hasAttribute(name)) element.removeAttribute(name);
  for (const name of like.getAttributeNames()) element.setAttribute(name, like.getAttribute(name)!);
}
