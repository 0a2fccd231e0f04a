"""The page in a browser, as tests use it."""

from collections.abc import Callable
from typing import Any

Page = Any
"""playwright.sync_api.Page, which is not there everywhere."""


def no_surprises(page: Page, address: str) -> Callable[[], None]:
    """Watches a page; what is given back fails where a script broke, a rule of the policy was
    broken, or anything was asked of another host than the server."""
    errors: list[str] = []
    elsewhere: list[str] = []

    def heard(message: Any) -> None:
        if message.type == "error" and "the server responded with" not in message.text:
            errors.append(message.text)

    def asked(request: Any) -> None:
        if not request.url.startswith((address, f"blob:{address}")):
            elsewhere.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", asked)

    def check() -> None:
        assert not errors, errors
        assert not elsewhere, elsewhere

    return check


def ask(page: Page, question: str, model: str = "none") -> Any:
    """Put a question, and wait for the whole answer; its element. By default, the documents' own
    words are the answer."""
    choose(page, "Answered by", model)
    page.get_by_label("Question", exact=True).fill(question)
    page.keyboard.press("Enter")
    exchange = page.locator(".exchange").last
    exchange.locator(".actions .by").wait_for()
    return exchange


def choose(page: Page, name: str, value: str) -> None:
    """Choose in a list that is only filled when one is about to."""
    field = page.get_by_label(name, exact=True)
    field.focus()
    field.locator(f"option[value='{value}']").wait_for(state="attached")
    field.select_option(value)
