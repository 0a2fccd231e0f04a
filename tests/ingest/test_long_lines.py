"""Long lines of one sign are read in time, in every text format: it never grows with the square.

Such files used to take a minute and more; the limit is far above what any of them takes now.
"""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.readers import read
from localdocs.errors import ReadError

LENGTH = 50_000
LIMIT_SECONDS = 15.0

FORMS = {
    ".csv": 'name,value\na,"{}"\nb,2\n',
    ".md": "# A {0} b\n\ntext {0} end\n",
    ".html": "<h1>A{0}b</h1><p>t{0}e</p><table><tr><td>{0}<td>b</table><pre>{0}</pre>",
    ".txt": "A {0} b\n\nTitle: {0} c\n",
    ".py": "# A {0}\nx = 1\n{0}",
    ".eml": "Subject: A{0}b\n\nOn Monday {0} wrote:\n> {0}\n\n-- \n{0}",
    ".json": '{{"a{0}": "b{0}"',
    ".xml": "<a b='{0}'><c>{0}</c>{0}",
    ".tex": "\\title{{A{0}b}}\\section{{{0}}} a{0} \\item[{0}] ${0}$",
    ".org": "* A{0}b :c:\n{0} [[{0}][a]]\n|{0}|",
    ".adoc": "== A{0}b\n{0} link:{0}[a] <<{0},b>>\n* {0}",
    ".srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>{0}</i> a {0}",
    ".rst": "A {0}\n=====\n\nb {0} c",
}
SIGNS = [" ", "\n", "\t", "\xa0", ".", ". ", "a", "[", "![", "{%", "<", "<!--", "`", "A."]


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_long_line_is_read_in_time(tmp_path: Path, suffix: str, sign: str) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_text(FORMS[suffix].format(sign * (LENGTH // len(sign))), "utf-8")
    started = time.monotonic()
    with suppress(ReadError):
        read(file)
    assert time.monotonic() - started < LIMIT_SECONDS


def test_a_row_of_brackets_in_markdown_is_text(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text(f"before {'[' * 40} and [words](http://x) after", "utf-8")
    assert read(file).pages[0].text == f"before {'[' * 40} and words after"
