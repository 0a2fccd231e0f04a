"""The reader's network: six layers, and two heads on them."""

from pathlib import Path
from typing import Any

from localdocs.models.encoder.graph import EncoderGraph
from localdocs.models.encoder.tensors import read_safetensors

LAYERS = 6


def build_reader(weights: Path) -> Any:
    """An ``openvino.Model``: span logits float32 [rows, tokens, 2] and answerable logits float32
    [rows, 1] out. Raises OSError, ValueError, KeyError where the file is not whole."""
    graph = EncoderGraph(read_safetensors(weights), LAYERS)
    spans = graph.linear(graph.hidden, "span")
    answerable = graph.linear(graph.first(), "answerable")
    return graph.model([spans, answerable], "reader")
