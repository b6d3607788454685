import { createHash } from "node:crypto";
import { Feed } from "feed";
import type { LecternRecord } from "../../indexes/record.ts";
import { markedTitle } from "../../indexes/titles.ts";

export interface FeedOf {
  title: string;
  /** Whose feed it is. */
  publisher: string;
  description: string;
  /** The page that shows the same, and the feed itself: absolute addresses. */
  page: string;
  self: string;
  /** Of the feed, whatever it is called by: `search?q=...`. */
  name: string;
  language: string;
  recordPage: (record: LecternRecord) => string;
}

/** Records as an Atom feed (RFC 4287). A record and a feed keep their ids under whatever address the server is asked. */
export function atomFeed(records: readonly LecternRecord[], of: FeedOf): string {
  const changed = records.map(changedAt);
  const feed = new Feed({
    id: idOf(of.name),
    title: of.title,
    description: of.description,
    link: of.page,
    feedLinks: { atom: of.self },
    language: of.language,
    // An entry may be without one.
    author: { name: of.publisher },
    copyright: "",
    generator: "Lectern",
    updated: new Date(Math.max(0, ...changed.map((date) => date.getTime()))),
  });
  records.forEach((record, i) => {
    feed.addItem({
      id: idOf(`record/${record.id}`),
      title: markup(markedTitle(record)),
      link: of.recordPage(record),
      description: markup(
        `${record.illustration ? "(Made up, to show how Lectern works.) " : ""}${record.abstract || record.title}`,
      ),
      date: changed[i]!,
      ...(record.date ? { published: new Date(`${record.date.padEnd(7, "-01").padEnd(10, "-01")}T00:00:00Z`) } : {}),
      author: record.authors.slice(0, MOST_AUTHORS).map(({ name }) => ({ name: plain(name) })),
      category: record.domains.map(({ id }) => ({ name: id, term: id })),
    });
  });
  return feed.atom1();
}

/** A reader shows few. */
const MOST_AUTHORS = 20;

/** When a record was last taken from one of its sources. */
export function changedAt({ provenance }: LecternRecord): Date {
  return new Date(Math.max(...provenance.map(({ at }) => Date.parse(at))));
}

/** What XML 1.0 cannot say at all is left out. */
function plain(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}

/** Text where a reader expects HTML: 'p<0.05' begins no element. */
function markup(text: string): string {
  return plain(text).replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);
}

/** A name-based UUID (RFC 9562, version 5, in a namespace of Lectern's own). */
function idOf(name: string): string {
  const hash = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")}`;
}

const NAMESPACE = Buffer.from("6b1f2f5c8a7e4b0f9d3c51e2a4c7d9f0", "hex");
