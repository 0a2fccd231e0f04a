"""The numbered steps that make the database what it is. A step, once released, is never edited."""

from sqlite_utils import Database, Migrations

from index.database.transactions import transaction
from index.database.word_rows import write_all, write_file
from index.sqlite.connection import SqliteConnection
from localdocs.languages import digits

migrations = Migrations("localdocs")


def migrate(connection: SqliteConnection) -> None:
    """Apply what is missing, all or nothing.

    Safe beside other processes: one of them writes, the others wait and find nothing missing.
    """
    with transaction(connection):
        migrations.apply(Database(connection))


def _ours(db: Database) -> SqliteConnection:
    if not isinstance(db.conn, SqliteConnection):
        raise TypeError("migrations need a connection of index.sqlite.connection")
    return db.conn


@migrations(name="0001_files_pages_passages_vectors")
def _files_pages_passages_vectors(db: Database) -> None:
    """The first layout.

    ``files``     one row a file, indexed or skipped (then ``skipped`` says why)
    ``pages``     the cleaned text: what every quote is checked against
    ``passages``  spans of pages; the text itself is read from the page
    ``vectors``   one row for each distinct embedded text, shared by copies; NULL until embedded
    ``words``     FTS5, rowid = passage id
    """
    db.create_table(
        "folders",
        {"id": int, "path": str, "name": str, "added_at": str},
        pk="id",
        not_null={"path", "name"},
    ).create_index(["path"], unique=True)
    files = db.create_table(
        "files",
        {
            "id": int,
            "path": str,
            "suffix": str,
            "size": int,
            "modified_ns": int,
            "inode": int,
            "content_hash": bytes,
            "skipped": str,
            "title": str,
            "author": str,
            "created": str,
            "notes": str,
            "indexed_at": str,
        },
        pk="id",
        not_null={"path", "suffix", "size", "modified_ns", "inode"},
    )
    files.create_index(["path"], unique=True)
    files.create_index(["content_hash"])
    db.execute(
        """CREATE TABLE pages (
            file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            label TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (file_id, number)
        )"""
    )
    db.execute(
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
            page_number INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            heading TEXT NOT NULL,
            columns TEXT NOT NULL,
            vector_id INTEGER NOT NULL REFERENCES vectors(id)
        )"""
    )
    db.execute("CREATE INDEX passages_by_file ON passages(file_id)")
    db.execute("CREATE INDEX passages_by_vector ON passages(vector_id)")
    db.execute(
        """CREATE TABLE vectors (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            text_hash BLOB NOT NULL UNIQUE,
            vector BLOB
        )"""
    )
    db.execute("CREATE INDEX vectors_pending ON vectors(id) WHERE vector IS NULL")
    db.execute(
        """CREATE VIRTUAL TABLE words USING fts5(
            text, heading, title, file,
            tokenize = "porter unicode61 remove_diacritics 2"
        )"""
    )
    db.execute("CREATE TABLE manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


@migrations(name="0002_folders_mounted")
def _folders_mounted(db: Database) -> None:
    """A folder that was a mount point when it was added, and is none now, is an unplugged disk."""
    db.execute("ALTER TABLE folders ADD COLUMN mounted INTEGER NOT NULL DEFAULT 0")


@migrations(name="0003_searchable_text")
def _searchable_text(db: Database) -> None:
    """Full text of every language, and of documents as a whole.

    ``words`` holds text as ``index.words.searchable`` prepares it, no longer what a passage says;
    marks are part of a word now. ``documents`` is a second such table, rowid = file id.
    """
    tokenize = """tokenize = "porter unicode61 remove_diacritics 2 categories 'L* M* N* Co'\""""
    db.execute("DROP TABLE words")
    db.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, heading, title, file, {tokenize})")
    db.execute(
        "CREATE VIRTUAL TABLE documents USING fts5("
        f"title, file, folder, opening, author, {tokenize})"
    )
    write_all(_ours(db))


@migrations(name="0004_summaries")
def _summaries(db: Database) -> None:
    """The sentences that stand for a document, as ``[[page number, start, end], …]`` in JSON.

    ``method`` is the version of how they were chosen.
    """
    db.execute(
        """CREATE TABLE summaries (
            file_id INTEGER PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
            method INTEGER NOT NULL,
            sentences TEXT NOT NULL
        )"""
    )


@migrations(name="0005_files_changed")
def _files_changed(db: Database) -> None:
    """When a file's status was last changed: its content may be another one at the same time and
    of the same size. Files that are known have 0, and are looked at once."""
    db.execute("ALTER TABLE files ADD COLUMN changed_ns INTEGER NOT NULL DEFAULT 0")


@migrations(name="0006_digits_of_all_scripts")
def _digits_of_all_scripts(db: Database) -> None:
    """ "٢٤" and "२४" are found as 24: documents with such digits are prepared anew."""
    signs = "".join(map(chr, digits.TABLE))
    rows = db.execute(
        f"SELECT DISTINCT file_id FROM pages JOIN files ON files.id = file_id "
        f"WHERE skipped IS NULL AND text GLOB '*[{signs}]*'"
    ).fetchall()
    connection = _ours(db)
    for (file_id,) in rows:
        connection.full_text.delete(file_id)
        write_file(connection, file_id)


@migrations(name="0007_pages_place")
def _pages_place(db: Database) -> None:
    """What a person calls a page that has no number: "sheet Budget", "slide 3"."""
    db.execute("ALTER TABLE pages ADD COLUMN place TEXT NOT NULL DEFAULT ''")


@migrations(name="0008_pages_rows")
def _pages_rows(db: Database) -> None:
    """Where the rows of a sheet stand on its page, as ``[[start, number], …]`` in JSON, or ""."""
    db.execute("ALTER TABLE pages ADD COLUMN rows TEXT NOT NULL DEFAULT ''")


@migrations(name="0009_scans")
def _scans(db: Database) -> None:
    """Which pages of a file are pictures that wait for OCR, as "2,4", and what OCR has found.

    ``scanned_pages`` outlives a document that is read again: OCR takes long. What is known of scans
    is looked at once more.
    """
    db.execute("ALTER TABLE files ADD COLUMN pictures TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE scanned_pages (
            content_hash BLOB NOT NULL,
            page INTEGER NOT NULL,
            engine TEXT NOT NULL,
            found TEXT NOT NULL,
            PRIMARY KEY (content_hash, page)
        ) WITHOUT ROWID"""
    )
    db.execute(
        "UPDATE files SET content_hash = x'', modified_ns = -1 "
        "WHERE skipped = 'a scan without text; needs OCR' OR notes LIKE '%no text (scanned?)%'"
    )


@migrations(name="0010_scans_with_rows")
def _scans_with_rows(db: Database) -> None:
    """The lines that OCR finds tell which are rows of a table: pages are read once more, when their
    files are."""
    db.execute("DELETE FROM scanned_pages")


@migrations(name="0011_map")
def _map(db: Database) -> None:
    """Where documents lie on the map: their ``middle`` (float16, unit length) and place in [-1, 1].

    ``x`` and ``y`` are NULL until there is a place; ``guessed``: found from the neighbours', since
    the map was drawn before the document came.
    """
    db.execute(
        """CREATE TABLE map_documents (
            file_id INTEGER PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
            middle BLOB NOT NULL,
            x REAL,
            y REAL,
            guessed INTEGER NOT NULL DEFAULT 0
        )"""
    )
