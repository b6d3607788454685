import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // A process for each file: tests open worker threads, databases and ports, and some end processes.
    pool: "forks",
    setupFiles: process.env.TEST_SEED ? ["tests/seed.ts"] : [],
    // Many start processes that load a model, on machines with two cores and other work.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
