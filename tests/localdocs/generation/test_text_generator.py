"""Generating with a model that says what it is told to: sessions, streams, threads, errors."""

import gc
import threading
import time
from collections.abc import Generator, Iterator, Sequence

import pytest

from localdocs.errors import ModelClosedError, ModelCrashedError, ModelError, PromptTooLongError
from localdocs.generation.text_generator import TextGenerator
from localdocs.models.running.language_model import Piece
from localdocs.types import Sampling
from prompts.answer.model import ModelDescription, Usage

CHATTY = "{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}[assistant] "


class ScriptedModel:
    """Says ``reply`` word by word. A token is a word; its number is the word's place."""

    name = "scripted"

    def __init__(self, reply: str = "It is fine today .", context_tokens: int = 60) -> None:
        self.reply = reply
        self.prompts: list[str] = []
        self.samplings: list[Sampling] = []
        self.ended_early = 0
        self.crash_at: int | None = None
        self.closed = False
        self._context_tokens = context_tokens
        self._at_work = threading.Lock()

    def describe(self) -> ModelDescription:
        return ModelDescription(self._context_tokens, CHATTY, "", "", ())

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def pieces(self, prompt: str, sampling: Sampling) -> Generator[Piece, None, Usage]:
        assert self._at_work.acquire(blocking=False), "two at a time"
        try:
            self.prompts.append(prompt)
            self.samplings.append(sampling)
            for number, word in enumerate(self.reply.split()[: sampling.max_tokens]):
                if number == self.crash_at:
                    raise ModelCrashedError("The model stopped unexpectedly.")
                time.sleep(0.001)
                yield Piece(f" {word}" if number else word, number)
            return Usage(len(prompt.split()), len(self.reply.split()), "stop")
        except GeneratorExit:
            self.ended_early += 1
            raise
        finally:
            self._at_work.release()

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def scripted() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture
def generator(scripted: ScriptedModel) -> TextGenerator:
    return TextGenerator(scripted)


def stream(generator: TextGenerator, prompt: str) -> Iterator[str]:
    pieces = generator.generate(prompt, streaming=True)
    assert not isinstance(pieces, str)
    return pieces


