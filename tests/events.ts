/** One server-sent event; `comment`: a line that no reader is told of. */
export interface ServerEvent {
  event?: string;
  id?: string;
  retry?: string;
  comment?: string;
  // biome-ignore lint/suspicious/noExplicitAny: as `Response.json`
  data?: any;
}

/** Reads a stream of server-sent events as it comes, up to its proper end. */
export async function* eventsOf({ body }: Response): AsyncGenerator<ServerEvent> {
  let text = "";
  for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) yield parsed(block);
  }
  if (text !== "") throw new Error(`the stream broke off in the middle of an event: ${text}`);
}

function parsed(block: string): ServerEvent {
  const found: Record<string, unknown> = {};
  for (const line of block.split("\n")) {
    const [, name, value] = /^([a-z]*): ?(.*)$/.exec(line)!;
    found[name || "comment"] = name === "data" ? JSON.parse(value!) : value;
  }
  return found;
}

/** The next event that has a name. */
export async function nextEvent(events: AsyncGenerator<ServerEvent>): Promise<ServerEvent | undefined> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || value.event) return value;
  }
}
