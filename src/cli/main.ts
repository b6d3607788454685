import { Command, CommanderError } from "commander";
import { readConfig } from "../config.ts";
import { LecternError, messageOf } from "../errors.ts";
import { formats } from "../sources/open.ts";
import { doctorCommand } from "./doctor.ts";
import { ingestCommand } from "./ingest.ts";
import { reindexCommand } from "./reindex.ts";
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

program
  .command("doctor")
  .description("look at all that Lectern needs: what is wrong, and what to do about it")
  .option("--json", "print it as JSON")
  .action((options) => doctorCommand(process.env, options));

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
