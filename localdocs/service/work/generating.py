"""What the answering worker does with its models alone, without any document."""

import math
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from typing import TYPE_CHECKING, Any

from localdocs.computer.child_process import Message
from localdocs.errors import ModelMissingError, UsageError
from localdocs.generation.embedding import TextEmbedder
from localdocs.generation.text_generator import PieceModel, TextGenerator
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.shelf.desk import open_desk
from localdocs.models.shelf.finding import find_chosen, find_embedder
from localdocs.service.wire import to_wire

if TYPE_CHECKING:
    from index.embedding.embedder import Embedder


def generated(model: PieceModel, request: Message) -> Iterator[Message]:
    """What ``model`` says next, piece by piece: ``{"piece"}`` … ``{"usage"}``.

    It continues ``prompt``, or answers the last of ``messages``, of which each has a "role" and
    "content". ``words`` are those of ``TextGenerator.generate``. Ending this stops the model.
    """
    generator = TextGenerator(model)
    prompt: str = request["prompt"]
    with ExitStack() as leaving:
        if request["messages"]:
            *earlier, last = request["messages"]
            if last["role"] != "user":  # the model is to go on by itself
                earlier, last = request["messages"], {"content": ""}
            leaving.enter_context(generator.chat_session())
            generator.current_chat_session = earlier
            prompt = last["content"]
        pieces = generator.pieces(prompt, logprobs=request["logprobs"], **request["words"])
        leaving.enter_context(closing(pieces))
        while True:
            try:
                yield {"piece": to_wire(next(pieces))}
            except StopIteration as end:
                yield {"usage": to_wire(end.value)}
                return


def models_here(where: Places) -> Message:
    """The models of this computer: ``language``, that of the settings first, and ``embedding``."""
    settings = Settings(where.settings)
    names = [local.name for local, _ in open_desk(where).judged()[0]]
    with suppress(ModelMissingError):
        names.insert(0, find_chosen(settings, where).name)
    return {
        "language": list(dict.fromkeys(names)),
        "embedding": _embedder_name(where),
    }


def embedded(embedder: "Embedder", where: Places, request: Message) -> dict[str, Any]:
    """The vectors of ``texts``, unit length, and how many tokens those have.

    ``dimensionality``: only so many numbers of each, made unit length again. Raises
    ModelMissingError where ``embedder`` is not the name of the model, None being any.
    """
    if request["embedder"] not in (None, name := _embedder_name(where)):
        raise ModelMissingError(
            f"No embedding model is called “{request['embedder']}”.", f"{name} is here."
        )
    found = TextEmbedder(embedder=embedder).embed(request["texts"], return_dict=True)
    vectors = _shortened(found["embeddings"], embedder.dimension, request["dimensionality"])
    return {"embeddings": vectors, "tokens": found["n_prompt_tokens"]}


def _embedder_name(where: Places) -> str:
    return find_embedder(Settings(where.settings).text("embedding_model"), where).name


def _shortened(vectors: list[list[float]], dimension: int, wanted: int | None) -> list[list[float]]:
    """The first ``wanted`` numbers of each vector, as unit vectors."""
    if wanted is None or wanted == dimension:
        return vectors
    if wanted > dimension:
        raise UsageError(f"The vectors have {dimension} dimensions; {wanted} are more.")
    return [_unit(vector[:wanted]) for vector in vectors]


def _unit(vector: list[float]) -> list[float]:
    length = math.hypot(*vector) or 1.0
    return [number / length for number in vector]
