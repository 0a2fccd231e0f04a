"""The child in which templates are rendered: ``python -m prompts.templates.child``.

Takes one request on each line of standard input, ``{"template": …, "variables": {…}}``, and
answers each with one line of JSON: ``{"text": …}`` or ``{"error": …}``. The system ends it when a
request takes too much of the processor's time (SIGPROF); memory is bounded too.
"""

from localdocs.computer.child_end import ChildEnd, Message, limit_memory, limit_processor_time

PROCESSOR_SECONDS = 2.0
_MEMORY_BYTES = 512 << 20


def main() -> None:
    """Answer requests until standard input ends."""
    limit_memory(_MEMORY_BYTES)
    parent = ChildEnd()
    while True:
        request = parent.next_request()
        limit_processor_time(PROCESSOR_SECONDS)
        answer = _answer(request)
        limit_processor_time(0)
        parent.send(answer)


def _answer(request: Message) -> Message:
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


if __name__ == "__main__":
    main()
