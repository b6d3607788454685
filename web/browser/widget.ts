import { LecternSearch } from "./widget-element.ts";

// Of 2024 and later; an older browser keeps the form that stands in the element.
const able = "any" in AbortSignal && CSS.supports("color", "light-dark(red, oklch(from red l c h))");
// The module may come twice, by its versioned address and by the other one.
if (able && !customElements.get("lectern-search")) customElements.define("lectern-search", LecternSearch);
