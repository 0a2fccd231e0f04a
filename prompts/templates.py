"""Chat templates: a model's own Jinja template, rendered in a sandbox.

The template comes from the model file, which is somebody else's: it sees the messages and a few
harmless functions, and nothing of this program.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NoReturn

from localdocs.errors import ModelError

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message.role + '\n' + message.content + "
    "'<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% endif %}"
)
"""For models that name no template."""

Message = Mapping[str, str]


def render_chat(
    template: str, messages: Sequence[Message], *, bos_token: str = "", eos_token: str = ""
) -> str:
    """The exact text for the model, ending where its reply begins.

    ``messages`` are mappings of "role" ("system", "user", "assistant") and "content". A family
    without a system role gets the system text at the head of the first user message. Raises
    ModelError when the template cannot be rendered.
    """
    from jinja2.exceptions import SecurityError, TemplateError

    variables = {"bos_token": bos_token, "eos_token": eos_token, "add_generation_prompt": True}
    source = template or CHATML
    try:
        try:
            return str(_compiled(source).render(messages=list(messages), **variables))
        except SecurityError:
            raise
        except TemplateError:
            return str(_compiled(source).render(messages=fold_system(messages), **variables))
    except (TemplateError, TypeError, ValueError, KeyError, RecursionError) as error:
        raise ModelError(
            f"The model's chat template cannot be rendered: {error}.",
            "Name another model with 'localdocs config language_model PATH'.",
        ) from error


def fold_system(messages: Sequence[Message]) -> list[Message]:
    """The same conversation without a system message: its text opens the first user message."""
    if not messages or messages[0]["role"] != "system":
        return list(messages)
    system, *rest = messages
    if not rest:
        return [{"role": "user", "content": system["content"]}]
    first = {**rest[0], "content": f"{system['content']}\n\n{rest[0]['content']}"}
    return [first, *rest[1:]]


@cache
def _compiled(template: str) -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda form: datetime.now().strftime(form)
    return environment.from_string(template)


def _refuse(message: str) -> NoReturn:
    from jinja2.exceptions import TemplateError

    raise TemplateError(message)
