import { styleText } from "node:util";
import { diagnose } from "../doctor/doctor.ts";
import type { Environment } from "../doctor/settings.ts";
import type { Finding, Level } from "../finding.ts";

/** What a check left open (a thread, a connection that hangs) keeps the command for this long, in milliseconds. */
const GRACE = 500;

/** `lectern doctor`: exit status 1 where there is a problem; warnings alone do not fail it. */
export async function doctorCommand(environment: Environment, options: { json?: boolean }): Promise<void> {
  const all: Finding[] = [];
  for await (const finding of diagnose(environment)) {
    all.push(finding);
    if (!options.json) console.log(lineOf(finding, process.stdout.isTTY));
  }
  const count = (level: Level): number => all.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  if (options.json) console.log(JSON.stringify({ problems, warnings, findings: all }));
  else console.log(`${plural(problems, "problem")}, ${plural(warnings, "warning")}`);
  process.exitCode = problems > 0 ? 1 : 0;
  setTimeout(() => process.exit(), GRACE).unref();
}

const LOOKS = { ok: ["green", "✓"], warning: ["yellow", "!"], problem: ["red", "✗"] } as const;

/** Two lines where there is something to do, one otherwise. @param terminal marks and colours in place of words */
export function lineOf({ level, about, found, advice }: Finding, terminal: boolean): string {
  const [colour, mark] = LOOKS[level];
  const first = `${terminal ? styleText(colour, mark) : level.padEnd(7)}  ${about}: ${found}`;
  return advice === null ? first : `${first}\n${" ".repeat(terminal ? 3 : 9)}${advice}`;
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
