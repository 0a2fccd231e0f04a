"""A person's own template comes first, then the file's, then the family's."""

from pathlib import Path

import pytest

from localdocs.errors import ModelError
from prompts.templates.choice import choose_template
from prompts.templates.families import family_template


def test_the_order(tmp_path: Path) -> None:
    (tmp_path / "my-model.jinja").write_text("own", encoding="utf-8")
    names = ("Other", "my-model")
    assert choose_template("in file", "gemma", names, tmp_path) == "own"
    assert choose_template("in file", "gemma", ("Other",), tmp_path) == "in file"
    assert choose_template("", "gemma", ("Other",), tmp_path) == family_template("gemma")
    assert choose_template("", "", ("Other",), tmp_path / "missing") == family_template("chatml")


def test_a_name_with_a_path_in_it_stays_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside.jinja").write_text("outside", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "gemma-2b.jinja").write_text("own", encoding="utf-8")
    assert choose_template("file", "", ("../outside",), folder) == "file"
    assert choose_template("file", "", ("..\\outside",), folder) == "file"
    assert choose_template("file", "", ("google/gemma-2b",), folder) == "own"


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.jinja").write_bytes(b"\xff\xfe{{")
    with pytest.raises(ModelError, match=r"m\.jinja.*UTF-8"):
        choose_template("", "", ("m",), tmp_path)
