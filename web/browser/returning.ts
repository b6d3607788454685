/** In the storage of a window: which page of this site it has shown last. */
const LAST = "page";

/**
 * The address says what is searched for, also where Back brings a page as it was left: its search form is as it came then.
 * What was typed stays where no other page of this site came since: that was a search which did not get through.
 */
export function resetOnReturn(form: HTMLFormElement | null): void {
  const own = String(performance.timeOrigin);
  addEventListener("pageshow", ({ persisted }) => {
    let last: string | null = null;
    try {
      last = sessionStorage.getItem(LAST);
      sessionStorage.setItem(LAST, own);
    } catch {
      // Some keep no site's data: then it is not known.
    }
    if (persisted && last !== own) form?.reset();
  });
}
