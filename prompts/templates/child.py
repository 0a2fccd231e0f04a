"""The child in which templates are rendered: ``python -m prompts.templates.child``.

Takes one request on each line of standard input, ``{"template": …, "variables": {…}}``, and
answers each with one line of JSON: ``{"text": …}`` or ``{"error": …}``. The system ends it when a
request takes too much of the processor's time (SIGPROF); memory is bounded too. It ends when its
input does.
"""

import json
import signal
import sys
from typing import Any

PROCESSOR_SECONDS = 2.0
_MEMORY_BYTES = 512 << 20


def main() -> None:
    """Answer requests until standard input ends."""
    _limit_memory()
    for line in sys.stdin.buffer:
        _limit_time(PROCESSOR_SECONDS)
        answer = json.dumps(_answer(json.loads(line)))
        _limit_time(0)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _answer(request: dict[str, Any]) -> dict[str, str]:
    from jinja2.exceptions import TemplateSyntaxError

    from prompts.templates.rendering import render

    try:
        return {"text": render(request["template"], request["variables"])}
    except TemplateSyntaxError as error:
        return {"error": f"line {error.lineno}: {error.message}"}
    except MemoryError:
        return {"error": "it takes too much memory"}
    except RecursionError:
        return {"error": "it calls itself without end"}
    except Exception as error:  # a template is a program: it can fail in every way
        return {"error": str(error)[:500].rstrip(".") or type(error).__name__}


def _limit_memory() -> None:
    """Bound the address space and forbid core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (limit, limit))
        except (OSError, ValueError):
            continue


def _limit_time(seconds: float) -> None:
    """End this process after that much processor time; 0 ends the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
