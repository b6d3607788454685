import { SaxesParser } from "saxes";
import { LecternError, messageOf } from "../errors.ts";
import { MAX_RAW, MAX_RECORD, type Place } from "./source.ts";

/** An element of a record, with its text in its place between its children. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/** One record of a file. `element` is null where the record is longer than MAX_RECORD; `length` in UTF-16 units. */
export interface XmlRecord {
  place: Place;
  raw: string;
  length: number;
  element: XmlElement | null;
}

export interface XmlOptions {
  /** Names of the elements that are records, at any depth. */
  records: ReadonlySet<string>;
  /** Names of elements whose content no record needs: it is read, not kept. */
  skip: ReadonlySet<string>;
}

/** The parser is fed in pieces of this many characters, so that few records are in memory at a time. */
const PIECE = 64 * 1024;
const MAX_DEPTH = 200;
/** More elements than the largest real record has by far: memory per element is several times its text. */
const MAX_ELEMENTS = 500_000;
/** Longest name of an element or entity, and most attributes of one tag. */
const MAX_NAME = 1024;

/**
 * The records of an XML file, one by one, in memory that does not grow with the file: neither over many records, nor over
 * one that is endless. No DTD is read, no entity but XML's own is expanded. Throws `invalid-source` at the first fault,
 * after the records before it. One pass only.
 */
export class XmlRecords implements AsyncIterable<XmlRecord> {
  /** The root element, once it has been read. */
  root: string | null = null;
  /** Names of the elements read outside of records, the root among them; the first 1,000. */
  readonly outside = new Set<string>();
  count = 0;

  readonly #chunks: AsyncIterable<string>;
  readonly #options: XmlOptions;
  readonly #parser = new SaxesParser({});
  readonly #ready: XmlRecord[] = [];
  /** The record being read. `start` and `end` count UTF-16 units from the start of the file. */
  #record: { place: Place; start: number; elements: number; element: XmlElement | null } | null = null;
  #raw = "";
  /** Open elements of the record, from the record itself; empty where nothing of it is kept. */
  #open: XmlElement[] = [];
  /** Names of all open elements, from the root. */
  readonly #names: string[] = [];
  #closed = "";
  /** Depth of the record's element, and of the skipped element that is being read; 0 for none. */
  #recordDepth = 0;
  #skipDepth = 0;
  #piece = "";
  #pieceStart = 0;
  /** End of the piece before this one: the start of a record's tag may lie in it. */
  #before = "";
  /** Where the last record ended. */
  #lastEnd = -1;

