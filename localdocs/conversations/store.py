"""Conversations of ``localdocs chat``, kept for their owner until they are forgotten.

    conversations = Conversations(places.conversations)
    number = conversations.add(answer)                 # a new one
    conversations.add(next_answer, number)             # goes on with it
    conversations.forget(number)                       # no byte of it stays in the file

They lie in an SQLite file of their own in the home folder (``localdocs.conversations.file``);
``docs/decisions/0010-conversations.md`` says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.database.encoding import encode_path
from index.database.transactions import transaction
from index.sqlite.connection import SqliteConnection
from index.sqlite.full_text import in_fts5
from index.words.query import all_words_expression
from index.words.searchable import searchable
from localdocs.conversations.file import opened
from localdocs.errors import StorageError, UsageError
from localdocs.types import Answer, AnswerStatus, Citation, Turn

MOST_FOUND = 100
"""Exchanges that a search gives, newest first."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, as they were when it was asked. ``asked_at`` is ISO, in UTC."""

    conversation: int
    asked_at: str
    question: str
    understood: str
    text: str
    status: AnswerStatus
    model: str
    citations: tuple[Citation, ...]

    def as_turn(self) -> Turn:
        """What a question that follows may need of it."""
        found = self.status is not AnswerStatus.NOT_FOUND
        paths = tuple(dict.fromkeys(citation.path for citation in self.citations))
        return Turn(self.question, self.understood, self.text if found else "", paths)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation, whole. ``exchanges`` are in the order in which they happened."""

    number: int
    started_at: str
    exchanges: tuple[Exchange, ...]
    title: str = ""
    """The name that a person gave it."""


@dataclass(frozen=True, slots=True)
class ConversationEntry:
    """One conversation in a list. ``first_question`` is "" where nothing was asked yet."""

    number: int
    started_at: str
    questions: int
    first_question: str
    title: str = ""


class Conversations:
    """All conversations that are kept in the file ``path``.

    All methods raise StorageError where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, answer: Answer, number: int | None = None) -> int:
        """Keep an answer in conversation ``number``, or in a new one; which one that is.

        One that was forgotten meanwhile is begun anew.
        """
        now = _now()
        with opened(self._path, make=True) as connection, transaction(connection):
            if number is None or not _is_there(connection, number):
                number = _begun(connection, now, "")
            exchange_id = _insert_exchange(connection, number, now, answer)
            _insert_quotes(connection, exchange_id, answer.citations)
            quotes = "\n".join(citation.quote for citation in answer.citations)
            connection.execute(
                "INSERT INTO said (rowid, question, answer, quotes) VALUES (?, ?, ?, ?)",
                (exchange_id, *map(_prepared, (answer.question, answer.text, quotes))),
            )
        return number

    def begin(self, title: str = "") -> int:
        """Make one in which nothing was asked yet; its number."""
        with opened(self._path, make=True) as connection, transaction(connection):
            return _begun(connection, _now(), title)

    def rename(self, number: int, title: str) -> None:
        """Give one a name; "" takes it away. Raises UsageError where there is none of it."""
        with opened(self._path) as connection, transaction(connection):
            if not _is_there(connection, number):
                raise _unknown(number)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", (_whole(title), number)
            )

    def entries(self) -> list[ConversationEntry]:
        """All conversations, newest first."""
        with opened(self._path) as connection:
            rows = connection.execute(
                "SELECT conversations.id, started_at, title, count(exchanges.id) AS questions, "
                "coalesce((SELECT question FROM exchanges WHERE conversation_id = conversations.id "
                "ORDER BY id LIMIT 1), '') AS first FROM conversations "
                "LEFT JOIN exchanges ON conversation_id = conversations.id "
                "GROUP BY conversations.id ORDER BY coalesce(max(asked_at), started_at) DESC, "
                "max(exchanges.id) DESC NULLS FIRST, conversations.id DESC"
            ).fetchall()
        return [
            ConversationEntry(
                row["id"], row["started_at"], row["questions"], row["first"], row["title"]
            )
            for row in rows
        ]

    def conversation(self, number: int) -> Conversation:
        """One of them. Raises UsageError where there is none of that number."""
        with opened(self._path) as connection:
            row = connection.execute(
                "SELECT started_at, title FROM conversations WHERE id = ?", (number,)
            ).fetchone()
            if row is None:
                raise _unknown(number)
            condition = "conversation_id = ? ORDER BY id"
            exchanges = _exchanges(connection, condition, (number,))
            return Conversation(number, row["started_at"], exchanges, row["title"])

    def search(self, words: str) -> tuple[Exchange, ...]:
        """The exchanges whose question, answer or quotes have all these words, newest first."""
        expression = all_words_expression(words)
        if not expression:
            return ()
        condition = (
            f"id IN (SELECT rowid FROM said WHERE said MATCH ?) ORDER BY id DESC LIMIT {MOST_FOUND}"
        )
        with opened(self._path) as connection:
            return _exchanges(connection, condition, (in_fts5(expression),))

    def forget(self, number: int) -> None:
        """Delete one so that none of its text stays in the file. Raises UsageError for no such.

        ``secure_delete`` overwrites rows with zeros; FTS5 keeps deleted words in its segments, so
        these are built anew; VACUUM gives back the pages.
        """
        with opened(self._path) as connection:
            with transaction(connection):
                if not _is_there(connection, number):
                    raise _unknown(number)
                connection.execute(
                    "DELETE FROM said WHERE rowid IN "
                    "(SELECT id FROM exchanges WHERE conversation_id = ?)",
                    (number,),
                )
                connection.execute("DELETE FROM conversations WHERE id = ?", (number,))
                connection.execute("INSERT INTO said (said) VALUES ('rebuild')")
            connection.execute("VACUUM")

    def forget_all(self) -> int:
        """Delete the file; how many conversations it held."""
        count = len(self.entries())
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{self._path} cannot be deleted: {error.strerror}.") from error
        return count


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begun(connection: SqliteConnection, now: str, title: str) -> int:
    return _inserted(
        connection,
        "INSERT INTO conversations (started_at, title) VALUES (?, ?)",
        (now, _whole(title)),
    )


