"""The numbered steps that make a PostgreSQL database what it is. A step, once released, is never
edited. ``index.sqlite.migrations`` says what each table holds."""

import psycopg

from index.postgres.readers_schema import READERS_SCHEMA, SCHEMA
from index.postgres.words_schema import WORDS_SCHEMA
from index.postgres.work_schema import WORK_SCHEMA
from localdocs.errors import IndexMismatchError

__all__ = ["SCHEMA", "STEPS", "is_reader", "prepare"]

_LOCK = 0x6C6F63616C646F63
"""Of whoever brings a database up to date: "localdoc"."""

_TABLES = (
    "CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public",
    """CREATE TABLE folders (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        path text COLLATE "C" NOT NULL UNIQUE,
        name text NOT NULL,
        mounted integer NOT NULL DEFAULT 0,
        added_at text
    )""",
    """CREATE TABLE files (
        id bigint PRIMARY KEY,
        path text COLLATE "C" NOT NULL UNIQUE,
        suffix text COLLATE "C" NOT NULL,
        size bigint NOT NULL,
        modified_ns bigint NOT NULL,
        changed_ns bigint NOT NULL DEFAULT 0,
        inode bigint NOT NULL,
        content_hash bytea,
        skipped text,
        title text,
        author text,
        created text,
        notes text,
        pictures text NOT NULL DEFAULT '',
        indexed_at text
    )""",
    "CREATE INDEX files_by_content ON files(content_hash)",
    """CREATE TABLE pages (
        file_id bigint NOT NULL REFERENCES files(id) ON DELETE CASCADE,
        number integer NOT NULL,
        label text NOT NULL,
        place text NOT NULL DEFAULT '',
        rows text NOT NULL DEFAULT '',
        text text NOT NULL,
        PRIMARY KEY (file_id, number)
    )""",
    """CREATE TABLE vectors (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        text_hash bytea NOT NULL UNIQUE,
        vector halfvec
    )""",
    "ALTER TABLE vectors ALTER COLUMN vector SET STORAGE PLAIN",
    "CREATE INDEX vectors_pending ON vectors(id) WHERE vector IS NULL",
    """CREATE TABLE passages (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        file_id bigint NOT NULL REFERENCES files(id) ON DELETE CASCADE,
        page_number integer NOT NULL,
        start integer NOT NULL,
        "end" integer NOT NULL,
        heading text NOT NULL,
        columns text NOT NULL,
        vector_id bigint NOT NULL REFERENCES vectors(id)
    )""",
    "CREATE INDEX passages_by_file ON passages(file_id)",
    "CREATE INDEX passages_by_vector ON passages(vector_id)",
    "CREATE TABLE manifest (key text PRIMARY KEY, value text NOT NULL)",
    """CREATE TABLE summaries (
        file_id bigint PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
        method integer NOT NULL,
        sentences text NOT NULL
    )""",
    """CREATE TABLE scanned_pages (
        content_hash bytea NOT NULL,
        page integer NOT NULL,
        engine text NOT NULL,
        found text NOT NULL,
        PRIMARY KEY (content_hash, page)
    )""",
    """CREATE TABLE map_documents (
        file_id bigint PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
        middle bytea NOT NULL,
        x double precision,
        y double precision,
        guessed integer NOT NULL DEFAULT 0
    )""",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0001_all", (*_TABLES, *WORDS_SCHEMA)),
    ("0002_work", WORK_SCHEMA),
    ("0003_readers", READERS_SCHEMA),
)


def prepare(connection: psycopg.Connection[object]) -> None:
    """Take the steps that are missing, all or none, while others who come wait.

    Raises IndexMismatchError where there is one that is not known here.
    """
    if _taken(connection) == len(STEPS):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        connection.execute("CREATE TABLE IF NOT EXISTS steps (name text PRIMARY KEY)")
        for name, statements in STEPS[_taken(connection) :]:
            for statement in statements:
                connection.execute(statement)
            connection.execute("INSERT INTO steps VALUES (%s)", (name,))


def is_reader(connection: psycopg.Connection[object]) -> bool:
    """Whether who has logged in is somebody else than the owner, and sees what is shared."""
    row = connection.execute("SELECT row_security_active('files')").fetchone()
    return bool(row and row[0])  # type: ignore[index]


def _taken(connection: psycopg.Connection[object]) -> int:
    try:
        found = connection.execute("SELECT name FROM steps ORDER BY name").fetchall()
    except psycopg.errors.UndefinedTable:
        return 0
    names = [str(row[0]) for row in found]  # type: ignore[index]
    if names != [name for name, _ in STEPS[: len(names)]]:
        raise IndexMismatchError(
            "The index was written by a newer localdocs.",
            "Use that one, or set the setting database to another address.",
        )
    return len(names)
