"""A conversation, line by line, over a real index with fakes at the model seam."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from gguf_files import write_gguf
from localdocs.commands.chatting.chat_loop import COMMANDS, EXIT_NOT_FOUND, Chat
from localdocs.commands.options import find_model_file
from localdocs.conversations.store import Conversations
from localdocs.errors import ServiceError
from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models
from localdocs.terminal.text import TextTerminal
from localdocs.types import Citation, Filters, StreamEvent

HARBOUR = "The harbour of Lindby opens at seven in the morning. The harbour fees are due in May."
GARDEN = "The garden of Lindby has a shed. The shed of the garden is painted green."
QUESTION = "When does the harbour open in the morning?"
UNKNOWN = "What boiling point has tungsten carbide?"

NewChat = Callable[..., Chat]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder whose library has two files."""
    monkeypatch.setattr(chosen_models, "open_embedder", lambda *_: FakeEmbedder())
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "garden.txt").write_text(GARDEN)
    with Library(tmp_path / "home") as library:
        library.add(folder)
    return tmp_path / "home"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.db")


@pytest.fixture
def new_chat(home: Path, kept: Conversations) -> Iterator[NewChat]:
    chats: list[Chat] = []

    def make(**options: object) -> Chat:
        arguments = {"without_model": True, **options}
        conversations = arguments.pop("conversations", kept)
        opener = arguments.pop("open_library", lambda _: Library(home))
        arguments.setdefault("find_model", partial(find_model_file, force=False))
        chats.append(Chat(opener, TextTerminal(fancy=False), conversations, **arguments))  # type: ignore[arg-type]
        return chats[-1]

    yield make
    for chat in chats:
        chat.close()


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().out


def test_an_answer_comes_with_its_numbered_sources(
    new_chat: NewChat, printed: Callable[[], str]
) -> None:
    assert new_chat().run([QUESTION]) == 0
    shown = printed()
    answer, _, sources = shown.partition("\n\n")
    assert "seven" in answer.lower() and answer.endswith("[1]")
    assert sources.index("[1] ") < sources.index("harbour.txt, page 1")


def test_the_exit_code_is_that_of_the_last_answer(new_chat: NewChat) -> None:
    assert new_chat().run([QUESTION, UNKNOWN]) == EXIT_NOT_FOUND
    assert new_chat().run([UNKNOWN, QUESTION]) == 0
    assert new_chat().run([]) == 0


def test_a_follow_up_leans_on_the_turn_before_until_reset(
    new_chat: NewChat, kept: Conversations
) -> None:
    new_chat().run(
        ["Where is the garden shed of Lindby?", "and the harbour?", "", "/reset", "why?"]
    )
    second, first = (kept.conversation(entry.number) for entry in kept.entries())
    assert [one.understood for one in first.exchanges] == [
        "Where is the garden shed of Lindby?",
        "Lindby: the harbour?",
    ]
    assert [one.understood for one in second.exchanges] == ["why?"]


def test_a_conversation_goes_on_after_a_restart(
    new_chat: NewChat, kept: Conversations, printed: Callable[[], str]
) -> None:
    new_chat().run(["Where is the garden shed of Lindby?"])
    printed()
    again = new_chat()
    again.go_on_with(kept.conversation(kept.entries()[0].number))
    again.run(["/sources", "/history", "and the harbour?"])
    assert "garden.txt" in printed().partition("harbour")[0]
    (entry,) = kept.entries()
    assert kept.conversation(entry.number).exchanges[1].understood == "Lindby: the harbour?"


def test_nothing_is_kept_where_that_is_not_wanted(new_chat: NewChat, tmp_path: Path) -> None:
    assert new_chat(conversations=None).run([QUESTION]) == 0
    assert not (tmp_path / "conversations.db").exists()


def test_a_conversation_that_cannot_be_kept_goes_on(
    new_chat: NewChat, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conversations.db").write_bytes(b"not a database, by any means " * 40)
    assert new_chat().run([QUESTION, QUESTION]) == 0
    assert capsys.readouterr().err.count("conversations.db") == 1


def test_filters_narrow_every_question(new_chat: NewChat, printed: Callable[[], str]) -> None:
    assert new_chat(filters=Filters(suffixes=("pdf",))).run([QUESTION]) != 0
    assert "harbour.txt" not in printed()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("/open", "wants the number"),
        ("/open 2", "no source 2"),
        ("/open ../../etc/passwd", "no source ../../etc/passwd"),
        ("/open 01", "no source 01"),
        ("/frobnicate", "no command /frobnicate"),
        ("/model /no/such/model.gguf", "/no/such/model.gguf"),
        ("/", "no command /"),
    ],
)
def test_a_command_that_is_off_is_told_so_and_the_chat_goes_on(
    new_chat: NewChat, capsys: pytest.CaptureFixture[str], command: str, message: str
) -> None:
    assert new_chat().run([QUESTION, command, QUESTION]) == 0
    assert message in capsys.readouterr().err


