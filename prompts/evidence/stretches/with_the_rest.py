"""The stretches that are copied, each with what belongs to it on its page: the rest of a list, the
rest of steps, exceptions, footnotes."""

from collections.abc import Callable, Sequence

from localdocs.types import Hit
from prompts.evidence.citations import Quote, is_within, overlap
from prompts.evidence.excerpt import wants_list
from prompts.evidence.stretches.exceptions import with_exception
from prompts.evidence.stretches.footnotes import footnotes_of
from prompts.evidence.stretches.whole_lists import Stretch, has_steps, whole_list
from prompts.question.question import Question


def with_the_rest(
    question: Question, quotes: Sequence[Quote], page_of: Callable[[Hit], str]
) -> list[Stretch]:
    """The stretches with their footnotes; where a list or steps are wanted, and where steps were
    begun, with the rest of the list on their page; else with the exception that follows."""
    found: list[Stretch] = []
    for quote in quotes:
        page = page_of(quote.hit)
        is_list = wants_list(question) or has_steps(quote)
        whole = (
            whole_list(quote, page) if page and is_list else Stretch(with_exception(quote, page))
        )
        found = [known for known in found if not is_within(known.quote, whole.quote)]
        if not any(overlap(quote, known.quote) for known in found):
            found += [whole, *map(Stretch, footnotes_of(whole.quote, page))]
    return found
