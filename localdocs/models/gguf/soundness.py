"""Whether there are weights behind the head of a model, or zeros.

Programs that download set the whole file aside first: a download that was broken off leaves a file
of the right size and with a sound head, whose rest is zeros.
"""

from pathlib import Path

from localdocs.errors import ModelDamagedError

_SAMPLES = 16
_SAMPLE_BYTES = 4096


def check_filled(path: Path) -> None:
    """Raise ModelDamagedError if the end, or most, of a file is zeros. Reads 64 kB of it."""
    size = path.stat().st_size
    step = max(1, (size - _SAMPLE_BYTES) // (_SAMPLES - 1))
    empty = []
    with path.open("rb") as file:
        for number in range(_SAMPLES):
            file.seek(min(number * step, max(0, size - _SAMPLE_BYTES)))
            empty.append(not file.read(_SAMPLE_BYTES).strip(b"\0"))
    if sum(empty) > _SAMPLES // 2 or all(empty[-3:]):
        raise ModelDamagedError(
            f"{path} is filled with zeros where its weights should be: it was not downloaded "
            "to the end.",
            "Copy or download it again.",
        )
