/** How things stand: as they should; worth a look; wrong. */
export type Level = "ok" | "warning" | "problem";

/** What `lectern doctor` found out about one thing. Secrets are never in it. */
export interface Finding {
  level: Level;
  /** The thing: 'Redis'. */
  about: string;
  /** How it is, one line. */
  found: string;
  /** What to do about it, one line; null where all is well. */
  advice: string | null;
}

/** Makes the findings about one thing. */
export function findings(about: string) {
  return {
    ok: (found: string): Finding => ({ level: "ok", about, found, advice: null }),
    warning: (found: string, advice: string): Finding => ({ level: "warning", about, found, advice }),
    problem: (found: string, advice: string): Finding => ({ level: "problem", about, found, advice }),
  };
}

/** Another computer's clock may be so far from ours, in milliseconds. */
const SKEW = 5_000;

/** A warning where two clocks disagree. @param theirs milliseconds since 1970, read just now */
export function clockFinding(about: string, theirs: number): Finding[] {
  const apart = Math.abs(theirs - Date.now());
  if (apart <= SKEW) return [];
  const seconds = Math.round(apart / 1000);
  return [findings(about).warning(`its clock is ${seconds} s from this machine's`, "let both take the time from NTP")];
}
