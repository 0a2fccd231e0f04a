"""The list of tensors in a GGUF head: how many parameters, how many bytes, where the file ends."""

from collections import Counter
from dataclasses import dataclass
from math import prod

from localdocs.models.gguf.quantizations import FORMAT_NAMES, tensor_bytes
from localdocs.models.gguf.values import DamagedHeadError, HeadReader

_MOST_TENSORS = 1 << 17
_MOST_DIMENSIONS = 4
_MOST_ALIGNMENT = 1 << 20
_MOST_BYTES = 1 << 50


@dataclass(frozen=True, slots=True)
class Tensors:
    """``start`` and ``end`` are places in the file; ``end`` is that of the last tensor.

    ``weight_bytes`` is 0 where a tensor has a format that is not known here.
    """

    parameters: int
    weight_bytes: int
    commonest_format: str
    start: int
    end: int


def read_tensors(head: HeadReader, count: int, alignment: int) -> Tensors:
    """Read the list, which follows the metadata. Raises DamagedHeadError."""
    if count > _MOST_TENSORS:
        raise DamagedHeadError(f"{count:,} tensors")
    if not 0 < alignment <= _MOST_ALIGNMENT:
        raise DamagedHeadError(f"an alignment of {alignment:,}")
    weights_of: Counter[int] = Counter()
    total, end, all_known = 0, 0, True
    for _ in range(count):
        head.text()
        weights, kind = _shape(head), head.whole("I")
        size, offset = tensor_bytes(kind, weights), head.whole()
        all_known = all_known and size is not None
        if offset + (size or 0) > _MOST_BYTES:
            raise DamagedHeadError("a tensor beyond any file's end")
        weights_of[kind] += weights
        total += size or 0
        end = max(end, offset + (size or 0))
    start = -(-head.position // alignment) * alignment
    commonest = weights_of.most_common(1)
    return Tensors(
        parameters=weights_of.total(),
        weight_bytes=total if all_known else 0,
        commonest_format=FORMAT_NAMES.get(commonest[0][0], "") if commonest else "",
        start=start,
        end=start + end if count else 0,
    )


def _shape(head: HeadReader) -> int:
    """How many numbers a tensor has."""
    dimensions = head.whole("I")
    if dimensions > _MOST_DIMENSIONS:
        raise DamagedHeadError(f"a tensor of {dimensions:,} dimensions")
    return prod(head.whole() for _ in range(dimensions))
