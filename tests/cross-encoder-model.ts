import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledModel } from "./model.ts";

/** Fields of a protocol buffer: [number, value]; text, bytes and messages are length-delimited, numbers are varints. */
type Fields = readonly (readonly [number: number, value: string | number | Uint8Array | Fields])[];

function encode(fields: Fields): Uint8Array {
  const parts = fields.flatMap(([number, value]) => {
    if (typeof value === "number") return [...varint(number << 3), ...varint(value)];
    const bytes =
      typeof value === "string" ? Buffer.from(value) : value instanceof Uint8Array ? value : encode(value as Fields);
    return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
  });
  return Uint8Array.from(parts);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

const [FLOAT, INT64] = [1, 7];

const input = (name: string): Fields => [
  [1, name],
  [
    2,
    [
      [
        1,
        [
          [1, INT64],
          [
            2,
            [
              [1, [[2, "batch"]]],
              [1, [[2, "tokens"]]],
            ],
          ],
        ],
      ],
    ],
  ],
];
const node = (type: string, inputs: readonly string[], output: string, attributes: Fields = []): Fields => [
  ...inputs.map((name) => [1, name] as const),
  [2, output],
  [4, type],
  ...attributes,
];
/** A list of axes as a constant. */
const axes = (name: string, value: number): Fields => [
  [1, 1],
  [2, INT64],
  [8, name],
  [9, new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)],
];
const to = (type: number): Fields => [
  [
    5,
    [
      [1, "to"],
      [3, type],
      [20, 2],
    ],
  ],
];

/**
 * A model for sequence classification that no hub has, in 1 kB: its logit is how many pairs of a token of the query and
 * a token of the text are the same, special ones not counted. So a test can tell by hand how it orders.
 *
 * The graph, on `input_ids` and `token_type_ids` of (batch, tokens), where ids below 1,000 are special in BERT's vocabulary:
 * words = ids > 999; query = words and type 0; text = words and type 1; logits = sum(ids equal, query and text).
 *
 * @param classes 1; or 2, where the first is always 0; or more, which is no model to rerank with
 */
export function overlapModel(classes = 1): Uint8Array {
  const nodes: Fields[] = [
    node("Greater", ["input_ids", "special"], "words"),
    node("Cast", ["token_type_ids"], "second", to(9)),
    node("Not", ["second"], "first"),
    node("And", ["words", "first"], "query"),
    node("And", ["words", "second"], "text"),
    node("Unsqueeze", ["input_ids", "two"], "rows"),
    node("Unsqueeze", ["input_ids", "one"], "columns"),
    node("Equal", ["rows", "columns"], "equal"),
    node("Unsqueeze", ["query", "two"], "queries"),
    node("Unsqueeze", ["text", "one"], "texts"),
    node("And", ["queries", "texts"], "across"),
    node("And", ["equal", "across"], "shared"),
    node("Cast", ["shared"], "counted", to(FLOAT)),
    node("ReduceSum", ["counted", "two"], "by_row", [
      [
        5,
        [
          [1, "keepdims"],
          [3, 0],
          [20, 2],
        ],
      ],
    ]),
    node("ReduceSum", ["by_row", "one"], classes === 1 ? "logits" : "sum"),
    ...(classes === 1
      ? []
      : [
          node("Sub", ["sum", "sum"], "nothing"),
          node("Concat", [...Array<string>(classes - 1).fill("nothing"), "sum"], "logits", [
            [
              5,
              [
                [1, "axis"],
                [3, 1],
                [20, 2],
              ],
            ],
          ]),
        ]),
  ];
  const graph: Fields = [
    ...nodes.map((one) => [1, one] as const),
    [2, "overlap"],
    [5, axes("special", 999)],
    [5, axes("one", 1)],
    [5, axes("two", 2)],
    [11, input("input_ids")],
    [11, input("attention_mask")],
    [11, input("token_type_ids")],
    [
      12,
      [
        [1, "logits"],
        [
          2,
          [
            [
              1,
              [
                [1, FLOAT],
                [
                  2,
                  [
                    [1, [[2, "batch"]]],
                    [1, [[1, classes]]],
                  ],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ];
  return encode([
    [1, 8],
    [7, graph],
    [
      8,
      [
        [1, ""],
        [2, 14],
      ],
    ],
  ]);
}

/** A folder with that model, and the tokenizer of the bundled one. */
export function writeOverlapModel(folder: string, classes = 1): string {
  mkdirSync(join(folder, "onnx"), { recursive: true });
  for (const file of ["tokenizer.json", "tokenizer_config.json"])
    cpSync(join(bundledModel().model, file), join(folder, file));
  writeFileSync(join(folder, "onnx", "model_quantized.onnx"), overlapModel(classes));
  const config = { model_type: "bert", architectures: ["BertForSequenceClassification"], hidden_size: 8 };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  return folder;
}
