"""A server that is ended while it answers: its callers hear of it, and it is quick."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from server_support import CHAT, COMPLETIONS, LANGUAGE, RESPONSES, serving
from service_support import processes_of, running_service, until

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

STORY = "Tell me a long story about a stove."
MESSAGES = [{"role": "user", "content": STORY}]
STREAMS = (
    (CHAT, {"model": LANGUAGE, "messages": MESSAGES, "max_tokens": 2000, "stream": True}),
    (RESPONSES, {"model": LANGUAGE, "input": STORY, "stream": True}),
    ("/api/ask", {"question": "How high is the rent?"}),
)

WHOLE = ("[DONE]", "response.completed", "citations")
"""In the last event of a reply that came to its end."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_is_being_answered_hears_that_it_ends(tmp_path: Path, number: int) -> None:
    """Streams were cut off, and a traceback was all that there was to read."""
    with running_service(tmp_path) as home:
        home.settle()
        with serving(home) as served:
            streams = [served.opened("POST", *stream) for stream in STREAMS]
            asked = {"model": LANGUAGE, "prompt": "1, 2, 3,", "max_tokens": 100}
            waiting = served.sent("POST", COMPLETIONS, asked)
            time.sleep(0.5)
            started = time.monotonic()
            os.kill(served.pid, number)
            cut_short = 0
            for line, reply in streams:
                events = served.read(reply).events()
                errors = [one for one in events if "error" in one]
                if errors:
                    cut_short += 1
                    assert "is being stopped" in errors[0]["error"]["message"]
                else:  # it may have been quicker than we are
                    assert any(sign in str(events[-1]) for sign in WHOLE), events[-1]
                line.close()
            assert cut_short
            reply = waiting.getresponse()
            assert reply.status == 503 and b"is being stopped" in reply.read()
            waiting.close()
            until(lambda: served.pid not in processes_of(home.path), 5)
            assert time.monotonic() - started < 2
