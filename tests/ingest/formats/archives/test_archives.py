"""Archives: every file in them that can be read, and no harm from those that mean it."""

import gzip
import io
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.formats.archives import inner_files, tar_file, zip_file
from ingest.readers import read
from localdocs.errors import NoTextError, ReadError


def packed(files: Mapping[str, bytes | str], link: zipfile.ZipInfo | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if link:
            archive.writestr(link, "/etc/passwd")
    return buffer.getvalue()


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_members_are_pages_by_name(tmp_path: Path) -> None:
    files = {
        "house/lease.txt": "The rent is 900 euros.",
        "house/rooms.csv": "Room,Size\nKitchen,12\n",
        "photo.jpq": b"\xff\xd8",
        "__MACOSX/house/._lease.txt": "no",
        "app/node_modules/x.js": "no()",
        ".hidden.txt": "no",
    }
    document = read(write(tmp_path / "x.zip", packed(files)))
    assert [page.place for page in document.pages] == ["house/lease.txt", "house/rooms.csv"]
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[0].text == "house/lease.txt\n\nThe rent is 900 euros."
    assert document.notes == (
        "photo.jpq: no reader for .jpq yet",
        ".hidden.txt: it is hidden",
    )


def test_a_title_stands_beside_the_name_once(tmp_path: Path) -> None:
    page = "<title>The lease</title><p>Twelve months.</p>"
    files: dict[str, bytes | str] = {"a.html": page, "b.md": "# The lease\n\nTwelve months."}
    first, second = read(write(tmp_path / "x.zip", packed(files))).pages
    assert first.text.startswith("a.html: The lease\n\nTwelve")
    assert second.text.startswith("b.md\n\nThe lease\n\nTwelve")


def test_a_zip_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    data = packed({"deep.txt": "The key is under the stone."})
    for name in ("c.zip", "b.zip"):
        data = packed({name: data})
    document = read(write(tmp_path / "a.zip", data))
    assert [page.place for page in document.pages] == ["b.zip, c.zip, deep.txt"]


def test_twenty_zips_in_one_another_are_left_out(tmp_path: Path) -> None:
    data = packed({"deep.txt": "words"})
    for _ in range(20):
        data = packed({"next.zip": data, "here.txt": "near"})
    document = read(write(tmp_path / "a.zip", data))
    assert len(document.pages) == inner_files.DEEPEST
    assert any("files deep" in note for note in document.notes)


def test_names_with_dots_are_only_shown(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    files = {"../../evil.txt": "evil words", "/etc/cron.d/evil.txt": "more", "C:\\x\\y.txt": "w"}
    document = read(write(inside / "x.zip", packed(files)))
    assert len(document.pages) == 3
    assert {path.name for path in tmp_path.rglob("*")} == {"a", "b", "x.zip"}


def test_a_bomb_is_left_out(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"bomb.txt": b"0" * 300_000_000, "note.txt": "harmless"}
    started = time.monotonic()
    document = read(write(tmp_path / "x.zip", packed(files)))
    assert [page.place for page in document.pages] == ["note.txt"]
    assert document.notes == ("bomb.txt: it unpacks to 300 MB, which is too much",)
    assert time.monotonic() - started < 30


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_FILE_BYTES", 1_000_000)
    data = packed({"bomb.txt": b"0" * 5_000_000}).replace(
        (5_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little")
    )
    with pytest.raises(ReadError):
        read(write(tmp_path / "x.zip", data))


def test_many_files_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_FILES", 3)
    files: dict[str, bytes | str] = {f"{number}.txt": f"text {number}" for number in range(5)}
    document = read(write(tmp_path / "x.zip", packed(files)))
    assert len(document.pages) == 3
    assert document.notes == ("3.txt, 4.txt: only the first 3 files within are read",)


def test_text_beyond_what_a_document_holds_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inner_files, "_MOST_CHARACTERS", 1_000)
    inner = packed({f"{number}.txt": "words " * 50 for number in range(5)})
    document = read(write(tmp_path / "x.zip", packed({"a.zip": inner, "b.txt": "b"})))
    assert [page.place for page in document.pages] == [
        "a.zip, 0.txt", "a.zip, 1.txt", "a.zip, 2.txt", "b.txt",
    ]  # fmt: skip
    assert document.notes == ("a.zip, 3.txt, a.zip, 4.txt: there is too much text within",)


def test_what_takes_too_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_SECONDS", -1.0)
    with pytest.raises(NoTextError, match="took longer"):
        read(write(tmp_path / "x.zip", packed({"a.txt": "text"})))


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(packed({"open.txt": "open words", "locked.txt": "closed words"}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.rfind(mark)
        data[at + offset] |= 1
    document = read(write(tmp_path / "x.zip", bytes(data)))
    assert [page.place for page in document.pages] == ["open.txt"]
    assert document.notes == ("locked.txt: it is locked: it needs a password",)


@pytest.mark.parametrize("name", ["x.zip", "x.tar"])
def test_hidden_members_and_links_are_named(tmp_path: Path, name: str) -> None:
    files = {"open.txt": "open words", ".keys/plan.txt": "a plan", "__MACOSX/._open.txt": "no",
             "._open.txt": "no", ".git/config": "no", ".DS_Store": "no"}  # fmt: skip
    if name == "x.tar":
        data = tarred({key: value.encode() for key, value in files.items()})
    else:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        data = packed(dict(files), link)
    document = read(write(tmp_path / name, data))
    assert [page.place for page in document.pages] == ["open.txt"]
    assert document.notes == (
        ".keys/plan.txt: it is hidden",
        "link.txt: a link, which is not followed",
    )


def test_the_same_reason_of_twelve_archives_is_given_once(tmp_path: Path) -> None:
    inner = packed({"photo.jpq": b"x", "words.txt": "some words"})
    empty = packed({"film.jpq": b"x", "next.zip": packed({"deep.jpq": b"x"})})
    files: dict[str, bytes | str] = {f"{number:02}.zip": inner for number in range(12)}
    document = read(write(tmp_path / "x.zip", packed({**files, "empty.zip": empty})))
    assert len(document.pages) == 12
    assert document.notes == (
        "00.zip, photo.jpq, 01.zip, photo.jpq, 02.zip, photo.jpq, 03.zip, photo.jpq, "
        "04.zip, photo.jpq and 9 more: no reader for .jpq yet",
    )


def test_a_packed_file_in_an_archive_keeps_its_kind(tmp_path: Path) -> None:
    document = read(write(tmp_path / "x.zip", packed({"notes.txt.gz": gzip.compress(b"words")})))
    assert document.pages[0].place == "notes.txt.gz, notes.txt"


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no", b"\0" * 100])
def test_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError):
        read(write(tmp_path / "x.zip", content))


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = packed({"a.txt": "first words " * 50, "b.txt": "second words " * 50})
    at = data.find(b"a.txt") + 8
    data = data[:at] + b"\xff\xff\xff" + data[at + 3 :]
    document = read(write(tmp_path / "x.zip", data))
    assert [page.place for page in document.pages] == ["b.txt"]
    assert any(note.startswith("a.txt: ") for note in document.notes)


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "mode"),
    [("x.tar", "w"), ("x.tgz", "w:gz"), ("x.t.gz", "w:gz"), ("x.tbz2", "w:bz2"), ("x.xz", "w:xz")],
)  # fmt: skip
def test_tar(tmp_path: Path, name: str, mode: str) -> None:
    data = tarred({"../lease.txt": b"The rent is 900 euros.", "b.csv": b"a,b\n1,2\n"}, mode)
    document = read(write(tmp_path / name, data))
    assert [page.place for page in document.pages] == ["../lease.txt", "b.csv"]
    assert "root:" not in "".join(page.text for page in document.pages)


def test_a_single_packed_file(tmp_path: Path) -> None:
    document = read(write(tmp_path / "notes.txt.gz", gzip.compress(b"The rent is 900 euros.")))
    assert "900 euros" in document.pages[0].text
    with pytest.raises(NoTextError, match=r"no reader for \.img"):
        read(write(tmp_path / "disk.img.gz", gzip.compress(b"data")))


def test_a_packed_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inner_files, "MOST_FILE_BYTES", 1_000_000)
    with pytest.raises(NoTextError, match="too large"):
        read(write(tmp_path / "b.txt.gz", gzip.compress(b"0" * 5_000_000)))
    monkeypatch.setattr(tar_file, "MOST_UNPACKED_BYTES", 1_000_000)
    data = tarred({"a.txt": b"words", "b.txt": b"0" * 5_000_000}, "w:gz")
    assert len(read(write(tmp_path / "b.tgz", data)).pages) == 1


def test_a_cut_tar_keeps_what_comes_first(tmp_path: Path) -> None:
    data = tarred({"a.txt": b"first words", "b.txt": b"x" * 5000})[:3000]
    document = read(write(tmp_path / "x.tar", data))
    assert [page.place for page in document.pages] == ["a.txt"]
    assert any("damaged" in note for note in document.notes)


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_file, "MOST_MEMBERS", 2)
    with pytest.raises(ReadError, match="more than 2 files"):
        read(write(tmp_path / "x.zip", packed({f"{n}.txt": "x" for n in range(3)})))


def test_a_mailbox_without_a_suffix_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("Mail/Inbox", "From x Fri Mar  1 10:00:00 2024\nSubject: Tea\n\nAt 5.\n")
    document = read(tmp_path / "x.zip")
    assert document.pages[0].place == "Mail/Inbox, message 1"
