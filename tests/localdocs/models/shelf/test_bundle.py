"""A bundle is written to one folder, whoever prepared it, and its note can be pasted."""

import os
import shlex
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.errors import StorageError
from localdocs.models.gguf.facts import LocalModel
from localdocs.models.gguf.header import read_facts
from localdocs.models.shelf.bundle import make_bundle

posix_only = pytest.mark.skipif(os.name == "nt", reason="such names and links are of POSIX")


def model(folder: Path, name: str) -> LocalModel:
    path = write_gguf(folder / name)
    return LocalModel(path.stem, path, "a folder", read_facts(path))


def bundled(stick: Path, *models: LocalModel) -> str:
    make_bundle(stick, models, [], lambda transfer: None)
    return (stick / "README.txt").read_text("utf-8")


@posix_only
@pytest.mark.parametrize("name", ["tiny.gguf.part", "tiny.gguf"])
def test_a_link_on_the_stick_is_not_written_through(tmp_path: Path, name: str) -> None:
    tiny = model(tmp_path / "own", "tiny.gguf")
    stick, outside = tmp_path / "stick", tmp_path / "outside"
    outside.write_text("as it was")
    (stick / "models").mkdir(parents=True)
    (stick / "models" / name).symlink_to(outside)
    bundled(stick, tiny)
    assert outside.read_text() == "as it was"
    copy = stick / "models" / "tiny.gguf"
    assert not copy.is_symlink() and copy.read_bytes() == tiny.path.read_bytes()


@posix_only
def test_a_link_to_the_model_itself_is_no_copy(tmp_path: Path) -> None:
    tiny = model(tmp_path / "own", "tiny.gguf")
    stick = tmp_path / "stick"
    (stick / "models").mkdir(parents=True)
    (stick / "models" / "tiny.gguf").symlink_to(tiny.path)
    bundled(stick, tiny)
    assert not (stick / "models" / "tiny.gguf").is_symlink()


@posix_only
@pytest.mark.parametrize("name", ["SHA256SUMS", "README.txt"])
def test_notes_are_not_written_through_a_link(tmp_path: Path, name: str) -> None:
    stick, outside = tmp_path / "stick", tmp_path / "outside"
    outside.write_text("as it was")
    stick.mkdir()
    (stick / name).symlink_to(outside)
    bundled(stick, model(tmp_path / "own", "tiny.gguf"))
    assert outside.read_text() == "as it was"


@posix_only
@pytest.mark.parametrize("name", ["models", "wheels"])
def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    stick, outside = tmp_path / "stick", tmp_path / "outside"
    outside.mkdir()
    stick.mkdir()
    (stick / name).symlink_to(outside)
    with pytest.raises(StorageError, match="is a link to another place"):
        bundled(stick, model(tmp_path / "own", "tiny.gguf"))
    assert not list(outside.iterdir())


@posix_only
@pytest.mark.parametrize("name", [
    "a'; touch INJECTED; '.gguf", "two\nlines.gguf", "$(touch INJECTED).gguf", "`id`.gguf",
    "--from.gguf", 'say "hello".gguf', "back\\slash.gguf", "Größe 7.gguf",
])  # fmt: skip
def test_the_commands_can_be_pasted(tmp_path: Path, name: str) -> None:
    stick = tmp_path / "stick"
    note = bundled(stick, model(tmp_path / "own", name))
    (file,) = (stick / "models").iterdir()
    commands = [line.strip() for line in note.split("\n") if "localdocs models" in line]
    pulled, used = map(shlex.split, commands)
    assert pulled == ["localdocs", "models", "pull", file.name, "--from", "."]
    assert used == ["localdocs", "models", "use", file.name]
    assert not set(file.name) & set("'\"$`\n\\;") and not file.name.startswith("-")
    assert (stick / "SHA256SUMS").read_text("utf-8").endswith(f"  models/{file.name}\n")


def test_an_ordinary_name_stays(tmp_path: Path) -> None:
    bundled(tmp_path / "stick", model(tmp_path / "own", "SmolLM2-135M.Q4_1 (new).gguf"))
    (file,) = (tmp_path / "stick" / "models").iterdir()
    assert file.name == "SmolLM2-135M.Q4_1 (new).gguf"


def test_only_wheels_by_their_usual_names_are_taken(tmp_path: Path) -> None:
    names = ["good-1.0-py3-none-any.whl", "-x.whl", "a b.whl"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    wheels = [tmp_path / name for name in names]
    bundle = make_bundle(tmp_path / "stick", [], wheels, lambda transfer: None)
    assert bundle.wheels == ("good-1.0-py3-none-any.whl",)
