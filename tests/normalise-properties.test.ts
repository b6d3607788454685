import { existsSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS, LecternRecord, RELATIONS, type SourceRecord, STATUSES } from "../indexes/record.ts";
import { LecternError } from "../src/errors.ts";
import { type NormalisedRecord, normalise } from "../src/ingest/normalise.ts";
import { openSource } from "../src/sources/open.ts";

const DATA = new URL("../../shared/data/", import.meta.url).pathname;

function of(fields: Partial<SourceRecord>): NormalisedRecord {
  return normalise({ key: "a", title: "A title", ...fields });
}

describe("normalising", () => {
  const markup = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.constantFrom(
          "<",
          "</",
          ">",
          "<p>",
          "<b",
          "&amp;",
          "&lt;",
          "&#",
          ";",
          "<!--",
          "]]>",
          " ",
          "[",
          "]",
          ".",
          "2023",
          "/",
        ),
      ),
    )
    .map((parts) => parts.join(""));
  const text = fc.oneof(markup, fc.string({ unit: "binary", maxLength: 60 }));
  const optional = { requiredKeys: [] as [] };
  const record: fc.Arbitrary<SourceRecord> = fc
    .record({
      key: text,
      title: text,
      fields: fc.record(
        {
          kind: fc.constantFrom(...KINDS),
          abstract: text,
          sections: fc.array(fc.record({ label: text, text })),
          authors: fc.array(fc.oneof(text, fc.record({ name: text, orcid: text, affiliation: text }))),
          journal: text,
          date: text,
          year: fc.integer(),
          doi: text,
          pmid: fc.oneof(text, fc.integer()),
          pmcid: text,
          url: fc.oneof(text, fc.webUrl()),
          language: text,
          types: fc.array(text),
          mesh: fc.array(text),
          keywords: fc.array(text),
          domains: fc.array(text),
          status: fc.array(fc.constantFrom(...STATUSES)),
          related: fc.array(
            fc.record({ relation: fc.constantFrom(...RELATIONS), ref: fc.oneof(text, fc.constant("pmid:1")) }),
          ),
        },
        optional,
      ),
    })
    .map(({ key, title, fields }) => ({ key, title, ...fields }));

  test("throws nothing but an invalid-record, and else gives what the index holds", () => {
    const Held = LecternRecord.omit({ id: true, domains: true, provenance: true });
    fc.assert(
      fc.property(record, (given) => {
        try {
          const { givenDomains: _domains, warnings: _warnings, ...fields } = normalise(given);
          expect(Held.parse(fields)).toEqual(fields);
          for (const { start, end } of fields.sections) expect(fields.abstract.slice(start, end).trim()).not.toBe("");
        } catch (error) {
          expect(error).toBeInstanceOf(LecternError);
          expect((error as LecternError).code).toBe("invalid-record");
          expect((error as LecternError).issues.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("changes nothing that has been normalised", () => {
    fc.assert(
      fc.property(markup, (given) => {
        const once = of({ abstract: given }).abstract;
        expect(of({ abstract: once }).abstract).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test("does not take long over a text that is made to be slow", () => {
    const start = performance.now();
    for (const part of ["<!--", "<style>", '<a b="', "&amp;", "<p ", "[", "](", "&lt;", "a=", "(", ")."]) {
      const long = part.repeat(200_000 / part.length);
      of({ abstract: long });
      for (const fields of [
        { title: long },
        { doi: `10.1000/${long}` },
        { date: long },
        { language: long, url: long },
      ]) {
        try {
          of(fields);
        } catch (error) {
          expect(error).toBeInstanceOf(LecternError);
        }
      }
    }
    expect(performance.now() - start).toBeLessThan(4000);
  });

  test.skipIf(!existsSync(`${DATA}import/pubmed-xml`))(
    "takes every real PubMed record as it is (skipped where ../shared/data is absent)",
    async () => {
      for (const file of readdirSync(`${DATA}import/pubmed-xml`)) {
        for await (const entry of (await openSource(`${DATA}import/pubmed-xml/${file}`)).entries) {
          if (!entry.ok) throw entry.error;
          const normalised = normalise(entry.record);
          expect(normalised.warnings).toEqual([]);
          expect(normalised).toMatchObject({
            language: "en",
            pmid: entry.record.pmid,
            title: expect.not.stringMatching(/[.\]]$/),
          });
        }
      }
    },
  );
});
