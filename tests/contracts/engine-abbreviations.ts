import { expect } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { readQuery } from "../../src/search/literal.ts";
import { indexed } from "../records.ts";
import { type AddCase, ask, years } from "./engine-asking.ts";

/** Records whose only text is an abstract, by id. */
async function storeAbstracts(engine: Engine, texts: Record<string, string>): Promise<void> {
  await engine.put(Object.entries(texts).map(([id, abstract], i) => indexed({ id, abstract, year: 2000 + i })));
}

/** What a query finds by words without relaxing, and what the records say its words stand for. */
async function read(engine: Engine, q: string, more: Parameters<typeof ask>[1] = {}) {
  const { words } = readQuery({ q });
  const answer = await ask(engine, { words: words && { ...words, few: 0 }, ...more });
  const ids = [...answer.candidates, ...answer.listed].map(({ id }) => id).sort();
  const stands = answer.terms.flatMap((term) =>
    (term.anyOf ?? [term]).flatMap(({ text, alternatives }) =>
      alternatives.flatMap(({ words, of, defined }) =>
        defined === undefined ? [] : `${of ?? text}: ${words.join(" ")} (${defined})`,
      ),
    ),
  );
  return { ids, stands: [...new Set(stands)], counts: answer.counts };
}

const TRAPS = {
  defines: "Patients with neutrophil extracellular traps (NETs) died. More NETs.",
  again: "The role of neutrophil extracellular trap (NET) formation.",
  long: "Neutrophil extracellular traps in sepsis.",
  short: "NETs in gout.",
  other: "Extracellular fluid and neutrophil counts.",
};

