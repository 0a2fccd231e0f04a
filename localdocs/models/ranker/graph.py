"""The ranker's network: BERT's pooler and one number on it."""

from pathlib import Path
from typing import Any

from localdocs.models.encoder.graph import EncoderGraph
from localdocs.models.ranker.weights import LAYERS, read_onnx


def build_ranker(weights: Path) -> Any:
    """An ``openvino.Model``: the relevance float32 [rows, 1] out. Raises what `read_onnx` does."""
    graph = EncoderGraph(dict(read_onnx(weights)), LAYERS)
    pooled = graph.ops.tanh(graph.linear(graph.first(), "pooler"))
    return graph.model([graph.linear(pooled, "classifier")], "ranker")
