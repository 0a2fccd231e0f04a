"""Opening a GGUF file with llama.cpp, in the child process that runs it."""

import ctypes
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from localdocs.computer.processor import idle_processors

logger = logging.getLogger("localdocs")

PARTS = (3, 2, 1)
"""Quarters of a model that are tried on a GPU which cannot take all of it."""

_ERROR = 4
"""The level of llama.cpp's errors in its log (``ggml_log_level``)."""

_WHY = re.compile(r"error loading model: (.+)")


def open_llama(opening: dict[str, Any]) -> Any:
    """The model, ready to run: ``opening`` is the parent's first line.

    Where it wants a GPU's memory and there is too little, the processor takes what does not fit.
    Raises whatever the library raises about a bad file.
    """
    # Threads that wait for one another may spin only briefly. By default they spin for
    # milliseconds, which brings generation to a crawl on a computer that is busy, with indexing
    # for one; not at all costs more than half of the speed on an idle one: docs/benchmarks.md.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    from llama_cpp import GGML_TYPE_F16, GGML_TYPE_Q8_0, Llama, llama_supports_gpu_offload

    leave_templates_alone()
    key_value = {"f16": GGML_TYPE_F16, "q8_0": GGML_TYPE_Q8_0}[opening["key_value"]]
    load = partial(
        Llama,
        opening["path"],
        n_ctx=opening["context"],
        n_batch=opening["batch"],
        n_ubatch=opening["batch"],
        n_threads=opening["threads"],
        n_threads_batch=opening["threads"],
        flash_attn=opening["flash"],
        type_k=key_value,
        type_v=key_value,
        use_mmap=opening["memory_map"],
        use_mlock=opening["memory_lock"],
        verbose=False,
    )
    if llama_supports_gpu_offload():
        for layers in layers_to_try(opening["gpu_layers"], opening["layers"]):
            try:
                return load(n_gpu_layers=layers)
            except ValueError as error:
                logger.warning("%d layers do not fit on the GPU: %s", layers, error)
    with _complaints() as said:
        try:
            return load(n_gpu_layers=0)
        except ValueError as error:
            why = _WHY.search("".join(said))
            raise ValueError(f"llama.cpp says “{why[1]}”." if why else str(error)) from error


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What llama.cpp writes to its log as errors meanwhile: its Python package throws that away,
    and says itself only that a file could not be loaded."""
    import llama_cpp

    said: list[str] = []

    @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
    def hear(level: int, text: bytes, _: object) -> None:
        if level == _ERROR:
            said.append(text.decode("utf-8", "replace"))

    llama_cpp.llama_log_set(hear, ctypes.c_void_p(0))
    try:
        yield said
    finally:
        llama_cpp.llama_log_set(llama_cpp._logger.llama_log_callback, ctypes.c_void_p(0))


def layers_to_try(wanted: int, there_are: int) -> list[int]:
    """How many layers to put on a GPU, the most first: ``wanted`` (-1: all), then shares of them.

    What fits depends on what others keep in the card's memory at this moment, which llama.cpp
    itself finds out by asking for it. ``there_are`` 0: nobody knows how many the model has.
    """
    if not wanted:
        return []
    most = there_are if wanted < 0 else min(wanted, there_are or wanted)
    return list(
        dict.fromkeys([wanted, *(layers for part in PARTS if (layers := most * part // 4))])
    )


def leave_templates_alone() -> None:
    """Keep llama-cpp-python from compiling the chat templates of the files that it opens.

    A template is somebody else's program, and compiling one can take all memory or time. Prompts
    are made in a child of their own, with bounds (`prompts.templates.child`).
    """
    from llama_cpp import llama_chat_format

    setattr(llama_chat_format, "Jinja2ChatFormatter", _NoFormatter)  # noqa: B010


class _NoFormatter:
    """Stands where a compiled template would, and is never called."""

    def __init__(self, **given: Any) -> None:
        """Takes no note of the template."""

    def to_chat_handler(self) -> "_NoFormatter":
        """What llama-cpp-python keeps."""
        return self


def share_threads(llama: Any) -> None:
    """Give a reply as many threads as there are idle processors, at most those of the prompt.

    The threads of a reply wait for one another thousands of times a second. Where others want the
    same processors, each wait lasts as long as theirs: one thread is quicker than two then. The
    large products of a prompt hardly wait, and keep all threads.
    """
    from llama_cpp import llama_set_n_threads

    most = llama.n_threads_batch
    llama_set_n_threads(llama._ctx.ctx, max(1, min(most, idle_processors())), most)


def backend_of(llama: Any) -> str:
    """What computes: "cpu", "cuda", "metal", as llama.cpp calls it."""
    from llama_cpp import llama_print_system_info

    if not llama.model_params.n_gpu_layers:
        return "cpu"
    described: str = llama_print_system_info().decode("utf-8", errors="replace")
    return described.partition(":")[0].strip().lower() or "gpu"
