import { copies } from "./copy.ts";
import { liveEmbed } from "./embed.ts";
import { suggest } from "./suggestions.ts";

// What improves the pages; each is whole without it.
const field = document.querySelector<HTMLInputElement>("#q[data-suggestions]");
if (field) suggest(field);
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) copies(button);
const choices = document.querySelector<HTMLFormElement>("#embed");
if (choices) liveEmbed(choices);
