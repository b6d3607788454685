import { pino } from "pino";
import { openLectern } from "../src/compose.ts";
import { readConfig } from "../src/config.ts";
import { messageOf } from "../src/errors.ts";
import { startIngesting } from "../src/jobs/ingest.ts";
import { workLog } from "../src/jobs/log.ts";
import { stopAtSignal } from "../src/shutdown.ts";

/** A process that does nothing but ingest jobs, beside the server or in its place; any number may run. */
try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const lectern = await openLectern(config, { warn: (message) => log.warn(message) });
  const worker = startIngesting(lectern, workLog(log));
  log.info("waiting for ingest jobs");
  stopAtSignal(async () => {
    await worker.stop();
    await lectern.close();
  });
} catch (error) {
  console.error(`lectern worker: ${messageOf(error)}`);
  process.exit(1);
}
