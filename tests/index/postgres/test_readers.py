"""A role sees the folders that are shared with it, and nothing of the others; it writes nothing."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fakes import FakeEmbedder, put
from index.database import catalog, listing, lookup, scans
from index.index_store import IndexStore
from index.opening import open_index
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.readers_schema import SCHEMA
from index.postgres.readers_words import for_reader
from index.postgres.schema import STEPS
from index.postgres.sharing import share, shared_folders
from index.postgres.statements import translated
from localdocs.errors import LocalDocsError, StorageError, UsageError
from localdocs.types import SourceFile
from postgres_server import emptied, login

ANNS, BENS = Path("/team/a"), Path("/team/b")
As = Callable[[str], IndexStore]


@pytest.fixture
def as_role(postgres: str) -> Iterator[As]:
    """The same index as somebody opens it; "" is its owner."""
    emptied(postgres)
    opened = []

    def index_as(role: str) -> IndexStore:
        connection = open_index(login(postgres, role) if role else postgres)
        opened.append(connection)
        return IndexStore(connection, FakeEmbedder, "1")

    yield index_as
    for connection in opened:
        connection.close()


@pytest.fixture
def owner(as_role: As) -> IndexStore:
    """Of two folders, one shared with ann, one with ben."""
    as_role("ann"), as_role("ben")
    store = as_role("")
    for folder, secret in ((ANNS, "walrus"), (BENS, "gecko")):
        catalog.add_folder(store.connection, catalog.Folder(folder, folder.name))
        put(
            store, folder / f"{secret}.txt", f"The {secret} sleeps under the harbour.", title=secret
        )
    while store.embed_pending():
        pass
    share(store.connection, ANNS, ["ann"])
    share(store.connection, BENS, ["ben"])
    return store


def found(store: IndexStore, question: str = "Who sleeps under the harbour?") -> set[str]:
    return {hit.path.name for hit in store.search(question, 10)}


def test_each_finds_what_is_shared_with_him(owner: IndexStore, as_role: As) -> None:
    assert found(owner) == {"walrus.txt", "gecko.txt"}
    assert found(as_role("ann")) == {"walrus.txt"}
    assert found(as_role("ben")) == {"gecko.txt"}
    assert found(as_role("eve")) == set()
    assert not owner.connection.reads_only and as_role("ann").connection.reads_only


def test_no_table_shows_a_row_of_others(owner: IndexStore, as_role: As) -> None:
    """Also to a program that is not ours, and in a table that a later step brings."""
    ben = as_role("ben").connection
    tables = owner.connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = ?", (SCHEMA,)
    ).fetchall()
    assert len(tables) == 15
    for (table,) in tables:
        if table in ("jobs", "workers"):
            with pytest.raises(LocalDocsError), ben.errors():
                ben.execute(f"SELECT * FROM {table}")
            continue
        if table == "folders":
            statement = "SELECT id, path, name, mounted, added_at FROM folders"
        else:
            statement = f"SELECT * FROM {table}"
        told = str([tuple(row) for row in ben.execute(statement).fetchall()])
        assert "walrus" not in told and str(ANNS) not in told
        there_are = owner.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        seen = ben.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if table in ("folders", "files", "passages", "pages", "words", "documents", "vectors"):
            assert (seen, there_are) == (1, 2), table


def test_no_word_is_suggested_out_of_what_is_not_shared(owner: IndexStore, as_role: As) -> None:
    assert "walru" in owner.connection.full_text.vocabulary(99)
    told = as_role("ben").connection.full_text.vocabulary(99)
    assert "gecko" in told and "walru" not in told
    owner.doubt([])
    told = as_role("ben").connection.full_text.vocabulary(99)
    assert "gecko" in told and "walru" not in told
    assert "gecko" in owner.connection.full_text.vocabulary(99)


def test_figures_are_of_what_is_shared(owner: IndexStore, as_role: As) -> None:
    ben = as_role("ben").connection
    assert lookup.counts(ben) == lookup.Counts(1, 1, 1)
    assert listing.count_files(ben) == 1
    assert ben.full_text.count(["harbour"]) == ben.full_text.count_documents() == 1
    assert ben.full_text.count(["walrus"]) == 0
    of_a, of_b = ben.full_text.documents_with(["walrus", "gecko"], "names")
    assert (len(of_a), len(of_b)) == (0, 1)
    one_alone = ben.full_text.best(["harbour"], 5)
    catalog.add_folder(owner.connection, catalog.Folder(Path("/c"), "c"))
    for number in range(20):
        put(owner, f"/c/{number}.txt", "Nothing of the harbour. " * number)
    assert as_role("ben").connection.full_text.best(["harbour"], 5) == one_alone


def test_a_reader_has_words_looked_up_for_him(
    owner: IndexStore, as_role: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below a policy PostgreSQL would read every row for it."""
    asked: list[str] = []

    def noted(statement: str) -> str:
        asked.append(for_reader(statement))
        return asked[-1]

    monkeypatch.setattr("index.postgres.statements.for_reader", noted)
    translated.cache_clear()
    ben = as_role("ben")
    known = [file.file_id for file in listing.indexed_files(ben.connection)]
    assert found(ben, "gecko.txt under the harbour") == {"gecko.txt"}
    assert list(ben.connection.full_text.mentions((("harbour",),), known))
    assert ben.connection.full_text.best(["harbour"], 5, file_ids=known)
    by_index = [statement for statement in asked if "AND file_id = ?" not in statement]
    assert not [statement for statement in by_index if "@@" in statement]
    for looked_up in (
        "FROM passages_with",
        "IN (SELECT passages_with",
        "passages_of",
        "_named(",
        "_amid(",
    ):
        assert any(looked_up in statement for statement in asked), looked_up


