import { diagnose } from "../src/doctor/doctor.ts";
import type { Finding } from "../src/finding.ts";

/** What the doctor finds, on a port that is free, with nothing configured but what is given. */
export async function consult(environment: Record<string, string>): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of diagnose({ PORT: "0", ...environment })) found.push(finding);
  return found;
}

/** The findings about one thing. */
export function about(found: readonly Finding[], thing: string): Finding[] {
  return found.filter((finding) => finding.about === thing);
}

/** All that is not well, as 'thing: what'. */
export function complaints(found: readonly Finding[]): string[] {
  return found.filter(({ level }) => level !== "ok").map(({ about, found }) => `${about}: ${found}`);
}
