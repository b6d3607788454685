import { LecternSearch } from "./widget-element.ts";

// The module may come twice, by its versioned address and by the other one.
if (!customElements.get("lectern-search")) customElements.define("lectern-search", LecternSearch);
