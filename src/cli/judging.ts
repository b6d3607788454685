import { createInterface } from "node:readline/promises";
import type { LecternRecord } from "../../indexes/record.ts";
import { markedTitle } from "../../indexes/titles.ts";
import type { Lectern } from "../compose.ts";
import { messageOf } from "../errors.ts";
import { GRADES, type Grade, type Judgements } from "../lab/judgements.ts";
import { poolOf } from "../lab/pool.ts";

const KEYS = "0 not relevant   1 in part   2 well   3 just that   s skip   b back   q enough of this query";
/** Characters of an abstract that are shown at once, which fits a terminal of 80 by 24. */
const SHOWN = 1_200;

/** Ctrl-C and Ctrl-D. */
const ENDING = ["\u0003", "\u0004"];
/** Arrows and their like come as several characters, some of which are keys by themselves. */
const SEQUENCES = /\u001b(\[[\d;]*[A-Za-z~]|O[A-Za-z])?/g;

/** Where judging ends. */
class Enough extends Error {}

/**
 * Judges on a terminal: asks for a query, or takes those given, and shows the best of all modes one by one, in an order
 * that tells nothing of their rank. Each key press is stored at once; what is judged already is not asked for again.
 *
 * @param terminal the standard input, on a terminal
 */
export async function judgeOnTerminal(
  searching: Lectern["searching"],
  judgements: Judgements,
  { queries, by, terminal = process.stdin }: { queries: readonly string[]; by?: string; terminal?: NodeJS.ReadStream },
): Promise<void> {
  try {
    for (const query of queries) await judgeQuery(query);
    if (queries.length === 0)
      for (let query = await asked(terminal); query !== ""; query = await asked(terminal))
        // A query that cannot be read is to be typed again.
        await judgeQuery(query).catch((error) => {
          if (error instanceof Enough) throw error;
          console.error(`lectern: ${messageOf(error)}`);
        });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }

  async function judgeQuery(typed: string): Promise<void> {
    const query = typed.replace(/\s+/g, " ").trim();
    const { judged } = await judgements.read();
    const known = judged.get(query);
    const pool = await poolOf(searching, query);
    const open = pool.filter(({ id }) => !known?.has(id));
    console.log(`\n"${query}": ${pool.length} records to judge, ${pool.length - open.length} are judged already`);
    for (let i = 0; i < open.length; ) {
      const record = open[i]!;
      const key = await pressed(terminal, `\n[${i + 1} of ${open.length}]  ${shown(record)}\n${KEYS}`);
      if (key === "q") return;
      if (key === "b") i = Math.max(0, i - 1);
      else if (key === "s") i++;
      else {
        const grade = Number(key) as Grade;
        await judgements.add([
          { query, record: record.id, grade, at: new Date().toISOString(), ...(by ? { by } : {}) },
        ]);
        console.log(`-> ${grade}`);
        i++;
      }
    }
    console.log(`"${query}" is judged`);
  }
}

/** A record without what would tell its rank. */
function shown({ title, abstract, journal, year, authors, status }: LecternRecord): string {
  const meta = [
    journal,
    year,
    authors
      .slice(0, 3)
      .map(({ name }) => name)
      .join("; "),
  ]
    .filter(Boolean)
    .join(", ");
  const text = abstract.length > SHOWN ? `${abstract.slice(0, SHOWN)}...` : abstract;
  return [markedTitle({ title, status }), meta, text]
    .filter((line) => line !== "")
    .map(printable)
    .join("\n");
}

/** Without the control characters by which a record could write to the terminal itself. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
}

async function asked(terminal: NodeJS.ReadStream): Promise<string> {
  const line = createInterface({ input: terminal, output: process.stdout });
  // Ctrl-C, Ctrl-D and the input's end close it.
  const closed = new Promise<string>((resolve) => line.once("close", () => resolve("")));
  try {
    return (await Promise.race([line.question("\nQuery (empty to end): ").catch(() => ""), closed])).trim();
  } finally {
    line.close();
  }
}

/** Shows something, and reads the next key that means something. @throws {@link Enough} at Ctrl-C, Ctrl-D, or the input's end */
async function pressed(terminal: NodeJS.ReadStream, what: string): Promise<string> {
  const keys = [...GRADES.map(String), "s", "b", "q", ...ENDING];
  terminal.setRawMode(true);
  terminal.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      const done = (): void => {
        terminal.off("data", read);
        terminal.off("end", ended);
      };
      const ended = (): void => {
        done();
        reject(new Enough());
      };
      const read = (data: Buffer): void => {
        const typed = data.toString().replace(SEQUENCES, "").toLowerCase();
        // One key a press: what was typed ahead would judge a record that nobody has seen.
        const key = [...typed].find((one) => keys.includes(one));
        if (key === undefined) return;
        if (ENDING.includes(key)) return void ended();
        done();
        resolve(key);
      };
      terminal.on("data", read);
      console.log(what);
      terminal.once("end", ended);
    });
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
  }
}
