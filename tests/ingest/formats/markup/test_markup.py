"""TeX, Org, AsciiDoc: the words of the printed page, with its structure."""

import time
from pathlib import Path

import pytest

from ingest.formats.markup import adoc, org, tex
from ingest.readers import read
from localdocs.errors import NoTextError
from localdocs.types import Document

TEX = r"""\documentclass{article}\usepackage{amsmath}
\title{On the \emph{Growth} of Trees}\author{Ann Sm\"ith \and Bob}
\begin{document}\maketitle
\section{Introduction}\label{sec:intro}
By \citet{knuth84}, a tree of height $h_1$ has $2^{h}$ leaves---it costs 50\% less. % no

Caf\'e \"Uber stra{\ss}e.
\begin{enumerate}
  \item First \textbf{bold} thing
  \item Second
\begin{itemize}\item deep\end{itemize}
\end{enumerate}
\begin{tabular}{l|r}\hline Tree & Height \\ \hline Oak & 20 m \\ \end{tabular}
\begin{verbatim}
x = {1} % kept? no
\end{verbatim}
\end{document} after"""

ORG = """#+TITLE: Garden plan
#+AUTHOR: Ann
#+DATE: <2024-03-02 Sat>
Intro *bold* with [[https://x.org][a link]].
* TODO Buy seeds :garden:
  :PROPERTIES:
  :ID: 1234
  :END:
- [X] beans
| Plant | Price |
|-------+-------|
| Bean  | 2.50  |
#+begin_src python
print(1)
#+end_src
"""

ADOC = """= Boiler Manual
:author: Ann
// no

Intro with https://x.org[a link] and *bold*.

== Maintenance
* Clean the filter
** every month

[options="header"]
|===
|Part |Price

|Pump
|30
|===

----
run --now
----
"""


def opened(folder: Path, name: str, text: str) -> Document:
    file = folder / name
    file.write_text(text, "utf-8")
    return read(file)


def blocks(document: Document) -> list[tuple[str, int, str]]:
    page = document.pages[0]
    return [
        (block.kind.value, block.level, page.text[block.start : block.end]) for block in page.blocks
    ]


def test_tex(tmp_path: Path) -> None:
    document = opened(tmp_path, "x.tex", TEX)
    found = blocks(document)
    assert (document.title, document.author) == ("On the Growth of Trees", "Ann Smïth, Bob")
    assert ("heading", 2, "Introduction") in found
    said = "By [knuth84], a tree of height $h_1$ has $2^{h}$ leaves—it costs 50% less."
    assert ("paragraph", 0, said) in found
    assert ("paragraph", 0, "Café Über straße.") in found
    assert [text for kind, _, text in found if kind == "list_item"] == [
        "1. First bold thing",
        "2. Second",
        "- deep",
    ]
    assert ("table_header", 0, "Tree | Height") in found
    assert ("table_row", 0, "Oak | 20 m") in found
    assert [text for kind, _, text in found if kind == "code"] == ["x = {1}"]
    assert "after" not in document.pages[0].text
    assert "amsmath" not in document.pages[0].text


def test_org(tmp_path: Path) -> None:
    document = opened(tmp_path, "x.org", ORG)
    found = blocks(document)
    assert (document.title, document.author, document.created) == (
        "Garden plan",
        "Ann",
        "2024-03-02",
    )
    assert "Intro bold with a link." in document.pages[0].text
    assert ("heading", 1, "TODO Buy seeds") in found
    assert ("list_item", 0, "- [X] beans") in found
    assert ("table_row", 0, "Bean | 2.50") in found
    assert ("code", 0, "print(1)") in found
    assert "1234" not in document.pages[0].text


def test_adoc(tmp_path: Path) -> None:
    document = opened(tmp_path, "x.adoc", ADOC)
    found = blocks(document)
    assert (document.title, document.author) == ("Boiler Manual", "Ann")
    assert ("paragraph", 0, "Intro with a link and bold.") in found
    assert ("heading", 2, "Maintenance") in found
    assert [text for kind, _, text in found if kind == "list_item"] == [
        "- Clean the filter",
        "- every month",
    ]
    assert ("table_header", 0, "Part | Price") in found
    assert ("table_row", 0, "Pump | 30") in found
    assert ("code", 0, "run --now") in found


@pytest.mark.parametrize("module", [tex, org, adoc])
def test_an_empty_file(tmp_path: Path, module: object) -> None:
    for name in ("x.tex", "x.org", "x.adoc"):
        with pytest.raises(NoTextError):
            opened(tmp_path, name, " \n")


@pytest.mark.parametrize("name", ["x.tex", "x.org", "x.adoc"])
@pytest.mark.parametrize(
    "piece", ["{", "\\item", "\\begin{x}", "\\section{", "$", "[[", "|", "*", "a ", "\\[", "<<"]
)
def test_long_lines_of_one_sign(tmp_path: Path, name: str, piece: str) -> None:
    started = time.process_time()
    opened(tmp_path, name, f"A title\n\nwords {piece * (50_000 // len(piece))} end\n")
    assert time.process_time() - started < 10
