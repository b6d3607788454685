import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departmentsOf } from "../indexes/departments.ts";
import { openAccessUrl } from "../indexes/fields.ts";
import { TopValues } from "../src/engine/facet-counts.ts";
import { FacetColumn } from "../src/engine/sqlite-facet-column.ts";

describe("a facet's values in memory", () => {
  test("are those of a plain list for each slot, whatever is set and dropped", () => {
    const values = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 6 });
    const change = fc.record({ drop: fc.boolean(), at: fc.nat(2000), values });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 400 }), (changes) => {
        const column = new FacetColumn();
        const plain: string[][] = [];
        for (const { drop, at, values } of changes) {
          if (drop && plain.length > 0) {
            const slot = at % plain.length;
            const last = plain.length - 1;
            column.drop(slot, last);
            plain[slot] = plain[last]!;
            plain.pop();
          } else {
            const slot = at % (plain.length + 1);
            column.set(slot, values);
            plain[slot] = values;
          }
        }
        const counts = column.tally(plain.keys());
        const has = column.test(["a", "b", "none"]);
        for (const [number, name] of column.names.entries()) {
          const expected = plain.filter((values) => values.includes(name)).length;
          expect([counts[number], column.uses[number]]).toEqual([expected, expected]);
        }
        for (const [slot, values] of plain.entries())
          expect(has(slot)).toBe(values.includes("a") || values.includes("b"));
      }),
    );
  });

  test("the most frequent are those that sorting all of them gives", () => {
    const counted = fc.array(fc.nat(5), { maxLength: 80 });
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 6 }), (counts, limit) => {
        const all = counts.map((count, i) => ({ value: `v${i}`, count }));
        const top = new TopValues("author", { limit });
        for (const { value, count } of all) top.add(count, () => value);
        const sorted = all.filter(({ count }) => count > 0);
        sorted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
        expect(top.values()).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});

describe("what facets are made of", () => {
  test.each([
    ["Dept. of Ophthalmology, University Hospital, Ghent, Belgium.", ["Ophthalmology"]],
    [
      "Department of Public Health and Primary Care; Division of the Ageing Brain, KU",
      ["Public Health and Primary Care", "Ageing Brain"],
    ],
    ["Clinic for Rheumatology. Department of Surgery.", ["Rheumatology", "Surgery"]],
    ["Department of Surgery, A, Department of Surgery, B", ["Surgery"]],
    ["University Hospitals, Leuven", []],
    ["We depart of Surgery", []],
    ["", []],
  ])("the departments of %j", (affiliation, expected) => {
    expect(departmentsOf(affiliation)).toEqual(expected);
  });

  test("a record is open access by the address a source gave, else by its number in PubMed Central", () => {
    const given = "https://example.org/x";
    expect(openAccessUrl({ openAccessUrl: given, pmcid: "PMC1" })).toBe(given);
    expect(openAccessUrl({ pmcid: "PMC12" })).toBe("https://pmc.ncbi.nlm.nih.gov/articles/PMC12/");
    expect(openAccessUrl({})).toBeUndefined();
  });
});
