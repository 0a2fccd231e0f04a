"""The shelf: what is here is found by its name, fetched, taken from a stick, checked, removed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from file_server import FileServer, served
from gguf_files import SMALL, gguf_bytes, write_gguf
from localdocs.errors import (
    DownloadError,
    ModelDamagedError,
    ModelMissingError,
    ModelUnsupportedError,
    PathError,
)
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.fetching.arriving import Transfer
from localdocs.models.fetching.receipts import read_receipt
from localdocs.models.shelf.catalogue import Catalogue, load_catalogue
from localdocs.models.shelf.locations import Location
from localdocs.models.shelf.on_this_computer import Shelf, open_shelf

CONTENT = gguf_bytes(SMALL)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def quiet(transfer: Transfer) -> None:
    """Hears the progress and says nothing."""


@pytest.fixture
def server() -> Iterator[FileServer]:
    with served(FileServer(CONTENT)) as running:
        yield running


@pytest.fixture
def shelf(tmp_path: Path, server: FileServer) -> Shelf:
    """One whose catalogue knows a model that the server has."""
    home = tmp_path / "home"
    home.mkdir()
    entry = {"name": "Tiny Chat", "file": "tiny-chat.gguf", "url": server.url, "sha256": SHA256}
    (home / "catalogue.json").write_text(json.dumps([entry]), encoding="utf-8")
    elsewhere = Location("LM Studio", tmp_path / "lmstudio")
    return Shelf(home / "models", load_catalogue(home), (elsewhere,))


def test_a_model_is_pulled_found_checked_and_removed(shelf: Shelf, server: FileServer) -> None:
    model = shelf.catalogue.get("tiny chat")
    with pytest.raises(ModelMissingError) as caught:
        shelf.get("tiny chat")
    assert "localdocs models pull 'Tiny Chat'" in caught.value.remedy
    path = shelf.pull(model, quiet)
    assert path.read_bytes() == CONTENT
    receipt = read_receipt(path)
    assert receipt and (receipt.source, receipt.sha256) == (server.url, SHA256)
    assert shelf.get("tiny-chat.gguf").path == shelf.get("Tiny Chat").path == path
    assert shelf.verify(shelf.get("Tiny Chat").path) == "SHA-256 as published"
    shelf.pull(model, quiet)
    assert len(server.requests) == 1, "what is there is not fetched again"
    assert shelf.remove("Tiny Chat") == path
    assert not path.exists() and read_receipt(path) is None


def test_a_byte_that_changed_is_noticed(shelf: Shelf) -> None:
    path = shelf.pull(shelf.catalogue.get("Tiny Chat"), quiet)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelDamagedError, match="Expected SHA-256") as caught:
        shelf.verify(shelf.get("Tiny Chat").path)
    assert "localdocs models remove 'tiny-chat.gguf', then" in caught.value.remedy


def test_what_to_do_about_a_download_names_the_model(shelf: Shelf, server: FileServer) -> None:
    server.statuses = [403]
    with pytest.raises(DownloadError, match="not open to everybody") as refused:
        shelf.pull(shelf.catalogue.get("tiny-chat.gguf"), quiet)
    assert refused.value.remedy.endswith("localdocs models pull 'Tiny Chat' --from FILE")
    server.content = bytes(len(server.content))
    with pytest.raises(ModelDamagedError) as damaged:
        shelf.pull(shelf.catalogue.get("Tiny Chat"), quiet)
    assert damaged.value.remedy == (
        "Nothing is left of it. Get it again: localdocs models pull 'Tiny Chat'"
    )


def test_what_cannot_answer_is_said_also_where_a_name_is_given(
    shelf: Shelf, tmp_path: Path
) -> None:
    plain = write_gguf(tmp_path / "lmstudio" / "bge-small.gguf", general__architecture="bert")
    for name in ("bge-small", "bge-small.gguf", str(plain)):
        with pytest.raises(ModelUnsupportedError, match=r"bge-small cannot answer.*into vectors"):
            shelf.get(name)
    with pytest.raises(ModelUnsupportedError, match=r"Nomic Embed Text v1\.5 cannot answer"):
        shelf.get("Nomic Embed Text v1.5")  # nobody should fetch it to be told so


@pytest.mark.parametrize("folder", ["", "stick", "stick/models"])
def test_a_model_is_taken_from_a_stick(shelf: Shelf, tmp_path: Path, folder: str) -> None:
    source = tmp_path / "stick" / "models" / "TINY-CHAT.gguf"
    write_gguf(source)
    path = shelf.take("Tiny Chat", tmp_path / folder if folder else source, quiet)
    assert path.name == "tiny-chat.gguf" and path.read_bytes() == source.read_bytes()
    assert read_receipt(path)


def test_a_stick_with_another_file_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    write_gguf(tmp_path / "stick" / "tiny-chat.gguf", general__name="Other")
    with pytest.raises(ModelDamagedError, match="Expected SHA-256"):
        shelf.take("Tiny Chat", tmp_path / "stick", quiet)
    assert not [it for it in shelf.folder.iterdir() if not it.name.endswith(".lock")]
    with pytest.raises(ModelMissingError, match="neither file nor folder"):
        shelf.take("Tiny Chat", tmp_path / "no stick", quiet)


def test_a_model_that_no_catalogue_has_is_taken_by_its_file(shelf: Shelf, tmp_path: Path) -> None:
    write_gguf(tmp_path / "stick" / "own.gguf")
    path = shelf.take("own", tmp_path / "stick", quiet)
    assert path == shelf.folder / "own.gguf"
    assert shelf.remove("own") == path


def test_a_list_of_checksums_on_the_stick_is_heeded(shelf: Shelf, tmp_path: Path) -> None:
    write_gguf(tmp_path / "stick" / "models" / "own.gguf")
    sums = tmp_path / "stick" / "SHA256SUMS"
    sums.write_text(f"{'0' * 64}  models/own.gguf\n", encoding="utf-8")
    with pytest.raises(ModelDamagedError, match="Expected SHA-256"):
        shelf.take("own", tmp_path / "stick", quiet)
    sums.write_text(f"{SHA256}  models/own.gguf\n", encoding="utf-8")
    assert shelf.take("own", tmp_path / "stick", quiet).exists()


@pytest.mark.parametrize("name", ["..", "../evil", "a/b", ".hidden"])
def test_a_name_that_leads_elsewhere_is_refused(shelf: Shelf, tmp_path: Path, name: str) -> None:
    source = write_gguf(tmp_path / "stick.gguf")
    with pytest.raises(PathError, match="cannot be a file's name"):
        shelf.take(name, source, quiet)


def test_only_what_we_fetched_is_removed(shelf: Shelf, tmp_path: Path) -> None:
    theirs = write_gguf(tmp_path / "lmstudio" / "theirs.gguf")
    laid = write_gguf(shelf.folder / "laid-here.gguf")
    twin = write_gguf(tmp_path / "elsewhere" / "tiny-chat.gguf")
    shelf.pull(shelf.catalogue.get("Tiny Chat"), quiet)
    for name in ("theirs", str(theirs), "laid-here", str(laid), str(twin), "nothing", "../x"):
        with pytest.raises(PathError, match=r"not fetched by localdocs|is here"):
            shelf.remove(name)
    assert theirs.exists() and laid.exists() and twin.exists()
    assert (shelf.folder / "tiny-chat.gguf").exists()


def test_what_came_of_a_broken_download_can_be_removed(shelf: Shelf, server: FileServer) -> None:
    server.drop_after = [100] + [0] * 9
    with pytest.raises(DownloadError):
        from localdocs.models.fetching.download import Patience

        shelf.pull(shelf.catalogue.get("Tiny Chat"), quiet, Patience(1, 0.01, 1))
    assert shelf.remove("Tiny Chat").name == "tiny-chat.gguf.part"


def test_a_file_of_the_past_says_what_replaces_it(shelf: Shelf, tmp_path: Path) -> None:
    old = tmp_path / "ggml-gpt4all-j-v1.3-groovy.bin"
    old.write_bytes(b"lmgg" + bytes(100))
    with pytest.raises(ModelUnsupportedError, match="a GGML file") as caught:
        shelf.resolve(str(old))
    assert caught.value.remedy == "Instead: localdocs models pull 'Llama 3.2 3B Instruct'"


def test_a_linked_model_folder_works(tmp_path: Path, shelf: Shelf) -> None:
    disk = tmp_path / "big disk"
    disk.mkdir()
    shelf.folder.symlink_to(disk)
    shelf.pull(shelf.catalogue.get("Tiny Chat"), quiet)
    assert (disk / "tiny-chat.gguf").read_bytes() == CONTENT
    assert [model.name for model in shelf.installed().models] == ["tiny-chat"]
    assert shelf.remove("Tiny Chat")


def test_the_settings_say_where(tmp_path: Path) -> None:
    places = Places(tmp_path / "home", tmp_path / "cache")
    settings = Settings(places.settings, {})
    assert open_shelf(settings, places).folder == tmp_path / "home" / "models"
    chosen = write_gguf(tmp_path / "mine" / "chosen.gguf")
    write_gguf(tmp_path / "mine" / "not-looked-at.gguf")
    settings.override("model_folder", str(tmp_path / "disk"))
    settings.override("language_model", str(chosen))
    shelf = open_shelf(settings, places)
    assert shelf.folder == tmp_path / "disk"
    named = [model.path for model in shelf.found().models if tmp_path in model.path.parents]
    assert named == [chosen]


def test_another_version_that_is_here_is_told_from_that_of_the_catalogue(
    shelf: Shelf, server: FileServer
) -> None:
    path = shelf.pull(shelf.catalogue.get("tiny chat"), quiet)
    newer = replace(shelf.catalogue.get("tiny chat"), size=len(CONTENT) + 1)
    with pytest.raises(DownloadError, match=r"is another version.*Expected file size") as caught:
        shelf.pull(newer, quiet)
    assert f"localdocs models remove '{path.name}'" in caught.value.remedy
    assert path.read_bytes() == CONTENT and len(server.requests) == 1


def test_what_is_here_is_checked_before_it_is_called_right(
    shelf: Shelf, server: FileServer
) -> None:
    model = shelf.catalogue.get("tiny chat")
    path = shelf.pull(model, quiet)
    with pytest.raises(DownloadError, match="is another version, or damaged"):
        shelf.pull(replace(model, sha256="a" * 64), quiet)
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    with pytest.raises(DownloadError, match="is another version, or damaged") as caught:
        shelf.pull(model, quiet)
    assert f"localdocs models remove '{path.name}'" in caught.value.remedy
    shelf.remove("tiny chat")
    assert shelf.pull(model, quiet).read_bytes() == CONTENT


def test_another_file_of_the_name_is_not_taken_for_that_of_the_stick(
    shelf: Shelf, tmp_path: Path
) -> None:
    first = write_gguf(tmp_path / "one" / "own.gguf", weights=1 << 10)
    longer = write_gguf(tmp_path / "two" / "own.gguf", weights=1 << 14)
    path = shelf.take("own", first, quiet)
    assert shelf.take("own", first, quiet) == path
    with pytest.raises(DownloadError, match="is another version"):
        shelf.take("own", longer, quiet)


def test_a_wrong_size_in_an_own_catalogue_is_said_and_leaves_nothing(
    shelf: Shelf, tmp_path: Path
) -> None:
    wrong = replace(shelf.catalogue.get("tiny chat"), size=5)
    with pytest.raises(DownloadError, match=r"Expected file size of 5 bytes, got \d+") as caught:
        shelf.pull(wrong, quiet)
    assert "the catalogue is wrong" in caught.value.remedy
    stick = tmp_path / "stick" / "tiny-chat.gguf"
    stick.parent.mkdir()
    stick.write_bytes(CONTENT)
    of_wrong = replace(shelf, catalogue=Catalogue((wrong,)))
    with pytest.raises(ModelDamagedError, match="Expected file size of 5 bytes"):
        of_wrong.take("Tiny Chat", stick, quiet)
    assert not [path for path in shelf.folder.iterdir() if path.suffix in (".gguf", ".part")]


def test_a_file_that_was_renamed_is_taken_when_it_is_named_itself(
    shelf: Shelf, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "model (2).gguf"
    stick.parent.mkdir()
    stick.write_bytes(CONTENT)
    with pytest.raises(ModelMissingError, match=r"no tiny-chat\.gguf in") as caught:
        shelf.take("Tiny Chat", stick.parent, quiet)
    assert caught.value.remedy == "Name the file itself."
    assert shelf.take("Tiny Chat", stick, quiet).name == "tiny-chat.gguf"


def test_a_mirror_of_the_settings_is_asked(tmp_path: Path, server: FileServer) -> None:
    home = tmp_path / "home"
    home.mkdir()
    entry = {"name": "Tiny Chat", "file": "file.gguf", "sha256": SHA256}
    entry["url"] = "https://huggingface.co/file.gguf"
    (home / "catalogue.json").write_text(json.dumps([entry]), encoding="utf-8")
    settings = Settings(home / "config.toml")
    settings.set("model_mirror", server.url.removesuffix("/file.gguf") + "/")
    mirrored = open_shelf(settings, Places(home, tmp_path / "cache"))
    path = mirrored.pull(mirrored.catalogue.get("Tiny Chat"), quiet)
    receipt = read_receipt(path)
    assert receipt and receipt.source == server.url, "where it came from is kept"
