import fc from "fast-check";

/** Where CI judges a commit, properties draw the same values each time; a developer's run draws others every time. */
const seed = process.env.TEST_SEED;
if (seed) fc.configureGlobal({ seed: Number(seed) });
