"""Killed at any point, the index is whole, loses nothing that was finished, and mends itself.

A random history of additions, edits, renames, copies, deletions and unplugged disks, with a SIGKILL
somewhere in most runs. The invariants have names. ``LOCALDOCS_CRASHES`` sets how many kills there
are; the figures of a long run are in docs/benchmarks.md.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.database import lookup
from index.database.passage_texts import passage_texts
from index.index_store import IndexStore
from index.opening import has_index, is_address, open_index
from index.words.searchable import searchable
from paths import SUPPORT
from postgres_server import beside

KILLS = int(os.environ.get("LOCALDOCS_CRASHES", "40"))
CHILD = SUPPORT / "crash_child.py"
WORDS = "amber basalt cobalt dune ember fjord glacier harbour island juniper kelp lagoon".split()


class History:
    """A folder, its index, and a dice."""

    def __init__(self, root: Path, location: str, seed: int) -> None:
        self.folder = root / "docs"
        self.folder.mkdir(parents=True)
        self.location = location
        self.log = root / "embedded.log"
        self.dice = random.Random(seed)
        self.number = 0
        self.runs_killed = 0

    def change(self) -> None:
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        kind = self.dice.choice(["add", "add", "edit", "rename", "copy", "delete", "move", "touch"])
        if kind == "add" or not files:
            self._write(self._new_path())
            return
        path = self.dice.choice(files)
        match kind:
            case "edit":
                self._write(path)
            case "rename":
                path.rename(self._new_path())
            case "copy":
                shutil.copy(path, self._new_path())
            case "delete":
                path.unlink()
            case "touch":
                os.utime(path, (self.number, self.number))
            case "move":
                target = self.folder / f"folder{self.dice.randrange(3)}"
                target.mkdir(exist_ok=True)
                path.rename(target / path.name)

    def run(self, *, kill: bool) -> None:
        """One run of the indexer, killed after a random time if so wished."""
        finished = self._finished_texts()
        self.log.unlink(missing_ok=True)
        child = subprocess.Popen(
            [sys.executable, str(CHILD), self.location, str(self.folder), str(self.log)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stderr is not None
        with child.stdout, child.stderr:
            line = child.stdout.readline()
            assert line == "ready\n", child.stderr.read()
            if kill:
                try:
                    child.wait(self.dice.uniform(0, 0.12))
                except subprocess.TimeoutExpired:
                    child.kill()
                    self.runs_killed += 1
            errors = child.stderr.read()
            child.wait()
        assert child.returncode in (0, -9), errors
        no_finished_embedding_is_repeated(finished, self._embedded_texts())

    def open(self) -> IndexStore:
        connection = open_index(self.location)
        return IndexStore(connection, FakeEmbedder, "1")

    def _finished_texts(self) -> set[str]:
        if not has_index(self.location):
            return set()
        store = self.open()
        rows = store.connection.execute(
            "SELECT passages.id FROM passages JOIN vectors ON vectors.id = vector_id "
            "WHERE vector IS NOT NULL"
        ).fetchall()
        texts = passage_texts(store.connection, [row[0] for row in rows])
        store.connection.close()
        return {repr(text) for text in texts.values()}

    def _embedded_texts(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def _new_path(self) -> Path:
        self.number += 1
        return self.folder / f"file{self.number}.txt"

    def _write(self, path: Path) -> None:
        self.number += 1
        paragraphs = [
            " ".join([f"unique{self.number}x{part}", *self.dice.choices(WORDS, k=60)]) + "."
            for part in range(self.dice.randint(1, 6))
        ]
        path.write_text("\n\n".join(paragraphs))


def every_passage_slices_its_page(store: IndexStore) -> None:
    rows = store.connection.execute(
        'SELECT passages.id, pages.text AS page, start, "end" FROM passages '
        "JOIN pages ON pages.file_id = passages.file_id AND number = page_number"
    ).fetchall()
    total = store.connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    assert len(rows) == total
    texts = {row["id"]: row["page"][row["start"] : row["end"]] for row in rows}
    assert all(texts.values())
    assert word_rows(store) == {id_: cut(store, text) for id_, text in texts.items()}


def word_rows(store: IndexStore) -> dict[int, str]:
    """What full text has of each passage's own text, by its id."""
    if is_address(store.connection.location):
        rows = store.connection.execute(
            "SELECT passage_id, CAST(ts_filter(terms, '{a}') AS text) FROM words"
        ).fetchall()
    else:
        rows = store.connection.execute("SELECT rowid, text FROM words").fetchall()
    return {row[0]: row[1] for row in rows}


