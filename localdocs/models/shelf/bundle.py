"""One folder with all that a computer without a network needs: models, wheels, checksums, a note.

``FOLDER/models`` and ``FOLDER/wheels`` hold the files, ``FOLDER/SHA256SUMS`` their digests as
``sha256sum --check`` reads them, ``FOLDER/README.txt`` the commands. Making it again adds what is
new; what is there and right is not copied again.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.disk import check_space
from localdocs.computer.files import write_atomically
from localdocs.errors import PathError, StorageError
from localdocs.models.fetching.arriving import Listener, Transfer
from localdocs.models.fetching.checksums import digest_of
from localdocs.models.fetching.copying import SUMS
from localdocs.models.gguf.facts import LocalModel
from localdocs.models.shelf.found import is_part_of

_BLOCK_BYTES = 1 << 20
_OURS = "localdocs-"
_WHEEL = re.compile(r"[A-Za-z0-9][\w.+!-]*\.whl")
_UNSAFE = re.compile(r"[^\w.+=@() -]+")  # in a line of commands or of checksums

_README = """\
localdocs, for a computer without a network
===========================================

Check that nothing was damaged on the way (Linux, macOS):

    sha256sum --check SHA256SUMS

In this folder:

{commands}
{missing}"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was put together. ``complete``: localdocs itself is in it, as a wheel."""

    folder: Path
    models: tuple[str, ...]
    wheels: tuple[str, ...]
    size: int
    complete: bool


def make_bundle(
    folder: Path, models: Sequence[LocalModel], wheels: Iterable[Path], listener: Listener
) -> Bundle:
    """Put it together. Raises PathError where there is nothing to put in, StorageError."""
    chosen = {path.name: path for path in wheels if _WHEEL.fullmatch(path.name)}
    sources = {
        f"models/{name_of(model, path)}": path for model in models for path in files_of(model)
    }
    sources |= {f"wheels/{name}": path for name, path in sorted(chosen.items())}
    if not sources:
        raise PathError(
            "There is nothing to bundle: no model was named, and there are no wheels.",
            "localdocs bundle FOLDER --model NAME --wheels WHEELS: see docs/models.md.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_links(folder)
        total = sum(source.stat().st_size for source in sources.values())
        check_space(folder, sum(_missing(folder / name, path) for name, path in sources.items()))
        sums = [f"{_put(path, folder / name, listener)}  {name}" for name, path in sources.items()]
        complete = any(name.startswith(_OURS) for name in chosen)
        write_atomically(folder / SUMS, "\n".join(sums) + "\n")
        write_atomically(folder / "README.txt", _readme(models, complete))
    except OSError as error:
        raise StorageError(f"{folder} cannot be written: {error.strerror}.") from error
    names = tuple(model.name for model in models)
    return Bundle(folder, names, tuple(sorted(chosen)), total, complete)


def find_wheels(folders: Iterable[Path]) -> list[Path]:
    """All wheels in some folders and below; of those with one name the newest."""
    found: dict[str, Path] = {}
    wheels = [path for folder in folders for path in folder.rglob("*.whl")]
    for path in sorted(wheels, key=lambda path: path.stat().st_mtime):
        found[path.name] = path
    return list(found.values())


def files_of(model: LocalModel) -> list[Path]:
    """The file of a model, or all of its parts."""
    if model.facts.parts == 1:
        return [model.path]
    return sorted(it for it in model.path.parent.iterdir() if is_part_of(it, model.path))


def name_of(model: LocalModel, path: Path) -> str:
    """What a file is called in the bundle: a name that can be pasted into a command. Those of
    Ollama have only a digest for a name."""
    is_named = path.suffix.lower() == ".gguf"
    name = _UNSAFE.sub("-", path.stem if is_named else model.name).strip("-. ")
    return f"{name or 'model'}.gguf"


def _refuse_links(folder: Path) -> None:
    """A stick that somebody prepared may lead elsewhere: nothing outside of it is written."""
    for name in ("models", "wheels"):
        if (folder / name).resolve() != folder.resolve() / name:
            raise StorageError(
                f"{folder / name} is a link to another place, and is not written through.",
                "Remove the link, or name another folder.",
            )


def _missing(target: Path, source: Path) -> int:
    """The bytes that are still to be copied. A link is no copy."""
    size = source.stat().st_size
    is_there = target.is_file() and not target.is_symlink()
    return 0 if is_there and target.stat().st_size == size else size


def _put(source: Path, target: Path, listener: Listener) -> str:
    """Copy a file unless it is there; its SHA-256."""
    expected = digest_of(source, "sha256")
    if not _missing(target, source) and digest_of(target, "sha256") == expected:
        return expected
    target.parent.mkdir(exist_ok=True)
    part, done, total = target.with_name(target.name + ".part"), 0, source.stat().st_size
    part.unlink(missing_ok=True)  # whatever lies there is not written to: it may be a link
    made_here = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with source.open("rb") as original, os.fdopen(os.open(part, made_here, 0o666), "wb") as file:
        while block := original.read(_BLOCK_BYTES):
            file.write(block)
            done += len(block)
            listener(Transfer("copying", done, total))
    part.replace(target)
    return expected


def _readme(models: Sequence[LocalModel], complete: bool) -> str:
    commands = []
    if complete:
        install = "--no-index --find-links wheels"
        commands.append(f"pipx install --pip-args=\"{install}\" 'localdocs[models]'")
    names = [name_of(model, model.path) for model in models]
    commands += [f"localdocs models pull '{name}' --from ." for name in names]
    commands += [f"localdocs models use '{name}'" for name in names[:1]]
    missing = "" if complete else "\nThe wheel of localdocs itself is not here: install it first.\n"
    return _README.format(commands="\n".join(f"    {it}" for it in commands), missing=missing)
