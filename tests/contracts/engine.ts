import { describe, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { abbreviationCases } from "./engine-abbreviations.ts";
import type { AddCase } from "./engine-asking.ts";
import { booleanCases } from "./engine-boolean.ts";
import { facetValueCases } from "./engine-facet-values.ts";
import { facetCases } from "./engine-facets.ts";
import { matchingCases } from "./engine-matching.ts";
import { meaningCases } from "./engine-meaning.ts";
import { nameCases } from "./engine-names.ts";
import { excludedNameCases } from "./engine-names-excluded.ts";
import { notationCases } from "./engine-notations.ts";
import { pageCases } from "./engine-pages.ts";
import { stateCases } from "./engine-state.ts";
import { REOPENING, storageCases } from "./engine-storage.ts";
import { suggestionCases } from "./engine-suggestions.ts";
import { wordCases } from "./engine-words.ts";

export interface EngineSuite {
  name: string;
  /** A new and empty engine, whose vectors have `DIMENSIONS` components. */
  open(): Promise<Engine>;
  /** Opens what a closed engine has stored. */
  reopen?(closed: Engine): Promise<Engine>;
  /** Cases that an adapter cannot pass, by their whole name, and why. */
  skip?: readonly { reason: string; tests: readonly string[] }[];
}

/** Runs every case of the engine's port against an adapter, each with a fresh engine. */
export function testEngine({ name, open, reopen, skip = [] }: EngineSuite): void {
  const reasons = new Map(skip.flatMap(({ reason, tests }) => tests.map((title) => [title, reason] as const)));
  if (!reopen) reasons.set(REOPENING, "the suite was given no way to reopen");
  const add: AddCase = (title, run) => {
    const reason = reasons.get(title);
    reasons.delete(title);
    if (reason !== undefined) return test.skip(`${title} (skipped: ${reason})`);
    test(title, async () => {
      let engine = await open();
      const again = async (): Promise<Engine> => {
        await engine.close();
        engine = await reopen!(engine);
        return engine;
      };
      try {
        await run({ engine, reopen: again });
      } finally {
        await engine.close();
      }
    });
  };
  describe(`${name}: storing`, () => storageCases(add));
  describe(`${name}: facets and filters`, () => facetCases(add));
  describe(`${name}: values of facets`, () => facetValueCases(add));
  describe(`${name}: words`, () => wordCases(add));
  describe(`${name}: names`, () => nameCases(add));
  describe(`${name}: names that are excluded`, () => excludedNameCases(add));
  describe(`${name}: notations`, () => notationCases(add));
  describe(`${name}: abbreviations`, () => abbreviationCases(add));
  describe(`${name}: fields and operators`, () => booleanCases(add));
  describe(`${name}: matching`, () => matchingCases(add));
  describe(`${name}: meaning`, () => meaningCases(add));
  describe(`${name}: pages`, () => pageCases(add));
  describe(`${name}: its state`, () => stateCases(add));
  describe(`${name}: suggestions`, () => suggestionCases(add));
  if (reasons.size > 0) throw new Error(`No case to skip is called ${[...reasons.keys()].join(", ")}`);
}
