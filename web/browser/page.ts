import { copies } from "./copy.ts";
import { liveEmbed } from "./embed.ts";
import { keepOpen } from "./filters.ts";
import { resetOnReturn } from "./returning.ts";
import { countChosen } from "./selection.ts";
import { suggest } from "./suggestions.ts";
import { slideYears } from "./years.ts";

// What improves the pages; each is whole without it.
const field = document.querySelector<HTMLInputElement>("#q[data-suggestions]");
if (field) suggest(field);
const panel = document.querySelector<HTMLDetailsElement>("details.filters");
if (panel) keepOpen(panel);
const selection = document.querySelector<HTMLFormElement>("#selection");
if (selection) countChosen(selection);
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) copies(button);
const choices = document.querySelector<HTMLFormElement>("#embed");
if (choices) liveEmbed(choices);

resetOnReturn(document.querySelector<HTMLFormElement>("#search"));
// Behind the reset, so that the thumbs are where its fields are.
slideYears();

// A search has one address: what is left empty, and the usual mode, are no part of it.
document.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  if (formData.get("mode") === "hybrid") formData.delete("mode");
});
