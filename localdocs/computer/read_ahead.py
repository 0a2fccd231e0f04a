"""Works items out in a thread, some ahead of whoever takes them, and not too much of them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


def read_ahead(
    items: Iterable[Item],
    depth: int,
    weight: Callable[[Item], int] = lambda item: 0,
    most_weight: int = 0,
) -> Iterator[Item]:
    """The same items, worked out up to ``depth`` ahead by a thread.

    What waits, with what was taken and is not done with yet, weighs ``most_weight`` at most; a
    heavier item waits until it is alone. An error in the thread is raised here; leaving early stops
    the thread.
    """
    shelf = _Shelf[Item](depth, most_weight)

    def work() -> None:
        try:
            for item in items:
                if not shelf.put(item, weight(item)):
                    return
                del item
            shelf.finish(None)
        except BaseException as error:  # handed to the consumer, who decides
            shelf.finish(error)

    thread = Thread(target=work, name="localdocs-read-ahead", daemon=True)
    thread.start()
    try:
        yield from shelf.taken()
    finally:
        shelf.stop()
        thread.join()


@dataclass(slots=True)
class _Shelf(Generic[Item]):
    """Where items wait, each with its weight."""

    depth: int
    most_weight: int
    waiting: deque[tuple[Item, int]] = field(default_factory=deque)
    weight: int = 0
    finished: bool = False
    stopped: bool = False
    error: BaseException | None = None
    changed: Condition = field(default_factory=Condition)

    def put(self, item: Item, weight: int) -> bool:
        """Wait for room, then put the item there; False where nobody wants it any more."""

        def has_room() -> bool:
            fits = not self.weight or self.weight + weight <= self.most_weight
            return self.stopped or (len(self.waiting) < self.depth and fits)

        with self.changed:
            self.changed.wait_for(has_room)
            if not self.stopped:
                self.waiting.append((item, weight))
                self.weight += weight
                self.changed.notify_all()
            return not self.stopped

    def taken(self) -> Iterator[Item]:
        """The items as they come. One is done with when the next one is asked for."""
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting or self.finished)
                if not self.waiting:
                    break
                item, weight = self.waiting.popleft()
                self.changed.notify_all()
            yield item
            del item
            with self.changed:
                self.weight -= weight
                self.changed.notify_all()
        if self.error is not None:
            raise self.error

    def finish(self, error: BaseException | None) -> None:
        """No more will come."""
        with self.changed:
            self.finished, self.error = True, error
            self.changed.notify_all()

    def stop(self) -> None:
        """No more is wanted."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