def test_outside_a_session_a_text_is_continued_as_it_is(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    assert generator.generate("The weather") == "It is fine today ."
    assert scripted.prompts == ["The weather"]
    assert generator.current_chat_session is None


def test_a_stream_says_the_same(generator: TextGenerator) -> None:
    assert "".join(stream(generator, "x")) == generator.generate("x")


def test_a_session_remembers_each_turn_once(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session("Be brief."):
        generator.generate("one")
        list(stream(generator, "two"))
        said = generator.current_chat_session
        assert said is not None
        assert [message["role"] for message in said] == [
            "system",
            *["user", "assistant"] * 2,
        ]
        assert scripted.prompts[1] == (
            "[system] Be brief.\n[user] one\n[assistant] It is fine today .\n"
            "[user] two\n[assistant] "
        )
    assert generator.current_chat_session is None
    generator.generate("three")
    assert scripted.prompts[-1] == "three"


def test_no_system_message_is_none(generator: TextGenerator, scripted: ScriptedModel) -> None:
    for system in (None, False):
        with generator.chat_session(system):
            generator.generate("hi")
            assert scripted.prompts[-1] == "[user] hi\n[assistant] "


@pytest.mark.parametrize(
    "template",
    [
        "USER: {0}\nASSISTANT: ",
        "USER: %1\nASSISTANT: %2",
        "{% for m in messages %}{% if m.role == 'system' %}{{ m.content }}{% else %}"
        "USER: {{ m.content }}\nASSISTANT: {% endif %}{% endfor %}",
    ],
)
def test_old_and_new_templates_make_the_same_prompt(
    generator: TextGenerator, scripted: ScriptedModel, template: str
) -> None:
    with generator.chat_session("A chat.\n", template):
        generator.generate("why?")
    with generator.chat_session(system_prompt="A chat.\n", prompt_template=template):
        generator.generate("why?")
    assert scripted.prompts == ["A chat.\nUSER: why?\nASSISTANT: "] * 2


@pytest.mark.parametrize(
    "template", ["{{ raise_exception('no') }}", "{{ messages.__class__.__mro__ }}"]
)
def test_a_template_that_fails_or_reaches_out_is_an_error(
    generator: TextGenerator, template: str
) -> None:
    with generator.chat_session(None, template), pytest.raises(ModelError, match="template"):
        generator.generate("hi")


def test_the_session_may_be_replaced_while_there_is_one(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    earlier = [
        {"role": "user", "content": "I am Ada."},
        {"role": "assistant", "content": "Hello."},
    ]
    with pytest.raises(ValueError, match="active chat session"):
        generator.current_chat_session = earlier
    with generator.chat_session():
        generator.current_chat_session = earlier
        generator.generate("Who am I?")
        assert "[user] I am Ada.\n[assistant] Hello.\n" in scripted.prompts[-1]
        with pytest.raises(ValueError, match="role"):
            generator.current_chat_session = [{"role": "tool", "content": ""}]


def test_what_the_getter_gives_is_a_copy(generator: TextGenerator) -> None:
    with generator.chat_session():
        generator.generate("one")
        said = generator.current_chat_session
        assert said is not None
        said.clear()
        assert generator.current_chat_session


def test_a_message_that_is_too_long_changes_nothing(generator: TextGenerator) -> None:
    with generator.chat_session("Be brief."):
        generator.generate("one")
        before = generator.current_chat_session
        with pytest.raises(PromptTooLongError, match=r"too long .* \(\d+ > 56\)"):
            generator.generate("word " * 80)
        with pytest.raises(ValueError, match="could not be processed"):
            list(stream(generator, "word " * 80))
        assert generator.current_chat_session == before
    with pytest.raises(ValueError, match=r"\(80 > 56\)"):
        generator.generate("word " * 80)


def test_the_oldest_turns_go_first_and_the_system_message_stays(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session("Be brief."):
        for number in range(12):
            generator.generate(f"question {number}", max_tokens=5)
        assert len(generator.current_chat_session or ()) == 25, "nothing is forgotten for good"
    last = scripted.prompts[-1]
    assert last.startswith("[system] Be brief.\n[user] question ")
    assert "question 0\n" not in last and "question 10\n" in last
    assert all(len(prompt.split()) <= 60 for prompt in scripted.prompts)


def test_a_very_long_conversation_is_shortened_soon(
    generator: TextGenerator, scripted: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn fewer each time took a minute and a half for a thousand messages."""
    counted: list[Sequence[str]] = []
    count = scripted.count_tokens
    monkeypatch.setattr(
        scripted, "count_tokens", lambda texts: counted.append(texts) or count(texts)
    )
    with generator.chat_session():
        generator.current_chat_session = [
            {"role": ("user", "assistant")[number % 2], "content": f"message {number}"}
            for number in range(1000)
        ]
        generator.generate("the last question", max_tokens=5)
    assert len(counted) < 20
    first = scripted.prompts[-1].split("\n")[0]
    assert first.startswith("[user] message 98") and "question" in scripted.prompts[-1]
    assert 25 <= len(scripted.prompts[-1].split()) <= 45, "as much as may stay does"


def test_turns_go_several_at_a_time_so_that_prompts_have_a_beginning_in_common(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session():
        for number in range(12):
            generator.generate(f"question {number}", max_tokens=5)
    firsts = [prompt.split("\n")[0] for prompt in scripted.prompts]
    assert len(set(firsts)) <= len(firsts) / 2


def test_a_callback_ends_a_whole_text_with_the_piece_that_it_refuses(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    heard: list[tuple[int, str]] = []

    def until_fine(token: int, text: str) -> bool:
        heard.append((token, text))
        return "fine" not in text

    assert generator.generate("x", callback=until_fine) == "It is fine"
    assert heard == [(0, "It"), (1, " is"), (2, " fine")]
    assert scripted.ended_early == 1
    streamed = generator.generate("x", callback=until_fine, streaming=True)
    assert list(streamed) == ["It", " is"]


def test_what_a_callback_raises_reaches_the_caller(generator: TextGenerator) -> None:
    def fail(token: int, text: str) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        generator.generate("x", callback=fail)
    assert generator.generate("x") == "It is fine today ."


def test_leaving_a_stream_stops_the_model_and_keeps_what_came(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session():
        for text in stream(generator, "how is it?"):
            if "is" in text:
                break
        gc.collect()
        assert scripted.ended_early == 1
        assert generator.current_chat_session == [
            {"role": "user", "content": "how is it?"},
            {"role": "assistant", "content": "It is"},
        ]


def test_streams_that_nobody_reads_are_no_hindrance(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session():
        never = [stream(generator, f"question {number}") for number in range(3)]
        begun = stream(generator, "begun")
        assert next(begun) == "It"
        assert generator.generate("whole") == "It is fine today ."
        assert list(begun) == [], "it ended when the next one began"
        last = stream(generator, "last")
        next(last)
    assert scripted.ended_early == 2
    assert len(never) == 3
    assert generator.generate("x") == "It is fine today ."


def test_a_crash_reaches_whoever_reads_the_stream(
    generator: TextGenerator, scripted: ScriptedModel
) -> None:
    with generator.chat_session():
        generator.generate("one")
        before = generator.current_chat_session
        scripted.crash_at = 2
        pieces = stream(generator, "two")
        assert [next(pieces), next(pieces)] == ["It", " is"]
        with pytest.raises(ModelCrashedError):
            next(pieces)
        assert generator.current_chat_session == before
        scripted.crash_at = None
        assert generator.generate("three")


def test_threads_take_turns(generator: TextGenerator) -> None:
    replies: list[str] = []
    with generator.chat_session():
        threads = [
            threading.Thread(target=lambda: replies.append(generator.generate("x", max_tokens=5)))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = generator.current_chat_session or []
    assert replies == ["It is fine today ."] * 6
    assert [message["role"] for message in said] == ["user", "assistant"] * 6


def test_a_generation_inside_a_callback_is_refused(generator: TextGenerator) -> None:
    def again(token: int, text: str) -> bool:
        generator.generate("y")
        return True

    with pytest.raises(ModelError, match="busy"):
        generator.generate("x", callback=again)


def test_a_closed_model_says_so(scripted: ScriptedModel) -> None:
    with TextGenerator(scripted) as generator:
        pieces = stream(generator, "x")
        next(pieces)
    assert scripted.closed and scripted.ended_early == 1
    for use in (
        lambda: generator.generate("x"),
        lambda: generator.generate("x", streaming=True),
        lambda: generator.backend,
        lambda: generator.chat_session().__enter__(),
    ):
        with pytest.raises(ModelClosedError, match="closed"):
            use()
    with pytest.raises(ValueError, match="Attempted operation on a closed"):
        generator.generate("x")
    generator.close()


def test_a_completion_has_its_figures(generator: TextGenerator) -> None:
    completion = generator.complete("one two three")
    assert (completion.text, completion.finish_reason) == ("It is fine today .", "stop")
    assert (completion.prompt_tokens, completion.answer_tokens) == (3, 5)
    stopped = generator.complete("one two", callback=lambda token, text: token < 1)
    assert (stopped.text, stopped.prompt_tokens, stopped.answer_tokens) == ("It is", 2, 2)
    with pytest.raises(ValueError, match="logprobs"):
        generator.complete("x", logprobs=-1)


def test_headings_and_role_names_in_a_reply_do_not_cut_it(scripted: ScriptedModel) -> None:
    scripted.reply = "### Context is a heading ### User: too <|im_end|> goes on"
    assert TextGenerator(scripted).generate("x") == scripted.reply


def test_batch_size_is_taken_and_harmless(generator: TextGenerator) -> None:
    assert generator.generate("hello how are you " * 10, n_batch=512)


def test_thoughts_are_told_apart_and_not_remembered(scripted: ScriptedModel) -> None:
    scripted.reply = "<think> Rain ? No . </think> It is fine ."
    heard: list[str] = []

    def listen(token: int, text: str) -> bool:
        heard.append(text)
        return True

    with TextGenerator(scripted).chat_session() as generator:
        assert generator.generate("How is it?", callback=listen) == "It is fine ."
        assert list(stream(generator, "Again?")) == ["It", " is", " fine", " ."]
        completion = generator.complete("Once more?")
        said = generator.current_chat_session
    assert (completion.text, completion.thought) == ("It is fine .", "Rain ? No .")
    assert "".join(heard) == "It is fine ."
    assert said is not None and {it["content"] for it in said[1::2]} == {"It is fine ."}
    assert "Rain" not in scripted.prompts[-1]


def test_a_model_that_only_thinks_has_no_answer(scripted: ScriptedModel) -> None:
    scripted.reply = "<think> Well , let me see"
    with TextGenerator(scripted).chat_session() as generator:
        completion = generator.complete("How is it?")
        assert list(stream(generator, "And now?")) == []
    assert (completion.text, completion.thought) == ("", "Well , let me see")


def test_what_only_began_like_a_thought_is_not_lost(scripted: ScriptedModel) -> None:
    scripted.reply = "<thin ice>"
    with TextGenerator(scripted).chat_session() as generator:
        assert generator.generate("What is that?") == "<thin ice>"
        scripted.reply = "<thi"
        assert list(stream(generator, "And that?")) == ["<thi"]


def test_leaving_a_stream_amid_a_thought_stops_the_model(scripted: ScriptedModel) -> None:
    scripted.reply = "<think> Rain ? </think> It is fine ."
    with TextGenerator(scripted).chat_session() as generator:
        pieces = stream(generator, "How is it?")
        assert next(pieces) == "It"
        assert generator.generate("Again?")  # this ends the stream
        said = generator.current_chat_session
    assert scripted.ended_early == 1
    assert said is not None and said[1]["content"] == "It"


def test_thoughts_stay_where_they_are_wanted(scripted: ScriptedModel) -> None:
    scripted.reply = "<think> Rain ? </think> It is fine ."
    assert TextGenerator(scripted).generate("A text") == scripted.reply, "no session: no answer"
    with TextGenerator(scripted, thoughts_apart=False).chat_session() as generator:
        assert generator.generate("How is it?") == scripted.reply
