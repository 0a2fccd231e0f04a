"""Making the quick embedder: trace the model once, check it against the reference, keep it.

An export is a folder in the cache, named after everything it depends on: the fingerprint of the
model folder, the version of openvino, this processor, and `EXPORT_VERSION`. It is made in a child
process (`index.embedding.tracing`), so that torch is never imported into the process
that indexes and answers, and it appears under its name complete or not at all.
"""

import hashlib
import logging
import shutil
import tempfile
from pathlib import Path

from index.embedding.openvino_embedder import GRAPH_NAME, ExportFacts
from localdocs.computer.child_process import run_module
from localdocs.computer.files import model_fingerprint
from localdocs.computer.openvino_import import import_openvino

logger = logging.getLogger("localdocs.index")

EXPORT_VERSION = 3
"""Raise this whenever the way an export is made changes: older exports are then left alone."""

REFUSED_CODE = 3
"""The child's exit code when the model itself, not the circumstances, is the reason."""

_TIMEOUT_SECONDS = 600
_REFUSED_NAME = "refused.txt"


def find_or_make_export(folder: Path, cache_folder: Path) -> Path | None:
    """The folder of a checked export, made now if need be; None where there can be none.

    That a model cannot be exported is remembered, so that it is not tried again at every start.
    """
    fingerprint = model_fingerprint(folder, cache_folder)
    export = cache_folder / "embedders" / _key(fingerprint)
    try:
        if not _is_settled(export):
            logger.info("preparing the embedding model %s for this computer (once)", folder)
            _make_in_child(folder, export, fingerprint)
        refusal = export / _REFUSED_NAME
        if not refusal.is_file():
            return export
        reason = refusal.read_text(encoding="utf-8")
    except (_NotMadeError, OSError) as error:
        reason = str(error)
    logger.warning("using the slower embedder for %s: %s", folder, reason)
    return None


class _NotMadeError(Exception):
    """There is no export this time; the message says why."""


def _is_settled(export: Path) -> bool:
    """Whether the question was answered before: a whole export, or a refusal."""
    if (export / _REFUSED_NAME).is_file():
        return True
    try:
        ExportFacts.read(export)
    except (OSError, ValueError, TypeError):
        return False
    return (export / GRAPH_NAME).is_file()


def _key(fingerprint: str) -> str:
    openvino = import_openvino()
    version = openvino.get_version().split("-")[0]
    processor = str(openvino.Core().get_property("CPU", "FULL_DEVICE_NAME"))
    place = hashlib.sha256(processor.encode()).hexdigest()[:8]
    return f"{fingerprint[:16]}-openvino{version}-{place}-v{EXPORT_VERSION}"


def _make_in_child(folder: Path, export: Path, fingerprint: str) -> None:
    """Fill a temporary folder and give it its name, whatever becomes of the child."""
    export.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=export.parent, prefix="new-"))
    try:
        refusal = _run_child(folder, temporary, fingerprint)
        if refusal:
            (temporary / _REFUSED_NAME).write_text(refusal, encoding="utf-8")
        _give_name(temporary, export)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _run_child(folder: Path, target: Path, fingerprint: str) -> str:
    """Why the model cannot be exported, or "" when it was. Raises _NotMadeError, OSError."""
    words = (str(folder), str(target), fingerprint)
    try:
        done = run_module("index.embedding.tracing", *words, timeout_seconds=_TIMEOUT_SECONDS)
    except TimeoutError:
        raise _NotMadeError(f"the export took over {_TIMEOUT_SECONDS} seconds") from None
    if done.returncode == 0:
        return ""
    last_words = (done.stderr.strip().splitlines() or ["no message"])[-1]
    if done.returncode == REFUSED_CODE:
        return last_words
    raise _NotMadeError(f"the export failed ({done.returncode}): {last_words}")


def _give_name(temporary: Path, export: Path) -> None:
    """Move a finished folder into place; another process may have been quicker."""
    if export.is_dir() and not _is_settled(export):
        shutil.rmtree(export, ignore_errors=True)
    try:
        temporary.replace(export)
    except OSError:
        if not _is_settled(export):
            raise
