"""A child for the tests of both ends: ``{"do": …}`` says how it misbehaves, or answers."""

import os
import sys
import time
from pathlib import Path

from localdocs.computer.child_end import ChildEnd, Message, limit_memory, limit_processor_time
from localdocs.computer.child_process import ChildProcess

heard: list[Message] = []


def hear(message: Message) -> bool:
    if "aside" in message:
        heard.append(message["aside"])
    return "aside" in message


def main() -> None:
    limit_memory(int(sys.argv[1]))
    parent = ChildEnd(hear)
    while True:
        request = parent.next_request()
        match request["do"]:
            case "print":
                sys.stdout.write("from Python\n")
                sys.stdout.flush()
                os.system("echo from native code; cat")
                parent.send({"idle": parent.is_idle(), "heard": heard})
            case "sleep":
                time.sleep(60)
            case "allocate":
                try:
                    parent.send({"length": len(bytes(request["bytes"]))})
                except MemoryError:
                    parent.send({"error": "memory"})
            case "compute":
                limit_processor_time(0.1)
                while True:
                    pass
            case "say":
                parent.send_json(request["text"])
            case "leave":
                os._exit(7)
            case "flood":
                while True:
                    parent.send({"more": "x" * 1000})
                    Path(request["counted"]).write_bytes(b"x")
            case "tick":
                while True:
                    Path(request["counted"]).write_bytes(b"x")
                    time.sleep(0.01)
            case "bear":
                born = ChildProcess("talking_child", sys.argv[1], in_our_group=True)
                born.send(request["saying"])


if __name__ == "__main__":
    main()
