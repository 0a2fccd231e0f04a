"""The Jinja in which chat templates are written, as Hugging Face's transformers defines it.

Source: ``transformers.utils.chat_template_utils``: blocks are trimmed, loops know ``break`` and
``continue``, ``tojson`` is plain JSON (no HTML escapes, other letters as they are), and there are
``raise_exception``, ``strftime_now``, ``dict``, ``namespace`` and the ``generation`` block. A
template is somebody else's program: nothing it is given can be changed, and what leads to Python's
internals is an error, also where Jinja would only print nothing.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import Template, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace


@lru_cache(maxsize=8)
def compiled(template: str) -> Template:
    """The template, ready to render. Raises TemplateSyntaxError."""
    return _Environment().from_string(template)


class _Environment(ImmutableSandboxedEnvironment):
    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_Generation, "jinja2.ext.loopcontrols"],
        )
        self.filters["tojson"] = _to_json
        self.globals = {
            "range": self.globals["range"],
            "cycler": self.globals["cycler"],
            "joiner": self.globals["joiner"],
            "dict": _new_dict,
            "namespace": _SafeNamespace,
            "raise_exception": _refuse,
            "strftime_now": _strftime_now,
        }

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        raise SecurityError(
            f"it reaches for {attribute!r} of a {type(obj).__name__}, which is not allowed"
        )


class _Generation(Extension):
    """``{% generation %}…{% endgeneration %}`` marks what a model is trained on: only its content
    counts here."""

    tags = {"generation"}  # noqa: RUF012  Jinja declares it so

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        call = self.call_method("_content")
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _content(self, caller: Callable[[], str]) -> str:
        return caller()


class _SafeNamespace(Namespace):
    """Jinja's namespace, without names that begin with an underscore."""

    def __setitem__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            raise SecurityError(f"it sets {name!r} in a namespace, which is not allowed")
        super().__setitem__(name, value)


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    return json.dumps(
        value,
        ensure_ascii=ensure_ascii,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )


def _new_dict(*pairs: Any, **entries: Any) -> dict[Any, Any]:
    return dict(*pairs, **entries)


def _strftime_now(layout: str) -> str:
    return datetime.now().strftime(layout)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)
