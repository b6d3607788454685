import { expect } from "vitest";
import type { AddCase } from "./engine-asking.ts";
import { storeTitles } from "./engine-asking.ts";
import { matches } from "./engine-names.ts";
import { TITLES } from "./engine-names-titles.ts";

type Id = keyof typeof TITLES;

/** Names that are written in several ways, each of which finds the records of all. */
const SAME: readonly (readonly [queries: string, finds: readonly Id[], not: readonly Id[]])[] = [
  ["IL 6; IL-6; IL6; il6; interleukin-6", ["il6", "il6closed", "interleukin6", "interleukin6spaced"], ["il1"]],
  ["anti-PD-1; antiPD1; anti-PD1; anti PD-1", ["antiPd1", "antiPd1closed"], ["antiTnf", "pdl1", "parkinson"]],
  ["anti-PD-1; anti-PD1", ["pd1"], []],
  ["anti-TNF; antiTNF; TNF inhibitor", ["antiTnf", "antiTnfClosed", "tnfInhibitor"], ["antiPd1", "antiquity"]],
  ["PD-L1; PDL1; PD L1", ["pdl1", "pdl1closed", "pdl1spaced"], ["parkinson", "pd1"]],
  ["HLA-B27; HLAB27; HLA B27", ["hla", "hlaClosed", "hlaSpaced"], ["hlaB8"]],
  ["α-synuclein; alpha-synuclein; alpha synuclein", ["synucleinGreek", "synuclein", "synucleinClosed"], []],
  ["alphasynuclein", ["synucleinGreek", "synuclein", "synucleinClosed"], []],
  ["COX-2; COX2; COX 2; cox 2", ["cox2", "cox2closed", "cox2spaced", "cyclooxygenase2"], ["cox1"]],
  ["cyclooxygenase 2; cyclooxygenase-2", ["cox2", "cox2closed", "cox2spaced", "cyclooxygenase2"], ["cox1"]],
  ["vitamin B12; vitamin B-12; vitamin B 12", ["b12", "b12closed", "b12spaced"], ["b6"]],
  ["omega-3; omega3; omega 3; ω-3", ["omega3", "omega3closed", "omega3spaced"], ["omega6"]],
  ["FEV1; FEV 1; FEV-1", ["fev1", "fev1closed", "fev1spaced"], []],
  ["25OHD; 25(OH)D; 25-OHD", ["vitaminD", "vitaminDclosed", "vitaminDlong"], []],
  ["miR-21; miRNA-21; miR21; microRNA 21", ["mir21", "mirna21", "microrna21"], ["mir155"]],
  ["IL-1β; IL1b; IL-1b; IL-1 beta; interleukin 1β", ["il1beta", "il1betaLatin", "il1betaSpaced"], ["il1"]],
  ["IL-17A; IL17A", ["il17a"], ["il17"]],
  ["TGFb; TGF-β; TGFbeta; TGF beta", ["tgf", "tgfLatin"], ["il1beta"]],
  ["HbA1c; HgbA1c", ["hba1c", "hgba1c", "a1c", "glycatedUk", "glycatedUs"], []],
  ["HDL-C; HDL C; hdl c", ["hdlC", "hdlCspaced", "hdlCclosed"], []],
  ["IGF-1; IGF-I; IGF1", ["igf1", "igfI"], []],
  ["vitamin K2", ["vitaminK2"], ["k21", "vitaminK"]],
  ["ALS", ["als"], ["etAl"]],
  ["AIDS", ["aids"], ["aid"]],
  ["UTI; UTIs; uti", ["uti", "utis", "urinary"], []],
  ["EGFR", ["egfr"], ["filtration"]],
  ["eGFR", ["filtration"], ["egfr"]],
  ["COVID-19; COVID-19-related", ["covidRelated"], []],
  ["title:PDL1; title:PD-L1", ["pdl1", "pdl1closed", "pdl1spaced"], ["pd1"]],
  ["Müller cells; Mueller cells; müller cells", ["muller", "mueller"], []],
  ["VO2max; VO(2)max", ["vo2"], []],
  ["type-2 diabetes; type2 diabetes", ["type2", "type2hyphen", "typeII", "t2dm"], ["type1"]],
];

export function notationCases(add: AddCase): void {
  add("a name finds what has it, in whichever way either is written", async ({ engine }) => {
    await storeTitles(engine, TITLES);
    for (const [queries, finds, not] of SAME)
      for (const q of queries.split("; ")) {
        const found = await matches(engine, { q });
        const missing = finds.filter((id) => !found.includes(id));
        const wrong = not.filter((id) => found.includes(id));
        expect.soft({ q, missing, wrong }).toEqual({ q, missing: [], wrong: [] });
      }
  });
}
