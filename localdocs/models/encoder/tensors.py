"""Weights in a safetensors file, whose matrices are int8 with one scale for each row.

Reading the format takes a dozen lines (a length, a JSON header, then the bytes), so no library is
needed for it: https://huggingface.co/docs/safetensors. ``training/export.py`` writes the file.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_TYPES = {"F32": np.float32, "F16": np.float16, "I8": np.int8}
SCALE = ".scale"
"""``NAME`` int8 [rows, columns] goes with ``NAME.scale`` float32 [rows, 1]."""

Array = npt.NDArray[Any]


def read_safetensors(path: Path) -> dict[str, Array]:
    """Every tensor of the file as it is stored. Raises OSError, ValueError, KeyError."""
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        data = np.frombuffer(content[8 + size + start : 8 + size + end], _TYPES[entry["dtype"]])
        tensors[name] = data.reshape(entry["shape"])
    return tensors


def widen(tensors: dict[str, Array], name: str) -> npt.NDArray[np.float32]:
    """A tensor as float32, whatever it is stored as."""
    wide = tensors[name].astype(np.float32)
    scale = tensors.get(name + SCALE)
    return wide if scale is None else wide * scale
