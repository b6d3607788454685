/**
 * Lays a slider with two thumbs under the drawing of the years. It fills in the two fields, which stay and go on working.
 * Letting go of a thumb asks for the range, and so does Enter; arrow keys alone do not, for each would load a page.
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
  const [first, last] = [years[0]!, years.at(-1)!];
  const within = (year: number): number => Math.min(last, Math.max(first, year));
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
    const start = i === 0 ? first : last;
    const own = Number(field.value);
    Object.assign(thumb, { type: "range", min: String(first), max: String(last), step: "1" });
    thumb.value = String(field.value === "" || Number.isNaN(own) ? start : within(own));
    thumb.setAttribute(
      "aria-label",
      `${drawing.dataset.label ?? ""} ${field.labels?.[0]?.textContent?.trim() ?? ""}`.trim(),
    );
    thumb.addEventListener("input", () => {
      const other = Number(thumbs[1 - i]!.value);
      const year = Number(thumb.value);
      // One thumb stops at the other.
      if (i === 0 ? year > other : year < other) thumb.value = String(other);
      show();
    });
    thumb.addEventListener("change", () => pointed && from.form?.requestSubmit());
    slider.append(thumb);
    return thumb;
  });
  drawing.after(slider);

  /** A thumb at its end is no bound. */
  function show(): void {
    const [low, high] = thumbs.map((thumb) => Number(thumb.value)) as [number, number];
    from!.value = low === first ? "" : String(low);
    to!.value = high === last ? "" : String(high);
    const bounded = low !== first || high !== last;
    for (const bar of bars) {
      const year = Number(bar.dataset.year);
      bar.classList.toggle("chosen", bounded && year >= low && year <= high);
    }
  }
}
