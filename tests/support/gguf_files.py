"""Small GGUF files for tests: a whole head, and as many zeros or ones as its tensors take."""

import struct
from pathlib import Path
from typing import Any

from localdocs.models.gguf.quantizations import FORMAT_NAMES, tensor_bytes

F32, Q4_0 = 0, 2
_ALIGNMENT = 32

SMALL: dict[str, Any] = {
    "general.architecture": "llama",
    "general.name": "Tiny",
    "general.file_type": 2,
    "general.license": "apache-2.0",
    "general.languages": ["en", "de"],
    "llama.context_length": 2048,
    "llama.block_count": 2,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
    "tokenizer.ggml.tokens": ["a", "b", "c"],
    "tokenizer.chat_template": "{{ messages[0].content }}",
}


def write_gguf(path: Path, weights: int = 4096, version: int = 3, **changed: Any) -> Path:
    """A model of one tensor. ``changed``: facts, with "__" for the points in their names."""
    facts = SMALL | {name.replace("__", "."): value for name, value in changed.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        gguf_bytes({k: v for k, v in facts.items() if v is not None}, weights, version)
    )
    return path


def gguf_bytes(facts: dict[str, Any], weights: int = 4096, version: int = 3) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, 1, len(facts))
    for name, value in facts.items():
        head += _text(name) + _value(value)
    head += _text("output.weight") + struct.pack("<IQIQ", 1, weights, Q4_0, 0)
    head += b"\0" * (-len(head) % _ALIGNMENT)
    size = tensor_bytes(Q4_0, weights)
    assert size is not None and FORMAT_NAMES[Q4_0] == "Q4_0"
    return head + bytes(range(1, 256)) * (size // 255) + b"\1" * (size % 255)


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, list):
        kind = 8 if value and isinstance(value[0], str) else 4
        items = b"".join(_text(v) if kind == 8 else struct.pack("<I", v) for v in value)
        return struct.pack("<IIQ", 9, kind, len(value)) + items
    return struct.pack("<II", 4, value)


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()
