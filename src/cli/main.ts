import { Command, CommanderError } from "commander";
import { readConfig } from "../config.ts";
import { LecternError, messageOf } from "../errors.ts";
import { formats } from "../sources/open.ts";
import { doctorCommand } from "./doctor.ts";
import { ingestCommand } from "./ingest.ts";
import { cancelCommand, jobsCommand, pauseCommand, retryCommand } from "./jobs.ts";
import { judgeCommand } from "./judge.ts";
import { reindexCommand } from "./reindex.ts";
import { relevanceCommand } from "./relevance.ts";
import { sampleCommand } from "./sample.ts";
import { statusCommand } from "./status.ts";

const names = formats.map(({ name }) => name).join(", ");

const program = new Command("lectern")
  .description("A searchable index of a hospital's research. Settings come from the environment: see .env.example.")
  .configureOutput({ outputError: (message, write) => write(message.replace(/^error: /, "lectern: ")) })
  .exitOverride();

program
  .command("ingest")
  .description("load files into the index; safe to repeat, also while the server runs")
  .argument("<file...>", "files to load, also gzipped")
  .option("--format <name>", `${names}; default: told from the content`)
  .option("--map <pairs>", "JSONL with field names of its own: key=_id,abstract=text, and metadata=- to ignore one")
  .option("--dry-run", "tell what would happen, store nothing")
  .option("--report <file>", "write a JSON line for each input record: key, id, outcome, reason")
  .option("--json", "print the result as JSON")
  .action((files, options) => ingestCommand(readConfig(process.env), files, options));

program
  .command("reindex")
  .description("rebuild the index for another model, other domains or a newer Lectern; searches and loading go on")
  .option("--cancel", "drop a rebuild that was begun, also one that is running")
  .option("--json", "print the result as JSON")
  .action((options) => reindexCommand(readConfig(process.env), options));

program
  .command("status")
  .description("what the index holds, and the latest jobs")
  .option("--json", "print it as JSON")
  .option("--failures <job>", "the records that a job could not take, with their reasons")
  .action((options) => statusCommand(readConfig(process.env), options));

const jobs = program
  .command("jobs")
  .description("the ingest jobs: list them, pause them all, cancel one, try one again that was given up");
jobs
  .command("list", { isDefault: true })
  .description("the latest, the newest first")
  .option("--state <state>", "waiting, running, done, failed, cancelled; default: all")
  .option("--limit <number>", "at most so many, to 1000; default 20")
  .option("--json", "print them as JSON")
  .action((options) => jobsCommand(readConfig(process.env), options));
jobs
  .command("pause")
  .description("let no worker begin a job; those under way go on")
  .action(() => pauseCommand(readConfig(process.env), true));
jobs
  .command("resume")
  .description("let workers begin jobs again")
  .action(() => pauseCommand(readConfig(process.env), false));
jobs
  .command("cancel")
  .description("end jobs that wait or run; what they stored stays")
  .argument("<job...>", "their ids")
  .action((ids) => cancelCommand(readConfig(process.env), ids));
jobs
  .command("retry")
  .description("put jobs that were given up back in line, within a week")
  .argument("[job...]", "their ids")
  .option("--all", "every one that was given up")
  .action((ids, options) => retryCommand(readConfig(process.env), ids, options.all ?? false));

program
  .command("doctor")
  .description("look at all that Lectern needs: what is wrong, and what to do about it")
  .option("--json", "print it as JSON")
  .action((options) => doctorCommand(process.env, options));

program
  .command("judge")
  .description("judge which records answer which queries, on a terminal; what is judged measures the search")
  .argument("[query...]", "queries to judge; without any, it asks for them")
  .option("--queries <file>", "queries to judge, one a line")
  .option("--by <name>", "who judges")
  .option("--import <qrels.tsv>", "take judgements from a file in BEIR's form: query, record, grade")
  .option("--export <folder>", "write all records, queries and judgements in BEIR's form")
  .option("--list", "list the judged queries")
  .option("--json", "print the result as JSON")
  .action((queries, options) => judgeCommand(readConfig(process.env), queries, options));

program
  .command("relevance")
  .description("measure the search by your own judgements, and compare it with the last run")
  .option("--fail-below <margin>", "fail where mean nDCG@10 fell by more than this; default 0.01")
  .option("--accept", "take this run as the one to compare with, also where it is worse")
  .option("--json", "print the result as JSON")
  .action((options) => relevanceCommand(readConfig(process.env), options));

const sample = program.command("sample").description("the sample library that a first start shows");
sample
  .command("load")
  .description("put it in")
  .action(() => sampleCommand(readConfig(process.env), "load"));
sample
  .command("remove")
  .description("take it out")
  .action(() => sampleCommand(readConfig(process.env), "remove"));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    // A known error needs no stack; an unknown one is a fault of ours, and DEBUG shows where.
    console.error(`lectern: ${messageOf(error)}`);
    if (!(error instanceof LecternError) && process.env.DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
