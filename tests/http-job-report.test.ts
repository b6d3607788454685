import { describe, expect, test } from "vitest";
import { admin, counts, embedded, failure, ownJob, serve } from "./http-jobs-support.ts";

describe("GET /v1/jobs/:id/report", () => {
  test("is a file: the job with its counts and how long it took, then a line for each failure", async () => {
    const queue = await embedded();
    const { get } = await serve(queue);
    const { job, context, end } = await ownJob(queue, 'a/b "c"\r\nX: naïve.jsonl');
    const records = Array.from({ length: 250 }, (_, i) => i + 1);
    context.fail(records.map(failure));
    context.progress({ counts: counts(1000, 250), bytes: { read: 9, size: 9 } });
    const lines = async (init?: RequestInit) => {
      const response = await get(`${job.id}/report`, init);
      expect(response.headers.get("content-type")).toContain("application/x-ndjson");
      expect(response.headers.get("content-disposition")).toBe(
        `attachment; filename="a_b_c_X_na?ve.jsonl.report.jsonl"; filename*=UTF-8''a_b_c_X_na%C3%AFve.jsonl.report.jsonl`,
      );
      const text = await response.text();
      expect(text.endsWith("\n")).toBe(true);
      return text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    };
    const [now, ...sofar] = await lines();
    expect(now).toMatchObject({ state: "running", counts: counts(1000, 250), seconds: expect.any(Number) });
    expect(sofar).toHaveLength(250);
    end();
    await expect.poll(async () => (await queue.get(job.id))!.state).toBe("done");
    const [summary, ...open] = await lines();
    const { failures: _, ...told } = await (await get(job.id)).json();
    const seconds = (Date.parse(told.finishedAt) - Date.parse(told.startedAt)) / 1000;
    expect(summary).toEqual({ ...told, seconds });
    expect(open).toEqual(records.map(failure).map(({ raw: _, ...rest }) => rest));
    const [, ...whole] = await lines({ headers: admin });
    expect(whole).toEqual(records.map(failure));
    expect((await get("none/report")).status).toBe(404);
  });

  test("tells no failure twice where others come in before it while it is read", async () => {
    const queue = await embedded();
    const { get } = await serve(queue);
    const { job, context } = await ownJob(queue);
    context.fail(Array.from({ length: 200 }, (_, i) => failure(1001 + i)));
    const failures = queue.failures.bind(queue);
    queue.failures = async (id, page) => {
      const found = await failures(id, page);
      if (page.offset === 0) context.fail(Array.from({ length: 30 }, (_, i) => failure(1 + i)));
      return found;
    };
    const [, ...lines] = (await (await get(`${job.id}/report`)).text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).record)).toEqual(Array.from({ length: 200 }, (_, i) => 1001 + i));
  });

  test("is seen to be cut off where it cannot be read to its end", async () => {
    const queue = await embedded();
    const { get, logged } = await serve(queue);
    const { job, context } = await ownJob(queue);
    const raw = "x".repeat(10_000);
    context.fail(Array.from({ length: 5_000 }, (_, i) => ({ ...failure(i + 1), raw })));
    const response = await get(`${job.id}/report`, { headers: admin });
    // Nothing of it was read yet: with 50 MB to come, the server cannot be at its end.
    queue.failures = async () => {
      throw new Error("the disk is gone");
    };
    await expect(response.text()).rejects.toThrow();
    expect(logged).toMatchObject([{ message: "the disk is gone" }]);
  });

  test("that its reader breaks off is no error", async () => {
    const queue = await embedded();
    const { get, stop, logged } = await serve(queue);
    const { job, context, end } = await ownJob(queue);
    const raw = "x".repeat(10_000);
    context.fail(Array.from({ length: 5_000 }, (_, i) => ({ ...failure(i + 1), raw })));
    end();
    const leave = new AbortController();
    const response = await get(`${job.id}/report`, { headers: admin, signal: leave.signal });
    await response.body!.getReader().read();
    leave.abort();
    await stop();
    expect(logged).toEqual([]);
  });
});
