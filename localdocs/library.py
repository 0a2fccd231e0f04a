"""The library: folders in, answers out. This is the public face of localdocs in Python.

    from localdocs.library import Library

    with Library() as library:
        library.add("~/Docs")
        for hit in library.search("notice period"):
            print(hit.path, hit.page_number, hit.text)
        answer = library.ask("How long is the notice period?")
        print(answer.text, answer.status, answer.citations)

Constructing is cheap. Models are loaded when they are first needed and stay until ``close``.
"""

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING

from index.connection import Connection
from index.database import catalog, listing, lookup, scans
from index.database.documents_by_id import document_ids
from index.database.manifest import read_manifest
from index.database.summaries import Sentence
from index.database.transactions import check_may_write
from index.opening import has_index, is_address, open_index
from index.sqlite.connection import CACHE_BYTES
from ingest.ocr.reasons import PICTURE
from localdocs.collection.languages import other_languages
from localdocs.conversations.last_questions import forget
from localdocs.errors import (
    NothingIndexedError,
    PathError,
    UsageError,
)
from localdocs.folders.choosing import chosen_folder, filtered_files, is_offline, path_to_index
from localdocs.folders.status import folder_statuses
from localdocs.home.index_location import index_location
from localdocs.home.places import places
from localdocs.home.settings import OF_MODELS, OF_WRITING, Settings
from localdocs.home.storage_errors import storage_errors, storage_said
from localdocs.home.writer_lock import hold_lock, is_held
from localdocs.models.in_use import ModelsInUse
from localdocs.models.shelf.packaged import EMBEDDING
from localdocs.ocr import Ocr
from localdocs.reports import (
    LibraryStatus,
    Preview,
    Progress,
    ProgressListener,
    Report,
    SharedFolder,
    TeamStatus,
    WorkReport,
    merged,
)
from localdocs.types import (
    Answer,
    Document,
    Filters,
    Hit,
    Passage,
    Sampling,
    Skipped,
    SourceFile,
    StreamEvent,
    Turn,
)

if TYPE_CHECKING:
    from index.embedding.embedder import Embedder
    from index.index_store import IndexStore
    from ingest.process.reading_process import ReadingProcess
    from localdocs.understanding import Understood
    from prompts.answer.model import LanguageModel
    from prompts.evidence.ranking import Ranker
    from prompts.evidence.reading import Reader


_OUTDATED = (
    "Another version of localdocs read these files; the next 'localdocs sync' reads them anew."
)


def _ignore(_: Progress) -> None:
    pass