  constructor(chunks: AsyncIterable<string>, options: XmlOptions) {
    this.#chunks = chunks;
    this.#options = options;
    const parser = this.#parser;
    parser.on("opentagstart", (tag) => this.#openTag(tag.name));
    parser.on("opentag", (tag) => {
      const top = this.#open.at(-1);
      if (top !== undefined && this.#skipDepth === 0) top.attributes = tag.attributes;
    });
    parser.on("closetag", () => this.#closeTag());
    parser.on("text", (text) => this.#text(text));
    parser.on("cdata", (text) => this.#text(text));
    parser.on("error", (error) => {
      // saxes closes the innermost element first, and then says that the tag was another's.
      if (this.#lastEnd === parser.position) this.#ready.pop();
      if (this.root === null && error.message.includes("outside of root")) {
        throw new LecternError("invalid-source", "expected XML, got text that does not start with <");
      }
      throw this.#fault(describe(messageOf(error).replace(/^\d+:\d+: /, ""), this.#closed));
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<XmlRecord> {
    for await (const chunk of this.#chunks) {
      for (let start = 0; start < chunk.length; start += PIECE) yield* this.#step(chunk.slice(start, start + PIECE));
    }
    if (this.#names.length > 0) throw this.#fault(`the file ends inside <${this.#names.at(-1)}>: it was cut off`);
    yield* this.#step(null);
  }

  /** The records that a piece completes; what is wrong with the piece is thrown after them. */
  *#step(piece: string | null): Generator<XmlRecord> {
    let fault: unknown = null;
    try {
      this.#feed(piece);
    } catch (error) {
      fault = error;
    }
    yield* this.#ready.splice(0);
    if (fault !== null) throw fault;
  }

  #feed(piece: string | null): void {
    if (piece === null) {
      this.#parser.close();
      return;
    }
    this.#piece = piece;
    this.#parser.write(piece);
    if (this.#record !== null) {
      this.#keepRaw(this.#record.start, this.#pieceStart + piece.length);
      this.#limit();
    }
    if (this.#open.length === 0) this.#forget();
    this.#before = (this.#before + piece).slice(-MAX_NAME);
    this.#pieceStart += piece.length;
  }

  /**
   * saxes keeps a text, a comment or a doctype until its end, and tells no one before. What is not wanted is dropped
   * here from its buffer, so that an endless one does not fill the memory; a name that long is a fault.
   */
  #forget(): void {
    if (String(Reflect.get(this.#parser, "text")).length > PIECE) Reflect.set(this.#parser, "text", "");
    for (const buffer of ["name", "entity", "piTarget", "attribList"]) {
      const { length } = Reflect.get(this.#parser, buffer) as string | unknown[];
      if (length > MAX_NAME) throw this.#fault("a tag or an entity has no end");
    }
  }

  #openTag(name: string): void {
    this.root ??= name;
    if (this.#names.push(name) > MAX_DEPTH) throw this.#fault(`elements are nested more than ${MAX_DEPTH} deep`);
    if (this.#record === null) {
      if (this.#options.records.has(name)) this.#begin(name);
      else if (this.outside.size < 1000) this.outside.add(name);
      return;
    }
    const top = this.#open.at(-1);
    if (top === undefined || this.#skipDepth > 0) return;
    if (this.#options.skip.has(name)) {
      this.#skipDepth = this.#names.length;
      return;
    }
    const element = { name, attributes: {}, children: [] };
    top.children.push(element);
    this.#open.push(element);
    if (++this.#record.elements > MAX_ELEMENTS) this.#limit(true);
  }

  #closeTag(): void {
    const depth = this.#names.length;
    if (depth === this.#recordDepth) this.#end();
    else if (depth === this.#skipDepth) this.#skipDepth = 0;
    else if (this.#skipDepth === 0) this.#open.pop();
    this.#closed = this.#names.pop() ?? "";
  }

  #begin(name: string): void {
    // The parser tells of a tag after the character that follows its name.
    const position = this.#parser.position - this.#pieceStart;
    const known = this.#before + this.#piece;
    const local = known.lastIndexOf(`<${name}`, this.#before.length + position - name.length - 2);
    const newline = /[\r\n]/.test(known[this.#before.length + position - 1] ?? "");
    const element = { name, attributes: {}, children: [] };
    this.#record = {
      place: { record: ++this.count, line: this.#parser.line - (newline ? 1 : 0) },
      start: this.#pieceStart + local - this.#before.length,
      elements: 0,
      element,
    };
    this.#raw = "";
    this.#open = [element];
    this.#recordDepth = this.#names.length;
  }

  #end(): void {
    const { place, start } = this.#record!;
    const end = this.#parser.position;
    this.#keepRaw(start, end);
    this.#limit(end - start > MAX_RECORD);
    this.#lastEnd = end;
    this.#ready.push({ place, raw: this.#raw, length: end - start, element: this.#record!.element });
    this.#record = null;
    this.#open = [];
    this.#recordDepth = 0;
    this.#skipDepth = 0;
  }

  /** Keeps nothing more of a record that is too long. */
  #limit(over = this.#pieceStart + this.#piece.length - this.#record!.start > MAX_RECORD): void {
    if (!over) return;
    this.#record!.element = null;
    this.#open = [];
  }

  /** Adds to the raw text what lies between its end and `end`. */
  #keepRaw(start: number, end: number): void {
    if (this.#raw.length >= MAX_RAW) return;
    const from = start + this.#raw.length;
    const known = from < this.#pieceStart ? this.#before + this.#piece : this.#piece;
    const offset = this.#pieceStart + this.#piece.length - known.length;
    this.#raw += known.slice(from - offset, Math.min(end, start + MAX_RAW) - offset);
  }

  #text(text: string): void {
    if (this.#skipDepth === 0) this.#open.at(-1)?.children.push(text);
  }

  #fault(what: string): LecternError {
    const { line, column } = this.#parser;
    return new LecternError("invalid-source", `the XML is broken at line ${line}, column ${column}: ${what}`);
  }
}

/** What saxes says, in other words where its own would not help. */
function describe(message: string, closed: string): string {
  if (message === "unexpected close tag.") return `a close tag that does not match: </${closed}> was expected`;
  if (message === "undefined entity.") {
    return "an entity that is not one of XML's own (&amp; &lt; &gt; &quot; &apos; or a number); others are not expanded";
  }
  if (message === "text data outside of root node.") return "text where an element was expected";
  return message.replace(/\.$/, "");
}
