"""The head of a GGUF file: the few facts that are wanted before the file is opened for good.

Reading stops at the fact that is looked for; what comes before it is skipped. See the format's
specification (ggml, docs/gguf.md): all numbers are little-endian.
"""

import struct
from pathlib import Path
from typing import IO

from localdocs.errors import ModelDamagedError, ModelMissingError

_VERSIONS = (2, 3)
_FORMATS = ("B", "b", "H", "h", "I", "i", "f", "?", "", "", "Q", "q", "d")
_TEXT, _ARRAY = 8, 9
_MOST_BYTES = 1 << 30
"""A text or list longer than this is taken for damage."""


def check_gguf(path: Path) -> None:
    """Raise ModelMissingError or ModelDamagedError unless the file begins as a GGUF model does."""
    with _opened(path):
        pass


def trained_context(path: Path) -> int | None:
    """The longest context, in tokens, that the model was made for; None where it does not say.

    Raises ModelMissingError or ModelDamagedError.
    """
    with _opened(path) as file:
        try:
            _tensors, facts = _numbers(file, "QQ")
            for _ in range(facts):
                name = file.read(_size(_numbers(file, "Q")[0]))
                (kind,) = _numbers(file, "I")
                if name.endswith(b".context_length") and _FORMATS[kind] in ("I", "Q"):
                    return _numbers(file, _FORMATS[kind])[0]
                _skip(file, kind)
        except (struct.error, IndexError):
            raise ModelDamagedError(f"The head of {path} is damaged.", "Copy it again.") from None
    return None


def _opened(path: Path) -> IO[bytes]:
    """The file, read up to and with its version."""
    if not path.is_file():
        raise ModelMissingError(
            f"There is no language model at {path}.",
            "Name a GGUF file: localdocs config language_model PATH",
        )
    file = path.open("rb")
    head = file.read(8)
    version = int.from_bytes(head[4:8], "little")
    if len(head) == 8 and head[:4] == b"GGUF" and version in _VERSIONS:
        return file
    file.close()
    if head[:4] != b"GGUF" or len(head) < 8:
        raise ModelDamagedError(f"Not a GGUF model file: {path}", "Copy or download it again.")
    raise ModelDamagedError(
        f"{path} is GGUF version {version}; versions 2 and 3 can be read.",
        "Convert the model again with a current llama.cpp.",
    )


def _numbers(file: IO[bytes], layout: str) -> tuple[int, ...]:
    layout = "<" + layout
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _size(length: int) -> int:
    if length > _MOST_BYTES:
        raise struct.error(f"a length of {length}")
    return length


def _skip(file: IO[bytes], kind: int) -> None:
    if kind == _TEXT:
        file.seek(_size(_numbers(file, "Q")[0]), 1)
    elif kind == _ARRAY:
        element, count = _numbers(file, "IQ")
        if element in (_TEXT, _ARRAY):
            for _ in range(_size(count)):
                _skip(file, element)
        else:
            file.seek(_size(count * struct.calcsize(_FORMATS[element])), 1)
    else:
        _numbers(file, _FORMATS[kind])
