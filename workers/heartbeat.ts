import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Loaded before a worker, `node --import ./workers/heartbeat.ts workers/ingest.ts`, which has no port that could be
 * asked: writes a file in the temporary folder anew every so often, in milliseconds, as long as the event loop turns. A
 * health check looks at its age.
 */
const EVERY = 10_000;

const file = join(tmpdir(), "lectern-alive");
const beat = (): void => writeFileSync(file, "");
beat();
setInterval(beat, EVERY).unref();
