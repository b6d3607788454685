/** A year as the server takes one. */
const YEAR = /^\d{4}$/;

/**
 * Lays a slider with two thumbs under the drawing of the years. The two fields stay, go on working, and are what counts:
 * thumbs and bars show what they hold. Letting go of a thumb asks for the range, and so does Enter; arrow keys alone do
 * not, for each would load a page.
 */
export function slideYears(): void {
  const drawing = document.querySelector<SVGElement>(".years .histogram");
  const fields = ["yearFrom", "yearTo"].map((name) =>
    document.querySelector<HTMLInputElement>(`.years input[name="${name}"]`),
  );
  const [from, to] = fields;
  const bars = [...(drawing?.querySelectorAll<SVGElement>(".bar") ?? [])];
  if (!drawing || !from || !to || bars.length < 3) return;
  const years = bars.map((bar) => Number(bar.dataset.year));
  const ends = [years[0]!, years.at(-1)!] as const;
  const slider = document.createElement("div");
  slider.className = "slider";
  let pointed = false;
  slider.addEventListener("pointerdown", () => {
    pointed = true;
  });
  slider.addEventListener("keydown", ({ key }) => {
    pointed = false;
    if (key === "Enter") from.form?.requestSubmit();
  });
  const thumbs = [from, to].map((field, i) => {
    const thumb = document.createElement("input");
    Object.assign(thumb, { type: "range", min: String(ends[0]), max: String(ends[1]), step: "1" });
    thumb.setAttribute(
      "aria-label",
      `${drawing.dataset.label ?? ""} ${field.labels?.[0]?.textContent?.trim() ?? ""}`.trim(),
    );
    thumb.addEventListener("input", () => {
      const other = Number(thumbs[1 - i]!.value);
      const year = Number(thumb.value);
      // One thumb stops at the other.
      if (i === 0 ? year > other : year < other) thumb.value = String(other);
      // At its end it is no bound. The other field may hold a year that no bar has: it stays.
      field.value = Number(thumb.value) === ends[i] ? "" : thumb.value;
      show();
    });
    thumb.addEventListener("change", () => pointed && from.form?.requestSubmit());
    field.addEventListener("input", follow);
    slider.append(thumb);
    return thumb;
  });
  drawing.after(slider);
  follow();
  // Back and reloading may bring other years than the page was written with; some browsers fill them in after this.
  addEventListener("pageshow", follow);

  /** Brings the thumbs to what the fields hold. */
  function follow(): void {
    for (const [i, { value }] of [from!, to!].entries())
      thumbs[i]!.value = String(YEAR.test(value) ? Math.min(ends[1], Math.max(ends[0], Number(value))) : ends[i]!);
    show();
  }

  function show(): void {
    const [low, high] = [from!, to!].map(({ value }) => (YEAR.test(value) ? Number(value) : null));
    const bounded = low !== null || high !== null;
    drawing!.classList.toggle("bounded", bounded);
    for (const bar of bars) {
      const year = Number(bar.dataset.year);
      bar.classList.toggle("chosen", bounded && year >= (low ?? year) && year <= (high ?? year));
    }
    // Where both stand at the last year, only the first one has where to go: it must be what the pointer gets.
    thumbs[0]!.style.zIndex = Number(thumbs[0]!.value) * 2 > ends[0] + ends[1] ? "1" : "";
  }
}
