import type { LecternRecord } from "./record.ts";

/** A record's title wherever only that is read: a retraction stands before it. */
export function markedTitle({ title, status }: Pick<LecternRecord, "title" | "status">): string {
  return status.includes("retracted") ? `RETRACTED: ${title}` : title;
}
