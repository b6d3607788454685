import { expect } from "vitest";
import type { SourceRecord } from "../indexes/record.ts";
import { LecternError } from "../src/errors.ts";
import { type OpenOptions, openSource } from "../src/sources/open.ts";
import { pubmedXml } from "../src/sources/pubmed-xml.ts";
import type { Entry } from "../src/sources/source.ts";

/** What the tests of the readers share. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Text or bytes in pieces of `size`. */
export async function* pieces<T extends string | Uint8Array>(whole: T, size: number): AsyncGenerator<T> {
  for (let start = 0; start < whole.length; start += size) yield whole.slice(start, start + size) as T;
}

/** The entries, and the error that ended them. */
export async function readPubmed(chunks: AsyncIterable<string>): Promise<{ entries: Entry[]; error: unknown }> {
  const entries: Entry[] = [];
  try {
    for await (const entry of pubmedXml.read(chunks, {})) entries.push(entry);
  } catch (error) {
    return { entries, error };
  }
  return { entries, error: null };
}

export const readText = (text: string, size = 1 << 16): ReturnType<typeof readPubmed> => readPubmed(pieces(text, size));

export function article(inner: { pmid?: string; article?: string; citation?: string; data?: string } = {}): string {
  const {
    pmid = '<PMID Version="1">123</PMID>',
    article: fields = "<ArticleTitle>A title.</ArticleTitle>",
    citation = "",
    data = "",
  } = inner;
  return `<PubmedArticle><MedlineCitation>${pmid}<Article>${fields}</Article>${citation}</MedlineCitation><PubmedData>${data}</PubmedData></PubmedArticle>`;
}

export const set = (...articles: string[]): string =>
  `<?xml version="1.0" ?>\n<PubmedArticleSet>\n${articles.join("\n")}\n</PubmedArticleSet>\n`;

export async function recordOf(inner: Parameters<typeof article>[0]): Promise<SourceRecord> {
  const { entries, error } = await readText(set(article(inner)));
  if (error !== null) throw error;
  const [entry] = entries;
  if (!entry?.ok) throw new Error("the record was refused");
  return entry.record;
}

export const LINES = '{"key":"a","title":"Café \u{1F600}"}\n{"key":"b","title":"B"}\n';
export const XML =
  "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>";

/** Bytes as an upload brings them. */
export const upload = (bytes: Uint8Array, size = 16): AsyncIterable<Uint8Array> => pieces(bytes, size);

/** Keys, and the error that came of opening or reading. */
export async function readSource(
  input: string | AsyncIterable<Uint8Array>,
  options: OpenOptions = {},
): Promise<{ keys: (string | null)[]; error: unknown; format: string | null }> {
  const entries: Entry[] = [];
  let format: string | null = null;
  try {
    const source = await openSource(input, { name: "x.xml", ...options });
    format = source.format.name;
    for await (const entry of source.entries) entries.push(entry);
  } catch (error) {
    return { keys: entries.map((entry) => entry.key), error, format };
  }
  return { keys: entries.map((entry) => entry.key), error: null, format };
}

export async function refusal(content: string | Uint8Array, options: OpenOptions = {}): Promise<LecternError> {
  const { error } = await readSource(upload(Buffer.from(content)), options);
  if (!(error instanceof LecternError)) throw new Error(`not refused: ${error}`);
  expect(error.message).not.toContain("\n");
  expect(error.message).toContain(options.name ?? "x.xml");
  return error;
}
