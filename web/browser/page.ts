import { suggest } from "./suggestions.ts";

// What improves the pages; each is whole without it.
const field = document.querySelector<HTMLInputElement>("#q[data-suggestions]");
if (field) suggest(field);
