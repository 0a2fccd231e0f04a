"""Small GGUF files for tests: a whole head, and as many zeros or ones as its tensors take; and one
that llama.cpp can load."""

import struct
from math import prod
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


LOADABLE: dict[str, Any] = SMALL | {
    "general.file_type": 0,
    "llama.feed_forward_length": 32,
    "llama.attention.layer_norm_rms_epsilon": 1e-5,
    "llama.rope.dimension_count": 16,
    "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.pre": "default",
    "tokenizer.ggml.merges": ["a b"],
}


def write_loadable(path: Path, filling: int = 0) -> Path:
    """A model that llama.cpp loads, though it has nothing to say. ``filling``: bytes, about, that
    its layers are longer for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(loadable_bytes(filling))
    return path


def loadable_bytes(filling: int = 0) -> bytes:
    """What ``write_loadable`` writes."""
    layers, width = 2, 64
    inner = 32 * (1 + filling // (3 * layers * width * 4 * 32))
    shapes = {"token_embd": (width, 3), "output_norm": (width,)}
    for layer in range(layers):
        for name, shape in {
            "attn_norm": (width,),
            "attn_q": (width, width),
            "attn_k": (width, width // 2),
            "attn_v": (width, width // 2),
            "attn_output": (width, width),
            "ffn_norm": (width,),
            "ffn_gate": (width, inner),
            "ffn_up": (width, inner),
            "ffn_down": (inner, width),
        }.items():
            shapes[f"blk.{layer}.{name}"] = shape
    facts = LOADABLE | {"llama.feed_forward_length": inner}
    head = b"GGUF" + struct.pack("<IQQ", 3, len(shapes), len(facts))
    for name, value in facts.items():
        head += _text(name) + _value(value)
    offset = 0
    for name, shape in shapes.items():
        head += _text(f"{name}.weight") + struct.pack("<I", len(shape))
        head += struct.pack(f"<{len(shape)}QIQ", *shape, F32, offset)
        offset += 4 * prod(shape)
    head += b"\0" * (-len(head) % _ALIGNMENT)
    return head + struct.pack("<f", 0.01) * (offset // 4)


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, list):
        kind = 8 if value and isinstance(value[0], str) else 4
        items = b"".join(_text(v) if kind == 8 else struct.pack("<I", v) for v in value)
        return struct.pack("<IIQ", 9, kind, len(value)) + items
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    return struct.pack("<II", 4, value)


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()
