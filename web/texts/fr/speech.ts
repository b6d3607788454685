import { speechOf } from "../speech.ts";

export const { number, count, either, both, language, date, wait } = speechOf("fr");

export const quote = (text: string): string => `\u00ab\u202f${text}\u202f\u00bb`;
