import type { LecternRecord } from "./record.ts";

/** An abstract in its labelled parts; what stands between them has no label. */
export function abstractParts({ abstract, sections }: Pick<LecternRecord, "abstract" | "sections">) {
  const parts: { label: string | null; text: string }[] = [];
  let at = 0;
  const add = (label: string | null, end: number): void => {
    const text = abstract.slice(at, end).trim();
    if (text !== "") parts.push({ label, text });
    at = Math.max(at, end);
  };
  for (const { label, start, end } of [...sections].sort((a, b) => a.start - b.start)) {
    add(null, start);
    add(label, end);
  }
  add(null, abstract.length);
  return parts;
}

/** An abstract as plain text, each labelled part behind its label. */
export function labelledAbstract(record: Pick<LecternRecord, "abstract" | "sections">): string {
  if (record.sections.length === 0) return record.abstract;
  return abstractParts(record)
    .map(({ label, text }) => (label === null ? text : `${label}: ${text}`))
    .join(" ");
}
