"""The docs are executed: their code runs, their commands parse, their links lead somewhere, and
nothing that a person can type or meet is missing from them."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import generate_docs
from localdocs import errors
from localdocs.commands.root import cli
from localdocs.home.settings import SETTINGS
from paths import ROOT

PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("localdocs", "ingest", "index", "prompts")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MADE_ANEW = "Run 'make docs'."


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page: language and content."""
    return FENCE.findall(page.read_text(encoding="utf-8"))


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


# Code --------------------------------------------------------------------------------------------

WITH_PYTHON = [page for page in PAGES if any(kind == "python" for kind, _ in blocks(page))]


@pytest.fixture
def place_with_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and a current folder that holds ``examples``."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_is_code_to_run() -> None:
    assert {name_of(page) for page in WITH_PYTHON} == {
        "README.md",
        "docs/python-api.md",
        "docs/reader.md",
    }


@pytest.mark.models
@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_python_runs_and_prints_what_the_page_says(page: Path, place_with_examples: Path) -> None:
    names: dict[str, object] = {"__name__": "docs"}
    printed = StringIO()
    for kind, content in blocks(page):
        if kind == "python":
            printed = StringIO()
            with redirect_stdout(printed):
                exec(compile(content, name_of(page), "exec"), names)
        elif kind == "text" and printed.getvalue():
            assert printed.getvalue() == content
            printed = StringIO()
    assert not printed.getvalue(), "this is printed, and the page does not show it"


# Commands ----------------------------------------------------------------------------------------


def commands(page: Path) -> Iterator[list[str]]:
    """The words of every ``localdocs`` command in a console block or between backticks."""
    text = page.read_text(encoding="utf-8")
    lines = [
        line for kind, content in blocks(page) if kind == "console" for line in content.split("\n")
    ]
    typed = [line[2:] for line in lines if line.startswith(("$ ", "> "))]
    mentioned = re.findall(r"`(localdocs[^`]*)`", FENCE.sub("", text))
    for line in [*typed, *(" ".join(mention.split()) for mention in mentioned)]:
        words = shlex.split(line, comments=True)
        if "localdocs" in words and "install" not in words and "uninstall" not in words:
            yield words[words.index("localdocs") + 1 :]


EVERY_COMMAND = sorted({tuple(words) for page in PAGES for words in commands(page)})


def is_understood(words: tuple[str, ...]) -> None:
    """Raise the error of click where a command or an option does not exist."""
    root = click.Context(cli, info_name="localdocs")
    if not words or words[0].startswith("-"):
        cli.make_context("localdocs", list(words), resilient_parsing=True)
        return
    name, command, rest = cli.resolve_command(root, list(words))
    assert name is not None and command is not None
    bare = not any(not word.startswith("-") for word in rest)  # `localdocs add`: only its name
    command.make_context(name, rest, parent=root, resilient_parsing=bare)


def test_the_docs_show_commands() -> None:
    assert len(EVERY_COMMAND) > 10


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_a_command_in_the_docs_is_understood(words: tuple[str, ...]) -> None:
    is_understood(words)


@pytest.mark.parametrize("words", [("frobnicate",), ("ask", "--frobnicate", "x")])
def test_a_command_that_does_not_exist_would_be_found(words: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError):
        is_understood(words)


CHEAP = [
    words
    for words in EVERY_COMMAND
    if words
    and words[0] in {"list", "status", "config", "--help", "--version"}
    and not any(word.isupper() or "://" in word for word in words)
]


@pytest.mark.parametrize("words", CHEAP, ids=" ".join)
def test_a_cheap_command_in_the_docs_succeeds(
    words: tuple[str, ...], place_with_examples: Path
) -> None:
    run = CliRunner().invoke(cli, words)
    assert run.exit_code == 0, run.output
    assert run.output.strip()


def transcript(page: Path) -> list[tuple[list[str], list[str]]]:
    """The ``localdocs`` commands of a page that show what they printed, with these lines."""
    found: list[tuple[list[str], list[str]]] = []
    for kind, content in blocks(page):
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", content, flags=re.MULTILINE):
            line, *output = part.rstrip().split("\n")
            if line.startswith("localdocs ") and output:
                found.append((shlex.split(line)[1:], output))
    return found


