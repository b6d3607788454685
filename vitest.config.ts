import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // A process for each file: tests open worker threads, databases and ports, and some end processes.
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
