"""The reader's network, compiled by OpenVINO."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from localdocs.computer.openvino_import import import_openvino
from localdocs.errors import ModelDamagedError
from localdocs.models.reader.graph import build_graph
from localdocs.models.reader.spans import Logits
from localdocs.models.reader.tensors import read_safetensors
from localdocs.models.reader.windows import Window

REMEDY = "Install localdocs again: pip install --force-reinstall --no-deps localdocs"


class Network:
    """The compiled graph. Not for several threads at once."""

    def __init__(self, weights: Path, precision: str) -> None:
        """``precision`` is "f32" or "bf16". Raises ModelDamagedError."""
        self.precision = precision
        openvino = import_openvino()
        try:
            graph = build_graph(read_safetensors(weights))
            settings = {"INFERENCE_PRECISION_HINT": precision, "NUM_STREAMS": "1"}
            compiled = openvino.Core().compile_model(graph, "CPU", settings)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise ModelDamagedError(f"Cannot load the reader {weights}: {error}", REMEDY) from error
        self._request: Any = compiled.create_infer_request()

    def run(self, windows: Sequence[Window]) -> tuple[Logits, npt.NDArray[np.float32]]:
        """Span logits float32 [n, tokens, 2] and answerable logits float32 [n], a row a window."""
        width = max(len(window.ids) for window in windows)
        ids = np.zeros((len(windows), width), np.int64)
        types = np.zeros((len(windows), width), np.int64)
        mask = np.zeros((len(windows), width), np.float32)
        for row, window in enumerate(windows):
            ids[row, : len(window.ids)] = window.ids
            types[row, window.second : len(window.ids)] = 1
            mask[row, : len(window.ids)] = 1
        self._request.infer([ids, types, mask])
        spans = self._request.get_output_tensor(0).data.copy()
        return spans, self._request.get_output_tensor(1).data[:, 0].copy()
