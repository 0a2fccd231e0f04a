"""The public Python face, with the real models: from a folder to a checked answer."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.errors import (
    FilterError,
    LibraryBusyError,
    NothingIndexedError,
    PathError,
    UsageError,
)
from localdocs.library import Library
from localdocs.types import AnswerStatus, Filters
from paths import EXAMPLES

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    with Library(home) as library:
        library.add(EXAMPLES, name="examples")
        yield library


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home") as library:
        yield library


def test_every_example_is_indexed(library: Library) -> None:
    status = library.status()
    assert status.documents == len([path for path in EXAMPLES.iterdir() if path.is_file()])
    assert status.passages == status.embedded > 0
    assert status.folders[0].skipped == ()


def test_a_document_is_summarised_in_its_own_words(library: Library) -> None:
    answer = library.ask("What is stove-handbook.pdf about?")
    assert answer.status is AnswerStatus.ANSWERED and answer.citations
    assert all(citation.verified for citation in answer.citations)


def test_there_is_nothing_to_summarise_before_there_is_an_index(empty: Library) -> None:
    assert empty.summarise_some(5) == 0
    assert not empty.places.database.exists()


def test_the_page_of_a_pdf_is_found(library: Library) -> None:
    hit = library.search("How long is the warranty of the stove?", k=3)[0]
    assert hit.path.name == "stove-handbook.pdf"
    assert hit.page_number == 7
    assert "three years" in hit.text
    assert hit.score > 0


@pytest.mark.parametrize("language_model", [True, False])
def test_an_answer_is_cited_and_its_quote_verified(library: Library, language_model: bool) -> None:
    answer = library.ask("How long is the warranty of the stove?", language_model)
    assert answer.status is AnswerStatus.ANSWERED
    assert "[1]" in answer.text
    (citation, *_) = answer.citations
    assert citation.path.name == "stove-handbook.pdf" and citation.page_number == 7
    assert "three years" in citation.quote and citation.verified
    assert bool(answer.model) is language_model
    assert (answer.prompt_tokens > 0) is language_model


def test_every_citation_slices_its_page(library: Library) -> None:
    from index.database.lookup import page_text

    for question in ("Who keeps the receipts?", "When is the rent due?", "Are dogs allowed?"):
        for citation in library.ask(question, language_model=False).citations:
            page = page_text(library._connection, citation.path, citation.page_number)
            assert page is not None
            assert page[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question", ["Who is the president of France?", "Which wine goes with trout?"]
)
def test_what_the_files_do_not_hold_is_said_so(library: Library, question: str) -> None:
    answer = library.ask(question, language_model=False)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert answer.citations == () and answer.passages
    assert answer.missing_words


def test_the_stream_gives_evidence_first_and_the_answer_last(library: Library) -> None:
    events = list(library.stream("Who keeps the receipts?"))
    assert events[0].kind == "hits" and events[0].hits
    assert events[-1].kind == "answer" and events[-1].answer is not None
    spoken = " ".join(event.text for event in events if event.kind == "text")
    for sentence in spoken.split("] "):
        assert sentence.strip("] ") in events[-1].answer.text


def test_a_stream_that_is_left_early_leaves_the_model_usable(library: Library) -> None:
    stream = library.stream("Who keeps the receipts?")
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert library.ask("Who keeps the receipts?").status is AnswerStatus.ANSWERED


def test_filters_narrow_the_search(library: Library) -> None:
    hits = library.search("stove", filters=Filters(suffixes=("txt",)))
    assert {hit.path.suffix for hit in hits} == {".txt"}
    by_name = library.search("stove", filters=Filters(inside=("examples",)))
    assert by_name
    by_path = library.search(
        "stove", filters=Filters(inside=(str(EXAMPLES / "garden-rules.html"),))
    )
    assert {hit.path.name for hit in by_path} == {"garden-rules.html"}


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(inside=("nowhere",)), "nowhere"),
        (Filters(suffixes=("xyz",)), "No indexed file"),
        (Filters(since="2999-01-01"), "No indexed file"),
    ],
)
def test_a_filter_that_matches_nothing_says_so(
    library: Library, filters: Filters, message: str
) -> None:
    with pytest.raises(FilterError, match=message):
        library.search("stove", filters=filters)


def test_a_date_that_is_none_is_a_usage_error(library: Library) -> None:
    with pytest.raises(UsageError, match="not a date"):
        library.search("stove", filters=Filters(since="last week"))


def test_an_empty_question_is_a_usage_error(library: Library) -> None:
    with pytest.raises(UsageError):
        library.ask("  ")


def test_a_question_before_the_first_folder_explains_what_to_do(empty: Library) -> None:
    with pytest.raises(NothingIndexedError) as caught:
        empty.ask("Anything?")
    assert "localdocs add" in caught.value.remedy


def test_an_empty_folder_is_no_error(empty: Library, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = empty.add(tmp_path / "nothing")
    assert report.added == 0
    assert empty.search("anything") == []
    answer = empty.ask("anything?", language_model=False)
    assert answer.status is AnswerStatus.NOT_FOUND


def test_a_missing_path_is_named(empty: Library, tmp_path: Path) -> None:
    with pytest.raises(PathError, match="no-such-folder"):
        empty.add(tmp_path / "no-such-folder")
    assert empty.status().folders == ()


def test_the_home_itself_is_not_added(empty: Library, tmp_path: Path) -> None:
    """Its index would grow with each update of the index."""
    for path in (tmp_path / "home", tmp_path / "home" / "models"):
        path.mkdir(parents=True, exist_ok=True)
        with pytest.raises(PathError, match="localdocs keeps"):
            empty.add(path)
    assert empty.add(tmp_path).added == 0


@pytest.mark.skipif(sys.platform == "win32", reason="/dev")
def test_a_device_is_not_added(empty: Library) -> None:
    with pytest.raises(PathError, match="neither a folder nor a file"):
        empty.add("/dev/zero")


def test_a_single_file_can_be_added(empty: Library) -> None:
    assert empty.add(EXAMPLES / "skerrin-trip.txt").added == 1
    assert {hit.path.name for hit in empty.search("ferry")} == {"skerrin-trip.txt"}


def test_a_document_is_known_by_its_path(library: Library, tmp_path: Path) -> None:
    path = library.search("ferry")[0].path
    known, unknown = library.document_ids([path, tmp_path / "gone.txt"])
    assert known is not None and library.document(known)[0].path == path
    assert unknown is None


def test_nested_folders_and_removing_one(empty: Library, tmp_path: Path) -> None:
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    (outer / "a.txt").write_text("alpha text")
    (inner / "b.txt").write_text("beta text")
    assert empty.add(outer).added == 2
    assert empty.add(inner).unchanged == 1
    assert empty.remove(outer).removed == 1
    assert [hit.path.name for hit in empty.search("alpha beta text")] == ["b.txt"]
    assert empty.remove("inner").removed == 1
    assert empty.status().documents == 0


def test_removing_what_is_not_there_names_what_is(library: Library) -> None:
    with pytest.raises(PathError) as caught:
        library.remove("no-such-name")
    assert "examples" in caught.value.remedy


def test_an_unplugged_folder_is_kept_and_marked(empty: Library, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "a.txt").write_text("text about quartz")
    empty.add(disk)
    disk.rename(tmp_path / "unplugged")
    assert empty.sync().removed == 0
    assert empty.status().folders[0].state == "offline"
    assert empty.search("quartz")[0].path == disk / "a.txt"


def test_an_unmounted_disk_whose_empty_mount_point_stays_is_offline(
    empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "a.txt").write_text("text about quartz")
    monkeypatch.setattr(Path, "is_mount", lambda path: path == disk)
    empty.add(disk)
    monkeypatch.undo()
    (disk / "a.txt").unlink()  # nothing is mounted there any more
    assert empty.sync().removed == 0
    assert empty.sync(rebuild=True).removed == 0
    assert empty.status().folders[0].state == "offline"
    assert [hit.found_by for hit in empty.search("quartz")] == ["both"]
    monkeypatch.setattr(Path, "is_mount", lambda path: path == disk)
    assert empty.sync().removed == 1


def test_a_folder_with_odd_names(empty: Library, tmp_path: Path) -> None:
    folder = tmp_path / 'Bob\'s "notes" % _ ; --'
    folder.mkdir()
    (folder / "new\nline.txt").write_text("text about granite")
    (folder / "ümlaut 東京.txt").write_text("text about basalt")
    empty.add(folder)
    assert empty.search("granite", filters=Filters(inside=(folder.name,)))
    assert empty.search("basalt")[0].path.name == "ümlaut 東京.txt"


def test_the_library_does_not_index_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text about marble")
    with Library(tmp_path / "home") as library:
        library.settings.set("seed", "1")
        assert library.add(tmp_path).added == 1


def test_one_writer_at_a_time(empty: Library, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("some text")
    refused: list[Exception] = []

    def second(_: object) -> None:
        def work() -> None:
            with Library(tmp_path / "home") as other:
                try:
                    other.add(folder)
                except LibraryBusyError as error:
                    refused.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    assert empty.add(folder, listener=second).added == 1
    assert refused and "is updating the index" in str(refused[0])
    assert empty.sync().unchanged == 1


def test_rebuild_gives_the_same_index(empty: Library, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("text about slate")
    empty.add(folder)
    before = [(hit.path, hit.text, round(hit.score, 4)) for hit in empty.search("slate")]
    report = empty.sync(rebuild=True)
    assert report.embedded == 1
    assert [(hit.path, hit.text, round(hit.score, 4)) for hit in empty.search("slate")] == before


@pytest.mark.parametrize("how", ["sync", "add"])
def test_the_index_of_another_version_answers_and_is_made_anew(
    empty: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    for name in ("docs", "more"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"The slate of {name} costs 40 euros.")
        empty.add(tmp_path / name)
    empty.close()
    monkeypatch.setattr("ingest.passages.splitting.SPLITTER_VERSION", "another")
    assert empty.search("slate")
    answer = empty.ask("What does the slate of docs cost?", language_model=False)
    assert answer.citations and any("Another version" in note for note in answer.notes)
    report = empty.sync() if how == "sync" else empty.add(tmp_path / "docs")
    assert (report.changed, report.embedded) == (2, 0)
    again = empty.ask("What does the slate of docs cost?", language_model=False)
    assert again.citations and not any("Another version" in note for note in again.notes)
    assert empty.sync().unchanged == 2


def test_home_is_private(library: Library) -> None:
    for path in [library.places.home, *library.places.home.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_folders_of_the_same_name_are_searched_together_and_not_mixed_up(
    empty: Library, tmp_path: Path
) -> None:
    for place in ("a", "b"):
        (tmp_path / place / "docs").mkdir(parents=True)
        (tmp_path / place / "docs" / f"{place}.txt").write_text(f"text {place} about feldspar")
        empty.add(tmp_path / place / "docs")
    hits = empty.search("feldspar", filters=Filters(inside=("docs",)))
    assert {hit.path.name for hit in hits} == {"a.txt", "b.txt"}
    with pytest.raises(PathError, match="2 folders have the name"):
        empty.remove("docs")
    assert empty.remove(tmp_path / "a" / "docs").removed == 1


def test_removed_text_does_not_stay_in_the_files_of_the_index(
    empty: Library, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("the secret word is xylotomous")
    empty.add(tmp_path / "docs")
    empty.remove(tmp_path / "docs")
    for path in empty.places.index.iterdir():
        assert b"xylotomous" not in path.read_bytes(), path


def test_a_file_that_changed_since_is_noted(empty: Library, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The spare key hangs behind the blue door.")
    empty.add(path)
    assert empty.ask("Where does the spare key hang?", language_model=False).notes == ()
    path.write_text("The spare key was taken away by the neighbour.")
    (note,) = empty.ask("Where does the spare key hang?", language_model=False).notes
    assert "has changed since" in note


def test_what_a_reader_noted_is_in_the_status(empty: Library, tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "half.pdf"))
    canvas.drawString(72, 700, "A page with a few words on it.")
    canvas.showPage()
    canvas.drawInlineImage(Image.new("L", (300, 400), 90), 72, 72, 400, 600)
    canvas.showPage()
    canvas.save()
    empty.add(tmp_path / "half.pdf")
    ((_, note),) = empty.status().folders[0].notes
    assert note == "page 2 is a picture without text: needs OCR"


def test_what_the_model_has_read_for_the_first_question_is_remembered(library: Library) -> None:
    library.close()
    library.ask("How long is the warranty on the stove?")
    assert library.models.prompt_memory.last is not None


@pytest.mark.parametrize("there", [True, False], ids=["a hollow file", "no file any more"])
def test_a_chosen_model_that_cannot_be_loaded_leaves_the_documents_own_words(
    tmp_path: Path, there: bool
) -> None:
    hollow = write_gguf(tmp_path / "hollow.gguf")
    with Library(tmp_path / "home") as library:
        library.add(EXAMPLES / "tenancy-agreement.docx")
        library.settings.set("language_model", str(hollow))
        if not there:
            hollow.unlink()
        answer = library.ask("How much is the deposit?")
        own = library.ask("How much is the deposit?", False)
    assert answer.text == own.text and answer.status is own.status
    (note,) = set(answer.notes) - set(own.notes)
    assert str(hollow) in note and "localdocs models use default" in note and "\n" not in note