def test_only_a_cited_file_is_opened(new_chat: NewChat, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int]] = []
    monkeypatch.setattr(
        "localdocs.commands.chatting.chat_loop.open_source",
        lambda path, page: opened.append((path.name, page)),
    )
    new_chat().run(["/open 1", QUESTION, "/open 1", UNKNOWN, "/open 1"])
    assert opened == [("harbour.txt", 1)]


def test_what_begins_with_a_path_is_a_question(new_chat: NewChat, kept: Conversations) -> None:
    new_chat().run(["/etc/harbour opens when?"])
    assert kept.entries()[0].first_question == "/etc/harbour opens when?"


def test_help_names_every_command_and_exit_leaves(
    new_chat: NewChat, printed: Callable[[], str]
) -> None:
    new_chat().run(["/help", "/exit", QUESTION])
    shown = printed()
    assert all(name in shown for name in COMMANDS) and "harbour" not in shown


def test_a_model_may_be_chosen_on_the_way(
    new_chat: NewChat, home: Path, tmp_path: Path, printed: Callable[[], str]
) -> None:
    model = tmp_path / "tiny.gguf"
    write_gguf(model)
    asked: list[str] = []

    def opener(path: str) -> Library:
        asked.append(path)
        return Library(home)

    chat = new_chat(open_library=opener)
    chat.run([QUESTION, "/model", f"/model {model}"])
    shown = printed()
    assert "documents' own words" in shown and "worded by tiny." in shown
    chat.run(["Where is the shed?"])
    assert asked == ["", str(model)]


class _Ending:
    """A service that ends in the midst of an answer."""

    def stream(self, *_: object, **__: object) -> Iterator[StreamEvent]:
        yield StreamEvent("text", text="The")
        raise ServiceError("The background service ended before it had finished.")

    def close(self) -> None:
        pass


def test_a_service_that_ends_is_done_without_at_the_next_question(
    new_chat: NewChat, home: Path, kept: Conversations
) -> None:
    libraries: Iterable[object] = iter([_Ending(), Library(home)])
    chat = new_chat(open_library=lambda _: next(libraries))  # type: ignore[call-overload]
    assert chat.run([QUESTION, QUESTION]) == 0
    assert kept.entries()[0].questions == 1


CITED = Citation(1, Path("/docs/harbour.txt"), "", 1, 0, 27, "The harbour opens at seven.", True)


class _Interrupted:
    """A library that is interrupted by the person."""

    def stream(self, *_: object, **__: object) -> Iterator[StreamEvent]:
        yield StreamEvent("text", text="The harbour opens at seven. [1]", citations=(CITED,))
        raise KeyboardInterrupt

    def close(self) -> None:
        pass


def test_an_interrupted_answer_is_kept_as_far_as_it_came(
    new_chat: NewChat, kept: Conversations
) -> None:
    chat = new_chat(open_library=lambda _: _Interrupted(), interactive=True)
    assert chat.run([QUESTION]) == 0
    (exchange,) = kept.conversation(kept.entries()[0].number).exchanges
    assert exchange.text == "The harbour opens at seven. [1]" and exchange.status == "partial"
    assert exchange.citations == (CITED,)


def test_the_sources_of_an_interrupted_answer_can_be_seen(
    new_chat: NewChat, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = new_chat(open_library=lambda _: _Interrupted(), interactive=True)
    assert chat.run([QUESTION, "/sources"]) == 0
    assert "The harbour opens at seven." in capsys.readouterr().out.partition("/docs/")[2]


def test_in_a_pipe_an_interruption_ends_it_all(new_chat: NewChat, kept: Conversations) -> None:
    with pytest.raises(KeyboardInterrupt):
        new_chat(open_library=lambda _: _Interrupted()).run([QUESTION])
    assert kept.entries() == []
