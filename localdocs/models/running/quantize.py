"""The default language model in the number format that processors run fastest.

The file that is installed (Q4_1) is in a format for which llama.cpp has no fast path on common
processors. It is rewritten once, into the cache, by llama.cpp itself, in a child process (``python
-m localdocs.models.running.quantize SOURCE TARGET FORMAT``), since that is native code too.
"""

import logging
import sys
from enum import StrEnum
from pathlib import Path

from localdocs.computer.child_process import run_module
from localdocs.computer.files import file_sha256, replacing
from localdocs.errors import ModelError
from localdocs.models.gguf.header import check_gguf
from localdocs.models.running.runner import has_runner

logger = logging.getLogger("localdocs")

_TIMEOUT_SECONDS = 600


class WeightFormat(StrEnum):
    """Number formats of the weights, by their llama.cpp names."""

    Q4_0 = "Q4_0"
    Q4_1 = "Q4_1"
    Q8_0 = "Q8_0"
    Q4_K_M = "Q4_K_M"


FASTEST = WeightFormat.Q8_0
"""Twice as quick with prompts as the installed file, and eight bits hold four-bit values to within
half a percent of a block's largest, so that next to nothing is lost: see docs/benchmarks.md."""


def fastest_version(model: Path, cache_folder: Path) -> Path:
    """The model in the fastest format: made now if need be, the model itself if that fails."""
    if not has_runner():
        return model
    try:
        return requantize(model, FASTEST, cache_folder)
    except (ModelError, OSError) as error:
        logger.warning("using the language model as it is: %s", error)
        return model


def requantize(source: Path, target_format: WeightFormat, cache_folder: Path) -> Path:
    """The file in another format, from the cache or made now (a second for a small model).

    Raises ModelError when llama.cpp cannot do it, OSError when the cache cannot be written.
    """
    digest = file_sha256(source, cache_folder)
    target = cache_folder / "language_models" / f"{source.stem}-{digest[:16]}.{target_format}.gguf"
    if target.is_file():
        return target
    with replacing(target) as temporary:
        _run_child(source, temporary, target_format)
        check_gguf(temporary)
    return target


def _run_child(source: Path, target: Path, target_format: WeightFormat) -> None:
    words = (str(source), str(target), target_format)
    try:
        done = run_module(
            "localdocs.models.running.quantize", *words, timeout_seconds=_TIMEOUT_SECONDS
        )
    except TimeoutError:
        raise ModelError(f"Rewriting {source} took over {_TIMEOUT_SECONDS} seconds.") from None
    if done.returncode != 0:
        raise ModelError(f"{source} cannot be rewritten as {target_format} ({done.returncode}).")


def main(source: str, target: str, target_format: str) -> int:
    """What the child does. Returns llama.cpp's exit code, 0 for success."""
    import ctypes

    import llama_cpp

    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{target_format}")
    parameters.allow_requantize = True
    code: int = llama_cpp.llama_model_quantize(
        source.encode(), target.encode(), ctypes.byref(parameters)
    )
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
