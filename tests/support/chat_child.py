"""The command line with fakes at the model seam: FakeEmbedder, and a model that says one sentence
and then thinks for ever."""

import sys
import time
from collections.abc import Generator, Sequence

from fakes import FakeEmbedder
from localdocs.commands.root import main
from localdocs.models.shelf import chosen as chosen_models
from localdocs.types import Sampling
from prompts.answer.model import ModelDescription, Usage

SAID = "The harbour opens at seven in the morning [1]."


class EndlessModel:
    """Never finishes what it says."""

    name = "endless"
    parameters = 0

    def describe(self) -> ModelDescription:
        return ModelDescription(4096, "", "", "", ())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def stream(self, prompt: str, sampling: Sampling) -> Generator[str, None, Usage]:
        yield f"{SAID} And"
        time.sleep(600)
        return Usage(1, 1)

    def close(self) -> None:
        pass


if __name__ == "__main__":
    chosen_models.open_embedder = lambda *_: FakeEmbedder()
    chosen_models.open_language_model = lambda *_: EndlessModel()
    sys.argv = ["localdocs", *sys.argv[1:]]
    main()
