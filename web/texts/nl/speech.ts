import { speechOf } from "../speech.ts";

export const { number, count, either, both, language, date, wait } = speechOf("nl");

export const quote = (text: string): string => `\u201e${text}\u201d`;