class Library(AbstractContextManager["Library"]):
    """Everything that a person has indexed. Close it, or use it in a ``with`` statement.

    ``home`` is where the index lives; None means ``LOCALDOCS_HOME`` or the platform's folder.
    ``cache_bytes`` is how much of the database may stay in memory. For one thread at a time. All
    methods raise errors of ``localdocs.errors``.
    """

    def __init__(self, home: Path | str | None = None, cache_bytes: int = CACHE_BYTES) -> None:
        self.places = places(Path(home) if home is not None else None)
        self._settings: Settings | None = None
        self._cache_bytes = cache_bytes
        self._connected: Connection | None = None
        self._opened: IndexStore | None = None
        self.models = ModelsInUse(lambda: self.settings, self.places)
        self._ocr = Ocr(lambda: self.settings)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and the models."""
        self.models.close()
        self._ocr.close()
        self._opened = None
        if self._connected is not None:
            self._connected.close()
            self._connected = None

    # The path of a document

    @storage_said
    def add(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        listener: ProgressListener = _ignore,
        read_scans: bool = True,
    ) -> Report:
        """Index a folder (or one file) and remember it for ``sync``.

        ``name`` is what ``--in`` may call it; its own name by default. ``read_scans`` False leaves
        what needs OCR to ``read_scans``. Where another version
        made the index, all other folders are read again too. Raises PathError where there
        is nothing to read, LibraryBusyError while another process writes.
        """
        folder = path_to_index(path, self.places.home)
        with self._writing():
            store = self._store
            store.embedder  # noqa: B018  a missing model is said before the folder is remembered
            with store.writing() as connection:
                known_as = name or folder.name or str(folder)
                catalog.add_folder(connection, catalog.Folder(folder, known_as, folder.is_mount()))
            others = [f.path for f in self._folders_there() if f.path != folder]
            folders = [folder, *(others if store.renew() else [])]
            return self._sync_folders(folders, listener, read_scans)

    @storage_said
    def sync(
        self,
        *,
        only: Collection[Path] | None = None,
        rebuild: bool = False,
        listener: ProgressListener = _ignore,
        read_scans: bool = True,
    ) -> Report:
        """Make the index mirror all folders as they are now, or ``only`` some of them.

        A folder that is not there (an unplugged disk) is left as it was. ``rebuild`` reads and
        embeds everything again; what another version of this program made is read again anyway.
        ``read_scans`` False leaves what needs OCR to ``read_scans``.
        """
        with self._writing():
            store = self._store
            paths = [f.path for f in self._folders_there() if only is None or f.path in only]
            if rebuild:
                store.doubt(paths)
            else:
                store.renew()
            report = self._sync_folders(paths, listener, read_scans)
            if rebuild:
                store.compact()
            return report

    @storage_said
    def read_scans(self, seconds: float = inf, *, listener: ProgressListener = _ignore) -> Report:
        """Read pages that are pictures by OCR, where there is one, for about so long.

        ``status`` says how many are left.
        """
        with self._writing():
            paths = [folder.path for folder in self._folders_there()]
            report = self._read_scans(paths, Report(), listener, time.monotonic() + seconds)
            self._store.save_cache()
            return report

    @storage_said
    def work(self, *, once: bool, scan_every_seconds: float, stopped: Event) -> WorkReport:
        """Be one of many workers of a library on PostgreSQL, until ``stopped`` is set.

        ``once`` ends it when nothing is left to do. A folder is looked at ``scan_every_seconds``
        after the last look of any worker. Raises UsageError where the index is in a file.
        """
        if not is_address(self.index_location):
            raise UsageError(
                "This library is in a file of this computer, where one process writes at a time.",
                "Workers are for a library on a server: "
                "localdocs config database postgresql://user@host/name",
            )
        check_may_write(self._connection)
        from index.postgres.work import SharedWork
        from ingest.passages.splitting import SPLITTER_VERSION
        from localdocs.team.jobs import FileJobs
        from localdocs.team.renewing import renew
        from localdocs.team.worker import Worker

        store = self._store
        store.embedder  # noqa: B018  a missing model is said before anything is taken
        renew(store, SPLITTER_VERSION)
        with self._reading_process() as reading:
            split = partial(_split, store=store)
            jobs = FileJobs(store, SharedWork(store.connection), self._scan, reading, split)
            return Worker(jobs, stopped).run(once=once, scan_every_seconds=scan_every_seconds)

    @storage_said
    def team(self) -> TeamStatus | None:
        """Who works on a library on PostgreSQL; None where the index is in a file, and for who may
        only read: what is read at this moment may not be shared with him."""
        if not is_address(self.index_location) or self.reads_only:
            return None
        from index.postgres.work_status import team_status

        return team_status(self._connection)

    @storage_said
    def scans_left(self) -> int:
        """How many pages ``read_scans`` would read now."""
        return scans.count_waiting(self._connection) if self._ocr.name else 0

    @storage_said
    def remove(self, folder: Path | str) -> Report:
        """Forget a folder, by its path or its name, and every file that lies in no other folder."""
        with self._writing():
            store = self._store
            known = catalog.folders(store.connection)
            path = chosen_folder(str(folder), known)
            others = [other.path for other in known if other.path != path]
            with store.writing() as connection:
                catalog.remove_folder(connection, path)  # first: what others read of it goes too
                gone = [
                    file
                    for file in catalog.known_files(connection, path).values()
                    if not any(file.source.path.is_relative_to(other) for other in others)
                ]
                catalog.forget_files(connection, [file.file_id for file in gone])
                catalog.sweep_vectors(connection)
                scans.sweep_pages(connection)
            store.compact()
            forget(self.places.last_questions)
            return Report(removed=sum(1 for file in gone if not file.skipped))

    @storage_said
    def preview(self, path: Path | str) -> Preview:
        """What ``add`` would do with a folder (or one file), and about how long it would take.

        Nothing is stored. Raises PathError where there is nothing to read.
        """
        from localdocs.folders.preview import preview
        from localdocs.models.shelf.chosen import open_embedder

        folder = path_to_index(path, self.places.home)
        folders, known = [], {}
        if self._has_index:
            folders = catalog.folders(self._connection)
            known = catalog.known_files(self._connection, folder)
        embedder = partial(open_embedder, self.settings, self.places)
        return preview(folder, folders, known, self.settings, self.places.home, embedder)

    @storage_said
    def summarise_some(self, limit: int) -> int:
        """Make up to ``limit`` of the summaries that are missing; how many were made.

        For idle hours: who asks for a summary that is missing gets it then.
        """
        if not self._has_index or self.reads_only:
            return 0
        from localdocs.collection.summaries import summarise_some

        return summarise_some(self._store, limit)

    @storage_said
    def draw_map(self, *, well: bool, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Bring the map of the documents up to date; whether it was brought to an end.

        ``well`` takes long, where the extra ``map`` is installed. It ends early once ``may_go_on``
        says no. Of somebody else's library its owner draws the map.
        """
        if not self._has_index or self.reads_only:
            return True
        from localdocs.collection.map.drawing import draw_map

        return draw_map(self._store, well=well, may_go_on=may_go_on)

    @storage_said
    def summary(self, document_id: int) -> tuple[Sentence, ...]:
        """The sentences that stand for a document, made now where there are none yet.

        Raises PathError where it is not in the library.
        """
        self._listed(document_id)
        from localdocs.collection.summaries import summary_of

        return summary_of(self._store, document_id)

    # The path of a question

    @storage_said
    def search(self, question: str, k: int = 10, *, filters: Filters | None = None) -> list[Hit]:
        """The ``k`` best passages for a question, best first.

        Words like "in report.pdf" narrow the search, as in ``ask``.
        """
        understood = self._understood(question, filters)
        return self._store.search(understood.question.wanted, k, file_ids=understood.file_ids)

    def ask(
        self,
        question: str,
        language_model: bool = True,
        *,
        k: int | None = None,
        filters: Filters | None = None,
        previous: Sequence[Turn] = (),
    ) -> Answer:
        """The answer to a question. ``language_model`` False gives the passages' own words; so do,
        with a note, a computer without llama.cpp and a model that cannot be loaded.

        ``previous`` are the turns before, oldest first, for a question that leans on them.
        """
        events = self.stream(question, language_model, k=k, filters=filters, previous=previous)
        *_, last = events
        assert last.answer is not None  # the last event always carries the answer
        return last.answer

    @storage_said
    def stream(
        self,
        question: str,
        language_model: bool = True,
        *,
        k: int | None = None,
        filters: Filters | None = None,
        previous: Sequence[Turn] = (),
    ) -> Generator[StreamEvent, None, None]:
        """The same, step by step: the hits, each checked sentence, the whole answer.

        Closing the iterator early stops the model.
        """
        from localdocs.answering import answer_question
        from prompts.answer.request import Asking
        from prompts.source_list import Budget

        if not question.strip():
            raise UsageError("The question is empty.", "Ask it in words.")
        understood = self._understood(question, filters, previous)
        settings = self.settings
        model, why_none = None, ""
        if language_model:
            model, why_none = self.models.language_model_or_note()
        asking = Asking(
            hits_wanted=k or settings.whole("passages"),
            budget=Budget(
                context=settings.whole("context_tokens"),
                answer=settings.whole("answer_tokens"),
                sources=settings.whole("source_tokens"),
            ),
            sampling=Sampling(
                max_tokens=settings.whole("answer_tokens"),
                temperature=settings.number("temperature"),
                seed=settings.whole("seed"),
            ),
            file_ids=understood.file_ids,
            spoken_of=understood.spoken_of,
            notes=(
                *understood.notes,
                *([_OUTDATED] if self._store.is_outdated else []),
                *([why_none] if why_none else []),
            ),
            first_token_seconds=settings.number("first_token_seconds"),
            being_updated=is_held(self.places),
            memory=self.models.prompt_memory,
        )
        events = answer_question(
            understood.question, self._store, self.reader, self.ranker, model, asking
        )
        return self._said(events)

    def _said(
        self, events: Generator[StreamEvent, None, None]
    ) -> Generator[StreamEvent, None, None]:
        with storage_errors(self.index_location):
            yield from events

    # What there is

    @property
    def settings(self) -> Settings:
        """The settings in force. Raises SettingsError where the file is not valid."""
        if self._settings is None:
            self._settings = Settings(self.places.settings)
        return self._settings

    def use_settings(self, settings: Settings) -> None:
        """Go on with other settings; what they do not choose, models or database, is let go."""
        before, self._settings = self._settings, settings
        if before is None:
            return
        changed = {name for name in OF_MODELS | {"database"} if before[name] != settings[name]}
        if changed - OF_WRITING:
            self.close()
        elif changed:
            self.models.let_go_of_language_model()

    @storage_said
    def folders(self) -> list[Path]:
        """The folders (and single files) that were added."""
        if not self._has_index:
            return []
        return [folder.path for folder in catalog.folders(self._connection)]

    @storage_said
    def files(self) -> list[Path]:
        """The files that are indexed; skipped ones are not. Loads no model."""
        if not self._has_index:
            return []
        return lookup.indexed_files(self._connection)

    @storage_said
    def documents(self, filters: Filters | None = None) -> list[listing.ListedFile]:
        """What is known of each indexed file that meets the filters, by path. Loads no model.

        Raises FilterError where none does.
        """
        if not self._has_index:
            return []
        wanted = filtered_files(self._connection, filters) if filters else None
        return listing.indexed_files(self._connection, wanted)

    @storage_said
    def document(self, document_id: int) -> tuple[listing.ListedFile, list[listing.StoredPage]]:
        """An indexed file and its pages. Raises PathError where it is not in the library."""
        return self._listed(document_id), listing.pages(self._connection, document_id)

    @storage_said
    def document_ids(self, paths: Iterable[Path]) -> list[int | None]:
        """The id of the document at each path; None where it is not in the library."""
        wanted = list(paths)
        there_is_one = self._has_index
        found = document_ids(self._connection, wanted) if there_is_one else {}
        return [found.get(path) for path in wanted]

    @storage_said
    def page_texts(self, path: Path) -> dict[int, str]:
        """The text of each page of a file as it is indexed, by its number from 1."""
        return lookup.page_texts(self._connection, path)

    @storage_said
    def status(self) -> LibraryStatus:
        """What is indexed. Loads no model."""
        if not self._has_index:
            return LibraryStatus()
        connection = self._connection
        total = lookup.counts(connection)
        built_with = read_manifest(connection)
        embedder = built_with.embedder if built_with else ""
        is_default = embedder.startswith(f"{EMBEDDING.name}:")
        needs_ocr = scans.needs_ocr(connection, PICTURE)
        return LibraryStatus(
            folder_statuses(connection),
            total.documents,
            total.passages,
            total.embedded,
            embedder,
            languages=other_languages(connection) if is_default else (),
            ocr=self._ocr.name if needs_ocr else "",
            needs_ocr=needs_ocr,
            scans_waiting=scans.count_waiting(connection) if needs_ocr else 0,
        )

    @property
    def language_model(self) -> "LanguageModel":
        """The language model of the settings, in its own process; started when first used."""
        return self.models.language_model

    @property
    def reader(self) -> "Reader":
        """The reader that comes along; loaded when first used."""
        return self.models.reader

    @property
    def ranker(self) -> "Ranker | None":
        """The ranker of ``localdocs[models]``; None where there is none, or it is not wanted.

        Raises ModelDamagedError where its file is another one than was published.
        """
        return self.models.ranker

    @property
    def embedder(self) -> "Embedder":
        """The embedding model of the settings."""
        return self._store.embedder

    @storage_said
    def integrity(self) -> list[str]:
        """What is wrong inside the index; empty when all is well."""
        return self._store.integrity()

    # A team's library

    @property
    def reads_only(self) -> bool:
        """Whether the library belongs to somebody else, who has shared some of it."""
        return self._has_index and self._connection.reads_only

    @storage_said
    def share(
        self,
        folder: Path | str,
        readers: Collection[str] = (),
        *,
        no_longer: Collection[str] = (),
    ) -> SharedFolder:
        """Let roles of the PostgreSQL server read a folder, or no longer; how it is shared then.

        It takes effect at once. Raises UsageError for a library in a file, and for a role that the
        server does not have.
        """
        from index.postgres.sharing import share

        connection = self._shareable()
        path = chosen_folder(str(folder), catalog.folders(connection))
        return share(connection, path, readers, no_longer)

    @storage_said
    def shared(self) -> list[SharedFolder]:
        """Every folder with those who may read it. Raises UsageError for a library in a file."""
        from index.postgres.sharing import shared_folders

        return shared_folders(self._shareable())

    # Inside

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Alone, and allowed to. Raises LibraryBusyError, and StorageError."""
        check_may_write(self._connection)
        with hold_lock(self.places):
            yield

    def _shareable(self) -> Connection:
        if not is_address(self.index_location):
            raise UsageError(
                "This library is in a file, which only you can read: it cannot be shared.",
                "A library on a PostgreSQL server can be: docs/scale.md.",
            )
        check_may_write(self._connection)
        return self._connection

    @property
    def index_location(self) -> str:
        """Where the index lies: the path of a file, or the address of a server."""
        return index_location(self.places, self.settings)

    @property
    def _has_index(self) -> bool:
        return has_index(self.index_location)

    @property
    def _connection(self) -> Connection:
        if self._connected is None:
            self.places.create()
            self._connected = open_index(self.index_location, self._cache_bytes)
        return self._connected

    @property
    def _store(self) -> "IndexStore":
        if self._opened is None:
            from index.index_store import IndexStore
            from ingest.passages.splitting import SPLITTER_VERSION
            from localdocs.models.shelf.chosen import open_embedder, open_reranker

            self._opened = IndexStore(
                self._connection,
                partial(open_embedder, self.settings, self.places),
                str(SPLITTER_VERSION),
                open_reranker(self.settings),
            )
        return self._opened

    def _listed(self, document_id: int) -> listing.ListedFile:
        found = []
        if self._has_index and 0 <= document_id < 2**63:
            found = listing.indexed_files(self._connection, [document_id])
        if not found:
            raise PathError(
                f"The library has no document {document_id}.",
                "It may have been removed: search again, or list the documents.",
            )
        return found[0]

    def _folders_there(self) -> list[catalog.Folder]:
        """The folders that were added, without those that are not there at the moment."""
        return [f for f in catalog.folders(self._connection) if not is_offline(f)]

    def _sync_folders(
        self, folders: list[Path], listener: ProgressListener, read_scans: bool
    ) -> Report:
        from localdocs.indexing import sync_folder

        store = self._store
        total = Report()
        with self._reading_process() as reading:
            for folder in folders:
                scanned = self._scan(folder)
                split = partial(_split, store=store)
                report = sync_folder(store, scanned, folder, reading, split, listener)
                total = merged(total, report)
        if read_scans:
            total = self._read_scans(folders, total, listener, inf)
        while embedded := store.embed_pending():  # text of folders that are not there
            total = merged(total, Report(embedded=embedded))
        store.save_cache()
        return total

    def _reading_process(self) -> "ReadingProcess":
        from ingest.process.reading_process import ReadingProcess

        return ReadingProcess(
            time_limit_seconds=self.settings.whole("read_seconds"),
            memory_limit_bytes=self.settings.whole("read_memory_mib") << 20,
        )

    def _read_scans(
        self, folders: list[Path], total: Report, listener: ProgressListener, until: float
    ) -> Report:
        """The report with what OCR has read, where there is one, until some monotonic time."""
        report, read = self._ocr.read(
            self._store,
            folders,
            partial(_split, store=self._store),
            listener,
            lambda: time.monotonic() < until,
        )
        skipped = tuple(item for item in total.skipped if item.path not in read)
        return merged(replace(total, skipped=skipped), report)

    def _scan(self, folder: Path) -> Iterator[SourceFile | Skipped]:
        from localdocs.folders.scanning import scan_folder

        known = catalog.folders(self._store.connection)
        return scan_folder(folder, known, self.settings, self.places.home)

    def _understood(
        self, question: str, filters: Filters | None, previous: Sequence[Turn] = ()
    ) -> "Understood":
        from datetime import datetime

        from localdocs.understanding import understand

        file_ids = self._file_ids(filters)
        today = datetime.now().astimezone().date()
        return understand(question, self._connection, file_ids, previous, today)

    def _file_ids(self, filters: Filters | None) -> list[int] | None:
        """The files that a question is limited to, or None. Raises where there is nothing."""
        if not catalog.folders(self._connection):
            if self.reads_only:
                raise NothingIndexedError(
                    "No folder of this library is shared with you.",
                    "Its owner can do that: localdocs share FOLDER --with ROLE",
                )
            raise NothingIndexedError(
                "Nothing is indexed yet.", "Add a folder first: localdocs add ~/Documents"
            )
        if filters is None or filters == Filters():
            return None
        return filtered_files(self._connection, filters)


def _split(document: Document, *, store: "IndexStore") -> list[Passage]:
    from ingest.passages.splitting import split

    return split(document, store.embedder)
