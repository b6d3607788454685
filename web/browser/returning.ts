/** In the browser's storage: which page of this site was shown last, by a number that the page has made up. */
const LAST = "page";

/**
 * The address says what is searched for, also where Back brings a page as it was left: its search form is as it came then.
 * What was typed stays where no other page of this site came since: that was a search which did not get through.
 */
export function resetOnReturn(form: HTMLFormElement | null): void {
  const own = String(Math.random());
  addEventListener("pageshow", ({ persisted }) => {
    let last: string | null = null;
    try {
      // Not that of the window: in Firefox a page that Back brings has it as it was.
      last = localStorage.getItem(LAST);
      localStorage.setItem(LAST, own);
    } catch {
      // Some keep no site's data: then it is not known.
    }
    if (persisted && last !== own) form?.reset();
  });
}
