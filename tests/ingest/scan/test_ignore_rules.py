"""Ignore files behave as git's do, held against git itself where it is installed."""

import os
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ingest.scan.folder_scan import scan
from ingest.scan.ignore_patterns import Patterns
from ingest.scan.ignore_rules import SIZE_LIMIT_BYTES, Rules, is_ignored, suffix_list
from localdocs.types import Skipped

GIT = Rules(honour_gitignore=True)


def make(root: Path, tree: dict[str, str]) -> Path:
    for name, content in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    return root


def found(root: Path, rules: Rules, left_out: Counter[str] | None = None) -> list[str]:
    items = scan(
        root, suffixes={".txt", ".md"}, size_limit_bytes=1000, rules=rules, left_out=left_out
    )
    return [item.path.relative_to(root).as_posix() for item in items]


TREES = {
    "a name anywhere": {"": "b.txt", "a.txt": "", "b.txt": "", "c/b.txt": ""},
    "a name at the top": {"": "/b.txt", "b.txt": "", "c/b.txt": ""},
    "a folder": {"": "c/", "a.txt": "", "c/b.txt": "", "d/c/e.txt": ""},
    "not a file of a folder's name": {"": "c.txt/", "c.txt": ""},
    "taken back": {"": "*.txt\n!b.txt", "a.txt": "", "b.txt": "", "c/b.txt": ""},
    "not from an ignored folder": {"": "c/\n!c/b.txt", "a.txt": "", "c/b.txt": ""},
    "but from its content": {"": "c/*\n!c/b.txt", "c/a.txt": "", "c/b.txt": ""},
    "deeper wins": {"": "*.txt", "c/": "!b.txt", "a.txt": "", "b.txt": "", "c/b.txt": ""},
    "a folder taken back": {"": "*.txt", "c/": "!d", "c/d/a.txt": "", "c/d/b.md": ""},
    "deeper is relative": {"c/": "/b.txt\nd/e.txt", "b.txt": "", "c/b.txt": "", "c/d/b.txt": "",
                           "c/d/e.txt": "", "d/e.txt": ""},
    "stars": {"": "a*c.txt\n**/x/*.txt\nd/**/e.txt", "abc.txt": "", "a/c.txt": "", "x/1.txt": "",
              "z/x/2.txt": "", "d/e.txt": "", "d/1/2/e.txt": ""},
    "one of": {"": "[ab]?.txt\n[!c]x.md", "a1.txt": "", "b.txt": "", "c1.txt": "", "dx.md": "",
               "cx.md": ""},
    "comments and spaces": {"": "# a.txt\n\n  \nb.txt   \n\\#c.txt\n\\!d.txt", "a.txt": "",
                            "b.txt": "", "#c.txt": "", "!d.txt": ""},
    "a carriage return": {"": "b.txt\r\nc/\r\n", "b.txt": "", "c/a.txt": ""},
    "a byte order mark": {"": "\ufeffb.txt", "b.txt": "", "a.txt": ""},
    "odd folders": {"a [b]*/": "c.txt\n/d.txt", "a [b]*/c.txt": "", "a [b]*/d.txt": "",
                    "a [b]*/e/d.txt": "", "a bx/c.txt": ""},
    "broken lines": {"": "[\nb.txt\n!\n/\n\\", "b.txt": "", "a.txt": "", "[.txt": ""},
    "everything": {"": "*\n!*/\n!*.md", "a.txt": "", "b.md": "", "c/d.md": "", "c/e.txt": ""},
    "not UTF-8": {"": "caf\udce9.txt", "caf\udce9.txt": "", "b.txt": ""},
}  # fmt: skip


def with_ignore_files(tree: dict[str, str], name: str) -> dict[str, str]:
    """Keys that are "" or end in a slash stand for the ignore file there."""
    return {
        f"{key}{name}" if not key or key.endswith("/") else key: text for key, text in tree.items()
    }


def listed_by_git(root: Path) -> list[str]:
    git = ["git", "-c", "core.excludesFile=/dev/null", "-C", str(root)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    run = [*git, "ls-files", "-z", "--others", "--exclude-standard"]
    subprocess.run([*git, "init", "-q"], env=environment, check=True)
    names = subprocess.run(run, env=environment, check=True, capture_output=True).stdout
    shutil.rmtree(root / ".git")
    return sorted(name for name in os.fsdecode(names).split("\0") if name.endswith((".txt", ".md")))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_git_finds_the_same_files(tmp_path: Path, tree: dict[str, str]) -> None:
    make(tmp_path, with_ignore_files(tree, ".gitignore"))
    expected = listed_by_git(tmp_path)
    assert sorted(found(tmp_path, GIT)) == expected
    every_file = [path for path in tmp_path.rglob("*") if path.suffix in (".txt", ".md")]
    kept = [path for path in every_file if not is_ignored(path, tmp_path, GIT)]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in kept) == expected