def test_unsharing_takes_effect_at_once(owner: IndexStore, as_role: As) -> None:
    ben = as_role("ben")
    assert found(ben) == {"gecko.txt"}
    share(owner.connection, ANNS, ["everyone"])
    assert found(ben) == {"gecko.txt", "walrus.txt"}
    share(owner.connection, ANNS, no_longer=["everyone"])
    assert found(ben) == {"gecko.txt"}
    share(owner.connection, BENS, no_longer=["ben"])
    assert found(ben) == set()
    assert [folder.readers for folder in shared_folders(owner.connection)] == [("ann",), ()]


def test_a_group_reads_what_is_shared_with_it(
    owner: IndexStore, as_role: As, postgres: str
) -> None:
    login(postgres, "team")
    eve = as_role("eve")
    share(owner.connection, BENS, ["team"])
    assert found(eve) == set()
    owner.connection.execute("GRANT team TO eve")
    assert found(eve) == {"gecko.txt"}
    owner.connection.execute("REVOKE team FROM eve")
    assert found(eve) == set()


def test_only_roles_that_there_are(owner: IndexStore) -> None:
    with pytest.raises(UsageError, match="no role nobody-here"):
        share(owner.connection, ANNS, ["nobody-here"])
    with pytest.raises(UsageError, match="not shared with ben"):
        share(owner.connection, ANNS, no_longer=["ben"])


def test_the_innermost_folder_decides(owner: IndexStore, as_role: As) -> None:
    """Whatever is added first, and also of what was indexed before."""
    ann = as_role("ann")
    put(owner, ANNS / "pay" / "pay.txt", "Who sleeps earns a narwhal.")
    assert found(ann) == {"walrus.txt", "pay.txt"}
    catalog.add_folder(owner.connection, catalog.Folder(ANNS / "pay", "pay"))
    put(owner, ANNS / "pay" / "later.txt", "Who sleeps later earns less.")
    put(owner, ANNS / "payment.txt", "Who sleeps is not in the folder pay.")
    assert found(ann) == {"walrus.txt", "payment.txt"}
    share(owner.connection, ANNS / "pay", ["ben"])
    assert found(as_role("ben")) == {"gecko.txt", "pay.txt", "later.txt"}
    assert "narwhal" in as_role("ben").connection.full_text.vocabulary(99)
    catalog.remove_folder(owner.connection, ANNS / "pay")
    assert found(ann) == {"walrus.txt", "payment.txt", "pay.txt", "later.txt"}


def test_a_file_that_moves_is_shared_as_its_new_folder(owner: IndexStore, as_role: As) -> None:
    known = catalog.known_files(owner.connection, ANNS)[ANNS / "walrus.txt"]
    moved = SourceFile(BENS / "walrus.txt", 1, 1, 1)
    with owner.writing() as connection:
        catalog.move_file(connection, known, moved)
    assert found(as_role("ann")) == set()
    assert found(as_role("ben")) == {"gecko.txt", "walrus.txt"}


def test_what_is_in_no_folder_any_more_is_seen_by_nobody(owner: IndexStore, as_role: As) -> None:
    catalog.remove_folder(owner.connection, BENS)
    assert found(as_role("ben")) == set()
    assert found(owner) == {"walrus.txt", "gecko.txt"}


