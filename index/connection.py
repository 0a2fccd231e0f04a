"""The seam between the index and the database that holds it: SQLite, or PostgreSQL.

All statements of ``index.database`` are written once, in what both understand; a parameter is
``?``. What the two do not share has a name here: full text, transactions, errors, care.
``index.sqlite`` and ``index.postgres`` are the two sides.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from index.words.full_text import FullText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = TypeVar("Value")

WORD_INDEX = "word index"
"""How a problem begins that a rebuild mends."""


class Cursor(Protocol):
    """The rows of a statement. Each is read by place and by name."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchmany(self, size: int, /) -> list[Any]:
        """The next rows, up to so many."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class VectorSearch(Protocol):
    """The vectors of one database, to be searched. Constructing costs nothing."""

    def nearest(
        self,
        connection: "Connection",
        query: "NDArray[np.float32]",
        limit: int,
        file_ids: Sequence[int] | None = None,
    ) -> list[int]:
        """The ids of the vectors nearest to ``query`` (float32 [dim], unit length), best first;
        ``file_ids`` narrows the search to what these files use, None means all."""

    def refresh(self, connection: "Connection") -> None:
        """Have whatever makes searching quick follow now. At a million vectors this takes
        minutes."""


class Connection(Protocol):
    """An open database. Not for use by two threads at once."""

    @property
    def location(self) -> str:
        """What ``index.opening.open_index`` opens it by: the path of a file, or an address."""

    @property
    def full_text(self) -> FullText:
        """What passages and documents are found by, word by word."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    @property
    def reads_only(self) -> bool:
        """Whether nothing can be written here, and only what is shared be seen."""

    @property
    def new_file_id(self) -> str:
        """In SQL: an id that no file of this index has had."""

    def execute(self, statement: str, parameters: Any = ..., /) -> Cursor:
        """Run one statement. ``bytes`` for ``CAST(? AS TEXT)`` are text that need not be UTF-8."""

    def executemany(self, statement: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each of these."""

    def insert_many(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        /,
        *,
        texts: Collection[str] = (),
    ) -> None:
        """Insert many rows at once. ``texts`` are columns whose text need not be UTF-8."""

    def insert_with_ids(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], /
    ) -> list[int]:
        """Insert many rows at once; the ids that they got, in their order."""

    def highest_id(self, table: str, /) -> int:
        """The highest id that a row of this table ever had; 0 before the first."""

    def number_after(self, table: str, highest: int, /) -> None:
        """Give higher ids than this one from now on."""

    def rows_of_vectors(self, text_hashes: Sequence[bytes], /) -> dict[bytes, int]:
        """The ids in ``vectors`` of embedded texts, by their digests; made where they are not there
        yet."""

    def begin(self, *, writing: bool) -> None:
        """Open a transaction: to write, or to read one state of everything."""

    def again(self, write: Callable[[], Value], /) -> Value:
        """Do what writes one transaction, and do it again where it met another's."""

    def keep_writers_out(self) -> None:
        """Until this transaction ends nobody else writes; reading goes on."""

    def as_vector(self, data: bytes, /) -> Any:
        """A vector (float32) as a parameter."""

    def vector_search(self, dimension: int) -> VectorSearch:
        """What finds the nearest of its vectors."""

    def errors(self) -> AbstractContextManager[None]:
        """Within it, what the database says is wrong is said in our words, with the remedy."""

    def without_waiting(self) -> AbstractContextManager[None]:
        """Where another holds what is to be written, fail at once instead of waiting for it."""

    def problems(self) -> list[str]:
        """What is damaged; empty where all is well."""

    def compact(self) -> None:
        """Give back the space of what was deleted, and overwrite what was left of its text."""

    def close(self) -> None:
        """Let go of the database."""
