"""A reply as the events of a response: what it is made of opens, grows, and closes, by name."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from localdocs.server.http.replies import told_error
from localdocs.server.openai.ids import new_id
from localdocs.server.openai.likelihoods import listed
from localdocs.server.openai.said import Ended, Reply, Said, ours, references

Shape = dict[str, Any]
Event = tuple[str, Shape]
"""Its name, and its data, which has the name too."""

_TEXT, _THOUGHT = "output_text", "reasoning_text"


class ResponseEvents:
    """Turns a reply into events. ``response`` is all that has been told so far, as one object."""

    def __init__(self, head: Shape) -> None:
        self.response: Shape = head | {
            "status": "in_progress",
            "error": None,
            "incomplete_details": None,
            "output": [],
            "usage": None,
        }
        self._told = 0
        self._thoughts = 0

    def opened(self) -> list[Event]:
        """The events before the first word."""
        return [self._about("response.created"), self._about("response.in_progress")]

    def take(self, item: Said | Ended) -> list[Event]:
        """The events that a piece of the reply brings, or its end."""
        if isinstance(item, Ended):
            return self._ended(item)
        events: list[Event] = []
        if item.thought:
            self._thoughts += 1
            events = self._grown(_THOUGHT, item.thought, [])
        if item.text or item.likelihoods:
            events += self._grown(_TEXT, item.text, listed(item.likelihoods))
        return events

    def failed(self, error: Exception) -> list[Event]:
        """The events of an error in the midst of the reply."""
        _, shape = told_error(error)
        told = shape["error"]
        self.response |= {
            "status": "failed",
            "error": {"code": "server_error", "message": told["message"]},
        }
        facts = {name: told[name] for name in ("code", "message", "param")}
        return [self._event("error", **facts, **shape), self._about("response.failed")]

    def _ended(self, ended: Ended) -> list[Event]:
        events = [] if self._kind() == _TEXT else self._opened_item(_TEXT)
        part, place = self._part(), self._place()
        for number, annotation in enumerate(ended.annotations):
            flat = {"type": annotation["type"], **annotation["url_citation"]}
            part["annotations"].append(flat)
            about = place | {"annotation_index": number, "annotation": flat}
            events.append(self._event("response.output_text.annotation.added", **about))
        short = ended.finish_reason == "length"
        status = "incomplete" if short else "completed"
        events += self._closed_item(status)
        self.response |= {
            "status": status,
            "incomplete_details": {"reason": "max_output_tokens"} if short else None,
            "usage": _usage(ended, self._thoughts),
        }
        self.response |= references(ended) | ours(ended)
        return [*events, self._about(f"response.{status}")]

    def _grown(self, kind: str, text: str, logprobs: list[Shape]) -> list[Event]:
        events = [] if self._kind() == kind else self._opened_item(kind)
        part = self._part()
        part["text"] += text
        about = self._place() | {"delta": text}
        if kind == _TEXT:
            part["logprobs"] += logprobs
            about["logprobs"] = logprobs
        return [*events, self._event(f"response.{kind}.delta", **about)]

    def _opened_item(self, kind: str) -> list[Event]:
        events = self._closed_item("completed") if self.response["output"] else []
        item, part = _new_item(kind)
        self.response["output"].append(item)
        place = self._place()
        number = place["output_index"]
        events.append(self._event("response.output_item.added", output_index=number, item=item))
        item["content"] = [part]
        return [*events, self._event("response.content_part.added", **place, part=part)]

    def _closed_item(self, status: str) -> list[Event]:
        item, part, place = self.response["output"][-1], self._part(), self._place()
        item["status"] = status
        logprobs = {"logprobs": part["logprobs"]} if part["type"] == _TEXT else {}
        number = place["output_index"]
        return [
            self._event(f"response.{part['type']}.done", **place, text=part["text"], **logprobs),
            self._event("response.content_part.done", **place, part=part),
            self._event("response.output_item.done", output_index=number, item=item),
        ]

    def _kind(self) -> str:
        return self._part()["type"] if self.response["output"] else ""

    def _part(self) -> Shape:
        part: Shape = self.response["output"][-1]["content"][0]
        return part

    def _place(self) -> Shape:
        output = self.response["output"]
        return {"item_id": output[-1]["id"], "output_index": len(output) - 1, "content_index": 0}

    def _about(self, name: str) -> Event:
        return self._event(name, response=self.response)

    def _event(self, event_name: str, **facts: Any) -> Event:
        """The event as it is now: what it tells of may still change."""
        number, self._told = self._told, self._told + 1
        return event_name, {"type": event_name, "sequence_number": number, **_as_it_is(facts)}


async def told_events(events: ResponseEvents, reply: Reply) -> AsyncGenerator[Event, None]:
    """All events of a reply, to its end or its error."""
    for event in events.opened():
        yield event
    try:
        async with aclosing(reply):
            async for item in reply:
                for event in events.take(item):
                    yield event
                await asyncio.sleep(0)
    except Exception as error:
        for event in events.failed(error):
            yield event


def _new_item(kind: str) -> tuple[Shape, Shape]:
    """An item of the output, and its one part, which is told of by itself."""
    shared: Shape = {"status": "in_progress", "content": []}
    if kind == _THOUGHT:
        item = {"id": new_id("rs_"), "type": "reasoning", "summary": [], **shared}
        return item, {"type": kind, "text": ""}
    item = {"id": new_id("msg_"), "type": "message", "role": "assistant", **shared}
    return item, {"type": kind, "text": "", "annotations": [], "logprobs": []}


def _usage(ended: Ended, thoughts: int) -> Shape:
    return {
        "input_tokens": ended.prompt_tokens,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": ended.answer_tokens,
        "output_tokens_details": {"reasoning_tokens": thoughts},
        "total_tokens": ended.prompt_tokens + ended.answer_tokens,
    }


def _as_it_is(value: Any) -> Any:
    """A copy, all the way down."""
    if isinstance(value, dict):
        return {name: _as_it_is(inner) for name, inner in value.items()}
    return [_as_it_is(inner) for inner in value] if isinstance(value, list) else value
