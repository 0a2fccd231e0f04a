"""The child process in which the native language model runs: a crash here harms nobody else.

Standard input and output carry JSON, one object a line. The parent's first line says what to
open; every later line is a request, answered in order:

    {"path": …, "context": …, "threads": …, …}            ->  {"ready": true} | {"error": …}
    {"do": "describe"}                                    ->  {"description": {…}}
    {"do": "count", "texts": […]}                         ->  {"counts": […]}
    {"do": "stream", "id": …, "prompt": …, "sampling": …} ->  {"text": …, "token": …} …
                                                              {"usage": {…}}
    {"do": "stop", "id": …}                               ends that stream at the next token

``{"error": message}`` may stand for any answer, ``{"refused": message}`` where it is the request
that cannot be done.
"""

import codecs
import ctypes
import os
import re
from collections.abc import Iterator, Sequence

from localdocs.computer.child_end import ChildEnd, Message
from localdocs.models.running.llama_opening import backend_of, open_llama, share_threads
from localdocs.models.running.llama_sampling import RefusedError, grammar_of, likelihood
from prompts.text.thinking import MARKS

_LOOKS_LIKE_CONTROL = re.compile(r"<\|.+\|>|<\|?(start|end|begin)_.+>|\[/?INST\]")


class Stopping:
    """Which stream the parent no longer wants. Numbered, since a stop may come too late."""

    latest = -1

    def hear(self, message: Message) -> bool:
        """Whether a message was about that."""
        if message.get("do") != "stop":
            return False
        self.latest = message["id"]
        return True


class OpenedModel:
    """The opened model, and what can be asked of it."""

    def __init__(self, opening: Message) -> None:
        self._llama = open_llama(opening)
        self._vocabulary = self._llama._model.vocab

    def describe(self) -> Message:
        """What prompts need to know about the model."""
        metadata = self._llama.metadata
        return {
            "context_tokens": self._llama.n_ctx(),
            "chat_template": metadata.get("tokenizer.chat_template", ""),
            "bos_token": self._text_of(self._llama.token_bos()),
            "eos_token": self._text_of(self._llama.token_eos()),
            "control_tokens": sorted(filter(None, map(self._control_text, self._all_tokens()))),
            "architecture": metadata.get("general.architecture", ""),
            "title": metadata.get("general.name", ""),
            "backend": backend_of(self._llama),
        }

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text in which control tokens are spelled out; no BOS is added."""
        encoded = text.encode("utf-8", errors="replace")
        found: list[int] = self._llama.tokenize(encoded, add_bos=False, special=True)
        return found

    def stream(self, request: Message, stopping: Stopping) -> Iterator[Message]:
        """Pieces of text as they come, then the figures."""
        sampling = request["sampling"]
        tokens = self._prompt_tokens(request["prompt"])
        ending = StopStrings(sampling["stop"])
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        likelihoods: list[Message] = []
        answered, token, finish = 0, -1, "stop"
        for token in self._generate(tokens, sampling):
            if stopping.latest == request["id"] or self._ends_reply(token):
                break
            answered += 1
            if sampling["top_logprobs"] is not None:
                count = sampling["top_logprobs"]
                likelihoods.append(likelihood(self._llama, token, count, self._bytes_of))
            text = ending.add(decoder.decode(self._bytes_of(token)))
            if text:
                yield _piece(text, token, likelihoods)
                likelihoods = []
            if ending.found:
                break
            if answered >= self._room(tokens, sampling):
                finish = "length"
                break
        unfinished = decoder.decode(b"", final=True)  # a character that never came whole
        rest = "" if ending.found else ending.add(unfinished) + ending.rest()
        if rest or likelihoods:
            yield _piece(rest, token, likelihoods)
        figures = {"prompt_tokens": len(tokens), "answer_tokens": answered, "finish_reason": finish}
        yield {"usage": figures}

    def _prompt_tokens(self, prompt: str) -> list[int]:
        """Raises RefusedError for a prompt that leaves no room for a single token of reply."""
        tokens = self.tokens(prompt)
        begin = self._llama.token_bos()
        if self._llama._model.add_bos_token() and tokens[:1] != [begin]:
            tokens.insert(0, begin)
        if not tokens:
            raise RefusedError("The prompt is empty.")
        if len(tokens) >= self._llama.n_ctx():
            raise RefusedError(
                f"The prompt has {len(tokens)} tokens; the model takes {self._llama.n_ctx()}, "
                "reply included."
            )
        return tokens

    def _generate(self, tokens: Sequence[int], sampling: Message) -> Iterator[int]:
        """Endless tokens. The part of the prompt that equals the last call's is not computed."""
        share_threads(self._llama)
        self._llama.set_seed(sampling["seed"])
        self._llama.last_n_tokens_size = sampling["repeat_last_n"]
        produced: Iterator[int] = self._llama.generate(
            tokens,
            temp=sampling["temperature"],
            top_k=sampling["top_k"],
            top_p=sampling["top_p"],
            min_p=sampling["min_p"],
            repeat_penalty=sampling["repeat_penalty"],
            frequency_penalty=sampling["frequency_penalty"],
            presence_penalty=sampling["presence_penalty"],
            grammar=grammar_of(sampling, self._vocabulary),
        )
        return produced

    def _room(self, tokens: Sequence[int], sampling: Message) -> int:
        context: int = self._llama.n_ctx()
        return min(int(sampling["max_tokens"]), context - len(tokens))

    def _ends_reply(self, token: int) -> bool:
        from llama_cpp import llama_vocab_is_eog

        return bool(llama_vocab_is_eog(self._vocabulary, token))

    def _bytes_of(self, token: int) -> bytes:
        """What a token writes into the reply; of control tokens only those that mark thoughts."""
        from llama_cpp import llama_token_to_piece

        marks = self._text_of(token) in MARKS
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = llama_token_to_piece(self._vocabulary, token, buffer, size, 0, marks)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def _all_tokens(self) -> range:
        return range(self._llama.n_vocab())

    def _text_of(self, token: int) -> str:
        return self._llama._model.token_get_text(token) if token >= 0 else ""

    def _control_text(self, token: int) -> str:
        """The spelling of a token that steers the model, "" for every other token."""
        from llama_cpp import LLAMA_TOKEN_ATTR_CONTROL, LLAMA_TOKEN_ATTR_USER_DEFINED

        kind = self._llama._model.token_get_attr(token)
        if kind & LLAMA_TOKEN_ATTR_CONTROL:
            return self._text_of(token)
        if kind & LLAMA_TOKEN_ATTR_USER_DEFINED:
            text = self._text_of(token)
            return text if _LOOKS_LIKE_CONTROL.fullmatch(text) else ""
        return ""


