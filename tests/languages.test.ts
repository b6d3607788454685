import { describe, expect, test } from "vitest";
import { domainById } from "../indexes/domains.ts";
import { GIVEN, NEAREST_TOPICS } from "../indexes/record.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, TEXTS } from "../web/texts.ts";
import { linksOf, pagesOver, servePages } from "./pages-support.ts";
import { inDomains, indexed } from "./records.ts";

const pages = pagesOver([
  indexed({
    id: "one",
    title: "Glaucoma harms sight",
    abstract: "Pressure harms optic nerves.",
    year: 2021,
    date: "2021-03-04",
    domains: inDomains("ophthalmology"),
    illustration: false,
  }),
  indexed({
    id: "two",
    kind: "news",
    title: "An eye clinic opens",
    year: 2020,
    date: "2020-01-31",
    domains: [
      { id: "ophthalmology", confidence: 0.6, evidence: `${NEAREST_TOPICS}eye clinics, sight` },
      { id: "nursing", confidence: 1, evidence: GIVEN },
    ],
  }),
]);

const langOf = (html: string) => /<html lang="([a-z]+)">/.exec(html)?.[1];

describe("the language of a page", () => {
  test.each([
    [{ "accept-language": "nl-BE,nl;q=0.9,en;q=0.5" }, "nl"],
    [{ "accept-language": "es-ES, fr;q=0.8, de;q=0.9" }, "de"],
    [{ "accept-language": "en-US" }, "en"],
    [{ "accept-language": "es" }, "en"],
    [{ "accept-language": "*" }, "en"],
    [{ "accept-language": "de", cookie: "a=b; lectern-lang=fr" }, "fr"],
    [{ "accept-language": "de", cookie: "lectern-lang=xx" }, "de"],
  ] as [Record<string, string>, Language][])(
    "of a request with %j is %s, and no cookie comes with it",
    async (headers, language) => {
      const answer = await pages.get("/", headers);
      expect(langOf(answer.html)).toBe(language);
      expect(answer.headers.get("content-language")).toBe(language);
      expect(answer.headers.get("vary")).toMatch(/Accept-Language, Cookie/);
      expect(answer.headers.get("set-cookie")).toBeNull();
    },
  );

  test.each([
    [{}, "nl"],
    [{ "accept-language": "*" }, "nl"],
    [{ "accept-language": "es, pt" }, "nl"],
    [{ "accept-language": "es, en;q=0.5" }, "en"],
  ] as [Record<string, string>, Language][])(
    "of a server whose own is Dutch is, for %j, %s",
    async (headers, language) => {
      const dutch = await servePages({ engine: pages.engine(), embedder: null }, undefined, { language: "nl" });
      expect(langOf((await dutch.get("/", headers)).html)).toBe(language);
      dutch.close();
    },
  );

  test("that a link names is that of its answer alone: nobody gets a cookie by following it", async () => {
    const named = await pages.get("/search?q=glaucoma&lang=nl", {
      "accept-language": "de",
      cookie: "lectern-lang=fr",
    });
    expect(langOf(named.html)).toBe("nl");
    expect(named.headers.get("set-cookie")).toBeNull();
    expect(linksOf(named.html)).toContain("/search?q=glaucoma&sort=newest");
  });

  test("that somebody chooses is remembered, and the page's address stays what it was", async () => {
    const chosen = await pages.get("//search?q=glaucoma&lang=fr&setlang=nl", {}, { redirect: "manual" });
    expect([chosen.status, chosen.headers.get("location")]).toEqual([303, "/?q=glaucoma"]);
    const { status, headers } = await pages.get("/search?q=glaucoma&lang=fr&setlang=nl", {}, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([303, "/search?q=glaucoma"]);
    expect(headers.get("set-cookie")).toMatch(/^lectern-lang=nl; Max-Age=31536000; Path=\/; .*HttpOnly; SameSite=Lax$/);
  });

  test("can be changed on every page, which stays the same but for that", async () => {
    const { html } = await pages.get("/search?q=a+%26+b&yearFrom=2020");
    expect(linksOf(html)).toEqual(
      expect.arrayContaining(LANGUAGES.map((one) => `/search?q=a+%26+b&yearFrom=2020&setlang=${one}`)),
    );
    for (const name of Object.values(LANGUAGE_NAMES)) expect(html).toContain(name);
  });

  test("that there is not is refused, on a page", async () => {
    const { status, html } = await pages.get("/search?lang=tlh", { "accept-language": "en" });
    expect(status).toBe(400);
    expect(html).toContain("lang: expected one of en, nl, fr, de, got");
    expect((await pages.get("/?lang=")).status).toBe(200);
  });
});

/** Every text with its path: of a function, what it says of a few things. */
function told(texts: unknown, path = ""): [path: string, text: string][] {
  if (typeof texts === "string") return [[path, texts]];
  if (typeof texts === "object" && texts !== null)
    return Object.entries(texts).flatMap(([name, inner]) => told(inner, path === "" ? name : `${path}.${name}`));
  return [];
}

/** What is the same in every language, or in this one as in English. */
const SAME: Readonly<Record<string, RegExp>> = {
  all: /^(RIS|BibTeX|CSL-JSON|DOI|PubMed|PubMed Central|Open access|MeSH.*|Lectern.*|ORCID)$/,
  nl: /^(Records|Type|Details|Open access|Feed|Filters)$/,
  fr: /^(Style|et al\.|Affiliations|Publications?|Filtres?|Type|Date|Pages|Page|Domaines|Suggestions|Options|Source)$/,
  de: /^(Details|Feed|Filter|Name|Autor|Version)$/,
};

describe.each(LANGUAGES.filter((one) => one !== "en"))("the texts in %s", (language) => {
  const texts = TEXTS[language];

  test("are all there, and none was left in English", () => {
    const english = new Map(told(TEXTS.en));
    const own = told(texts);
    expect(own.map(([path]) => path)).toEqual([...english.keys()]);
    expect(own.filter(([, text]) => text.trim() === "")).toEqual([]);
    const left = own.filter(
      ([path, text]) => english.get(path) === text && !SAME.all!.test(text) && !SAME[language]!.test(text),
    );
    expect(left).toEqual([]);
  });

  test("say one otherwise than several, and write numbers as the language does", () => {
    for (const say of [texts.filters.records, texts.named, texts.domain.publications, texts.sample.shown] as ((
      n: number,
    ) => string)[])
      expect(say(1).replace(/\d/g, "")).not.toBe(say(2).replace(/\d/g, ""));
    expect(texts.number(1234.5)).not.toBe(TEXTS.en.number(1234.5));
    expect(texts.date("2021-03-04")).not.toBe(TEXTS.en.date("2021-03-04"));
    expect(texts.date("2021")).toBe("2021");
  });

  test("make whole pages, without the words of English ones", async () => {
    const headers = { "accept-language": language };
    for (const path of [
      "/",
      "/domains",
      "/domains/ophthalmology",
      "/search?q=glaucoma",
      "/search?q=zzz",
      "/search?q=glaucma&yearFrom=2020",
      "/records/one",
      "/records/two",
      "/records/none",
      "/search?yearFrom=x",
    ]) {
      const { html } = await pages.get(path, headers);
      expect(langOf(html)).toBe(language);
      const plain = html
        .replace(/<(\w+)[^>]* lang="en"[^>]*>[\s\S]*?<\/\1>/g, " ")
        .replace(/<(script|head)[\s\S]*?<\/\1>/g, " ")
        .replace(/<code[^>]*>[\s\S]*?<\/code>/g, " ")
        .replace(/<[^>]+>/g, " ");
      expect(plain.match(/\b(the|and|with|search|results?|words|news|this|there)\b/gi) ?? [], path).toEqual([]);
    }
  });

  test("say what the search says, and name what a domain is known by", async () => {
    const headers = { "accept-language": language };
    const { html } = await pages.get("/search?q=glaucoma+journal:Nature+%22eye", headers);
    const { "quotation-open": open, "value-nowhere": nowhere } = texts.said!;
    expect(html).toContain(`<li>${nowhere(texts.filters.facets.journal, "Nature")}</li>`);
    expect(html).toContain(`<li>${open()}</li>`);
    const page = await pages.get("/records/two", headers);
    expect(page.html).toContain(`${texts.record.topics} <span lang="en">eye clinics, sight</span>`);
    expect(page.html).toContain(` · ${texts.record.given}</span>`);
  });

  test("say what went wrong, and leave only the server's own words in English", async () => {
    const headers = { "accept-language": language };
    const wrong = await pages.get("/search?page=x", headers);
    const refused = texts.error.expected("page", "", "&quot;x&quot;");
    expect(wrong.html).toContain(`${refused} <span class="quiet" lang="en">Expected a whole number`);
    const none = await pages.get("/records/none", headers);
    expect(none.html).toContain(`<p>${texts.error.help[404]}</p>`);
    expect(none.html).toMatch(/<p class="quiet" lang="en">[^<]+none/);
  });

  test("name the domains and tell what they are", async () => {
    const { html } = await pages.get("/domains/ophthalmology", { "accept-language": language });
    const { label, description } = domainById("ophthalmology")!;
    expect(html).toContain(`<title>${label[language]} ·`);
    expect(html).toContain(description[language]);
  });
});
