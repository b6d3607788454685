import { expect } from "vitest";
import { readQuery } from "../../src/search/literal.ts";
import { indexed, unit } from "../records.ts";
import { type AddCase, ask, expectFound, found, store, storeTitles } from "./engine-asking.ts";

export function wordCases(add: AddCase): void {
  add("a word is found in every field of the text, and in any form of it", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "title", title: "Stem cells" }),
      indexed({ id: "abstract", abstract: "A cell divided." }),
      indexed({ id: "mesh", mesh: ["Cell Division"] }),
      indexed({ id: "keyword", keywords: ["Cells"] }),
      indexed({ id: "author", authors: [{ name: "Cell, A" }] }),
      indexed({ id: "journal", journal: "Cell" }),
      indexed({ id: "other", title: "Cellular" }),
    );
    const all = ["abstract", "author", "journal", "keyword", "mesh", "title"];
    await expectFound(engine, { cell: all, cells: all, CELLS: all, "Cell's": all, divide: ["abstract"] });
    expect((await ask(engine, { q: "cells" })).terms[0]!.alternatives[0]!.documents).toBe(6);
  });

  add("accents, ligatures, Greek letters and compounds are found however they are written", async ({ engine }) => {
    await storeTitles(engine, {
      accent: "Ménière in Århus",
      greek: "TNF-α blockade",
      hyphen: "IL-6 receptor and COVID\u201119",
      closed: "il6 RECEPTOR and covid19",
      digits: "In the 1990s, 2-day stays of 12yearolds",
      cyrillic: "Ёлка и cells",
    });
    const il6 = ["closed", "hyphen"];
    await expectFound(engine, {
      meniere: ["accent"],
      "MÉNIÈRE arhus": ["accent"],
      "tnf alpha": ["greek"],
      "TNF-α": ["greek"],
      tnfalpha: ["greek"],
      "IL-6": il6,
      il6: il6,
      "il6 covid-19": il6,
      '"IL-6"': il6,
      '"IL-6 receptor"': il6,
      "1990s": ["digits"],
      "12yearolds": ["digits"],
      "2day": ["digits"],
      ёлка: ["cyrillic"],
    });
  });

  add("signs and operators in a query are no operators", async ({ engine }) => {
    await storeTitles(engine, { near: "Near the heart", plain: "Heart failure", cpp: "C++ and F# in hearts" });
    const all = ["cpp", "near", "plain"];
    for (const q of [
      "heart AND",
      "heart OR",
      "AND heart",
      "(heart",
      "heart)",
      "^heart",
      "title:heart^2".slice(6),
      "heart*",
      "{heart}",
      "heart\\",
      "'heart'",
      "heart;--",
      "+heart",
      "heart -",
      "[heart]",
      "heart\u0000",
    ])
      expect.soft(await found(engine, q), q).toEqual(all);
    await expectFound(engine, {
      "NEAR(heart failure)": [],
      "near heart": ["near"],
      '"hearts" "': ["cpp"],
      '"heart failure': ["plain"],
      '""': all,
      "*": all,
      // Another system's operator, with nothing behind it; between words it is an AND.
      "heart failure NEAR/2": ["plain"],
      "failure NEAR/2 heart": ["plain"],
      "c++": ["cpp"],
      "-": all,
    });
    const answer = await ask(engine, { q: `${"heart ".repeat(50)}${'"'.repeat(7)}` });
    expect(answer.counts.words).toBe(3);
  });

  add("a query of a thousand words is answered", async ({ engine }) => {
    const words = Array.from({ length: 1_000 }, (_, i) => `word${i}`);
    await storeTitles(engine, { all: words.join(" "), few: "word1 word2 word3" });
    expect(await found(engine, words.join(" "))).toContain("all");
    expect(await found(engine, words.map((word) => `"${word}"`).join(" "))).toEqual(["all"]);
    expect(
      await found(
        engine,
        `word1 ${words
          .slice(4)
          .map((word) => `-${word}`)
          .join(" ")}`,
      ),
    ).toEqual(["few"]);
  });

  add("what is quoted, or a person's name, is not found in another form of its words", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "one", title: "A heart", authors: [{ name: "Janssens, M" }, { name: "Peeters, K" }] }),
      indexed({ id: "many", title: "Hearts, and organic food", authors: [{ name: "Janssen, M" }] }),
      indexed({ id: "text", title: "Janssen's organ", abstract: "Heart failures. The heart.", mesh: ["Hearts"] }),
    );
    await expectFound(engine, {
      '"heart" ': ["one", "text"],
      '"hearts" ': ["many", "text"],
      'title:"hearts"': ["many"],
      '"organ"': ["text"],
      "organ ": ["many", "text"],
      '"heart failure"': [],
      '"heart failures"': ["text"],
      'abstract:"failure" OR title:"organs" OR "zzzz heart"': [],
      'organ -"hearts"': [],
      'organ -"organic"': ["text"],
      '"organ" OR "peeters"': ["one", "text"],
      'heart NOT ("hearts" NOT "failures")': ["one", "text"],
      "author:janssens": ["one"],
      "author:janssen": ["many"],
      'author:"Janssen, M"': ["many"],
      '"M Janssens"[au]': ["one"],
      "-author:janssen heart": ["one", "text"],
      "author:jansse* ": ["many", "one"],
      "author:jansens ": ["one"],
      "janssen ": ["many", "one", "text"],
    });
  });

  add("what is quoted holds for what is near in meaning, and each match is counted once", async ({ engine }) => {
    const near = unit(1);
    await store(
      engine,
      indexed({ id: "heart", title: "Heart" }, near),
      indexed({ id: "hearts", title: "Hearts" }, near),
      indexed({ id: "lung", title: "Lungs" }, near),
    );
    const counted = async (q: string) => (await ask(engine, { q, vector: near })).counts;
    expect(await counted('"hearts"')).toEqual({ words: 1, meaning: 0 });
    expect(await counted('"hearts" OR "lung"')).toEqual({ words: 1, meaning: 0 });
    expect(await counted('-"hearts"')).toEqual({ words: 0, meaning: 2 });
    expect(await counted('"zzzz"')).toEqual({ words: 0, meaning: 3 });
    const words = readQuery({ q: "hearts", strict: true }).words;
    expect((await ask(engine, { words, vector: near })).counts).toEqual({ words: 1, meaning: 0 });
  });

  add("a quoted phrase must be there as it stands, over hyphens", async ({ engine }) => {
    await storeTitles(engine, {
      row: "Acute heart failure in adults",
      apart: "Failure of the heart",
      hyphened: "T-cell receptor of type-2 diabetes",
      spaced: "T cell receptor of type 2 diabetes",
      compounds: "IL-6 and TNF-α pathways",
    });
    const cells = ["hyphened", "spaced"];
    await expectFound(engine, {
      '"heart failure"': ["row"],
      "heart failure": ["apart", "row"],
      '"failure of the heart"': ["apart"],
      '"the heart"': ["apart"],
      '"heart fail"': [],
      '"haert failure"': [],
      '"heart failure" adults': ["row"],
      '"heart failure" "receptor"': [],
      '"T cell receptor"': cells,
      '"T-cell receptor"': cells,
      '"type 2 diabetes"': cells,
      '"type-2 diabetes"': cells,
      '"diabetes T cell"': [],
      '"IL-6 TNF-α"': [],
      '"TNF-α IL-6"': [],
      '"pathways il6"': [],
    });
    expect(await found(engine, { q: 'receptor "heart failure" zzz', few: 10 })).toEqual(["row"]);
  });

  add("what is excluded is not there, alone or with other words", async ({ engine }) => {
    await storeTitles(engine, {
      adult: "Heart failure in adults",
      child: "Heart failure in children",
      lung: "Lung failure",
    });
    await expectFound(engine, {
      "heart -children": ["adult"],
      'failure -"heart failure"': ["lung"],
      "failure -heart -lung": [],
      "-heart": ["lung"],
      '-"heart failure" -nothing': ["lung"],
      "heart -zzzz": ["adult", "child"],
    });
    expect(await found(engine, { q: "heart lung -children", few: 10 })).toEqual(["lung"]);
  });
}
