"""Chat templates: a model's own, rendered as the model was trained, and never in this process.

The template comes from the model file, which is somebody else's program: it runs in a child
(`child`) that sees the messages and a few harmless functions, and whose time, memory and
output are bounded.
"""

import atexit
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from localdocs.computer.child_process import ChildEndedError, ChildProcess
from localdocs.errors import ModelError
from prompts.templates.families import family_template, named_template

REMEDY = (
    "Write a template of your own into templates/NAME.jinja in the home folder "
    "(docs/templates.md), or name another model."
)

_AT_ONCE = {"enable_thinking": False, "thinking": False}
"""What tells a model that may think first to answer at once, where its template reads it: docs/
templates.md, "Thoughts", has which families read which."""

_PATIENCE_SECONDS = 20.0
"""For where processor time cannot be limited."""


def render_chat(
    template: str,
    messages: Sequence[Mapping[str, Any]],
    *,
    bos_token: str = "",
    eos_token: str = "",
) -> str:
    """The exact text for the model, ending where its reply begins; it is told not to think first.

    ``messages`` are mappings of "role" ("system", "user", "assistant") and "content". Without a
    template ChatML is taken. Raises ModelError when the template cannot be rendered.
    """
    variables = _for_a_reply(list(messages), bos_token, eos_token)
    return render_template(template or family_template("chatml"), variables)


def render_template(template: str, variables: Mapping[str, Any]) -> str:
    """The prompt that a template makes of ``variables``: "messages", and whatever else it reads.

    A family without a system role gets the system text at the head of the first user message. The
    old forms ``{0}`` and ``%1 %2`` are templates too, and so is the name of a family. Raises
    ModelError for a template that fails, reaches for Python's internals, or takes too much time,
    memory or room.
    """
    request = {"template": named_template(template), "variables": dict(variables)}
    answer = _renderer.ask(request)
    if "error" in answer:
        raise ModelError(f"The chat template cannot be rendered: {answer['error']}.", REMEDY)
    text: str = answer["text"]
    return text


def why_unusable(template: str, *, bos_token: str = "", eos_token: str = "") -> str:
    """Why a template cannot render the shortest conversation; "" where it can."""
    variables = _for_a_reply([{"role": "user", "content": "Hello"}], bos_token, eos_token)
    answer = _renderer.ask({"template": named_template(template), "variables": variables})
    return answer.get("error", "")


def _for_a_reply(
    messages: list[Mapping[str, Any]], bos_token: str, eos_token: str
) -> dict[str, Any]:
    """All that a template is given for the prompt of a reply."""
    tokens = {"bos_token": bos_token, "eos_token": eos_token}
    return {"messages": messages, "add_generation_prompt": True, **tokens, **_AT_ONCE}


class _Renderer:
    """The child, started when it is first needed; one request at a time."""

    def __init__(self) -> None:
        self._child: ChildProcess | None = None
        self._turn = threading.Lock()

    def ask(self, request: dict[str, Any]) -> dict[str, str]:
        with self._turn:
            child = self._child or ChildProcess("prompts.templates.child")
            self._child = None  # until it has answered
            try:
                child.send(request)
                answer = child.receive(_PATIENCE_SECONDS)
            except TimeoutError:
                child.kill()
                return {"error": "it does not come to an end"}
            except ChildEndedError as ended:
                child.close()
                return {"error": _cause(str(ended))}
            except BaseException:  # Ctrl-C: the answer must not reach the next caller
                child.kill()
                raise
            self._child = child
            return answer

    def close(self) -> None:
        with self._turn:
            child, self._child = self._child, None
            if child is not None:
                child.close()


def _cause(ending: str) -> str:
    if ending == "SIGPROF":
        return "it does not come to an end"
    return f"it takes too much memory, or crashed its process ({ending})"


_renderer = _Renderer()
atexit.register(_renderer.close)
