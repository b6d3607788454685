import { describe, expect, test } from "vitest";
import { fold } from "../indexes/analysis.ts";
import { DOMAIN_LANGUAGES, domainById, domains, domainsOfBranch } from "../indexes/domains.ts";

const SEED_PAGE = [
  "cardiovascular-diseases",
  "emergency-medicine",
  "gastroenterology-and-hepatology",
  "gynaecology-and-obstetrics",
  "intensive-medicine",
  "laboratory-medicine",
  "nuclear-medicine",
  "oral-maxillofacial-and-facial-surgery",
  "otorhinolaryngology-head-and-neck-surgery",
  "physical-medicine-and-rehabilitation",
  "respiratory-diseases",
  "thoracic-surgery",
];

const spelling = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

describe("the domains", () => {
  test("are the twelve of the seed page, in its order, and other specialities after them", () => {
    expect(domains.slice(0, 12).map(({ id }) => id)).toEqual(SEED_PAGE);
    for (const id of ["oncology", "neurology", "ophthalmology", "paediatrics", "psychiatry", "nephrology", "urology"])
      expect(domainById(id)?.id).toBe(id);
    expect(domainById("astrology")).toBeUndefined();
    expect(domains.length).toBeGreaterThanOrEqual(35);
  });

  test("have ids of their own, and labels that differ within each language", () => {
    expect(new Set(domains.map(({ id }) => id)).size).toBe(domains.length);
    for (const language of ["en", "nl", "fr", "de"] as const)
      expect(new Set(domains.map(({ label }) => label[language])).size).toBe(domains.length);
  });

  test("hold each topic once among them all, and are quick to embed: at most 2,600 short topics", () => {
    const topics = domains.flatMap((domain) => domain.topics.map(spelling));
    expect(topics.filter((topic, i) => topics.indexOf(topic) !== i)).toEqual([]);
    expect(topics.length).toBeLessThanOrEqual(2600);
    for (const topic of topics) expect(topic.split(" ").length, topic).toBeLessThanOrEqual(11);
  });

  test("hold no MeSH heading and no branch twice", () => {
    for (const { id, mesh, meshBranches } of domains) {
      expect(new Set(mesh.map(spelling)).size, id).toBe(mesh.length);
      expect(new Set(meshBranches).size, id).toBe(meshBranches.length);
    }
    const branches = domains.flatMap(({ meshBranches }) => meshBranches);
    expect(new Set(branches).size).toBe(branches.length);
  });

  test("each describe themselves in one sentence", () => {
    for (const { id, description } of domains)
      for (const language of DOMAIN_LANGUAGES) expect(description[language], id).toMatch(/^\p{Lu}[^.]+\.$/u);
  });

  test("share out the MeSH disease branches but animal diseases and signs, one domain each", () => {
    for (let number = 1; number <= 26; number++) {
      const branch = `C${String(number).padStart(2, "0")}`;
      expect(domains.filter(({ meshBranches }) => meshBranches.includes(branch)).length, branch).toBe(
        branch === "C22" || branch === "C23" ? 0 : 1,
      );
    }
  });

  test("are found by a tree number, the nearest branch first", () => {
    const ids = (treeNumber: string) => domainsOfBranch(treeNumber).map(({ id }) => id);
    expect(ids("C12.777.419.570")).toEqual(["nephrology", "urology"]);
    expect(ids("C11.525")).toEqual(["ophthalmology"]);
    expect(ids("C1")).toEqual([]);
    expect(ids("Z01")).toEqual([]);
  });
});
