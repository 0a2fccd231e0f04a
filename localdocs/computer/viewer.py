"""Opening a source with the program that the system has for it, at its page where that is known.

Kinds of files that macOS and Windows would run rather than show, such as scripts, go to their
editor of text; desktops of Linux open these in one by themselves. No shell is involved.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from localdocs.errors import PathError

PATIENCE_SECONDS = 3.0
"""An opener that has not failed by then is taken to have opened its window."""

SHOWN = frozenset(
    ".csv .doc .docx .fodp .fods .fodt .htm .html .log .markdown .md .odp .ods .odt .pdf .ppt "
    ".pptx .rst .rtf .text .tsv .txt .xhtml .xls .xlsx".split()
)
"""Suffixes that no system runs when it opens them."""

_PAGE_OPTIONS = {
    "org.gnome.Evince.desktop": ("evince", "--page-index={page}"),
    "org.gnome.Papers.desktop": ("papers", "--page-index={page}"),
    "org.kde.okular.desktop": ("okular", "--page={page}"),
    "okularApplication_pdf.desktop": ("okular", "--page={page}"),
    "org.pwmt.zathura.desktop": ("zathura", "--page={page}"),
}
"""PDF readers that can be told the page, by the name with which a Linux desktop chooses them."""


def open_source(path: Path, page_number: int) -> None:
    """Show a file. Raises PathError where it is not there or nothing opens it."""
    if not path.is_absolute() or not path.is_file():
        raise PathError(f"{path} is not there at the moment.", "Its quote is kept: /sources")
    command = opening_command(path, page_number)
    if shutil.which(command[0]) is None:
        raise PathError(f"{path} cannot be opened: there is no '{command[0]}' here.")
    try:
        opener = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = opener.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        Thread(target=opener.wait, name="opener", daemon=True).start()  # or a zombie would stay
        return
    except OSError as error:
        raise PathError(f"{path} cannot be opened: {error.strerror}.") from error
    if code != 0 and sys.platform != "win32":  # explorer.exe ends with 1 when all is well
        raise PathError(f"{path} cannot be opened: {command[0]} ended with code {code}.")


def opening_command(path: Path, page_number: int) -> list[str]:
    """The command that shows a file on this system."""
    shown = path.suffix.lower() in SHOWN
    system: str = sys.platform
    if system == "darwin":
        return ["open", str(path)] if shown else ["open", "-t", str(path)]
    if system == "win32":
        return ["explorer.exe" if shown else "notepad.exe", str(path)]
    if path.suffix.lower() == ".pdf" and (reader := _PAGE_OPTIONS.get(_pdf_reader())):
        program, option = reader
        if shutil.which(program):
            return [program, option.format(page=page_number), str(path)]
    return ["xdg-open", str(path)]


def _pdf_reader() -> str:
    """The program that this desktop opens PDF with, or "" where it does not say."""
    try:
        asked = subprocess.run(
            ["xdg-mime", "query", "default", "application/pdf"],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()