@pytest.mark.models
def test_the_transcript_of_the_readme_is_what_is_printed(place_with_examples: Path) -> None:
    """All of it, apart from how long it took, and from what the model wrote without support: its
    words may differ from one processor to the next."""
    for words, expected in transcript(ROOT / "README.md"):
        run = subprocess.run(
            [sys.executable, "-m", "localdocs", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        shown = run.stdout.replace(f"{place_with_examples}{os.sep}", "").replace(os.sep, "/")
        assert what_counts(shown) == what_counts("\n".join(expected)), words


def what_counts(text: str) -> list[str]:
    supported = text.partition("\nThe model also wrote")[0]
    plain = re.sub(r"\d+\.\d s\b", "… s", supported)
    return [line.rstrip() for line in plain.strip().split("\n")]


# Completeness ------------------------------------------------------------------------------------

EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


SOURCES = {
    path: path.read_text(encoding="utf-8")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}


def named_variables() -> set[str]:
    """The environment variables that the program reads by name."""
    found: set[str] = set()
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(?:LOCALDOCS_[A-Z]+|NO_COLOR)$", node.value))
    return found


def documented() -> Iterator[str]:
    yield from (f"localdocs {name}" for name in cli.commands)
    yield from (setting.name for setting in SETTINGS)
    yield from (f"LOCALDOCS_{setting.name.upper()}" for setting in SETTINGS)
    yield from sorted(named_variables())
    yield from (kind.__name__ for _, kind in generate_docs.error_tree(errors.LocalDocsError))


@pytest.mark.parametrize("name", list(documented()))
def test_whatever_can_be_typed_or_met_is_in_the_docs(name: str) -> None:
    assert re.search(rf"`{re.escape(name)}\b|^## {re.escape(name)}$", EVERYTHING, re.MULTILINE)


ABOUT_CODE = [ROOT / "docs" / name for name in ("architecture.md", "python-api.md")]
ABOUT_CODE += sorted((ROOT / "docs" / "decisions").glob("000[34]*.md"))
CLASS = re.compile(r"(?:[A-Z][a-z]+){2,}(?:\.\w+)?|[A-Z][a-z]+\.\w+")


def names_of_code(page: Path) -> set[str]:
    """What a page names between backticks: ``_name``, ``Class.name``, ``package.module.name``."""
    quoted = re.findall(r"`([\w.]+)`", prose(page))
    return {
        name
        for name in quoted
        if name.startswith("_") or name.split(".")[0] in PACKAGES or CLASS.fullmatch(name)
    }


@pytest.mark.parametrize("page", ABOUT_CODE, ids=name_of)
def test_code_that_a_page_names_exists(page: Path) -> None:
    files = {path.relative_to(ROOT) for path in SOURCES}
    modules = {path.with_suffix("").as_posix() for path in files}
    modules |= {path.parent.as_posix() for path in files}
    everything = "\n".join(SOURCES.values())
    for name in names_of_code(page):
        last = name.split(".")[-1]
        defined = rf"^\s*(?:(?:def|class) {last}\b|{last}\b.* = |{last}: )"
        is_module = name.replace(".", "/") in modules or name in PACKAGES
        assert is_module or re.search(defined, everything, re.MULTILINE), name


def test_every_error_class_is_in_the_generated_tree() -> None:
    defined = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__
    }
    assert defined == {kind.__name__ for _, kind in generate_docs.error_tree(errors.LocalDocsError)}


@pytest.mark.parametrize("page", list(generate_docs.pages()), ids=name_of)
def test_generated_pages_are_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == generate_docs.pages()[page], MADE_ANEW


def test_the_picture_shows_an_answer_and_loads_nothing() -> None:
    picture = (ROOT / "docs" / "terminal.svg").read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", "", picture).replace("&#160;", " ")
    assert "localdocs ask" in words and "examples/stove-handbook.pdf, page 7" in words
    assert "url(" not in picture.replace("url(#", "")


# Links and habits --------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors that headings get: lower case, no punctuation, hyphens for spaces."""
    plain = [re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(prose(page))]
    return {title.replace(" ", "-") for title in plain}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(prose(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_the_index_of_the_docs_names_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(prose(index))}
    assert set((ROOT / "docs").rglob("*.md")) - linked == {index}


def test_every_reader_has_its_row_in_the_formats() -> None:
    page = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8")
    for module in set(generate_docs.READERS.values()):
        assert f"`{module}`" in page, MADE_ANEW
