"""Transformer layers as in BERT (Devlin et al. 2019), written out in OpenVINO's operations.

Normalised after each half; ``training/model.py`` is the twin in torch. Building a graph from the
weights takes less than a second and needs neither torch nor a child process.
"""

from typing import Any

import numpy as np

from localdocs.computer.openvino_import import import_openvino
from localdocs.models.encoder.tensors import SCALE, Array, widen

WIDTH, HEADS = 384, 12
_EPSILON = 1e-12
_MASKED = -1e4


class EncoderGraph:
    """A graph in the making: ``hidden`` float32 [rows, tokens, WIDTH] is what the layers make of
    the inputs, ids and types int64 [rows, tokens] and mask float32 [rows, tokens] (1 where a token
    is).

    Raises KeyError where a weight is missing.
    """

    def __init__(self, weights: dict[str, Array], layers: int) -> None:
        self._openvino = import_openvino()
        self.ops: Any = self._openvino.opset13
        self._weights = weights
        ops = self.ops
        ids = ops.parameter([-1, -1], np.int64, name="ids")
        types = ops.parameter([-1, -1], np.int64, name="types")
        mask = ops.parameter([-1, -1], np.float32, name="mask")
        self._inputs = [ids, types, mask]
        away = ops.multiply(ops.subtract(_one(ops), mask), ops.constant(np.float32(_MASKED)))
        away = ops.unsqueeze(away, ops.constant(np.array([1, 2])))
        self.hidden = self._embed(ids, types)
        for number in range(layers):
            self.hidden = self._layer(self.hidden, away, f"layers.{number}.")

    def first(self) -> Any:
        """The vector of the first token, [CLS], float32 [rows, WIDTH]."""
        return self.ops.gather(self.hidden, self.ops.constant(0), self.ops.constant(1))

    def linear(self, value: Any, name: str, rows: slice = slice(None)) -> Any:
        """``value`` times the matrix ``name.weight``, [out, in], plus ``name.bias``."""
        ops = self.ops
        matrix = ops.constant(np.ascontiguousarray(widen(self._weights, f"{name}.weight")[rows]))
        bias = ops.constant(np.ascontiguousarray(widen(self._weights, f"{name}.bias")[rows]))
        return ops.add(ops.matmul(value, matrix, False, True), bias)

    def model(self, outputs: list[Any], name: str) -> Any:
        """The ``openvino.Model`` that gives these outputs."""
        return self._openvino.Model(outputs, self._inputs, name)

    def _embed(self, ids: Any, types: Any) -> Any:
        ops = self.ops
        count = ops.gather(ops.shape_of(ids), ops.constant([1]), ops.constant(0))
        places = ops.slice(
            self._constant("positions.weight"),
            ops.constant(np.array([0])),
            count,
            ops.constant(np.array([1])),
            ops.constant(np.array([0])),
        )
        kinds = ops.gather(self._constant("types.weight"), types, ops.constant(0))
        return self._norm(ops.add(ops.add(self._words(ids), places), kinds), "norm")

    def _words(self, ids: Any) -> Any:
        """Word vectors; the table stays as small as it is stored."""
        ops, axis = self.ops, self.ops.constant(0)
        stored = self._weights["words.weight"]
        rows = ops.convert(ops.gather(ops.constant(stored), ids, axis), np.float32)
        scale = self._weights.get("words.weight" + SCALE)
        return rows if scale is None else ops.multiply(rows, ops.gather(scale, ids, axis))

    def _layer(self, hidden: Any, away: Any, name: str) -> Any:
        ops = self.ops
        mixed = self.linear(self._attention(hidden, away, name), name + "attention_output")
        hidden = self._norm(ops.add(hidden, mixed), name + "attention_norm")
        inner = ops.gelu(self.linear(hidden, name + "inner"), "erf")
        wide = self.linear(inner, name + "output")
        return self._norm(ops.add(hidden, wide), name + "norm")

    def _attention(self, hidden: Any, away: Any, name: str) -> Any:
        ops = self.ops
        shape = ops.constant(np.array([0, 0, HEADS, WIDTH // HEADS]))
        parts = []
        for part in range(3):
            rows = slice(part * WIDTH, (part + 1) * WIDTH)
            flat = self.linear(hidden, name + "attention", rows)
            heads = ops.reshape(flat, shape, special_zero=True)
            parts.append(ops.transpose(heads, ops.constant(np.array([0, 2, 1, 3]))))
        query, key, value = parts
        scores = ops.matmul(query, key, transpose_a=False, transpose_b=True)
        scores = ops.multiply(scores, ops.constant(np.float32((WIDTH // HEADS) ** -0.5)))
        mixed = ops.matmul(ops.softmax(ops.add(scores, away), -1), value, False, False)
        mixed = ops.transpose(mixed, ops.constant(np.array([0, 2, 1, 3])))
        return ops.reshape(mixed, ops.constant(np.array([0, 0, WIDTH])), special_zero=True)

    def _norm(self, value: Any, name: str) -> Any:
        ops = self.ops
        axes = ops.constant(np.array([-1]))
        even = ops.mvn(value, axes, True, _EPSILON, "inside_sqrt")
        scaled = ops.multiply(even, self._constant(f"{name}.weight"))
        return ops.add(scaled, self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> Any:
        return self.ops.constant(widen(self._weights, name))


def _one(ops: Any) -> Any:
    return ops.constant(np.float32(1))
