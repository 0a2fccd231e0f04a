"""The networks of PP-OCR, run by OpenVINO."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.ocr.pp_ocr.network_files import NetworkFile
from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.processor import physical_cores

MOST_THREADS = 8
"""Each takes address space, which is limited here, and more than these are no faster."""


class Network:
    """One of them; loaded at its first picture."""

    def __init__(self, file: NetworkFile, *, picks_best: bool = False) -> None:
        """``picks_best``: answer with the best value of the last axis and its number instead."""
        self._file = file
        self._picks_best = picks_best

    def run(self, values: npt.NDArray[np.float32]) -> list[npt.NDArray[Any]]:
        """Its outputs for float32 [n, 3, height, width]; good until the next call.

        Raises MemoryError.
        """
        request = self._request
        try:
            request.infer([values])
        except RuntimeError as error:
            if "alloc" in str(error):
                raise MemoryError from error
            raise
        return [tensor.data for tensor in request.output_tensors]

    @cached_property
    def names(self) -> list[str]:
        """What the file says about the numbers that it answers with."""
        return str(self._model.get_rt_info()["framework"]["character"].value).splitlines()

    @cached_property
    def _model(self) -> Any:
        openvino = import_openvino()
        return openvino.Core().read_model(self._file.read())

    @cached_property
    def _request(self) -> Any:
        openvino = import_openvino()
        model = self._model
        if self._picks_best:
            model = _with_best(openvino, model)
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": str(min(physical_cores(), MOST_THREADS)),
            "CPU_RUNTIME_CACHE_CAPACITY": "0",  # every size of picture would add to it
        }
        return openvino.Core().compile_model(model, "CPU", settings).create_infer_request()


def _with_best(openvino: Any, model: Any) -> Any:
    """The model with the best number of each place, and its value: not 18,000 values a place."""
    from openvino import opset13

    scores = model.output(0)
    one = opset13.constant(np.array(1, np.int64))
    best = opset13.topk(scores.get_node().input_value(0), one, -1, "max", "none")
    return openvino.Model([best.output(0), best.output(1)], model.get_parameters(), "best")