def test_what_ocr_has_read_goes_with_its_files(owner: IndexStore, as_role: As) -> None:
    for path in (ANNS / "walrus.txt", BENS / "gecko.txt"):
        made_from = catalog.known_files(owner.connection, path)[path].content_hash
        scans.store_page(owner.connection, made_from or b"x", 1, "engine", path.stem)
    rows = as_role("ben").connection.execute("SELECT found FROM scanned_pages").fetchall()
    assert "walrus" not in str(rows)


def test_readers_write_nothing(owner: IndexStore, as_role: As) -> None:
    ben = as_role("ben")
    with pytest.raises(StorageError, match="only read it"):
        put(ben, BENS / "x.txt", "words")
    for statement in (
        "DELETE FROM files",
        "UPDATE folders SET readers = '{ben}'",
        "INSERT INTO manifest VALUES ('a', 'b')",
        "SELECT readers FROM folders",
        "CREATE TABLE ours (id integer)",
    ):
        with pytest.raises(LocalDocsError), ben.connection.errors():
            ben.connection.execute(statement)
    assert found(owner) == {"walrus.txt", "gecko.txt"}


def test_copies_of_one_text_stay_apart(owner: IndexStore, as_role: As) -> None:
    """They share a vector."""
    put(owner, ANNS / "copy.txt", "Word for word the same.")
    put(owner, BENS / "copy-of-ben.txt", "Word for word the same.")
    while owner.embed_pending():
        pass
    assert found(as_role("ben"), "word for word") == {"gecko.txt", "copy-of-ben.txt"}


def test_neighbours_are_found_behind_many_that_are_not_shared(
    owner: IndexStore, as_role: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the graph, of which most is somebody else's, and which may end too early."""
    for number in range(300):
        put(owner, ANNS / f"{number}.txt", f"The harbour sleeps {number}.")
    while owner.embed_pending():
        pass
    vectors = owner.connection.vector_search(64)
    monkeypatch.setattr("index.postgres.vectors.EXACT_UP_TO", 100)
    monkeypatch.setattr("index.postgres.vectors.READ_AS_FEW", 0)
    vectors.refresh(owner.connection)
    ben = as_role("ben")
    ben.connection.execute("SET enable_seqscan = off")
    query = FakeEmbedder().embed_query("The harbour sleeps.")
    [nearest] = vectors.nearest(ben.connection, query, 1)
    assert lookup.passages_of_vectors(ben.connection, [nearest])
    monkeypatch.setattr("index.postgres.vectors.MOST_LOOKED_AT", 1)
    monkeypatch.setattr("index.postgres.vectors.LOOKED_AT", 1)
    assert vectors.nearest(ben.connection, query, 1) == [nearest]
    assert vectors.nearest(ben.connection, query, 5) == [nearest]


def test_an_index_from_before_knows_its_collections(postgres: str) -> None:
    """The step brings what is there under its folders."""
    store = IndexStore(open_postgres(emptied(postgres)), FakeEmbedder, "1")
    catalog.add_folder(store.connection, catalog.Folder(BENS, "b"))
    put(store, BENS / "gecko.txt", "The gecko sleeps under the harbour.")
    try:
        before = _row(store.connection)
        for table in ("files", "pages", "passages", "words", "documents", "vocabulary"):
            store.connection.execute(f"UPDATE {table} SET collection = 0")
        for statement in (
            one for one in dict(STEPS)["0003_readers"] if one.startswith(("UPDATE", "DELETE"))
        ):
            store.connection.execute(statement)
        assert _row(store.connection)[:5] == before[:5]
    finally:
        store.connection.close()


def _row(connection: PostgresConnection) -> tuple[object, ...]:
    return tuple(
        connection.execute(f"SELECT max(collection) FROM {table}").fetchone()[0]
        for table in ("files", "pages", "passages", "words", "documents")
    )


def test_a_file_that_is_written_while_its_folder_is_added(owner: IndexStore, as_role: As) -> None:
    """Neither knows of the other until both are done; the innermost folder has it all the same."""
    other = as_role("")
    with ThreadPoolExecutor(1) as beside:
        with owner.writing() as connection:
            source = SourceFile(ANNS / "pay" / "pay.txt", 1, 1, 1)
            catalog.store_skipped(connection, source, b"", "locked")
            pay = catalog.Folder(ANNS / "pay", "pay")
            added = beside.submit(catalog.add_folder, other.connection, pay)
            time.sleep(0.3)
            assert not added.done()
        added.result(10)
    inner = other.connection.execute("SELECT id FROM folders WHERE name = 'pay'").fetchone()
    row = other.connection.execute(
        "SELECT collection FROM files WHERE suffix = '.txt' AND skipped IS NOT NULL"
    )
    assert row.fetchone() == inner
    assert not lookup.skipped_files(as_role("ann").connection, ANNS)