def _inserted(connection: SqliteConnection, statement: str, values: Sequence[object]) -> int:
    """The id of the new row."""
    row_id = connection.execute(statement, tuple(values)).lastrowid
    assert row_id is not None  # SQLite gives one to every insert
    return row_id


def _insert_exchange(connection: SqliteConnection, number: int, now: str, answer: Answer) -> int:
    texts = (answer.question, answer.understood or answer.question, answer.text)
    return _inserted(
        connection,
        "INSERT INTO exchanges (conversation_id, asked_at, question, understood, answer, status, "
        "model) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, now, *map(_whole, texts), str(answer.status), _whole(answer.model)),
    )


def _insert_quotes(
    connection: SqliteConnection, exchange_id: int, citations: Sequence[Citation]
) -> None:
    connection.executemany(
        "INSERT INTO quotes VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                exchange_id,
                citation.number,
                encode_path(citation.path),
                _whole(citation.title),
                citation.page_number,
                citation.start,
                citation.end,
                _whole(citation.quote),
                citation.verified,
                _whole(citation.place),
            )
            for citation in citations
        ],
    )


def _exchanges(
    connection: SqliteConnection, condition: str, values: Sequence[object]
) -> tuple[Exchange, ...]:
    rows = connection.execute(f"SELECT * FROM exchanges WHERE {condition}", tuple(values))
    return tuple(
        Exchange(
            row["conversation_id"],
            row["asked_at"],
            row["question"],
            row["understood"],
            row["answer"],
            AnswerStatus(row["status"]),
            row["model"],
            _citations(connection, row["id"]),
        )
        for row in rows.fetchall()
    )


def _citations(connection: SqliteConnection, exchange_id: int) -> tuple[Citation, ...]:
    rows = connection.execute(
        "SELECT * FROM quotes WHERE exchange_id = ? ORDER BY number", (exchange_id,)
    )
    return tuple(
        Citation(
            row["number"],
            Path(row["path"]),
            row["title"],
            row["page_number"],
            row["start"],
            row["end"],
            row["quote"],
            bool(row["verified"]),
            place=row["place"],
        )
        for row in rows.fetchall()
    )


def _is_there(connection: SqliteConnection, number: int) -> bool:
    found = connection.execute("SELECT 1 FROM conversations WHERE id = ?", (number,))
    return found.fetchone() is not None


def _whole(text: str) -> str:
    """The text without half characters, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _prepared(text: str) -> str:
    return searchable(_whole(text))


def _unknown(number: int) -> UsageError:
    return UsageError(
        f"There is no conversation {number}.", "'localdocs chats list' shows those that are kept."
    )
