"""``model.safetensors`` from a packed file, under the names that transformers has for BERT.

The numbers are written as they are unpacked, a few MB at a time. What was in 4 bits becomes
float16, which holds it to within a two-thousandth, a hundredth of what the 4 bits lost; what was in
float32 stays so.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from localdocs.models.multilingual.packed_file import PackedFile, Sizes

WEIGHTS_NAME = "model.safetensors"

_KINDS: dict[str, np.dtype[Any]] = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4")}
_POOLER = "pooler.dense"
"""A layer that BERT has and sentences do without. Zeros, since a loader complains of its lack."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A tensor to be written; ``packed_name`` is "" for zeros."""

    name: str
    packed_name: str
    shape: tuple[int, ...]
    kind: str

    @property
    def size(self) -> int:
        """Its bytes."""
        return prod(self.shape) * _KINDS[self.kind].itemsize


def write_weights(packed: PackedFile, target: Path) -> None:
    """Write the file. Raises OSError, ModelDamagedError."""
    weights = list(planned(packed))
    with target.open("wb") as file:
        _write_head(file, weights)
        for weight in weights:
            kind = _KINDS[weight.kind]
            if not weight.packed_name:
                file.write(bytes(weight.size))
                continue
            for numbers in packed.numbers(weight.packed_name, weight.shape):
                file.write(numbers.astype(kind).tobytes())


def planned(packed: PackedFile) -> Iterator[Weight]:
    """All tensors, in the order of the file."""
    for name, packed_name, shape in _all(packed.sizes):
        tensor = packed.tensors.get(packed_name)
        kind = "F16" if tensor is not None and tensor.packed else "F32"
        yield Weight(name, packed_name, shape, kind)


def _write_head(file: BinaryIO, weights: list[Weight]) -> None:
    """Where each tensor lies: JSON, and before it the length of that."""
    head: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    place = 0
    for weight in weights:
        offsets = [place, place + weight.size]
        head[weight.name] = {
            "dtype": weight.kind,
            "shape": list(weight.shape),
            "data_offsets": offsets,
        }
        place += weight.size
    words = json.dumps(head).encode()
    words += b" " * (-len(words) % 8)
    file.write(len(words).to_bytes(8, "little") + words)


def _all(sizes: Sizes) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Name, name in the packed file, shape."""
    hidden = sizes.hidden
    yield "embeddings.word_embeddings.weight", "emb.word", (sizes.vocabulary, hidden)
    yield "embeddings.position_embeddings.weight", "emb.pos", (sizes.positions, hidden)
    yield "embeddings.token_type_embeddings.weight", "emb.type", (sizes.token_types, hidden)
    yield from _weight_and_bias("embeddings.LayerNorm", "emb.ln", (hidden,))
    for number in range(sizes.layers):
        for name, packed_name, shape in _layer(sizes):
            yield from _weight_and_bias(
                f"encoder.layer.{number}.{name}", f"l{number}.{packed_name}", shape
            )
    yield f"{_POOLER}.weight", "", (hidden, hidden)
    yield f"{_POOLER}.bias", "", (hidden,)


def _layer(sizes: Sizes) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    square = (sizes.hidden, sizes.hidden)
    yield "attention.self.query", "q", square
    yield "attention.self.key", "k", square
    yield "attention.self.value", "v", square
    yield "attention.output.dense", "ao", square
    yield "attention.output.LayerNorm", "aln", (sizes.hidden,)
    yield "intermediate.dense", "fi", (sizes.inner, sizes.hidden)
    yield "output.dense", "fo", (sizes.hidden, sizes.inner)
    yield "output.LayerNorm", "oln", (sizes.hidden,)


def _weight_and_bias(
    name: str, packed_name: str, shape: tuple[int, ...]
) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    yield f"{name}.weight", f"{packed_name}.w", shape
    yield f"{name}.bias", f"{packed_name}.b", shape[:1]
