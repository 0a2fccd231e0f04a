"""A network over rows of tokens, compiled by OpenVINO."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from localdocs.computer.openvino_network import compile_network

Array = npt.NDArray[np.float32]
CLS, SEP = 101, 102
"""The tokens before a row, and between and after its parts, in BERT's uncased vocabulary."""


class Row(Protocol):
    """A row of token ids; from position ``second`` on the token type is 1."""

    @property
    def ids(self) -> tuple[int, ...]: ...

    @property
    def second(self) -> int: ...


class Network:
    """The compiled graph. Not for several threads at once."""

    def __init__(self, model: Any, precision: str) -> None:
        """``model`` is an ``openvino.Model`` with the inputs of `localdocs.models.encoder.graph`,
        and ``precision`` as in `compile_network`. Raises RuntimeError."""
        self.precision = precision
        compiled = compile_network(model, precision, NUM_STREAMS="1")
        self._request: Any = compiled.create_infer_request()

    def run(self, rows: Sequence[Row]) -> list[Array]:
        """Each output of the graph, float32 [rows, …]."""
        width = max(len(row.ids) for row in rows)
        ids = np.zeros((len(rows), width), np.int64)
        types = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row.ids)] = row.ids
            types[number, row.second : len(row.ids)] = 1
            mask[number, : len(row.ids)] = 1
        self._request.infer([ids, types, mask])
        return [tensor.data.copy() for tensor in self._request.output_tensors]
