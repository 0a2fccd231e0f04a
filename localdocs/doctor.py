"""The doctor: looks at everything that answering stands on, and says what mends what is broken.

Native libraries are tried in child processes, so that one that crashes is a finding, not the end.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from index.connection import WORD_INDEX
from index.opening import has_index
from index.sqlite.connection import damaged
from localdocs.computer.child_process import module_environment
from localdocs.computer.disk import system_error
from localdocs.errors import LocalDocsError, ModelError
from localdocs.languages.amounts import counted
from localdocs.library import Library
from localdocs.models.running.runner import REMEDY, has_runner
from localdocs.models.shelf.catalogue import BUILT_IN, OWN_FILE, load_catalogue
from localdocs.models.shelf.packaged import RANKER
from localdocs.reports import Finding

ENOUGH_BYTES = 1 << 30
"""Less free space than this is worth a word."""

NATIVE_LIBRARIES = {
    "faiss": "import faiss",
    "openvino": "from localdocs.computer.openvino_import import import_openvino; import_openvino()",
    "pypdfium2": "import pypdfium2",
    "llama_cpp": "import llama_cpp",
}
CHILD_SECONDS = 120


def examine(library: Library) -> Iterator[Finding]:
    """One finding after the other, cheap ones first."""
    yield _permissions(library)
    yield _attempt("disk space", lambda: _space(library))
    yield _attempt("settings", lambda: _settings(library))
    yield from (_native(name) for name in NATIVE_LIBRARIES)
    yield _attempt("embedding model", lambda: _embedding(library))
    yield _attempt("ranker", lambda: _ranker(library))
    if (library.places.home / OWN_FILE).exists():
        yield _attempt("catalogue", lambda: _catalogue(library))
    if has_runner():
        yield _attempt("language model", lambda: _language(library))
    yield _attempt("index", lambda: _index(library))
    yield from _each_folder(library)


def _permissions(library: Library) -> Finding:
    subject = "folder of the index"
    try:
        library.places.create()
    except LocalDocsError as error:
        return Finding(subject, False, error.message, error.remedy)
    home = library.places.home
    if not os.access(home, os.W_OK):
        return Finding(subject, False, f"{home} cannot be written.", "Set LOCALDOCS_HOME.")
    if os.name == "posix" and home.stat().st_mode & 0o077:
        return Finding(subject, False, f"{home} can be read by others.", f"chmod 700 '{home}'")
    return Finding(subject, True, f"{home} is yours alone.")


def _space(library: Library) -> Finding:
    free = shutil.disk_usage(library.places.home).free
    detail = f"{free / 1e9:.1f} GB free at {library.places.home}."
    if free < ENOUGH_BYTES:
        return Finding("disk space", False, detail, "Free some space, or move LOCALDOCS_HOME.")
    return Finding("disk space", True, detail)


def _settings(library: Library) -> Finding:
    try:
        settings = library.settings
        changed = [name for name in settings if settings.origin(name)[1] != "default"]
    except LocalDocsError as error:
        return Finding("settings", False, error.message, error.remedy)
    return Finding("settings", True, f"{', '.join(changed) or 'none'} changed from the default.")


def _native(name: str) -> Finding:
    """Whether a native library loads, tried in a child."""
    if name == "llama_cpp" and not has_runner():
        return Finding(name, False, "is not installed: no language model words answers.", REMEDY)
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", NATIVE_LIBRARIES[name]],
            env=module_environment(),
            capture_output=True,
            text=True,
            timeout=CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding(name, False, f"did not load within {CHILD_SECONDS} s.", _reinstall(name))
    if child.returncode == 0:
        return Finding(name, True, "loads.")
    if child.returncode < 0:
        detail = f"crashes when it is loaded (signal {-child.returncode})."
    else:
        detail = f"does not load: {child.stderr.strip().splitlines()[-1]}"
    return Finding(name, False, detail, _reinstall(name))


def _reinstall(name: str) -> str:
    distribution = {"faiss": "faiss-cpu", "llama_cpp": "llama-cpp-python"}.get(name, name)
    return f"pip install --force-reinstall --no-cache-dir {distribution}"


def _attempt(subject: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except LocalDocsError as error:
        return Finding(subject, False, error.message, error.remedy)
    except OSError as error:
        said = system_error(error)
        return Finding(subject, False, said.message, said.remedy)


def _embedding(library: Library) -> Finding:
    from localdocs.models.shelf.chosen import open_embedder

    embedder = open_embedder(library.settings, library.places)
    vector = embedder.embed_query("Does it work?")
    if abs(float(vector @ vector) - 1.0) > 1e-3:
        raise ModelError(f"{embedder.identity} gives vectors that are not of unit length.")
    return Finding("embedding model", True, f"{embedder.identity}, {embedder.dimension} numbers.")


def _catalogue(library: Library) -> Finding:
    """The person's own list of models; without one there is nothing to be said."""
    own = [it for it in load_catalogue(library.places.home).models if it.origin != BUILT_IN]
    detail = f"{counted(len(own), 'model')} in {library.places.home / OWN_FILE}."
    return Finding("catalogue", True, detail)


def _ranker(library: Library) -> Finding:
    if named := library.settings.text("reranking_model"):
        return Finding("ranker", True, f"{named} orders the passages.")
    ranker = library.ranker
    if ranker is None:
        detail = "not installed: answers rest on the order of the search, and are poorer."
        return Finding("ranker", False, detail, RANKER.remedy)
    ranker.relevance("Does it work?", ["It works."], [""])
    return Finding("ranker", True, f"{RANKER.name} orders the passages.")


def _language(library: Library) -> Finding:
    from localdocs.models.running.language_model import probe_language_model
    from localdocs.models.shelf.finding import find_chosen

    file = find_chosen(library.settings, library.places)
    return probe_language_model(file.path, file.name)


def _index(library: Library) -> Finding:
    if not has_index(library.index_location):
        return Finding("index", True, "nothing is indexed yet.", "localdocs add ~/Documents")
    problems = library.integrity()
    if problems:
        of_words = all(problem.startswith(WORD_INDEX) for problem in problems)
        remedy = "Run 'localdocs sync --rebuild'; your files themselves are safe."
        remedy = remedy if of_words else damaged(Path(library.index_location), "").remedy
        return Finding("index", False, "; ".join(problems[:3]), remedy)
    status = library.status()
    detail = f"{status.documents} documents, {status.passages} passages, whole."
    if status.embedded < status.passages:
        missing = status.passages - status.embedded
        return Finding("index", False, f"{missing} passages have no vector yet.", "localdocs sync")
    if status.passages:
        library.search("test", 1)
    return Finding("index", True, detail)


def _each_folder(library: Library) -> Iterator[Finding]:
    try:
        folders = library.status().folders
    except LocalDocsError:
        return  # the finding on the index has said it
    for folder in folders:
        subject = f"folder {folder.name}"
        if folder.state == "offline":
            remedy = f"Plug it in, or: localdocs remove '{folder.path}'"
            yield Finding(subject, False, f"{folder.path} is not there.", remedy)
        else:
            skipped = f", {len(folder.skipped)} files skipped" if folder.skipped else ""
            yield Finding(subject, True, f"{folder.documents} documents{skipped}.")
