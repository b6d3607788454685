import { pino } from "pino";
import { ingestJob, openLectern } from "../src/compose.ts";
import { readConfig } from "../src/config.ts";
import { messageOf } from "../src/errors.ts";

/** A process that does nothing but ingest jobs, beside the server or in its place; any number may run. */
try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const lectern = await openLectern(config, { warn: (message) => log.warn(message) });
  const worker = lectern.queue.work(ingestJob(lectern));
  log.info("waiting for ingest jobs");
  const stop = async (): Promise<void> => {
    await worker.stop();
    await lectern.close();
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(`lectern worker: ${messageOf(error)}`);
  process.exit(1);
}