class StopStrings:
    """Lets text through up to the first stop string, also when that comes in pieces."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._held = ""
        self.found = False

    def add(self, text: str) -> str:
        """The text that is certain not to belong to a stop string."""
        self._held += text
        places = [self._held.find(stop) for stop in self._stops if stop in self._held]
        if places:
            self.found = True
            return self._release(min(places), keep_rest=False)
        return self._release(len(self._held) - self._doubtful())

    def rest(self) -> str:
        """What was held back, once it is certain that nothing more comes."""
        return self._release(len(self._held))

    def _doubtful(self) -> int:
        """Length of the longest end of the held text that begins a stop string."""
        lengths = [
            length
            for stop in self._stops
            for length in range(1, len(stop))
            if self._held.endswith(stop[:length])
        ]
        return max(lengths, default=0)

    def _release(self, length: int, *, keep_rest: bool = True) -> str:
        released = self._held[:length]
        self._held = self._held[length:] if keep_rest else ""
        return released


def serve(parent: ChildEnd, stopping: Stopping) -> None:
    """Open the model, then answer requests for ever."""
    try:
        model = OpenedModel(parent.next_request())
    except Exception as error:  # whatever the library raises about a bad file
        parent.send({"error": f"{error}"})
        return
    parent.send({"ready": True})
    while True:
        request = parent.next_request()
        try:
            for answer in _answers(model, request, stopping):
                parent.send(answer)
        except RefusedError as error:
            parent.send({"refused": str(error)})
        except (RuntimeError, ValueError) as error:
            parent.send({"error": str(error)})


def main() -> None:
    """Take the pipes over, then serve."""
    stopping = Stopping()
    serve(ChildEnd(stopping.hear), stopping)
    os._exit(1)  # the listening thread still holds standard input: an orderly end would hang


def _piece(text: str, token: int, likelihoods: list[Message]) -> Message:
    piece: Message = {"text": text, "token": token}
    return piece | {"likelihoods": likelihoods} if likelihoods else piece


def _answers(model: OpenedModel, request: Message, stopping: Stopping) -> Iterator[Message]:
    match request["do"]:
        case "describe":
            yield {"description": model.describe()}
        case "count":
            yield {"counts": [len(model.tokens(text)) for text in request["texts"]]}
        case "stream":
            yield from model.stream(request, stopping)
        case unknown:
            raise RefusedError(f"The worker cannot do {unknown!r}.")


if __name__ == "__main__":
    main()
