/** What a compose file is made of. */
export type Node = string | null | Node[] | { [key: string]: Node };
export type Mapping = { [key: string]: Node };

/**
 * Reads the YAML of docker-compose.yml, which is kept plain: block mappings, values and flow collections on one line,
 * anchors on mappings, merges by `<<`, comments on lines of their own.
 *
 * @throws for anything else
 */
export function parseCompose(text: string): Mapping {
  const lines = text
    .split("\n")
    .map((line, i) => ({ text: line.trim(), indent: line.length - line.trimStart().length, number: i + 1 }))
    .filter((line) => line.text !== "" && !line.text.startsWith("#"));
  const anchors = new Map<string, Node>();
  let at = 0;

  function mapping(indent: number): Mapping {
    const own: Mapping = {};
    const merged: Mapping = {};
    while (at < lines.length && lines[at]!.indent >= indent) {
      const line = lines[at]!;
      const [, key, anchor, rest] = /^([\w.-]+|<<):(?: &(\w+))?(?: (.+))?$/.exec(line.text) ?? [];
      if (line.indent !== indent || key === undefined) throw new Error(`line ${line.number}: ${line.text}`);
      at++;
      const deeper = rest === undefined && (lines[at]?.indent ?? 0) > indent;
      const value = deeper ? mapping(lines[at]!.indent) : rest === undefined ? null : flow(rest, anchors);
      if (anchor) anchors.set(anchor, value);
      // What a mapping says itself goes before what it merges, wherever it stands.
      if (key === "<<") Object.assign(merged, value);
      else if (Object.hasOwn(own, key)) throw new Error(`line ${line.number}: ${key} stands here twice`);
      else own[key] = value;
    }
    return { ...merged, ...own };
  }
  return mapping(0);
}

/** A value on one line. */
function flow(text: string, anchors: ReadonlyMap<string, Node>): Node {
  let at = 0;
  const value = item();
  if (at !== text.length) throw new Error(`unexpected ${JSON.stringify(text.slice(at))} in ${text}`);
  return value;

  function take(pattern: RegExp): string | undefined {
    const found = new RegExp(pattern, "y");
    found.lastIndex = at;
    const match = found.exec(text)?.[0];
    at += match?.length ?? 0;
    return match;
  }

  function item(inside = false): Node {
    if (take(/\[\s*/)) return list();
    if (take(/\{\s*/)) return pairs();
    const double = take(/"(?:[^"\\]|\\.)*"/);
    if (double) return JSON.parse(double) as string;
    const single = take(/'(?:[^']|'')*'/);
    if (single) return single.slice(1, -1).replaceAll("''", "'");
    const plain = (take(inside ? /[^,\]}]+/ : /.+/) ?? "").trim();
    if (!plain.startsWith("*")) return plain;
    const anchored = anchors.get(plain.slice(1));
    if (anchored === undefined) throw new Error(`no anchor ${plain}`);
    return anchored;
  }

  function list(): Node[] {
    const result: Node[] = [];
    while (!take(/\s*\]/)) {
      result.push(item(true));
      if (!take(/\s*,\s*/) && text[at] !== "]") throw new Error(`unended list: ${text}`);
    }
    return result;
  }

  function pairs(): Mapping {
    const result: Mapping = {};
    while (!take(/\s*\}/)) {
      const key = take(/[\w.-]+(?=:\s)/);
      take(/:\s+/);
      if (!key) throw new Error(`expected a key: ${text.slice(at)}`);
      result[key] = item(true);
      if (!take(/\s*,\s*/) && !/^\s*\}/.test(text.slice(at))) throw new Error(`unended mapping: ${text}`);
    }
    return result;
  }
}
