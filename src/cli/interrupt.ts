/** A signal that aborts at Ctrl-C or SIGTERM; a second one ends the process at once. */
export function interruptible(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.on(name, () => {
      // Not process.exit: a thread in the middle of a text would abort the process with a message of its own.
      if (stopping.signal.aborted) process.kill(process.pid, "SIGKILL");
      stopping.abort();
    });
  return stopping.signal;
}
