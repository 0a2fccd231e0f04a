"""The models of Ollama: a manifest gives a name and the digest of the file with the weights.

``manifests/HOST/NAMESPACE/NAME/TAG`` is JSON in the form of OCI; the layer of the media type
``application/vnd.ollama.image.model`` is ``blobs/sha256-DIGEST``.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from localdocs.computer.walking import Identity, files_below

_MODEL = "application/vnd.ollama.image.model"
_DIGEST = re.compile(r"sha256[:-]([0-9a-f]{64})")
_BLOB = re.compile(r"sha256-[0-9a-f]{64}")
_MOST_MANIFEST_BYTES = 1 << 20
_USUAL = ("registry.ollama.ai", "library")


def ollama_models(folder: Path, seen: set[Identity]) -> Iterator[tuple[str, Path]]:
    """Name ("llama3.2:3b") and file of every model whose file is there.

    A manifest that cannot be read, or that leads out of the folder of blobs, is passed over.
    """
    manifests = folder / "manifests"
    for manifest in files_below(manifests, seen):
        digest = _digest_of_weights(manifest)
        blob = folder / "blobs" / f"sha256-{digest}"
        if digest and blob.is_file():
            yield _name(manifest.relative_to(manifests)), blob


def ollama_name(file: Path) -> str:
    """What Ollama calls the model whose weights a file is; "" for one that is not Ollama's."""
    if not _BLOB.fullmatch(file.name) or file.parent.name != "blobs":
        return ""
    models = ollama_models(file.parent.parent, set())
    return next((name for name, blob in models if blob.name == file.name), "")


def _digest_of_weights(manifest: Path) -> str:
    try:
        with manifest.open("rb") as file:
            content: Any = json.loads(file.read(_MOST_MANIFEST_BYTES))
        for layer in content["layers"]:
            found = _DIGEST.fullmatch(str(layer["digest"]))
            if layer["mediaType"] == _MODEL and found:
                return found[1]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return ""


def _name(manifest: Path) -> str:
    """As ``ollama list`` writes it: without what is usual."""
    *where, tag = manifest.parts
    for usual in _USUAL:
        if where and where[0] == usual:
            where = where[1:]
    return f"{'/'.join(where)}:{tag}"
