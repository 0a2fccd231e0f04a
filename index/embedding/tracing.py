"""The child process that makes an export: ``python -m index.embedding.tracing FOLDER TARGET
PRINT``.

It traces the sentence-transformers model (body, pooling, normalisation) and hands the trace to
OpenVINO's PyTorch front end. The export is refused unless every check text gets the vector that
the reference gives it. Exit code 0: TARGET holds an export. `REFUSED_CODE`: this model cannot be
exported, and the last line of standard error says why. Anything else: it may work another time.
"""

import sys
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.check_texts import CHECK_TEXTS, LONG_TEXT
from index.embedding.embedder import Vectors
from index.embedding.export import REFUSED_CODE
from index.embedding.openvino_embedder import GRAPH_NAME, ExportFacts, OpenVinoEmbedder
from index.embedding.reference import (
    dimension_of,
    encode_passages,
    encode_queries,
    load_reference_model,
    longest_input,
    passage_prompt,
    query_prompt,
)
from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.openvino_network import PRECISIONS, may_gain, processor_seconds, quickest

LEAST_COSINE = {"f32": 0.9999, "bf16": 0.9999, "int8": 0.99, "int8-bf16": 0.99}
"""An export that agrees less with the reference is not used in that precision. That a thousandth
changes no ranking is measured on questions: docs/decisions/0022-int8.md."""


class ExportRefusedError(Exception):
    """The export is not good enough; the message says why."""


def main(arguments: list[str]) -> int:
    folder, target, fingerprint = Path(arguments[0]), Path(arguments[1]), arguments[2]
    warnings.simplefilter("ignore")  # tracing warns about every branch that depends on a shape
    model = load_reference_model(folder)
    try:
        save_graph(model, target)
        check_and_settle(model, folder, target, fingerprint)
    except (ExportRefusedError, RuntimeError, ValueError, TypeError) as refusal:
        sys.stderr.write(f"{type(refusal).__name__}: {refusal}".splitlines()[0] + "\n")
        return REFUSED_CODE
    return 0


def save_graph(model: Any, target: Path) -> None:
    """Trace the model and write it in OpenVINO's format: two inputs, int64 [n, tokens]."""
    openvino = import_openvino()
    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    class Sentence(torch.nn.Module):
        """The whole pipeline as one function of token ids and attention mask."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": ids, "attention_mask": mask}
            vectors: torch.Tensor = self.inner(features)["sentence_embedding"]
            return vectors

    ids = torch.tensor([[5, 6, 7, 8, 9, 10, 11], [5, 6, 7, 8, 0, 0, 0]])
    mask = (ids > 0).long()
    with torch.no_grad():
        trace = torch.jit.trace(  # type: ignore[no-untyped-call]
            Sentence().eval(), (ids, mask), strict=False, check_trace=False
        )
    decoder = TorchScriptPythonDecoder(trace, example_input=(ids, mask))
    front_end = FrontEndManager().load_by_framework("pytorch")
    graph = front_end.convert(front_end.load(decoder))
    for source in graph.inputs:
        source.get_node().set_partial_shape(openvino.PartialShape([-1, -1]))
        source.get_node().set_element_type(openvino.Type.i64)
    graph.validate_nodes_and_infer_types()
    openvino.save_model(graph, str(target / GRAPH_NAME), compress_to_fp16=False)


def check_and_settle(model: Any, folder: Path, target: Path, fingerprint: str) -> None:
    """Compare the export with the reference, choose the precision, write the facts."""
    passages = encode_passages(model, CHECK_TEXTS)
    queries = encode_queries(model, CHECK_TEXTS)
    seconds: dict[str, float] = {}
    worst: dict[str, float] = {}
    for precision in PRECISIONS:
        if not may_gain(precision, seconds):
            continue
        _facts(model, fingerprint, precision, 0.0).write(target)
        embedder = OpenVinoEmbedder(folder, target, "export")
        worst[precision] = _least_cosine(embedder.embed_passages(CHECK_TEXTS), passages)
        seconds[precision] = processor_seconds(partial(embedder.embed_passages, [LONG_TEXT] * 8))
        if precision == "f32":
            asked = np.stack([embedder.embed_query(text) for text in CHECK_TEXTS])
            worst["f32"] = min(worst["f32"], _least_cosine(asked, queries))
    faithful = {name: s for name, s in seconds.items() if worst[name] >= LEAST_COSINE[name]}
    if "f32" not in faithful:
        raise ExportRefusedError(f"cosine with the reference is only {worst['f32']:.6f}")
    chosen = quickest(faithful)
    _facts(model, fingerprint, chosen, worst[chosen]).write(target)


def _facts(model: Any, fingerprint: str, precision: str, worst: float) -> ExportFacts:
    return ExportFacts(
        fingerprint=fingerprint,
        dimension=dimension_of(model),
        longest=longest_input(model),
        passage_prompt=passage_prompt(model),
        query_prompt=query_prompt(model),
        precision=precision,
        worst_cosine=worst,
    )


def _least_cosine(some: Vectors, others: Vectors) -> float:
    return float(np.min(np.sum(some * others, axis=1)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
