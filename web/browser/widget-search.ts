import type { Settings } from "./widget-settings.ts";

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 15_000;

/** A record of an answer: what is shown of it. */
export interface Found {
  id: string;
  kind: "publication" | "news";
  title: string;
  authors: readonly { name: string }[];
  journal?: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  date?: string;
  year?: number;
  language?: string;
  status: readonly ("retracted" | "corrected" | "expression-of-concern")[];
  illustration: boolean;
  highlights: { title: readonly { start: number; end: number }[] };
}

export interface Answer {
  total: number;
  found: readonly Found[];
}

/** Why there is no answer. */
export class Refusal extends Error {
  /** Of HTTP; null where nothing came back. */
  readonly status: number | null;
  /** After so many seconds one may ask again; null where nothing was said of it. */
  readonly retryAfter: number | null;
  /** False where something else than what was typed is wrong: an attribute, which who reads the page has not written. */
  readonly ofQuery: boolean;

  constructor(message: string, status: number | null, retryAfter: number | null = null, ofQuery = true) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.ofQuery = ofQuery;
  }
}

/**
 * Asks Lectern. No query: the latest publications.
 *
 * @throws `Refusal`; what `signal` was aborted with
 */
export async function ask(settings: Settings, query: string, signal: AbortSignal): Promise<Answer> {
  const { base, domains, limit } = settings;
  const parameters = new URLSearchParams([
    ...(query === ""
      ? [
          ["kind", "publication"],
          ["sort", "newest"],
        ]
      : [["q", query]]),
    ...domains.map((domain) => ["domain", domain]),
    // Of the counts only the smallest: the widget shows none.
    ...[
      ["perPage", String(limit)],
      ["facets", "kind"],
      ["facetValues", "1"],
    ],
  ] as [string, string][]);
  try {
    // The seam for a key of each site: it would go along with this request, and with no other.
    const response = await fetch(`${base}/v1/search?${parameters}`, {
      credentials: "omit",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    if (!response.ok) throw await refusalOf(response);
    const { counts, hits } = (await response.json()) as { counts: { total: number }; hits: Found[] };
    return { total: counts.total, found: hits };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof Refusal ? error : new Refusal(String(error), null);
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const { detail, errors = [] } = (await response.json().catch(() => ({}))) as {
    detail?: unknown;
    errors?: readonly { path: string }[];
  };
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Refusal(
    typeof detail === "string" ? detail : `Status ${response.status}`,
    response.status,
    Number.isNaN(seconds) ? null : seconds,
    errors.every(({ path }) => path === "q"),
  );
}