def cut(store: IndexStore, text: str) -> str:
    """What full text is to have of a text."""
    if not is_address(store.connection.location):
        return searchable(text)
    from index.postgres.lexemes import vector
    from index.postgres.tokens import Tokenizer

    [terms] = Tokenizer().terms([searchable(text)])
    query = "SELECT CAST(CAST(? AS tsvector) AS text)"
    return str(store.connection.execute(query, (vector([("A", terms)]),)).fetchone()[0])


def every_word_row_has_a_passage(store: IndexStore) -> None:
    assert store.integrity() == []
    passages = {row[0] for row in store.connection.execute("SELECT id FROM passages")}
    assert set(word_rows(store)) <= passages


def every_vector_has_a_passage(store: IndexStore) -> None:
    orphans = "SELECT count(*) FROM vectors WHERE id NOT IN (SELECT vector_id FROM passages)"
    assert store.connection.execute(orphans).fetchone()[0] == 0


def no_finished_embedding_is_repeated(finished: set[str], embedded: list[str]) -> None:
    assert not finished.intersection(embedded)
    assert len(embedded) == len(set(embedded))


def the_text_is_that_of_a_fresh_index(history: History, fresh: History) -> None:
    fresh.folder.rmdir()
    fresh.folder = history.folder
    fresh.run(kill=False)
    assert contents(history) == contents(fresh)


def deleted_text_cannot_be_found(history: History) -> None:
    store = history.open()
    present = "".join(path.read_text() for path in history.folder.rglob("*.txt"))
    for number in range(history.number + 1):
        word = f"unique{number}x0"
        by_words = [hit for hit in store.search(word, 5) if word in hit.text]
        assert bool(by_words) == (f"{word} " in present)
    store.connection.close()


def a_second_run_changes_nothing(history: History) -> None:
    before = contents(history)
    history.run(kill=False)
    assert history._embedded_texts() == []
    assert contents(history) == before


def contents(history: History) -> set[tuple[str, int, str, bytes | None]]:
    store = history.open()
    rows = store.connection.execute(
        "SELECT path, page_number, passages.id, vector FROM passages "
        "JOIN files ON files.id = file_id JOIN vectors ON vectors.id = vector_id"
    ).fetchall()
    words = word_rows(store)
    store.connection.close()
    return {(row[0], row[1], words[row[2]], row[3]) for row in rows}


@pytest.fixture(params=["sqlite", "postgres"])
def locations(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where the history's index lies, and a fresh one."""
    if request.param == "postgres":
        address = request.getfixturevalue("postgres")
        return beside(address, "history"), beside(address, "fresh")
    return str(tmp_path / "index" / "localdocs.db"), str(tmp_path / "fresh_index" / "localdocs.db")


@pytest.mark.timeout(600)
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_history_of_crashes(tmp_path: Path, locations: tuple[str, str]) -> None:
    seed = int(os.environ.get("LOCALDOCS_SEED", "11"))
    history = History(tmp_path / "history", locations[0], seed)
    kills = KILLS // 2 if is_address(locations[0]) else KILLS
    while history.runs_killed < kills:
        for _ in range(history.dice.randint(1, 4)):
            history.change()
        if history.dice.random() < 0.1:  # the disk is unplugged, and the indexer runs without it
            away = history.folder.with_name("unplugged")
            before = contents(history) if has_index(history.location) else set()
            history.folder.rename(away)
            history.run(kill=False)
            away.rename(history.folder)
            assert not before or contents(history) == before
        history.run(kill=True)
        store = history.open()
        every_passage_slices_its_page(store)
        every_word_row_has_a_passage(store)
        store.connection.close()
    history.run(kill=False)
    store = history.open()
    every_vector_has_a_passage(store)
    every_passage_slices_its_page(store)
    status = lookup.counts(store.connection)
    assert status.embedded == status.passages > 0
    store.connection.close()
    the_text_is_that_of_a_fresh_index(history, History(tmp_path / "fresh", locations[1], 0))
    deleted_text_cannot_be_found(history)
    a_second_run_changes_nothing(history)
