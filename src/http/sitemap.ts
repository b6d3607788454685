import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { Router } from "express";
import type { Engine } from "../engine/engine.ts";
import { LecternError, show } from "../errors.ts";
import { changedAt } from "../export/feed.ts";
import { baseOf } from "./address.ts";
import { domainsWithCounts } from "./api.ts";

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** More addresses may not stand in one file (sitemaps.org, protocol 0.9). */
const PART = 50_000;
/** The default of {@link SitemapOptions.kept}. */
const KEPT = 60 * 60 * 1000;
/** After so many records others are answered. */
const STRETCH = 250;

/** Records and domains may be read by robots; searches may not, for each has links to a hundred others. */
const ROBOTS = ["/search", "/?", "/selection", "/feed.atom", "/v1/", "/lab"];

export interface SitemapOptions {
  engine: Engine;
  /** As configured; null: as each request names the server. */
  publicUrl: string | null;
  /** Addresses in a part: 1 to 50,000, which is the default. */
  part?: number;
  /** For how long the list is not made anew, which reads every record, in milliseconds; default an hour. */
  kept?: number;
}

/** `/robots.txt`, `/sitemap.xml`, which names its parts, and those: what of this server search engines may show. */
export function sitemapRoutes({ engine, publicUrl, part = PART, kept = KEPT }: SitemapOptions): Router {
  const list = new AddressList(engine, part, kept);
  const router = Router();
  router.get("/robots.txt", (request, response) => {
    const rules = ROBOTS.map((path) => `Disallow: ${path}\n`).join("");
    response.type("text/plain").send(`User-agent: *\n${rules}\nSitemap: ${baseOf(request, publicUrl)}/sitemap.xml\n`);
  });
  router.get("/sitemap.xml", async (request, response) => {
    const base = baseOf(request, publicUrl);
    const parts = (await list.parts()).map((_, i) => `<sitemap><loc>${xml(base)}/sitemap-${i + 1}.xml</loc></sitemap>`);
    response.type("application/xml").send(document("sitemapindex", parts));
  });
  router.get("/sitemap-:part.xml", async (request, response) => {
    const lines = (await list.parts())[Number(request.params.part) - 1];
    if (!lines) throw new LecternError("not-found", `There is no part ${show(request.params.part)} of the sitemap`);
    const base = xml(baseOf(request, publicUrl));
    const entries = String(await unpacked(lines))
      .split("\n")
      .map((line) => {
        const [path, changed] = line.split(" ");
        return `<url><loc>${base}${path}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ""}</url>`;
      });
    response.type("application/xml").send(document("urlset", entries));
  });
  return router;
}

/**
 * The paths of all pages that search engines may show, with the day of their last change where it is known: lines, so
 * many a part, compressed: some 10 MB a million records.
 */
class AddressList {
  readonly #engine: Engine;
  readonly #part: number;
  readonly #kept: number;
  #made: { parts: Buffer[]; version: string; until: number } | null = null;
  #making: Promise<Buffer[]> | null = null;

  constructor(engine: Engine, part: number, kept: number) {
    this.#engine = engine;
    this.#part = part;
    this.#kept = kept;
  }

  /** The parts as they were last made: not long ago, or since which nothing has changed. */
  async parts(): Promise<readonly Buffer[]> {
    const made = this.#made;
    if (made && performance.now() < made.until) return made.parts;
    // Who asks meanwhile waits for the same.
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  async #make(): Promise<Buffer[]> {
    const { version } = await this.#engine.state();
    const parts = this.#made?.version === version ? this.#made.parts : await this.#read();
    this.#made = { parts, version, until: performance.now() + this.#kept };
    return parts;
  }

  async #read(): Promise<Buffer[]> {
    const domains = (await domainsWithCounts(this.#engine)).filter(({ records }) => records > 0);
    const lines = ["/", "/domains", ...domains.map(({ id }) => `/domains/${id}`)];
    const parts: Buffer[] = [];
    const end = async (): Promise<unknown> => parts.push(await packed(lines.splice(0, this.#part).join("\n")));
    let read = 0;
    for await (const { record } of this.#engine.scan()) {
      if (++read % STRETCH === 0) await setImmediate();
      // What is made up is no publication, and its page says noindex.
      if (record.illustration) continue;
      lines.push(`/records/${record.id} ${changedAt(record).toISOString().slice(0, 10)}`);
      if (lines.length > this.#part) await end();
    }
    while (lines.length > 0) await end();
    return parts;
  }
}

function document(root: string, entries: readonly string[]): string {
  const space = "http://www.sitemaps.org/schemas/sitemap/0.9";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${space}">\n${entries.join("\n")}\n</${root}>\n`;
}

/** An address as it may stand in XML. */
function xml(address: string): string {
  return address.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