# Not "a**": git before 2.41 took it for more than a star, by reading memory that it should not.
PIECE = some.sampled_from(
    [
        "a",
        "b",
        "c",
        "*",
        "**",
        "a*",
        "?",
        "[ab]",
        "[!a]",
        "***",
        "\\\\b",
        "[a-b]x",
        "[[:alpha:]]",
        "b ",
        "[",
        "",
    ]
)
LINE = some.builds(
    lambda sign, first, pieces, last: sign + first + "/".join(pieces) + last,
    some.sampled_from(["", "", "!"]),
    some.sampled_from(["", "/"]),
    some.lists(PIECE, min_size=1, max_size=3),
    some.sampled_from(["", "", "/", ".txt"]),
)
LINES = some.lists(LINE, max_size=4)
FILES = [f"{folder}{name}.txt" for folder in ("", "a/", "b/", "a/b/", "a/c/", "b/a/b/")
         for name in "abc"]  # fmt: skip


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=60, deadline=None)
@given(top=LINES, below=LINES)
def test_git_agrees_about_whatever_one_can_write(
    tmp_path_factory: pytest.TempPathFactory, top: list[str], below: list[str]
) -> None:
    root = tmp_path_factory.mktemp("tree")
    tree = dict.fromkeys(FILES, "") | {"": "\n".join(top), "a/": "\n".join(below)}
    make(root, with_ignore_files(tree, ".gitignore"))
    assert sorted(found(root, GIT)) == listed_by_git(root)


@pytest.mark.parametrize(
    "line",
    [
        "*n" * 60 + "z",
        "**/n*/" * 9 + "z",
        "n?*" * 40 + "[!nt]",
        "[n]*" * 30 + "/**/" + "*n" * 30 + "z",
        "n" * 100 + " " * 100_000 + "z",
        "*" + "n*" * 200_000,
    ],
)
def test_a_pattern_with_many_stars_is_matched_at_once(tmp_path: Path, line: str) -> None:
    """Each star multiplied the time: a folder from elsewhere could stop the program."""
    deep = "/".join(["n" * 60] * 8)
    make(
        tmp_path, {".localdocsignore": f"{line}\nb.txt", f"{deep}/{'n' * 200}.txt": "", "b.txt": ""}
    )
    started = time.monotonic()
    assert found(tmp_path, Rules()) == [f"{deep}/{'n' * 200}.txt"]
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("a*b*c.txt", {"abc.txt", "abbcbc.txt", "a-b-c-c.txt"}),
        ("a*b*c/d.txt", {"abcbc/d.txt"}),
        ("**/a/**/b/*.txt", {"a/b/x.txt", "a/a/b/b/x.txt"}),
        ("kept\\   ", {"kept "}),
    ],
)
def test_stars_reach_as_far_as_they_must(line: str, names: set[str]) -> None:
    patterns = Patterns().within("", [line])
    others = {"abc.md", "bac.txt", "abc/c.txt", "b/a/x.txt", "a/bb/x.txt", "kept", "kept  "}
    assert {name for name in names | others if patterns.ignore(name, is_folder=False)} == names


def test_our_own_file_is_always_honoured_and_has_the_last_word(tmp_path: Path) -> None:
    tree = {".gitignore": "*.txt", ".localdocsignore": "!a.txt\n*.md"}
    make(tmp_path, tree | {"a.txt": "", "b.txt": "", "c.md": ""})
    assert found(tmp_path, Rules()) == ["a.txt", "b.txt"]
    left_out: Counter[str] = Counter()
    assert found(tmp_path, GIT, left_out) == ["a.txt"]
    assert left_out == {"ignored": 2}


def test_built_in_exclusions_stay(tmp_path: Path) -> None:
    make(tmp_path, {".localdocsignore": "!.hidden\n!*~", ".hidden/a.txt": "", "b.txt~": ""})
    assert found(tmp_path, Rules()) == []


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_is_no_ignore_file(tmp_path: Path, kind: str) -> None:
    make(tmp_path, {"a.txt": "", "patterns": "*"})
    place = tmp_path / ".localdocsignore"
    if kind == "link":
        place.symlink_to(tmp_path / "patterns")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    assert found(tmp_path, Rules()) == ["a.txt"]


def test_an_ignore_file_that_cannot_be_read_closes_its_folder(tmp_path: Path) -> None:
    """Nothing that may be private comes in, and what is indexed stays."""
    tree = {"a.txt": "", "sub/b.txt": "", "sub/.localdocsignore": "#" * (SIZE_LIMIT_BYTES + 1)}
    make(tmp_path, tree)
    items = list(scan(tmp_path, suffixes={".txt"}, size_limit_bytes=9, rules=Rules()))
    reason = "the folder cannot be opened: .localdocsignore is larger than 1 mib"
    assert items[1:] == [Skipped(tmp_path / "sub", reason)]


def test_suffixes(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "", "b.MD": "", "c.wps": "", "d.exe": ""})
    only = Rules(include_suffixes=suffix_list("pdf; .MD"))
    without = Rules(exclude_suffixes=suffix_list("txt, wps,"))
    left_out: Counter[str] = Counter()
    assert found(tmp_path, only, left_out) == ["b.MD"]
    assert left_out == {"suffix": 2}
    assert found(tmp_path, without) == ["b.MD"]
    assert is_ignored(tmp_path / "a.txt", tmp_path, only)
    assert not is_ignored(tmp_path / "folder", tmp_path, only)
    assert suffix_list(" , ") == frozenset()