export function abbreviationCases(add: AddCase): void {
  add("a short form finds the long form that records define for it, and the other way round", async ({ engine }) => {
    await storeAbstracts(engine, TRAPS);
    const all = ["again", "defines", "long", "short"];
    const stands = ["NETs: neutrophil extracellular trap (2)"];
    expect(await read(engine, "NETs")).toMatchObject({ ids: all, stands });
    expect(await read(engine, "neutrophil extracellular traps")).toMatchObject({
      ids: all,
      stands: ["neutrophil extracellular traps: net (2)"],
    });
    expect((await read(engine, "NET gout")).ids).toEqual(["short"]);
    expect((await read(engine, "neutrophil extracellular traps sepsis")).ids).toEqual(["long"]);
    expect((await read(engine, "gout OR NET")).ids).toEqual(all);
    // Asked again, when all is known.
    expect(await read(engine, "NETs")).toMatchObject({ ids: all, stands });
  });

  add("the words of a long form stand together, as those of every other name of a thing", async ({ engine }) => {
    const kinds = "Traps of an extracellular kind, and neutrophil counts.";
    await storeAbstracts(engine, { ...TRAPS, kinds, near: "Neutrophil traps. Extracellular traps." });
    const all = ["again", "defines", "long", "short"];
    expect((await read(engine, "NETs")).ids).toEqual(all);
    expect((await read(engine, "gout OR NET")).ids).toEqual(all);
    expect((await read(engine, "abstract:gout OR NET")).ids).toEqual(all);
    expect((await read(engine, "counts NOT NETs")).ids).toEqual(["kinds", "other"]);
    await storeAbstracts(engine, {
      heart: "Myocardial infarctions.",
      apart: "Infarction of a lung, myocardial scars.",
    });
    expect((await read(engine, "heart attack")).ids).toEqual(["heart"]);
  });

  add("a form with a number is the same, whether it stands apart or not", async ({ engine }) => {
    await storeAbstracts(engine, {
      defines: "Zonula occludens-1 (ZO-1) fell.",
      long: "Zonula occludens 1 of the gut.",
      short: "ZO-1 in mice.",
    });
    const all = ["defines", "long", "short"];
    for (const q of ["ZO-1", "ZO 1", "zo 1"])
      expect(await read(engine, q)).toMatchObject({ ids: all, stands: [`${q}: zonula occludens 1 (1)`] });
    for (const q of ["zonula occludens-1", "zonula occludens 1"])
      expect(await read(engine, q)).toMatchObject({ ids: all, stands: [`${q}: zo1 (1)`] });
  });

  add("what is quoted, in a field, or searched for without expansion is no short form", async ({ engine }) => {
    await storeAbstracts(engine, TRAPS);
    expect((await read(engine, '"NETs"')).ids).toEqual(["defines", "short"]);
    expect((await read(engine, "abstract:NETs")).ids).toEqual(["again", "defines", "short"]);
    const { words } = readQuery({ q: "NETs", expand: false });
    expect((await ask(engine, { words })).counts.words).toBe(3);
  });

  add("filters hold for what is found by another form", async ({ engine }) => {
    await storeAbstracts(engine, TRAPS);
    expect(await read(engine, "NETs", { filters: [years(2002, 2004)] })).toMatchObject({
      ids: ["long", "short"],
      counts: { words: 2, meaning: 0 },
    });
  });

  add("a definition goes with its last record, and changes with it", async ({ engine }) => {
    await storeAbstracts(engine, TRAPS);
    await engine.remove(["again"]);
    expect((await read(engine, "NETs")).stands).toEqual(["NETs: neutrophil extracellular traps (1)"]);
    const stored = (await engine.get(["defines"])).get("defines")!;
    const changed = indexed({ id: "defines", abstract: "The Norwegian epilepsy trial (NET) ended." });
    await engine.put([{ ...changed, base: stored.version }]);
    expect(await read(engine, "NETs")).toMatchObject({
      ids: ["defines", "short"],
      stands: ["NETs: norwegian epilepsy trial (1)"],
    });
    await engine.remove(["defines"]);
    expect(await read(engine, "NETs")).toMatchObject({ ids: ["short"], stands: [] });
  });

  add("of several meanings, each with a fair share is taken", async ({ engine }) => {
    const sclerosis = [1, 2, 3].map((i) => [`sclerosis${i}`, "Multiple sclerosis (MS) and gait."]);
    const spectra = [1, 2].map((i) => [`spectra${i}`, "By mass spectrometry (MS) of plasma."]);
    const stenosis = [["stenosis", "Mitral stenosis (MS) by ear."]];
    await storeAbstracts(engine, {
      ...Object.fromEntries([...sclerosis, ...spectra, ...stenosis]),
      longest: "Multiple sclerosis and work.",
      longer: "Mass spectrometry of hair.",
      mitral: "Mitral stenosis and work.",
    });
    const { ids, stands } = await read(engine, "MS");
    expect(stands).toEqual(["MS: multiple sclerosis (3)", "MS: mass spectrometry (2)"]);
    expect(ids).toEqual(expect.arrayContaining(["longest", "longer"]));
    expect(ids).not.toContain("mitral");
    // A long form is not found by a short one that mostly stands for something else.
    expect((await read(engine, "mass spectrometry")).stands).toEqual([]);
  });

  add("a word that is defined as a short form now and then stays a word", async ({ engine }) => {
    const fast = Array.from({ length: 9 }, (_, i) => [`fast${i}`, "They walk fast."]);
    await storeAbstracts(engine, {
      ...Object.fromEntries(fast),
      defined: "Focused assessment with sonography in trauma (FAST) helps.",
      long: "Focused assessment with sonography in trauma.",
    });
    expect((await read(engine, "fast")).ids).not.toContain("long");
    expect((await read(engine, "FAST")).ids).toContain("long");
  });

  add("a rebuilt index knows what its records define", async ({ engine }) => {
    await storeAbstracts(engine, TRAPS);
    const rebuild = await engine.rebuild(null);
    for (;;) {
      const { records } = await rebuild.pending(100);
      if (records.length === 0 && (await rebuild.swap())) break;
      await rebuild.put(records.map(({ record, version }) => ({ record, version, vectors: null })));
    }
    await rebuild.close();
    expect((await read(engine, "NETs")).ids).toEqual(["again", "defines", "long", "short"]);
    await engine.remove(["again", "defines"]);
    expect((await read(engine, "NETs")).ids).toEqual(["short"]);
  });
}
