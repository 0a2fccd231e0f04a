"""POST /v1/embeddings"""

import base64
import struct
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.errors import ModelMissingError, UsageError
from localdocs.server.http.bodies import read_body
from localdocs.server.http.hanging_up import until_hung_up
from localdocs.server.http.replies import RequestError, at_fault, json_reply
from localdocs.server.openai.backend import Backend
from localdocs.server.openai.requests import EmbeddingRequest

MOST_TEXTS = 2048


async def embeddings(request: Request, backend: Backend) -> Response:
    """Texts in, their vectors out, by the model that embeds the documents."""
    asked = await read_body(request, EmbeddingRequest)
    wanted = {
        "texts": _texts(asked.input),
        "dimensionality": asked.dimensions,
        "embedder": backend.embedder(asked.model),
    }
    try:
        found = await until_hung_up(request, backend.line.answer("/embed", wanted))
    except ModelMissingError as error:
        raise at_fault(error, "model") from None
    except UsageError as error:  # more numbers are wanted than a vector has
        raise at_fault(error, "dimensions") from None
    shape = _base64 if asked.encoding_format == "base64" else list
    data = [
        {"object": "embedding", "index": number, "embedding": shape(vector)}
        for number, vector in enumerate(found["embeddings"])
    ]
    usage = {"prompt_tokens": found["tokens"], "total_tokens": found["tokens"]}
    return json_reply({"object": "list", "data": data, "model": asked.model, "usage": usage})


def _texts(given: Any) -> list[str]:
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts:
        raise RequestError("'input' is a text, or a list of texts.", param="input")
    if len(texts) > MOST_TEXTS:
        raise RequestError(f"'input' has more than {MOST_TEXTS:,} texts.", param="input")
    if any(isinstance(text, int | list) for text in texts):
        raise RequestError(
            "'input' has tokens; only text is taken, since they are of another model. With "
            "LangChain: OpenAIEmbeddings(check_embedding_ctx_length=False).",
            param="input",
            code="unsupported_input",
        )
    if not all(isinstance(text, str) and text for text in texts):
        raise RequestError("'input' has an empty text.", param="input")
    return texts


def _base64(vector: Sequence[float]) -> str:
    """As little-endian float32, which OpenAI's own client always asks for."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode("ascii")
