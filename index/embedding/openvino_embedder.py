"""The quick embedder: an export of a sentence-transformers folder, run by OpenVINO.

Nothing here imports torch. Questions are always computed in float32; passages in the precision
that was found quickest, and faithful, when the export was made.
"""

import json
import os
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embedding.batches import plan_batches
from index.embedding.embedder import Vectors, make_identity
from index.embedding.tokens import TokenReader
from localdocs.computer.openvino_import import import_openvino
from localdocs.computer.openvino_network import compile_network
from localdocs.errors import ModelDamagedError

GRAPH_NAME = "model.xml"
FACTS_NAME = "export.json"

ONE_THREAD = {"INFERENCE_NUM_THREADS": "1", "ENABLE_CPU_PINNING": "NO"}
"""Threads that share a question wait for one another, spinning: on a busy computer that takes two
or three times the processor time of one thread, and on a quiet one it gains half a millisecond. A
pinned thread would share its core with that of the next process."""


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """What is known about an export beside its graph.

    ``longest`` counts tokens with special ones; ``precision`` is that of passages, one of
    `localdocs.computer.openvino_network.PRECISIONS`. ``worst_cosine`` is the least agreement with
    the reference that was seen at export.
    """

    fingerprint: str
    dimension: int
    longest: int
    passage_prompt: str
    query_prompt: str
    precision: str
    worst_cosine: float

    @classmethod
    def read(cls, export: Path) -> "ExportFacts":
        """Raises OSError, ValueError or TypeError for an export that is not whole."""
        return cls(**json.loads((export / FACTS_NAME).read_text(encoding="utf-8")))

    def write(self, export: Path) -> None:
        (export / FACTS_NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


class OpenVinoEmbedder:
    """An export behind the Protocol of `index.embedding.embedder`; the graph is loaded at first
    use."""

    def __init__(self, folder: Path, export: Path, name: str) -> None:
        self.facts = ExportFacts.read(export)
        self.identity = make_identity(name, self.facts.fingerprint)
        self.dimension = self.facts.dimension
        self.passage_prompt = self.facts.passage_prompt
        self._tokens = TokenReader(folder, self.facts.longest)
        self._graph = export / GRAPH_NAME
        self._query_lock = Lock()
        self._passages_lock = Lock()

    @cached_property
    def max_tokens(self) -> int:
        prompt = self._tokens.token_starts([self.passage_prompt])[0]
        return self.facts.longest - self._tokens.special_tokens() - len(prompt)

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return self._tokens.token_starts(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        ids = self._tokens.ids([self.passage_prompt + text for text in texts])
        with self._passages_lock:
            return self._passage_graph.run(ids, self.dimension)

    def embed_query(self, text: str) -> Vectors:
        ids = self._tokens.ids([self.facts.query_prompt + text])
        with self._query_lock:
            vector: Vectors = self._query_graph.run(ids, self.dimension)[0]
        return vector

    @cached_property
    def _passage_graph(self) -> "Graph":
        return Graph(self._graph, self.facts.precision, streams=physical_cores())

    @cached_property
    def _query_graph(self) -> "Graph":
        return Graph(self._graph, "f32", streams=1, **ONE_THREAD)


class Graph:
    """A compiled graph and its running requests. Not for several threads at once."""

    def __init__(self, path: Path, precision: str, streams: int, **further: str) -> None:
        """``further``: settings of OpenVINO."""
        try:
            network = import_openvino().Core().read_model(str(path))
            compiled = compile_network(network, precision, NUM_STREAMS=str(streams), **further)
        except RuntimeError as error:
            raise ModelDamagedError(
                f"Cannot load the exported embedding model {path.parent}: {error}",
                "Delete that folder; it is made again at the next start.",
            ) from error
        self._requests = [compiled.create_infer_request() for _ in range(streams + 1)]

    def run(self, ids: Sequence[Sequence[int]], dimension: int) -> Vectors:
        """float32 [n, dimension], unit length, one row for each row of token ids."""
        vectors = np.zeros((len(ids), dimension), np.float32)
        idle = deque(self._requests)
        busy: deque[tuple[Any, list[int]]] = deque()
        try:
            for batch in plan_batches([len(row) for row in ids]):
                if not idle:
                    idle.append(_collect(*busy.popleft(), vectors))
                request = idle.popleft()
                request.start_async(pad([ids[index] for index in batch]))
                busy.append((request, batch))
            while busy:
                _collect(*busy.popleft(), vectors)
        finally:
            for request, _ in busy:  # after an exception or Ctrl-C: leave nothing running
                request.wait()
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def pad(rows: Sequence[Sequence[int]]) -> list[npt.NDArray[np.int64]]:
    """Token ids and attention mask, both int64 [n, longest row], padded on the right with 0."""
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for position, row in enumerate(rows):
        ids[position, : len(row)] = row
        mask[position, : len(row)] = 1
    return [ids, mask]


def physical_cores() -> int:
    """Cores that this process may use; as many streams keep every core busy with its own batch."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, usable or 1)


def _collect(request: Any, batch: list[int], vectors: Vectors) -> Any:
    """Wait for a request, put its rows where they belong, and hand the request back."""
    request.wait()
    vectors[batch] = request.get_output_tensor(0).data
    return request
