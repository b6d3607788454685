import { expect } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { indexed } from "../records.ts";
import { type AddCase, store } from "./engine-asking.ts";

async function library(engine: Engine): Promise<void> {
  const by = (...names: string[]) => names.map((name) => ({ name }));
  await store(
    engine,
    indexed({
      id: "a",
      title: "Eye drops in open-angle glaucoma",
      authors: by("Janssens, M", "M\u00fcller, J"),
      mesh: ["Glaucoma, Open-Angle", "Ophthalmic Solutions"],
      journal: "Journal of Glaucoma",
    }),
    indexed({
      id: "b",
      title: "Glaucoma surgery, and IL-6",
      authors: by("Janssens, M", "Jansen van Dijk, P"),
      mesh: ["Glaucoma", "Interleukin-6"],
      journal: "Journal of Glaucoma",
    }),
    indexed({
      id: "c",
      title: "Sepsis in children",
      status: ["retracted"],
      authors: by("Maes, K"),
      mesh: ["Sepsis"],
      journal: "Critical Care",
    }),
  );
}

/** Suggestions as lines: 'mesh Glaucoma 1'. */
async function lines(engine: Engine, text: string, limit = 8): Promise<string[]> {
  return (await engine.suggest(text, limit)).map(({ kind, text, records, id }) => `${kind} ${text} ${id ?? records}`);
}

/** What a text may be the beginning of. */
export function suggestionCases(add: AddCase): void {
  add(
    "the beginning of any word finds titles, headings, authors and journals, with their records",
    async ({ engine }) => {
      await library(engine);
      expect(await lines(engine, "glauc")).toEqual([
        "mesh Glaucoma 1",
        "mesh Glaucoma, Open-Angle 1",
        "journal Journal of Glaucoma 2",
        "title Glaucoma surgery, and IL-6 b",
        "title Eye drops in open-angle glaucoma a",
      ]);
      expect(await lines(engine, "JAN")).toEqual(["author Janssens, M 2", "author Jansen van Dijk, P 1"]);
      expect(await lines(engine, "mull")).toEqual(["author M\u00fcller, J 1"]);
      expect(await lines(engine, "dijk")).toEqual(["author Jansen van Dijk, P 1"]);
      expect(await lines(engine, "glauc", 1)).toEqual([
        "mesh Glaucoma 1",
        "journal Journal of Glaucoma 2",
        "title Glaucoma surgery, and IL-6 b",
      ]);
    },
  );

  add("a title says where its record is made up", async ({ engine }) => {
    await engine.put([
      indexed({ id: "real", title: "Zebras", illustration: false }),
      indexed({ id: "made", title: "Zebra tales", illustration: true }),
    ]);
    const marks = (await engine.suggest("zebr", 8)).map(({ id, illustration }) => [id, illustration ?? false]);
    expect(marks.sort()).toEqual([
      ["made", true],
      ["real", false],
    ]);
  });

  add("a title says where its record was retracted, and no other", async ({ engine }) => {
    await library(engine);
    expect(await engine.suggest("seps", 8)).toContainEqual(
      expect.objectContaining({ kind: "title", text: "Sepsis in children", records: 1, id: "c", retracted: true }),
    );
    for (const suggestion of await engine.suggest("glauc", 8)) expect(suggestion).not.toHaveProperty("retracted");
    const base = (await engine.get(["c"])).get("c")!.version;
    await store(engine, { ...indexed({ id: "c", title: "Sepsis in children", status: [] }), base });
    for (const suggestion of await engine.suggest("seps", 8)) expect(suggestion).not.toHaveProperty("retracted");
  });

  add(
    "every word that is typed must begin one, in any order; the frequent ones count at the end only",
    async ({ engine }) => {
      await library(engine);
      expect(await lines(engine, "surg glau")).toEqual(["title Glaucoma surgery, and IL-6 b"]);
      expect(await lines(engine, "janssens m")).toEqual(["author Janssens, M 2"]);
      expect(await lines(engine, "journal of gl")).toEqual(["journal Journal of Glaucoma 2"]);
      expect(await lines(engine, "sepsis in")).toEqual(["title Sepsis in children c"]);
      const interleukin = ["mesh Interleukin-6 1", "title Glaucoma surgery, and IL-6 b"];
      for (const typed of ["il6", "il-6", "IL 6", "interleukin 6"])
        expect(await lines(engine, typed), typed).toEqual(interleukin);
      expect(await lines(engine, "glaucoma sepsis")).toEqual([]);
    },
  );

  add("a word of five letters that nothing begins with is read as one with an edit", async ({ engine }) => {
    await library(engine);
    expect(await lines(engine, "gluacoma surgery")).toEqual(["title Glaucoma surgery, and IL-6 b"]);
    expect(await lines(engine, "jansens")).toEqual(["author Janssens, M 2", "author Jansen van Dijk, P 1"]);
    expect(await lines(engine, "sepss")).toEqual(["mesh Sepsis 1", "title Sepsis in children c"]);
    for (const none of ["glxx", "zanssens", "xyzzy", "gluacxma", "il-7", "", " ", "-", '"', "*"])
      expect(await lines(engine, none), none).toEqual([]);
  });

  add("words are found in British and American spelling, names with an apostrophe without it", async ({ engine }) => {
    await store(
      engine,
      indexed({
        id: "d",
        mesh: ["Hemoglobins", "Esophageal Neoplasms"],
        authors: [{ name: "O'Brien, K" }, { name: "D’Hondt, M" }],
        title: "Tumours of the oesophagus",
      }),
    );
    expect(await lines(engine, "haemoglobin")).toEqual(["mesh Hemoglobins 1"]);
    expect(await lines(engine, "oesophag")).toEqual([
      "mesh Esophageal Neoplasms 1",
      "title Tumours of the oesophagus d",
    ]);
    expect(await lines(engine, "esophag tumor")).toEqual(["title Tumours of the oesophagus d"]);
    for (const typed of ["obrien", "o'brien", "OBri", "brien"])
      expect(await lines(engine, typed), typed).toEqual(["author O'Brien, K 1"]);
    for (const typed of ["dhondt", "D'Hondt", "hondt m"])
      expect(await lines(engine, typed), typed).toEqual(["author D’Hondt, M 1"]);
  });

  add("a word that some begin with is read with an edit, too, where nothing is found", async ({ engine }) => {
    await library(engine);
    await store(engine, indexed({ id: "e", title: "Sepsina in fish", mesh: [] }));
    expect(await lines(engine, "sepsin children")).toEqual(["title Sepsis in children c"]);
    expect(await lines(engine, "sepsin fish")).toEqual(["title Sepsina in fish e"]);
  });

  add("what changed or went is not suggested any more", async ({ engine }) => {
    await library(engine);
    expect(await lines(engine, "sepsis")).toHaveLength(2);
    const { version } = (await engine.get(["c"])).get("c")!;
    await store(engine, {
      ...indexed({ id: "c", title: "Fever", authors: [{ name: "Sepsisson, A" }] }),
      base: version,
    });
    expect(await lines(engine, "sepsis")).toEqual(["author Sepsisson, A 1"]);
    await engine.remove(["c"]);
    expect(await lines(engine, "sepsis")).toEqual([]);
    expect(await lines(engine, "maes")).toEqual([]);
  });
}
