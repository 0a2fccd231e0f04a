"""The prompt: numbered sources, best first, as many as fit; the question last.

Every passage is in whole or not at all, and what was left out is counted; only orders to a model
are taken out of it (see `prompts.text.orders`). Sources are fenced, and no text of a document can
look like the fence. The budget is counted with the model's own tokenizer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from localdocs.errors import ModelError
from localdocs.types import Hit, Prompt, page_name
from prompts.templates.renderer import render_chat
from prompts.text.control_tokens import neutralise
from prompts.text.orders import without_orders
from prompts.texts import REFUSAL, load_text

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """What a model says about how it wants to be spoken to."""

    template: str = ""
    bos_token: str = ""
    eos_token: str = ""
    control_tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Tokens: ``context`` for everything, of which ``answer`` stays free and at most ``sources``
    go to the passages."""

    context: int
    answer: int
    sources: int


def build_prompt(
    question: str,
    hits: Sequence[Hit],
    chat: ChatFormat,
    budget: Budget,
    count_tokens: CountTokens,
    system: str = "",
) -> Prompt:
    """The prompt for a question over the best of ``hits``. ``system`` is what the model is told to
    do: "" that of `system_text` for a short answer.

    The first hit is always in, however small ``budget.sources`` is. Raises ModelError when not even
    it fits into the model's context together with the question.
    """
    system = system or system_text("form_sentences", may_refuse=True)
    texts = [source_text(number, hit, chat) for number, hit in enumerate(hits, start=1)]
    empty, *sizes = count_tokens([_render(question, "", chat, system), *texts])
    room = budget.context - budget.answer - empty
    taken = _how_many_fit(sizes, min(room, max(budget.sources, sizes[0] if sizes else 0)))
    while True:
        text = _render(question, "\n\n".join(texts[:taken]), chat, system)
        token_count = count_tokens([text])[0]
        if token_count + budget.answer <= budget.context:
            break
        if taken <= 1:
            raise ModelError(
                f"The question and its best passage take {token_count} tokens; with room for the "
                f"answer ({budget.answer}) that is more than the model's {budget.context}.",
                "Ask a shorter question, or raise 'context_tokens'.",
            )
        taken -= 1
    return Prompt(text, tuple(hits[:taken]), token_count, left_out=len(hits) - taken)


def system_text(form: str, *, may_refuse: bool) -> str:
    """What a model is told to do. ``form`` names the text that says how the answer is to look."""
    refuse = load_text("otherwise_refuse").format(refusal=REFUSAL)
    otherwise = refuse if may_refuse else load_text("otherwise_part")
    return load_text("answer_system").format(form=load_text(form), otherwise=otherwise)


def source_text(number: int, hit: Hit, chat: ChatFormat) -> str:
    """One numbered source within its fence: where it stands, on one line, then what it says."""
    place = f"{hit.path.name}, {page_name(hit.place, hit.page_number)}"
    if hit.heading:
        place += f", {hit.heading}"
    place = without_orders(" ".join(place.split()))
    body = without_orders(f"{hit.columns}\n{hit.text}" if hit.columns else hit.text)
    return load_text("source").format(
        number=number,
        place=neutralise(place, chat.control_tokens),
        text=neutralise(body, chat.control_tokens),
    )


def _how_many_fit(sizes: Sequence[int], room: int) -> int:
    total = 0
    for position, size in enumerate(sizes):
        total += size + 1  # the blank line between two sources
        if total > room + 1:
            return max(position, 1)
    return len(sizes)


def _render(question: str, sources: str, chat: ChatFormat, system: str) -> str:
    user = load_text("answer_user").format(
        sources=sources, question=neutralise(question, chat.control_tokens)
    )
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    return render_chat(chat.template, messages, bos_token=chat.bos_token, eos_token=chat.eos_token)
