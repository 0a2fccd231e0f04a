"""A real network in every precision."""

from typing import Any

import numpy as np
import pytest

from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.openvino_network import PRECISIONS, compile_network, may_gain, quickest

WIDE, NARROW = 256, 8
DICE = np.random.default_rng(1)
LARGE = DICE.normal(size=(WIDE, WIDE)).astype(np.float32) / 16
SMALL = DICE.normal(size=(NARROW, WIDE)).astype(np.float32) / 16
ROWS = DICE.normal(size=(64, WIDE)).astype(np.float32)
RIGHT = ROWS @ LARGE.T @ SMALL.T


def network() -> Any:
    """Rows, times a large matrix, times a small one."""
    openvino = import_openvino()
    ops = openvino.opset13
    rows = ops.parameter([-1, WIDE], np.float32)
    inner = ops.matmul(rows, ops.constant(LARGE), False, True)
    return openvino.Model([ops.matmul(inner, ops.constant(SMALL), False, True)], [rows], "two")


def computed(precision: str, rows: Any) -> Any:
    request = compile_network(network(), precision).create_infer_request()
    request.infer([rows])
    return request.output_tensors[0].data.copy()


@pytest.mark.parametrize("precision", PRECISIONS)
def test_every_precision_computes_about_the_same(precision: str) -> None:
    found = computed(precision, ROWS)
    off = np.linalg.norm(found - RIGHT) / np.linalg.norm(RIGHT)
    assert off < (1e-5 if precision == "f32" else 0.03)


def test_a_row_is_computed_alike_in_any_company() -> None:
    loud = np.concatenate([ROWS[:1], 100 * ROWS[1:]])
    assert np.allclose(computed("int8", loud)[:1], computed("int8", ROWS[:1]), atol=1e-5)


def test_only_large_matrices_are_stored_in_bytes() -> None:
    model = network()
    compile_network(model, "int8")
    stored = {
        node.data.shape: node.data.dtype
        for node in model.get_ordered_ops()
        if node.get_type_name() == "Constant" and node.data.ndim == 2 and node.data.shape[1] > 1
    }
    assert stored == {(WIDE, WIDE): np.int8, (NARROW, WIDE): np.float32}


def test_bfloat16_beside_int8_is_tried_where_it_gains_alone() -> None:
    assert may_gain("int8-bf16", {"f32": 1.0, "bf16": 0.5})
    assert not may_gain("int8-bf16", {"f32": 1.0, "bf16": 2.0})
    assert not may_gain("int8-bf16", {"f32": 1.0})
    assert may_gain("int8", {"f32": 1.0, "bf16": 2.0})


def test_the_quickest_is_chosen_if_it_gains_enough() -> None:
    assert quickest({"f32": 1.0, "bf16": 2.0, "int8": 0.5}) == "int8"
    assert quickest({"f32": 1.0, "bf16": 0.95}) == "f32"
    assert quickest({"f32": 1.0}) == "f32"
