import { speechOf } from "../speech.ts";

export const { number, count, either, both, language, date, wait } = speechOf("en");

export const quote = (text: string): string => `\u201c${text}\u201d`;
