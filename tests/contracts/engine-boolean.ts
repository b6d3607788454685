import { expect } from "vitest";
import { inDomains, indexed, unit } from "../records.ts";
import { type AddCase, anyOf, ask, expectFound, found, store, storeTitles, summary, years } from "./engine-asking.ts";

/** Words in one field, operators, and the filters that a query sets. */
export function booleanCases(add: AddCase): void {
  add("a word or a phrase may be asked for in one field, and is counted there", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "title", title: "Heart failure" }),
      indexed({ id: "abstract", abstract: "The heart may fail. Heart failure is treated with IL-6." }),
      indexed({ id: "mesh", mesh: ["Heart Failure"], keywords: ["IL-6"] }),
      indexed({ id: "author", authors: [{ name: "Heart, F" }, { name: "van den Berg, J" }], journal: "Nature" }),
    );
    await expectFound(engine, {
      "title:heart": ["title"],
      "abstract:hearts": ["abstract"],
      "tiab:heart": ["abstract", "title"],
      "mesh:heart": ["mesh"],
      "author:heart": ["author"],
      'title:"heart failure"': ["title"],
      'tiab:"heart failure"': ["abstract", "title"],
      'abstract:"may fail"': ["abstract"],
      'abstract:"failure fail"': [],
      'tiab:"fail heart" OR title:"heart fail"': ["abstract"],
      'tiab:"may fail heart failure is" OR title:lung': ["abstract"],
      '"failure heart"[ti]': [],
      "il-6[tiab]": ["abstract"],
      "heart:ti,de": ["mesh", "title"],
      "heart.ti,sh.": ["mesh", "title"],
      "il-6:ab,kw": ["abstract", "mesh"],
      "(heart failure or x).sh,au.": ["mesh"],
      "keyword:il6": ["mesh"],
      'author:"J van den Berg"': ["author"],
      'author:"van den Berg J"': ["author"],
      'author:"Berg J van"': [],
      "heart -title:heart": ["abstract", "author", "mesh"],
      "title:heart abstract:heart": [],
      "title:nature": [],
    });
    const { terms } = await ask(engine, { q: "title:heart " });
    expect(terms[0]!.alternatives).toEqual([{ words: ["heart"], field: "title", via: "exact", documents: 1 }]);
  });

  add("a name is one person's, with fewer initials too, and a heading is one heading", async ({ engine }) => {
    const people = (...names: string[]) => names.map((name) => ({ name }));
    await store(
      engine,
      indexed({ id: "three", authors: people("Claes, Marc", "Peeters, Jan", "Willems, K") }),
      indexed({ id: "peeters", authors: people("Peeters, Marc"), mesh: ["Heart", "Failure Rates"] }),
      indexed({ id: "byrne", authors: people("O'Byrne, PM", "De Smet, ML Jr"), mesh: ["Heart Failure"] }),
      indexed({ id: "marie", authors: people("Janssens, Marie-Louise", "The Test Group") }),
      indexed({ id: "m", authors: people("Janssens, M"), journal: "Test Group Letters" }),
    );
    await expectFound(engine, {
      'author:"Peeters, Marc"': ["peeters"],
      'author:"Marc Peeters"': ["peeters"],
      'author:"Jan Willems"': [],
      'author:"Peeters, M"': ["peeters"],
      'author:"O\'Byrne, P"': ["byrne"],
      'author:"O\'Byrne, PM"': ["byrne"],
      'author:"De Smet M"': ["byrne"],
      'author:"Janssens, M"': ["m", "marie"],
      'author:"Janssens, ML"': ["marie"],
      'author:"The Test Group"': ["marie"],
      "Peeters J[au]": ["three"],
      'mesh:"Heart Failure"': ["byrne"],
      'mesh:"Failure Rates"': ["peeters"],
    });
  });

  add("an author's ORCID finds the author's records, and no others", async ({ engine }) => {
    const orcid = "0000-0002-1825-0097";
    await store(
      engine,
      indexed({ id: "one", authors: [{ name: "Carberry, J", orcid }] }),
      indexed({ id: "two", authors: [{ name: "Other, A" }, { name: "Carberry, J", orcid }] }),
      indexed({ id: "three", authors: [{ name: "Carberry, J", orcid: "0000-0001-5109-3700" }] }),
    );
    await expectFound(engine, {
      [`https://orcid.org/${orcid}`]: ["one", "two"],
      [`orcid:${orcid} -author:other`]: ["one"],
      "0000-0002-1694-233X": [],
    });
  });

  add("operators ask for what they say", async ({ engine }) => {
    await storeTitles(engine, {
      heart: "Heart failure in adults",
      cardiac: "Cardiac failure in children",
      kidney: "Renal failure in children",
      lung: "Lung transplants for adults",
    });
    await expectFound(engine, {
      "heart OR cardiac": ["cardiac", "heart"],
      "(heart OR cardiac) failure": ["cardiac", "heart"],
      "failure AND children": ["cardiac", "kidney"],
      "failure AND NOT children": ["heart"],
      "failure NOT (heart OR renal)": ["cardiac"],
      // As PubMed leaves out what is about animals alone.
      "failure NOT (heart NOT children)": ["cardiac", "kidney"],
      "failure NOT (children NOT (renal OR heart))": ["heart", "kidney"],
      "failure NOT (title:children NOT title:renal)": ["heart", "kidney"],
      "heart adults OR renal children": ["heart", "kidney"],
      "(heart AND adults) OR (renal AND children) OR (lung -adults)": ["heart", "kidney"],
      "(failure -children) OR lung": ["heart", "lung"],
      "failure AND NOT (adults heart)": ["cardiac", "kidney"],
      "lung OR -failure OR -heart": ["cardiac", "kidney", "lung"],
      "failure NOT (children (renal OR heart))": ["cardiac", "heart"],
      '(failure -("renal failure in" OR heart)) OR "lung transplants for"': ["cardiac", "lung"],
      [Array.from({ length: 40 }, (_, i) => `(children w${i})`).join(" OR ")]: [],
      [`${Array.from({ length: 40 }, (_, i) => `(failure w${i})`).join(" OR ")} OR (lung adults)`]: ["lung"],
      "(heart AND children) OR lung": ["lung"],
      '"heart failure" OR "renal failure" OR lung': ["heart", "kidney", "lung"],
      '"failure children" OR "failure in children" OR "adults in"': ["cardiac", "kidney"],
      'lung OR title:"heart adults"': ["lung"],
      '(failure OR lung) NOT ("in adults" OR "renal failure in")': ["cardiac", "lung"],
      "title:lung OR zzzz": ["lung"],
      "failure AND zzzz": [],
      "lung OR transplnts OR crdiac": ["cardiac", "lung"],
    });
    // What is asked for with AND is never relaxed; words side by side are.
    expect(await found(engine, { q: "heart AND children", few: 10 })).toEqual([]);
    expect(await found(engine, { q: "heart children", few: 10 })).toEqual(["heart"]);
  });

  add("what records are filtered by may be asked for beside words", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "review", title: "Heart", types: ["Review", "Trial"], year: 2019, status: ["retracted"] }),
      indexed({ id: "trial", title: "Lung", types: ["Trial"], year: 2021, language: "nl" }),
      indexed({ id: "news", title: "Eye", kind: "news", openAccessUrl: "https://example.org/x", journal: "Nature" }),
      indexed({ id: "eye", title: "Eye review in a trial", domains: inDomains("ophthalmology") }),
    );
    await expectFound(engine, {
      "type:Review OR lung": ["review", "trial"],
      "type:Review OR year:2021": ["review", "trial"],
      "(type:Trial AND year:2021) OR journal:Nature": ["news", "trial"],
      "eye NOT (kind:news AND is:open)": ["eye"],
      "-(type:Trial language:nl)": ["eye", "news", "review"],
      "(eye -domain:ophthalmology) OR (type:Trial -is:retracted)": ["news", "trial"],
      "heart OR -kind:publication": ["news", "review"],
      "(eye -kind:news) OR (type:Trial -is:retracted)": ["eye", "trial"],
      "type:review OR heart": ["review"],
    });
  });

  add("a star stands for every word that begins so, also where the word itself is one", async ({ engine }) => {
    await storeTitles(engine, { short: "Neuro", long: "Neurology of neurons", other: "New roads" });
    await expectFound(engine, {
      "neuro ": ["short"],
      "neuro* ": ["long", "short"],
      "title:neuro* ": ["long", "short"],
      "abstract:neuro* ": [],
      "neurol* OR road ": ["long", "other"],
      "new -neuro*": ["other"],
      "-neuro*": ["other"],
    });
  });

  add(
    "a phrase may end in a beginning, and one that is being typed does where it is in no record",
    async ({ engine }) => {
      await store(
        engine,
        indexed({ id: "failure", title: "Heart failure", authors: [{ name: "Smith, JM" }] }),
        indexed({ id: "failing", title: "A failing heart", abstract: "The heart failing in adults." }),
        indexed({ id: "hearts", title: "Hearts failing", authors: [{ name: "Smith, K" }] }),
        indexed({ id: "other", title: "Failures of the heart" }),
      );
      await expectFound(engine, {
        '"heart fail*"': ["failing", "failure"],
        'title:"heart fail*"': ["failure"],
        '"heart fail*"[tiab]': ["failing", "failure"],
        '"hearts fail*" OR "heart failures"': ["hearts"],
        '"heart zzz*"': [],
        '-"heart fail*" heart ': ["hearts", "other"],
        "smith j*[au]": ["failure"],
        '"heart fail': ["failing", "failure"],
        '"heart failin': ["failing"],
        '"heart failing': ["failing"],
        '"heart fail"': [],
      });
    },
  );

  add("a word that stands in other fields only is not taken for another", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "one", title: "Glaucomas", abstract: "Cataract." }),
      indexed({ id: "two", title: "Cataracts", abstract: "Glaucoma." }),
      indexed({ id: "three", title: "Catarrhs" }),
    );
    await expectFound(engine, {
      "title:catarracts": ["two"],
      "abstract:catarrh": [],
      "abstract:catarract": ["one"],
    });
  });

  add("what a query asks for with fields and operators holds by meaning, too", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "a", title: "Heart", authors: [{ name: "Smith, J" }] }, unit(1)),
      indexed({ id: "b", title: "Lung", authors: [{ name: "Jones, K" }] }, unit(1)),
      indexed({ id: "c", title: "Liver", authors: [{ name: "Smith, J" }] }, unit(1)),
    );
    const near = (q: string): Promise<string[]> => found(engine, { q, vector: unit(1) });
    expect(await near("author:smith ")).toEqual(["a", "c"]);
    expect(await near("heart OR lung ")).toEqual(["a", "b"]);
    expect(await near("author:nobody ")).toEqual([]);
    expect(await near("(zzzz OR qqqq) heart ")).toEqual([]);
    expect(await near("-title:heart ")).toEqual(["b", "c"]);
    // A quoted phrase that is in no record does not stand in the way of meaning.
    expect(await near('"zzzz qqqq" ')).toEqual(["a", "b", "c"]);
  });

  add("a filter may be turned round, and one of the query counts for its own facet", async ({ engine }) => {
    await store(
      engine,
      indexed({ id: "review", title: "Heart", types: ["Review", "Trial"], year: 2019 }),
      indexed({ id: "trial", title: "Heart", types: ["Trial"], year: 2021 }),
      indexed({ id: "neither", title: "Heart" }),
    );
    const q = "heart ";
    const not = { not: true };
    const fixed = { fixed: true };
    expect(await found(engine, { q, filters: [{ ...anyOf("type", "Review"), ...not }] })).toEqual(["neither", "trial"]);
    expect(await found(engine, { q, filters: [{ ...years(2020, null), ...not }] })).toEqual(["neither", "review"]);
    const types = async (filters: Parameters<typeof ask>[1] & object) =>
      summary((await ask(engine, { q, ...filters })).facets.type);
    expect(await types({ filters: [anyOf("type", "Review")] })).toBe("Trial 2, Review 1");
    expect(await types({ filters: [{ ...anyOf("type", "Review"), ...fixed }] })).toBe("Review 1, Trial 1");
    expect(await types({ filters: [{ ...anyOf("type", "Review"), ...not, ...fixed }] })).toBe("Trial 1");
    const both = [anyOf("type", "Review"), { ...anyOf("type", "Trial"), ...fixed }];
    expect(await types({ filters: both })).toBe("Trial 2, Review 1");
  });
}
