"""A library on PostgreSQL is the library that it is in a file: the same hits, the same answers."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from localdocs.library import Library
from localdocs.types import AnswerStatus, Hit
from paths import EXAMPLES
from postgres_server import emptied

pytestmark = pytest.mark.models

QUESTIONS = (
    "How long is the warranty of the stove?",
    "What is the notice period?",
    "When does the ferry leave?",
    "insurance 2025",
    "Which rules are there for the garden?",
    "Who came to the meeting of the neighbours?",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))


@pytest.fixture
def libraries(tmp_path: Path, postgres: str) -> Iterator[tuple[Library, Library]]:
    """One in a file, one on a server."""
    home = tmp_path / "on-a-server"
    home.mkdir()
    (home / "config.toml").write_text(f'database = "{emptied(postgres)}"\n')
    with Library(tmp_path / "in-a-file") as in_a_file, Library(home) as on_a_server:
        assert in_a_file.index_location == os.fspath(in_a_file.places.database)
        assert on_a_server.index_location == postgres
        yield in_a_file, on_a_server
        assert not on_a_server.places.database.exists()


def places(hits: list[Hit]) -> list[tuple[str, int, int]]:
    return [(hit.path.name, hit.page_number, hit.start) for hit in hits]


def test_hits_and_answers_are_the_same(libraries: tuple[Library, Library], folder: Path) -> None:
    for library in libraries:
        report = library.add(folder)
        assert (report.added, len(report.skipped)) == (6, 0)
    in_a_file, on_a_server = libraries
    for question in QUESTIONS:
        expected, found = in_a_file.search(question, k=8), on_a_server.search(question, k=8)
        assert places(found) == places(expected)
        assert [hit.score for hit in found] == pytest.approx(
            [hit.score for hit in expected], abs=0.01
        )
    answers = [library.ask(QUESTIONS[0], language_model=False) for library in libraries]
    assert answers[0].status is AnswerStatus.ANSWERED
    assert answers[0].text == answers[1].text
    assert answers[0].citations == answers[1].citations


def test_it_mirrors_a_folder(libraries: tuple[Library, Library], folder: Path) -> None:
    _, library = libraries
    library.add(folder)
    (folder / "skerrin-trip.txt").write_text("The ferry to Ulva leaves at noon.")
    (folder / "garden-rules.html").rename(folder / "rules.html")
    (folder / "household-2025.csv").unlink()
    report = library.sync()
    assert (report.changed, report.renamed, report.removed) == (1, 1, 1)
    assert {path.name for path in library.files()} == {
        "neighbours-meeting.md",
        "rules.html",
        "skerrin-trip.txt",
        "stove-handbook.pdf",
        "tenancy-agreement.docx",
    }
    assert library.search("ferry to Ulva", k=1)[0].text == "The ferry to Ulva leaves at noon."
    assert not [hit for hit in library.search("household", k=20) if hit.path.suffix == ".csv"]
    library.remove(folder)
    assert library.files() == [] and library.status().passages == 0


def test_a_name_that_is_no_utf8_comes_back_as_it_was(
    libraries: tuple[Library, Library], tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9 \xff.txt"))
    odd.write_text("A name from another time.")
    for library in libraries:
        library.add(folder)
        assert library.files() == [odd]
        assert library.search("another time", k=1)[0].path == odd
