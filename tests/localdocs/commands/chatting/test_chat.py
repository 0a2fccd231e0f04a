"""``localdocs chat`` and ``localdocs chats`` as processes: on a terminal, and in a pipe."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeEmbedder
from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models
from paths import ROOT, SUPPORT

QUESTION = "When does the harbour open in the morning?"
FACT = "The harbour opens at seven in the morning."
UNKNOWN = "What boiling point has tungsten carbide?"
CTRL_C, CTRL_D = b"\x03", b"\x04"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(chosen_models, "open_embedder", lambda *_: FakeEmbedder())
    file = tmp_path / "harbour.txt"
    file.write_text(FACT + " The harbour fees are due in May.")
    with Library(tmp_path / "home") as library:
        library.add(file)
    return tmp_path / "home"


def environment(home: Path, **more: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    path = os.pathsep.join([str(ROOT), str(SUPPORT)])
    return known | {"LOCALDOCS_HOME": str(home), "PYTHONPATH": path, "TERM": "xterm"} | more


def run(
    home: Path, *words: str, stdin: str = "", **more: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(SUPPORT / "chat_child.py"), *words],
        env=environment(home, **more),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_pipe_holds_a_question_a_line(home: Path) -> None:
    done = run(home, "chat", "--no-llm", stdin=f"{QUESTION}\n\n{UNKNOWN}\n")
    assert done.returncode == 3, done.stderr
    answer = done.stdout.partition("\n")[0]
    assert "seven" in answer.lower() and answer.endswith("[1]")
    assert "Not in your documents." in done.stdout
    assert "> " not in done.stdout and "\x1b" not in done.stdout
    assert run(home, "chat", "--no-llm", stdin=f"{UNKNOWN}\n{QUESTION}").returncode == 0
    assert run(home, "chat", "--no-llm", stdin="").returncode == 0


def test_conversations_are_listed_shown_found_exported_and_forgotten(home: Path) -> None:
    run(home, "chat", "--no-llm", stdin=f"{QUESTION}\n")
    run(home, "chat", "--no-llm", "--continue", stdin="and the fees?\n")
    run(home, "chat", "--no-llm", "--continue", "1", "--type", "txt", stdin="/sources\n")

    def parsed(*words: str) -> Any:
        return json.loads(run(home, "chats", *words, "--json").stdout)

    (entry,) = parsed("list")
    assert (entry["conversation"], entry["questions"]) == (1, 2)
    shown = parsed("show", "1")
    quote = shown["exchanges"][0]["citations"][0]
    assert (
        set(quote) >= {"number", "path", "page", "quote", "verified"} and "seven" in quote["quote"]
    )
    assert parsed("export") == parsed("export", "1") == [shown]
    assert [one["question"] for one in parsed("search", "harbour", "morning")][-1] == QUESTION
    assert f"   > {quote['quote']}" in run(home, "chats", "export", "1").stdout
    assert f"> {QUESTION}" in run(home, "chats", "show", "1").stdout
    assert run(home, "chats", "search", "unicorn").returncode == 3
    assert run(home, "chats", "forget", "1").stdout == "Forgotten: conversation 1.\n"
    assert b"morning" not in (home / "conversations.db").read_bytes()
    assert run(home, "chats", "forget", "--all").stdout == "Forgotten: 0.\n"
    assert not (home / "conversations.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("chats", "show", "7"),
        ("chats", "forget"),
        ("chats", "forget", "1", "--all"),
        ("chat", "--continue"),
        ("chat", "--continue", "7"),
    ],
)
def test_what_is_not_there_is_an_error_of_usage(home: Path, words: tuple[str, ...]) -> None:
    done = run(home, *words)
    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr
    assert not (home / "conversations.db").exists()


def test_no_file_is_made_where_nothing_is_to_be_remembered(home: Path) -> None:
    words = ("chat", "--no-llm")
    done = run(home, *words, stdin=f"{QUESTION}\n", LOCALDOCS_REMEMBER_QUESTIONS="false")
    assert done.returncode == 0 and "seven" in done.stdout
    assert not list(home.glob("conversations*"))


class Screen:
    """A terminal with the program on it."""

    def __init__(self, process: "subprocess.Popen[bytes]", end: int) -> None:
        self.process = process
        self._end = end
        self.seen = ""

    def type(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def type_until(self, keys: bytes, text: str, times: int) -> None:
        """Type again each second: what is typed while readline takes the terminal over is lost."""
        deadline = time.monotonic() + 40
        while self.seen.count(text) < times:
            assert time.monotonic() < deadline, self.seen
            self.type(keys)
            for _ in range(10):
                self._read()

    def wait_for(self, text: str, *, times: int = 1, seconds: float = 40.0) -> None:
        deadline = time.monotonic() + seconds
        while self.seen.count(text) < times:
            assert time.monotonic() < deadline, self.seen
            self._read()

    def _read(self) -> None:
        import select

        if select.select([self._end], [], [], 0.1)[0]:
            try:
                self.seen += os.read(self._end, 65536).decode("utf-8", "replace")
            except OSError:  # the program has ended
                time.sleep(0.1)

    def leave(self) -> int:
        self.type(CTRL_D)
        deadline = time.monotonic() + 20
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.seen
            self._read()
        return self.process.returncode


@contextmanager
def screen(home: Path, *words: str, **more: str) -> Iterator[Screen]:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(SUPPORT / "chat_child.py"), *words],
        env=environment(home, **more),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    try:
        yield Screen(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


ON_A_TERMINAL = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")


@ON_A_TERMINAL
def test_ctrl_c_stops_the_answer_and_ctrl_d_leaves(home: Path) -> None:
    with screen(home, "chat") as terminal:
        terminal.wait_for("> ")
        terminal.type(f"{QUESTION}\n".encode())
        terminal.wait_for("in the morning. [1]")  # a word of it is bold
        terminal.type(CTRL_C)
        terminal.wait_for("Interrupted")
        terminal.wait_for("> ", times=2)
        terminal.type(b"/history\n")
        terminal.wait_for(f"  1  {QUESTION}")
        terminal.wait_for("> ", times=3)
        terminal.type_until(b"half a line" + CTRL_C, "> ", times=4)
        assert terminal.leave() == 0
        assert "Traceback" not in terminal.seen
    (exchange,) = json.loads(run(home, "chats", "export", "1", "--json").stdout)[0]["exchanges"]
    assert exchange["answer"] == f"{FACT} [1]"


@ON_A_TERMINAL
@pytest.mark.parametrize(
    ("more", "links"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_evidence_comes_first_and_sources_can_be_clicked_where_that_is_possible(
    home: Path, more: dict[str, str], links: bool
) -> None:
    with screen(home, "chat", "--no-llm", **more) as terminal:
        terminal.wait_for("> ")
        terminal.type(f"{QUESTION}\n".encode())
        terminal.wait_for("> ", times=2)
        assert terminal.leave() == 0
        assert ("\x1b]8;;file://" in terminal.seen) is links
        before = terminal.seen.partition("[1]")[0]
        assert (f"harbour.txt, page 1: “{FACT}”" in before) is links
