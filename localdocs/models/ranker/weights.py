"""The ranker's weights, out of the ONNX file that its package carries.

Matrices are int8, each with one scale and one zero point (ONNX Runtime's dynamic quantization).
OpenVINO reads the file; its constants are all that is used. Those of the layers have no names but
numbers, which rise through the layers: query, key, value, attention output, inner, output.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from localdocs.computer.openvino_import import import_openvino

Matrix = npt.NDArray[np.float32]

LAYERS = 12
_NUMBERED = re.compile(r"onnx::MatMul_(\d+)_quantized")
_OF_A_LAYER = ("query", "key", "value", "attention_output", "inner", "output")
_LAYER_NAMES = {
    "attention_output.bias": "attention.output.dense.bias",
    "attention_norm.weight": "attention.output.LayerNorm.weight",
    "attention_norm.bias": "attention.output.LayerNorm.bias",
    "inner.bias": "intermediate.dense.bias",
    "output.bias": "output.dense.bias",
    "norm.weight": "output.LayerNorm.weight",
    "norm.bias": "output.LayerNorm.bias",
}


def read_onnx(path: Path) -> dict[str, Matrix]:
    """Every weight, float32, under the names of `localdocs.models.encoder.graph`.

    Raises RuntimeError where the file is no ONNX, KeyError and ValueError where it is another one.
    """
    graph = import_openvino().Core().read_model(str(path))
    constants = {
        node.get_friendly_name(): node
        for node in graph.get_ordered_ops()
        if node.get_type_name() == "Constant"
    }
    return {name: np.ascontiguousarray(values) for name, values in _weights(constants)}


def _weights(constants: Mapping[str, Any]) -> Iterator[tuple[str, Matrix]]:
    embeddings = "bert.embeddings."
    yield "words.weight", _values(constants, embeddings + "word_embeddings.weight")
    yield "positions.weight", _values(constants, embeddings + "position_embeddings.weight")
    yield "types.weight", _values(constants, embeddings + "token_type_embeddings.weight")
    yield "norm.weight", _values(constants, embeddings + "LayerNorm.weight")
    yield "norm.bias", _values(constants, embeddings + "LayerNorm.bias")
    numbers = sorted(int(found[1]) for found in map(_NUMBERED.fullmatch, constants) if found)
    for layer in range(LAYERS):
        first = layer * len(_OF_A_LAYER)
        own = numbers[first : first + len(_OF_A_LAYER)]
        yield from _of_layer(constants, layer, dict(zip(_OF_A_LAYER, own, strict=True)))
    for name, stored in (("pooler", "bert.pooler.dense"), ("classifier", "classifier")):
        yield f"{name}.weight", _values(constants, f"{stored}.weight").T
        yield f"{name}.bias", _values(constants, f"{stored}.bias")


def _of_layer(
    constants: Mapping[str, Any], layer: int, numbers: Mapping[str, int]
) -> Iterator[tuple[str, Matrix]]:
    def matrix(part: str) -> Matrix:
        return _values(constants, f"onnx::MatMul_{numbers[part]}").T

    name, stored = f"layers.{layer}.", f"bert.encoder.layer.{layer}."
    parts = ("query", "key", "value")
    yield f"{name}attention.weight", np.concatenate([matrix(part) for part in parts])
    biases = [_values(constants, f"{stored}attention.self.{part}.bias") for part in parts]
    yield f"{name}attention.bias", np.concatenate(biases)
    for part in _OF_A_LAYER[3:]:
        yield f"{name}{part}.weight", matrix(part)
    for own, theirs in _LAYER_NAMES.items():
        yield name + own, _values(constants, stored + theirs)


def _values(constants: Mapping[str, Any], name: str) -> Matrix:
    """A constant as float32, whether it is quantized or not."""
    if name in constants:
        return np.array(constants[name].data, np.float32)
    stored = np.array(constants[f"{name}_quantized"].data, np.int32)
    zero = np.array(constants[f"{name}_zero_point"].data, np.int32)
    scale = np.array(constants[f"{name}_scale"].data, np.float32)
    return (stored - zero).astype(np.float32) * scale
