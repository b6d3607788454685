/** A page that shows the lines of jobs to administrators. Who may see it, and where, is not its matter. */
export interface Board {
  /** The addresses of its page below its own, as patterns of a router: "/", "/queue/:queueName". */
  pages: readonly string[];
  /** The page, as HTML. @param base where it is served, "/" at both ends */
  page(base: string): string;
  /** Hashes, as a Content-Security-Policy names them, of styles that stand in the page itself. */
  inlineStyles: readonly string[];
  /** The folder with what the page loads from below `static/`. */
  assets: string;
  /** What the page asks for. Nothing here changes anything. */
  reads: readonly BoardRead[];
}

export interface BoardRead {
  /** A pattern of a router, such as "/api/queues/:queueName". */
  path: string;
  /** @throws `queue-unavailable` */
  read(params: Record<string, string>, query: Record<string, unknown>): Promise<{ status: number; body: unknown }>;
}
