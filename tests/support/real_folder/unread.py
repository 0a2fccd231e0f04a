"""What nothing reads: a locked statement, a film, a file of another program, an empty one."""

from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WHY = {
    "statement locked.pdf": "the file is locked: it needs a password",
    "Money/plan.numbers": "no reader for .numbers yet; export it as .xlsx or PDF",
    "Garden/open day.mov": "no reader for .mov yet",
    "Money/todo.txt": "the file is empty",
}


def write_unread(folder: Path) -> None:
    locked = Canvas(
        str(folder / "statement locked.pdf"),
        encrypt=StandardEncryption("hers", ownerPassword="bank", canPrint=0, strength=128),
    )
    locked.drawString(72, 700, "Balance of the current account: 2,318.40 euros.")
    locked.save()
    (folder / "Money/plan.numbers").write_bytes(b"PK\x05\x06" + bytes(18))
    (folder / "Garden/open day.mov").write_bytes(b"\0\0\0\x14ftypqt  " + bytes(64))
    (folder / "Money/todo.txt").write_bytes(b"")
