import type { Meilisearch } from "meilisearch";
import { LecternError } from "../errors.ts";
import { answered } from "./meilisearch-http.ts";
import type { Task } from "./meilisearch-store.ts";

/** A write that a server has taken. @param enqueued its answer */
export async function taken(client: Meilisearch, enqueued: Promise<{ taskUid: number }>): Promise<Task> {
  const { taskUid } = await answered(enqueued);
  return {
    done: async () => {
      const { status, error } = await answered(client.tasks.waitForTask(taskUid));
      if (status === "succeeded") return;
      const code = error?.type === "invalid_request" ? "invalid-record" : "storage-failed";
      throw new LecternError(code, `Meilisearch could not store: ${error?.message ?? status}`);
    },
  };
}

/** All of the tasks as one. */
export function together(tasks: readonly Task[]): Task {
  return { done: async () => void (await Promise.all(tasks.map((task) => task.done()))) };
}
