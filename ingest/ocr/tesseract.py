"""tesseract, where it is installed and the extra is not: a program of its own, one page a run."""

import csv
import io
import os
import subprocess
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ingest.ocr.straightening import straightened
from ingest.ocr.words import Words
from localdocs.errors import ReadError

_SECONDS = 100.0
_WORD = "5"  # the level of a row that stands for a word
_LEAST_CONFIDENCE = 0.3
_ENGLISH_FIRST = ("eng", "deu", "fra", "spa", "ita", "por", "nld")
_MOST_LANGUAGES = 4
"""Each makes it slower."""


class Tesseract:
    """Runs the program for one picture after the other."""

    def words(self, picture: Any) -> list[Words]:
        """See `Engine`."""
        upright = picture.rotate(-self._quarter_turns(picture), expand=True)
        straight = straightened(upright)
        table = self._run(straight, "--psm", "3", "-l", self._languages, "tsv")
        rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [word for row in rows if (word := _word(row)) is not None]

    def _quarter_turns(self, picture: Any) -> int:
        """By how many degrees the picture has to be turned clockwise to stand upright."""
        if "osd" not in self._installed:
            return 0
        try:
            said = self._run(picture, "--psm", "0")
        except ReadError:  # too few letters to tell
            return 0
        lines = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
        sure = float(lines.get("Orientation confidence", "0"))
        return int(lines.get("Rotate", "0")) if sure >= 1.0 else 0

    @cached_property
    def _languages(self) -> str:
        known = [name for name in _ENGLISH_FIRST if name in self._installed]
        return "+".join(known[:_MOST_LANGUAGES]) or "eng"

    @cached_property
    def _installed(self) -> Sequence[str]:
        done = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.split()

    def _run(self, picture: Any, *options: str) -> str:
        """What it prints for a picture. Raises ReadError where it fails."""
        pixels = io.BytesIO()
        picture.save(pixels, "BMP")
        try:
            done = subprocess.run(
                ["tesseract", "-", "-", *options],
                input=pixels.getvalue(),
                capture_output=True,
                timeout=_SECONDS,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads wait for each other
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReadError(f"tesseract does not answer ({type(error).__name__})") from error
        if done.returncode:
            raise ReadError(f"tesseract failed (exit code {done.returncode})")
        return done.stdout.decode("utf-8", "replace")


def _word(row: dict[str, str]) -> Words | None:
    """A word of the table, if it is one."""
    if row.get("level") != _WORD or not (row.get("text") or "").strip():
        return None
    confidence = float(row["conf"]) / 100
    if confidence < _LEAST_CONFIDENCE:
        return None
    left, top = float(row["left"]), float(row["top"])
    right, bottom = left + float(row["width"]), top + float(row["height"])
    return Words(row["text"].strip(), left, top, right, bottom, confidence)
