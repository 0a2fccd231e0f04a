"""Replies in the form of a schema, which the server holds its language models to."""

from operator import itemgetter
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.output_parsers import JsonOutputParser, PydanticOutputParser
from langchain_core.runnables import Runnable, RunnableMap, RunnablePassthrough
from langchain_core.utils.function_calling import convert_to_json_schema
from langchain_core.utils.pydantic import is_basemodel_subclass


def structured(
    model: BaseChatModel, schema: dict[str, Any] | type, *, include_raw: bool
) -> Runnable[LanguageModelInput, Any]:
    """``model`` and what reads its replies; ``include_raw`` gives both, and the error if there is
    one, as "raw", "parsed" and "parsing_error"."""
    form = convert_to_json_schema(schema)
    wanted = {"name": form.get("title", "reply"), "schema": form}
    asked = model.bind(
        response_format={"type": "json_schema", "json_schema": wanted},
        ls_structured_output_format={"kwargs": {"method": "json_schema"}, "schema": form},
    )
    parser: Runnable[Any, Any] = JsonOutputParser()
    if isinstance(schema, type) and is_basemodel_subclass(schema):
        parser = PydanticOutputParser(pydantic_object=schema)
    if not include_raw:
        return asked | parser
    read = RunnablePassthrough.assign(
        parsed=itemgetter("raw") | parser, parsing_error=lambda _: None
    )
    failed = RunnablePassthrough.assign(parsed=lambda _: None)
    return RunnableMap(raw=asked) | read.with_fallbacks([failed], exception_key="parsing_error")
