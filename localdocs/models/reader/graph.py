"""The reader's network, written out in OpenVINO's operations; ``training/model.py`` is its twin.

Six transformer layers as in BERT (Devlin et al. 2019), normalised after each half. Building the
graph from the weights takes less than a second and needs neither torch nor a child process.
"""

from typing import Any

import numpy as np

from localdocs.computer.openvino_import import import_openvino
from localdocs.models.reader.tensors import SCALE, Array, widen

WIDTH, HEADS, LAYERS = 384, 12, 6
_EPSILON = 1e-12
_MASKED = -1e4


def build_graph(weights: dict[str, Array]) -> Any:
    """An ``openvino.Model``: ids and types int64 [n, tokens], mask float32 [n, tokens] (1 where a
    token is) in; span logits float32 [n, tokens, 2] and answerable logits float32 [n, 1] out.

    Raises KeyError where a weight is missing.
    """
    openvino = import_openvino()
    return _Builder(openvino.opset13, weights).model(openvino)


class _Builder:
    def __init__(self, operations: Any, weights: dict[str, Array]) -> None:
        self._ops = operations
        self._weights = weights

    def model(self, openvino: Any) -> Any:
        ops = self._ops
        ids = ops.parameter([-1, -1], np.int64, name="ids")
        types = ops.parameter([-1, -1], np.int64, name="types")
        mask = ops.parameter([-1, -1], np.float32, name="mask")
        away = ops.multiply(ops.subtract(_one(ops), mask), ops.constant(np.float32(_MASKED)))
        away = ops.unsqueeze(away, ops.constant(np.array([1, 2])))
        hidden = self._embed(ids, types)
        for number in range(LAYERS):
            hidden = self._layer(hidden, away, f"layers.{number}.")
        spans = self._linear(hidden, "span")
        first = ops.gather(hidden, ops.constant(0), ops.constant(1))
        answerable = self._linear(first, "answerable")
        return openvino.Model([spans, answerable], [ids, types, mask], "reader")

    def _embed(self, ids: Any, types: Any) -> Any:
        ops = self._ops
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
        ops, axis = self._ops, self._ops.constant(0)
        stored = self._weights["words.weight"]
        rows = ops.convert(ops.gather(ops.constant(stored), ids, axis), np.float32)
        scale = self._weights.get("words.weight" + SCALE)
        return rows if scale is None else ops.multiply(rows, ops.gather(scale, ids, axis))

    def _layer(self, hidden: Any, away: Any, name: str) -> Any:
        ops = self._ops
        mixed = self._linear(self._attention(hidden, away, name), name + "attention_output")
        hidden = self._norm(ops.add(hidden, mixed), name + "attention_norm")
        inner = ops.gelu(self._linear(hidden, name + "inner"), "erf")
        wide = self._linear(inner, name + "output")
        return self._norm(ops.add(hidden, wide), name + "norm")

    def _attention(self, hidden: Any, away: Any, name: str) -> Any:
        ops = self._ops
        shape = ops.constant(np.array([0, 0, HEADS, WIDTH // HEADS]))
        parts = []
        for part in range(3):
            rows = slice(part * WIDTH, (part + 1) * WIDTH)
            flat = self._linear(hidden, name + "attention", rows)
            heads = ops.reshape(flat, shape, special_zero=True)
            parts.append(ops.transpose(heads, ops.constant(np.array([0, 2, 1, 3]))))
        query, key, value = parts
        scores = ops.matmul(query, key, transpose_a=False, transpose_b=True)
        scores = ops.multiply(scores, ops.constant(np.float32((WIDTH // HEADS) ** -0.5)))
        mixed = ops.matmul(ops.softmax(ops.add(scores, away), -1), value, False, False)
        mixed = ops.transpose(mixed, ops.constant(np.array([0, 2, 1, 3])))
        return ops.reshape(mixed, ops.constant(np.array([0, 0, WIDTH])), special_zero=True)

    def _linear(self, value: Any, name: str, rows: slice = slice(None)) -> Any:
        ops = self._ops
        matrix = ops.constant(np.ascontiguousarray(widen(self._weights, f"{name}.weight")[rows]))
        bias = ops.constant(np.ascontiguousarray(widen(self._weights, f"{name}.bias")[rows]))
        return ops.add(ops.matmul(value, matrix, False, True), bias)

    def _norm(self, value: Any, name: str) -> Any:
        ops = self._ops
        axes = ops.constant(np.array([-1]))
        even = ops.mvn(value, axes, True, _EPSILON, "inside_sqrt")
        scaled = ops.multiply(even, self._constant(f"{name}.weight"))
        return ops.add(scaled, self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> Any:
        return self._ops.constant(widen(self._weights, name))


def _one(ops: Any) -> Any:
    return ops.constant(np.float32(1))
