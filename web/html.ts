import { html as build } from "htm/preact";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

export type Html = VNode;
/** What may stand between two tags; nothing is shown of null. */
export type Content = VNode | string | number | null | readonly Content[];

/** Markup with one element around it. Whatever is put into it is text, and is escaped. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => Html = build;

/** A whole document as text. */
export function document(root: Html): string {
  return `<!doctype html>\n${renderToString(root)}\n`;
}
