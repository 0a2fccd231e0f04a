"""A model goes to the GPU where the installed llama.cpp has one and its memory is enough."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from localdocs.models.running.llama_opening import backend_of, layers_to_try, open_llama

OPENING = {
    "path": "model.gguf",
    "context": 1024,
    "batch": 512,
    "threads": 2,
    "flash": True,
    "key_value": "q8_0",
    "memory_map": True,
    "memory_lock": False,
    "gpu_layers": -1,
    "layers": 30,
}


class NativeLibrary(ModuleType):
    """llama_cpp on a computer with a GPU, without one, or with one that is too small."""

    GGML_TYPE_F16, GGML_TYPE_Q8_0 = 1, 8

    def __init__(self, *, gpu: bool, room: int = 1000) -> None:
        """``room``: the layers that fit on the GPU."""
        super().__init__("llama_cpp")
        self.loads: list[int] = []
        self._gpu, self._room = gpu, room
        self.llama_chat_format = SimpleNamespace()
        self._logger = SimpleNamespace(llama_log_callback=None)
        self.llama_log_callback = self.llama_log_set = lambda *words: words[0]

    def llama_supports_gpu_offload(self) -> bool:
        return self._gpu

    def llama_print_system_info(self) -> bytes:
        return b"CUDA : ARCHS = 900 | CPU : AVX2 = 1"

    def Llama(self, path: str, **words: Any) -> Any:  # noqa: N802  the library's own name
        layers = words["n_gpu_layers"]
        self.loads.append(layers)
        if (OPENING["layers"] if layers < 0 else layers) > self._room:
            raise ValueError("Failed to create llama_context")
        return SimpleNamespace(
            model_params=SimpleNamespace(n_gpu_layers=words["n_gpu_layers"]), words=words
        )


@pytest.mark.parametrize(
    ("library", "layers", "loads", "backend"),
    [
        (NativeLibrary(gpu=True), -1, [-1], "cuda"),
        (NativeLibrary(gpu=True), 12, [12], "cuda"),
        (NativeLibrary(gpu=True), 0, [0], "cpu"),
        (NativeLibrary(gpu=False), -1, [0], "cpu"),
        (NativeLibrary(gpu=True, room=16), -1, [-1, 22, 15], "cuda"),
        (NativeLibrary(gpu=True, room=5), 20, [20, 15, 10, 5], "cuda"),
        (NativeLibrary(gpu=True, room=0), -1, [-1, 22, 15, 7, 0], "cpu"),
    ],
    ids=[
        "all layers",
        "some layers",
        "none wanted",
        "no GPU",
        "half of it fits",
        "a quarter of what is wanted fits",
        "too small a GPU",
    ],
)
def test_layers_go_where_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
    library: NativeLibrary,
    layers: int,
    loads: list[int],
    backend: str,
) -> None:
    monkeypatch.setitem(sys.modules, "llama_cpp", library)
    opened = open_llama({**OPENING, "gpu_layers": layers})
    assert library.loads == loads
    assert backend_of(opened) == backend


def test_a_model_that_does_not_tell_its_layers_is_put_there_whole_or_not() -> None:
    assert layers_to_try(-1, 0) == [-1]
    assert layers_to_try(8, 0) == [8, 6, 4, 2]
    assert layers_to_try(40, 4) == [40, 3, 2, 1]


def test_what_was_measured_is_how_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llama_cpp", NativeLibrary(gpu=False))
    words = open_llama(OPENING).words
    assert (words["n_ctx"], words["n_batch"], words["n_threads"]) == (1024, 512, 2)
    assert words["flash_attn"] and words["use_mmap"] and not words["use_mlock"]
    assert words["type_k"] == words["type_v"] == NativeLibrary.GGML_TYPE_Q8_0
