"""What lies in the home, kind by kind: for telling it, and for deleting what is the person's.

Only these names are ever deleted: a home may be any folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.walking import files_below
from localdocs.home.places import Places
from localdocs.home.settings import Settings

DATABASE_SUFFIXES = ("", "-journal", "-wal", "-shm")
"""SQLite's files beside a database."""

WORKER_LOGS = ("answering.log", "indexing.log", "searching.log", "server.log", "service-start.log")


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of what is kept. ``is_personal``: made of documents and questions, and deleted with
    them."""

    name: str
    words: str
    paths: tuple[Path, ...]
    is_personal: bool = False

    def size(self) -> int:
        """In bytes, as far as one can see."""
        return sum(_size(path) for path in self.paths)


def model_folder(where: Places, settings: Settings) -> Path:
    """Where fetched models lie."""
    named = settings.text("model_folder")
    return where.home.absolute() / Path(named or "models").expanduser()


def contents(where: Places, models: Path) -> tuple[Kept, ...]:
    """All that localdocs keeps on this computer; ``models``: where fetched models lie."""
    return (
        *personal(where),
        Kept("settings", "Settings that you have changed", (where.settings, where.suggested)),
        Kept("models", "Models that were fetched or unpacked", (models, where.embedders)),
        Kept(
            "own",
            "Prompt templates and a list of models of your own, if you put any there",
            (where.templates, where.home / "catalogue.json"),
        ),
        Kept(
            "token",
            "The token by which programs ask this server; you alone can read it",
            (where.server_token,),
        ),
        Kept("cache", "What was made from model files; no text of yours", (where.cache,)),
    )


def personal(where: Places) -> tuple[Kept, ...]:
    """What was made of documents and questions."""
    return (
        Kept(
            "library",
            "The text of your documents, passages, vectors, summaries",
            (where.index, where.forgotten),
            is_personal=True,
        ),
        Kept(
            "conversations",
            "Conversations: questions, answers, quotes",
            tuple(Path(f"{where.conversations}{end}") for end in DATABASE_SUFFIXES),
            is_personal=True,
        ),
        Kept(
            "last_questions",
            "The last three questions of the command line",
            (where.last_questions, *where.home.glob(f"{where.last_questions.name}*.new")),
            is_personal=True,
        ),
        Kept("logs", "Logs: names of folders, no text of files", _logs(where), is_personal=True),
    )


def _logs(where: Places) -> tuple[Path, ...]:
    named = (where.log, where.service_log, *(where.home / name for name in WORKER_LOGS))
    return (*named, *where.home.glob(f"{where.service_log.name}.[0-9]"))


def _size(path: Path) -> int:
    return sum(_bytes_of(file) for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from files_below(path, set())
    else:
        yield path


def _bytes_of(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:  # it is not there, or is gone by now
        return 0
