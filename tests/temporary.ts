import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new empty folder, gone after the test or hook at hand's test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await sharedFolder();
  try {
    onTestFinished(() => removeFolder(folder));
  } catch {
    // In a beforeEach hook there is no test yet: the system's own clean-up takes it.
  }
  return folder;
}

/** A new empty folder that its user removes. */
export async function sharedFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "lectern-test-"));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
