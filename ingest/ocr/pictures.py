"""Pictures as they are to be read: opened from files, rendered from pages; never too large."""

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL.Image import Transpose

from localdocs.errors import ReadError, TooLargeError

LONGEST_SIDE = 3600
"""Pixels of a picture as it is read: a sheet of A4 at 300 dots an inch. Larger ones are reduced."""

MOST_PIXELS = 210_000_000
"""Of a picture in a file. What has more would not fit into the memory of the reading process."""

PAGE_DPI = 200
MOST_FRAMES = 2000
_POINTS = 72
_ORIENTATION = 0x0112  # the tag of EXIF
_LEAST_SIDE = 16
_LONGEST_SHAPE = 25  # times as long as wide: no page, and the reduced side would hold no letter

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""What undoes each orientation that a camera notes."""


@contextmanager
def opened_picture(path: Path) -> Iterator[Any]:
    """The open ``PIL.Image.Image``, not decoded yet. Raises ReadError for what is none."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # we have a limit of our own, and say it
    register_heif()
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(file)
        except UnidentifiedImageError:
            raise ReadError(_why_not(path)) from None
        except (ValueError, SyntaxError, EOFError, OSError) as error:
            raise ReadError("the file is damaged, or is not a picture") from error
        with picture:
            yield picture


def frame_count(picture: Any) -> int:
    """How many pages a picture has: those of a TIFF; what moves is one."""
    return min(int(picture.n_frames), MOST_FRAMES) if picture.format == "TIFF" else 1


def frame(path: Path, number: int) -> Any:
    """Page ``number``, from 1, of a picture file, upright by what the camera noted, in RGB.

    Raises ReadError for a damaged one, TooLargeError for one that is too large.
    """
    with opened_picture(path) as picture:
        try:
            if number > 1:
                picture.seek(number - 1)
            refuse_shape(*picture.size)
            turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded smaller
            shown = _rgb(_reduced(picture))
        except (ValueError, SyntaxError, EOFError, OSError) as error:
            raise ReadError("the file is damaged, or is not a picture") from error
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return shown if turn is None else shown.transpose(turn)


def refuse_shape(width: int, height: int) -> None:
    """Raises TooLargeError, or ReadError where no words can be in a picture of that size."""
    if width * height > MOST_PIXELS:
        raise TooLargeError(
            f"too large: {width * height / 1e6:,.0f} megapixels, "
            f"the limit is {MOST_PIXELS / 1e6:,.0f}"
        )
    if min(width, height) < _LEAST_SIDE or max(width, height) > _LONGEST_SHAPE * min(width, height):
        raise ReadError("a picture too small, or too narrow, to hold words")


def rendered(path: Path, number: int) -> Any:
    """Page ``number``, from 1, of a PDF as a picture. Raises ReadError."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
        try:
            page = pdf[number - 1]
            longest = max(page.get_size())
            scale = min(PAGE_DPI / _POINTS, LONGEST_SIDE / longest)
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            page.close()
        finally:
            pdf.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, IndexError) as error:
        raise ReadError("the page cannot be drawn") from error
    return picture


def register_heif() -> bool:
    """Let PIL read HEIC where the package pillow-heif is there; whether it is."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


def _reduced(picture: Any) -> Any:
    """The picture without what is more than twice as fine as it needs to be."""
    factor = math.floor(max(picture.size) / LONGEST_SIDE)
    if factor < 2:
        return picture
    if picture.mode in ("1", "P"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    return picture.reduce(factor)


def _rgb(picture: Any) -> Any:
    """The picture in RGB; what is transparent is white, sixteen bits are eight."""
    from PIL import Image

    if picture.mode.startswith("I"):
        return picture.convert("F").point(lambda value: value * (1 / 256) + 0).convert("RGB")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    return picture.convert("RGB")


def _why_not(path: Path) -> str:
    if path.suffix.lower() in (".heic", ".heif") and not register_heif():
        return "no reader for .heic here: pip install pillow-heif"
    return "the file is damaged, or is not a picture"
