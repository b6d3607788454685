/** What improves the pages, of which each is whole without it. */
import { slideYears } from "./years.ts";

slideYears();

// A search has one address: what is left empty is no part of it.
document.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
