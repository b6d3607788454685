import { expect } from "vitest";
import type { AddCase } from "./engine-asking.ts";
import { storeTitles } from "./engine-asking.ts";
import { matches } from "./engine-names.ts";

export function excludedNameCases(add: AddCase): void {
  add("names and numbers are the same in what is excluded, which nothing else is taken for", async ({ engine }) => {
    await storeTitles(engine, {
      hepatitisB: "Hepatitis B of the liver",
      hepatitisC: "Hepatitis C of the liver, and group B",
      vitaminD: "Vitamin D for the liver",
      vitaminStray: "A vitamin for the liver, and group D",
      il6: "IL6 in the liver",
      interleukin: "Interleukin 6 in the liver",
      il1: "IL-1 in the liver, in 6 arms",
      haemophilia: "Haemophilia A and the liver",
      hemophilia: "Hemophilia A and the liver",
      stray: "A haemophilia and the liver",
      uti: "Urinary tract infection (UTI) and the liver",
      utiOnly: "UTI and the liver",
      attack: "Heart attack and the liver",
      infarction: "Myocardial infarction and the liver",
    });
    const all = await matches(engine, { q: "liver" });
    const gone = async (q: string, more = {}): Promise<string[]> => {
      const found = await matches(engine, { q, ...more });
      return all.filter((id) => !found.includes(id)).sort();
    };
    for (const [q, excludes] of [
      ["liver NOT (hepatitis B)", ["hepatitisB"]],
      ["liver -(hepatitis B)", ["hepatitisB"]],
      ["liver AND NOT (vitamin D OR hepatitis C)", ["hepatitisC", "vitaminD"]],
      ["(liver NOT (hepatitis B)) OR zebra", ["hepatitisB"]],
      ["liver NOT (liver NOT (hepatitis B))", all.filter((id) => id !== "hepatitisB").sort()],
      ["liver NOT (group NOT (hepatitis B))", ["hepatitisC", "vitaminStray"]],
      ["liver NOT (hepatitis X)", []],
      ["liver NOT (haemophilia A)", ["haemophilia", "hemophilia"]],
      ["liver NOT (IL 6)", ["il6", "interleukin"]],
      ["liver -IL-6", ["il6", "interleukin"]],
      ["liver NOT (heart attack)", ["attack"]],
      ["liver NOT (urinary tract infection)", ["uti"]],
      ["liver NOT (UTI OR hartaanval)", ["uti", "utiOnly"]],
    ] as const)
      expect.soft([q, await gone(q)]).toEqual([q, excludes]);
    for (const more of [{ expand: false }, { strict: true }])
      expect.soft(await gone("liver NOT (hepatitis B)", more)).toEqual(["hepatitisB"]);
  });
}
