"""Pictures are opened as they are to be read, and never decoded where they are too large."""

from pathlib import Path

import pytest
from PIL import Image

from ingest.formats.picture import read
from ingest.ocr import pictures
from ingest.ocr.scanned_page import ScannedPage
from ingest.pdf.lines import Line
from localdocs.errors import NoTextError, ReadError, ScanError, TooLargeError
from scans import picture_of


def saved(path: Path, picture: Image.Image, **options: object) -> Path:
    picture.save(path, **options)
    return path


def test_what_the_camera_noted_is_heeded(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new("RGB", (200, 100), "white")
    picture.paste("black", (0, 0, 20, 20))
    file = saved(tmp_path / "x.jpg", picture, exif=exif)
    upright = pictures.frame(file, 1)
    assert upright.size == (100, 200)
    assert upright.getpixel((95, 5)) < (60, 60, 60)


def test_a_tiff_of_several_pages(tmp_path: Path) -> None:
    first, second = picture_of(), Image.new("L", (300, 400), 7)
    file = saved(tmp_path / "x.tif", first, save_all=True, append_images=[second])
    with pytest.raises(ScanError) as caught:
        read(file)
    assert (caught.value.message, caught.value.pictures) == ("a picture; needs OCR", (1, 2))
    assert pictures.frame(file, 2).size == (300, 400)


def test_what_moves_is_one_picture(tmp_path: Path) -> None:
    frames = [Image.new("L", (60, 60), shade) for shade in (0, 90, 180)]
    file = saved(tmp_path / "x.gif", frames[0], save_all=True, append_images=frames[1:])
    with pytest.raises(ScanError) as caught:
        read(file)
    assert caught.value.pictures == (1,)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.png", Image.new("RGBA", (40, 40), (0, 0, 0, 0)))
    assert pictures.frame(file, 1).getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.png", Image.new("I;16", (40, 40), 0x8000))
    assert 120 < pictures.frame(file, 1).getpixel((5, 5))[0] < 136


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB"])
def test_large_pictures_are_reduced(tmp_path: Path, mode: str) -> None:
    file = saved(tmp_path / "x.tif", Image.new(mode, (9000, 4000)))
    shown = pictures.frame(file, 1)
    assert shown.mode == "RGB" and max(shown.size) <= pictures.LONGEST_SIDE


def test_a_picture_of_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.png", Image.new("1", (20_000, 15_000)))
    with pytest.raises(TooLargeError, match="300 megapixels, the limit is 210"):
        read(file)


@pytest.mark.parametrize("size", [(8, 8), (5000, 20)])
def test_no_words_fit_into_some(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(ReadError, match="too small, or too narrow"):
        read(saved(tmp_path / "x.png", Image.new("L", size)))


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n and no more"])
def test_damage(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(content)
    with pytest.raises(ReadError, match="damaged, or is not a picture"):
        read(file)


def test_a_picture_that_ends_too_early(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.png", picture_of())
    file.write_bytes(file.read_bytes()[:-900])
    with pytest.raises(ReadError, match="damaged"):
        pictures.frame(file, 1)


def test_the_document_says_that_it_was_read_by_ocr(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.png", picture_of())
    page = ScannedPage((Line("Total 12.50", 12, 50, 200, 700),), 0.71)
    document = read(file, {1: page})
    assert document.pages[0].text == "Total 12.50"
    assert document.pages[0].place == "picture, read by OCR"
    assert document.notes == ("it was read by OCR", "it was read poorly (71% sure)")
    with pytest.raises(NoTextError, match=r"^OCR found no words$"):
        read(file, {1: ScannedPage()})
    with pytest.raises(NoTextError, match=r"^OCR could not read page 1: too slow$"):
        read(file, {1: ScannedPage(failure="too slow")})
