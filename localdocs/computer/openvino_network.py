"""Networks compiled by OpenVINO for this processor, in the precision that suits it."""

import time
from collections.abc import Callable, Mapping
from math import inf
from typing import Any

import numpy as np

from localdocs.computer.openvino_import import import_openvino

PRECISIONS = {"f32": "f32", "bf16": "bf16", "int8": "f32", "int8-bf16": "bf16"}
"""What a network can be computed in, and what is not a product of matrices in it.

"f32" is exact. "bf16" is about twice as quick where the processor knows bfloat16, and slower where
it does not. "int8" has each row of a matrix in 8 bits with a scale of its own, and so each
`_GROUP` values of what it is multiplied with, measured as they come (LLM.int8(), Dettmers et al.
2022, has such scales; nothing needs calibrating, and a row is computed alike in any company)."""

_GROUP = 128
"""Longer groups are less exact and no quicker: measured, docs/decisions/0022-int8.md."""

_WORTH_IT = 1.1
"""Another precision has to be at least this many times as quick as f32."""


def compile_network(network: Any, precision: str, **settings: str) -> Any:
    """The ``openvino.Model`` compiled in one of `PRECISIONS`; ``settings`` are OpenVINO's.

    In int8 the given network is changed. Raises RuntimeError.
    """
    settings["INFERENCE_PRECISION_HINT"] = PRECISIONS[precision]
    if precision.startswith("int8"):
        _store_in_bytes(network)
        settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(_GROUP)
    return import_openvino().Core().compile_model(network, "CPU", settings)


def may_gain(precision: str, seconds: Mapping[str, float]) -> bool:
    """Whether it is worth measuring, after those that were: bfloat16 gains nothing beside int8
    where it gains nothing alone."""
    return precision != "int8-bf16" or seconds.get("bf16", inf) < seconds["f32"]


def quickest(seconds: Mapping[str, float]) -> str:
    """The precision that takes least; f32, which must be there, where no other gains much."""
    least = min(seconds, key=seconds.__getitem__)
    return least if seconds[least] * _WORTH_IT < seconds["f32"] else "f32"


def processor_seconds(work: Callable[[], object]) -> float:
    """What a piece of work takes of the processor, the better of two runs after a first one. Other
    programs make it wait, but change this little."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken[1:])


def _store_in_bytes(network: Any) -> None:
    """Put int8 rows with a scale each in the place of every large matrix that is multiplied."""
    ops = import_openvino().opset13
    for node in network.get_ordered_ops():
        if node.get_type_name() != "MatMul" or not node.get_attributes()["transpose_b"]:
            continue
        stored = node.input_value(1).get_node()
        if stored.get_type_name() != "Constant" or len(stored.shape) != 2:
            continue
        matrix = stored.data
        if matrix.shape[0] < _GROUP or matrix.shape[1] % _GROUP:
            continue
        scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127
        rows = ops.convert(ops.constant(np.round(matrix / scale).astype(np.int8)), np.float32)
        scaled = ops.multiply(rows, ops.constant(scale.astype(np.float32)))
        node.input(1).replace_source_output(scaled.output(0))
    network.validate_nodes_and_infer_types()
