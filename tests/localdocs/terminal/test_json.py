"""One JSON object, whatever a command has to say."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from localdocs.commands.opened import Terminal
from localdocs.errors import PathError
from localdocs.terminal.json import JsonTerminal
from localdocs.terminal.text import TextTerminal


def never() -> Iterator[str]:
    """What must not be run through."""
    raise AssertionError
    yield ""


def test_only_the_shape_is_made_for_programs() -> None:
    out = StringIO()
    terminal: Terminal = JsonTerminal(out)
    terminal.lines(never())
    terminal.result({"paths": (Path(name) for name in "ab")}, never())
    assert json.loads(out.getvalue()) == {"paths": ["a", "b"]}


def test_only_the_lines_are_made_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    terminal: Terminal = TextTerminal(fancy=False)
    terminal.result(never(), ["one", "two"])
    assert capsys.readouterr().out == "one\ntwo\n"


def test_an_error_while_a_shape_is_made_leaves_one_object() -> None:
    out = StringIO()
    terminal = JsonTerminal(out)

    def shapes() -> Iterator[str]:
        yield "first"
        raise PathError("Gone.", "Look elsewhere.")

    with pytest.raises(PathError) as raised:
        terminal.result(shapes(), ())
    terminal.error(raised.value)
    assert json.loads(out.getvalue()) == {"error": "Gone.", "remedy": "Look elsewhere."}
