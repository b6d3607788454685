/** A process that was told to end has ended after this, in milliseconds, whatever still holds it up. */
const LATEST = 9_000;

/**
 * Ends the process cleanly at SIGINT or SIGTERM. What `stop` does not get done in time is done again by the next process,
 * as after a crash; a second signal ends it at once.
 */
export function stopAtSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const kill = (): void => void process.kill(process.pid, "SIGKILL");
  const end = async (): Promise<void> => {
    if (stopping) return kill();
    stopping = true;
    setTimeout(kill, LATEST).unref();
    await stop();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}
