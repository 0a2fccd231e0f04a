"""The head of a GGUF file: what is to be known of a model before it is opened for good.

``check_gguf`` looks at the first bytes, all others read on; how far, and no further,
``localdocs.models.gguf.values`` says. The weights are never read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from localdocs.errors import ModelDamagedError, ModelMissingError, ModelUnsupportedError
from localdocs.models.gguf.facts import GgufFacts
from localdocs.models.gguf.file_kinds import HEAD_BYTES, is_old_format, kind_of
from localdocs.models.gguf.quantizations import FILE_TYPES
from localdocs.models.gguf.tensors import Tensors, read_tensors
from localdocs.models.gguf.values import Counted, DamagedHeadError, HeadReader, Value

INSTEAD = "Get a GGUF version: 'localdocs models list' shows what fits this computer."
TAKE_ANOTHER = "Go back to the one that comes along: localdocs models use default. Or use another."
"""What to do where the model that was chosen cannot answer."""
_COPY_AGAIN = "Copy or download it again."
_VERSIONS = (2, 3)
_MOST_FACTS = 1 << 16

_Metadata = dict[str, Value]


def check_gguf(path: Path) -> None:
    """Raise ModelMissingError, ModelDamagedError or ModelUnsupportedError unless the file begins
    as a GGUF model does."""
    with _opened(path):
        pass


def trained_context(path: Path) -> int | None:
    """The longest context, in tokens, that the model was made for; None where it does not say.

    Raises as ``check_gguf`` does.
    """
    value = _first(path, ".context_length")
    return value if isinstance(value, int) else None


def layers_of(path: Path) -> int:
    """How many layers the model has; 0 where it does not say. Raises as ``check_gguf`` does."""
    value = _first(path, ".block_count")
    return value if isinstance(value, int) else 0


def architecture(path: Path) -> str:
    """The family that the model says it belongs to; "" where it does not say.

    Raises as ``check_gguf`` does. Reads little: it is among the first facts of a head.
    """
    value = _first(path, "general.architecture")
    return value if isinstance(value, str) else ""


def read_facts(path: Path) -> GgufFacts:
    """What the whole head says. Raises as ``check_gguf`` does, and where the file is cut off."""
    with _opened(path) as file, _damage_named(path):
        head = HeadReader(file, 8)
        count, facts = head.whole(), head.whole()
        metadata = dict(_metadata(head, facts))
        tensors = read_tensors(head, count, _whole(metadata, "general.alignment", 32))
    file_bytes = path.stat().st_size
    if file_bytes < tensors.end:
        raise ModelDamagedError(
            f"{path} is cut off: {file_bytes:,} of {tensors.end:,} bytes are there.", _COPY_AGAIN
        )
    return _facts(metadata, tensors, file_bytes)


def _first(path: Path, ending: str) -> Value:
    """The first fact whose name ends so; None where there is none."""
    with _opened(path) as file, _damage_named(path):
        head = HeadReader(file, 8)
        _tensors, facts = head.whole(), head.whole()
        return next(
            (value for name, value in _metadata(head, facts) if name.endswith(ending)), None
        )


def _metadata(head: HeadReader, facts: int) -> Iterator[tuple[str, Value]]:
    if facts > _MOST_FACTS:
        raise DamagedHeadError(f"{facts:,} facts")
    for _ in range(facts):
        name = head.text()
        yield name, head.value(head.whole("I"))


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except DamagedHeadError as error:
        raise ModelDamagedError(f"The head of {path} is damaged: {error}.", _COPY_AGAIN) from None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, read up to and with its version."""
    if not path.is_file():
        raise ModelMissingError(
            f"There is no language model at {path}.",
            TAKE_ANOTHER,
        )
    try:
        file = path.open("rb")
    except OSError as error:
        raise ModelMissingError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        head = file.read(8)
        if head[:4] != b"GGUF" or len(head) < 8:
            _refuse(path, head + file.read(HEAD_BYTES))
        _check_version(path, head[4:8])
        yield file


def _refuse(path: Path, head: bytes) -> None:
    """Say what the file is instead."""
    kind = kind_of(head)
    if is_old_format(head):
        raise ModelUnsupportedError(
            f"{path} is {kind}; no current llama.cpp reads it.",
            f"{INSTEAD} 'localdocs models info {path.name}' may know what replaces it.",
        )
    what = f" It is {kind}." if kind else ""
    raise ModelDamagedError(f"Not a GGUF model file: {path}.{what}", _COPY_AGAIN)


def _check_version(path: Path, written: bytes) -> None:
    version = int.from_bytes(written, "little")
    if version in _VERSIONS:
        return
    if int.from_bytes(written, "big") in _VERSIONS:
        raise ModelUnsupportedError(
            f"{path} is a GGUF file for big-endian machines (such as IBM Z).", INSTEAD
        )
    raise ModelDamagedError(
        f"{path} is GGUF version {version}; versions 2 and 3 can be read.",
        "Convert the model again with a current llama.cpp, or get it again.",
    )


def _facts(metadata: _Metadata, tensors: Tensors, file_bytes: int) -> GgufFacts:
    architecture = _text(metadata, "general.architecture")

    def of_model(name: str, default: int = 0) -> int:
        return _whole(metadata, f"{architecture}.{name}", default)

    layers, width = of_model("block_count"), of_model("embedding_length")
    heads = _per_layer(metadata.get(f"{architecture}.attention.head_count"), layers)
    in_memory = _per_layer(metadata.get(f"{architecture}.attention.head_count_kv"), layers) or heads
    one_head = width // max(heads, default=1) if any(heads) else 0
    both = of_model("attention.key_length", one_head) + of_model("attention.value_length", one_head)
    return GgufFacts(
        architecture=architecture,
        name=_text(metadata, "general.name"),
        file_bytes=file_bytes,
        weight_bytes=tensors.weight_bytes or file_bytes - tensors.start,
        parameters=tensors.parameters,
        quantization=_quantization(metadata, tensors),
        context_tokens=of_model("context_length"),
        layers=layers,
        width=width,
        key_value_width=sum(in_memory) * both,
        vocabulary=_length(metadata.get("tokenizer.ggml.tokens")) or of_model("vocab_size"),
        experts=of_model("expert_count"),
        experts_used=of_model("expert_used_count"),
        licence=_text(metadata, "general.license"),
        languages=_texts(metadata.get("general.languages")),
        chat_template=_text(metadata, "tokenizer.chat_template"),
        part=_whole(metadata, "split.no"),
        parts=max(1, _whole(metadata, "split.count", 1)),
    )


def _text(metadata: _Metadata, name: str) -> str:
    value = metadata.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _whole(metadata: _Metadata, name: str, default: int = 0) -> int:
    value = metadata.get(name)
    return value if isinstance(value, int) and value >= 0 else default


def _length(value: Value) -> int:
    if isinstance(value, Counted):
        return value.size
    return len(value) if isinstance(value, list) else 0


def _per_layer(value: Value, layers: int) -> list[int]:
    """A number for each layer: some models give a list, most one number for all of them."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, int) and item >= 0]
    if isinstance(value, int) and value > 0:
        return [value] * min(layers, 1 << 12)
    return []


def _quantization(metadata: _Metadata, tensors: Tensors) -> str:
    """The name of the file's kind; that of most of its weights where it names none."""
    return FILE_TYPES.get(_whole(metadata, "general.file_type", -1)) or tensors.commonest_format
