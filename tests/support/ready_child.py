"""A child for the tests of those that are kept: ready at once unless told otherwise, it echoes."""

import os
import sys
import time

from localdocs.computer.child_end import ChildEnd


def main() -> None:
    if sys.argv[1] == "broken":
        os._exit(3)
    parent = ChildEnd()
    if sys.argv[1] == "slow":
        time.sleep(60)
    parent.send({"ready": True})
    while True:
        request = parent.next_request()
        if "sleep" in request:
            time.sleep(request["sleep"])
        elif "leave" in request:
            os._exit(7)
        parent.send({"echo": request, "pid": os.getpid()})


if __name__ == "__main__":
    main()
