"""The map of many documents in a browser: how long it takes to draw, to come, and each frame.

    python benchmarks/map_page.py [--documents 50000]

The library is made up: its vectors are those of benchmarks/map.py, its names of the length that
names have. Frames are those of a map that is dragged, then zoomed, by Chromium without a graphics
card. Needs Chromium and the dev packages. Linux only.
"""

import argparse
import random
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from map import made_up
from playwright.sync_api import Browser

from browsers import running_browser
from index.database import catalog
from index.database.manifest import Manifest, write_manifest
from index.database.transactions import transaction
from index.sqlite.connection import open_database
from localdocs.library import Library
from localdocs.types import Block, BlockKind, Document, Page, Passage, SourceFile
from server_support import Served, serving
from service_support import Home

LONGEST_FRAME_MS, MOST_BYTES = 33, 3_000_000
CLUSTERS = 200
SUFFIXES = (".pdf", ".pdf", ".pdf", ".docx", ".docx", ".md", ".txt", ".xlsx", ".html", ".eml")

_FRAMES = """async ([kind, count]) => {
  const stage = document.querySelector('.stage'), box = stage.getBoundingClientRect(), frames = [];
  const every = { bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', button: 0 };
  const at = (x, y) => ({ ...every, clientX: box.left + x, clientY: box.top + y });
  const point = (name, x, y) => stage.dispatchEvent(new PointerEvent(name, at(x, y)));
  const wheel = (deltaY) =>
    stage.dispatchEvent(new WheelEvent('wheel', { ...at(300, 250), deltaY }));
  Object.assign(stage, { setPointerCapture() {}, hasPointerCapture: () => true });
  if (kind === 'dragged') point('pointerdown', 300, 300);
  let last = await new Promise(requestAnimationFrame);
  for (let step = 0; step < count; step++) {
    if (kind === 'dragged') point('pointermove', 300 + 3 * (step % 30), 300 + 2 * (step % 20));
    else wheel(step < count / 2 ? -40 : 40);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  if (kind === 'dragged') point('pointercancel', 0, 0);
  return frames.slice(5);
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=50_000)
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as scratch:
        home = Home(Path(scratch))
        fill(home, documents)
        draw(home)
        try:
            with serving(home) as served, running_browser() as browser:
                come(served)
                for kind in ("dragged", "zoomed"):
                    told(kind, sorted(frames_of(served, browser, kind)))
        finally:
            home.run("service", "stop")


def told(kind: str, frames: list[float]) -> None:
    """A line about frames, from the quickest."""
    median, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    print(f"{kind}: {median:.0f} ms a frame, 95 of 100 within {late:.0f}", end=" ")
    print(f"(goal {LONGEST_FRAME_MS})", flush=True)


def fill(home: Home, documents: int) -> None:
    """A library of so many documents of a passage each."""
    vectors, which = made_up(documents, CLUSTERS)
    chance = random.Random(1)
    topics = [[_word(chance) for _ in range(6)] for _ in range(CLUSTERS)]
    home.path.mkdir(parents=True)
    opened = closing(open_database(home.path / "index" / "localdocs.db"))
    with opened as connection, transaction(connection):
        catalog.add_folder(connection, catalog.Folder(home.folder, "docs"))
        write_manifest(connection, Manifest("made up", str(vectors.shape[1]), "1"))
        for number in range(documents):
            topic = topics[which[number]]
            title = f"{' '.join(chance.choices(topic, k=3)).capitalize()} {number}"
            folder = home.folder / f"area {which[number] % 14}"
            path = folder / f"{title}{chance.choice(SUFFIXES)}"
            _store(connection, path, title, f"{number} {' '.join(chance.choices(topic, k=40))}")
        rows = enumerate((vector.tobytes() for vector in vectors), start=1)
        catalog.fill_vectors(connection, rows)


def _store(connection: Any, path: Path, title: str, text: str) -> None:
    page = Page(1, text, (Block(0, len(text), BlockKind.PARAGRAPH),))
    changed_ns = int((time.time() - random.Random(str(path)).random() ** 2 * 3e8) * 1e9)
    source = SourceFile(path, len(text), changed_ns, 1)
    document = Document(path, (page,), title=title)
    passages = [Passage(1, 0, len(text), text)]
    catalog.store_document(connection, source, text.encode()[:16], document, passages)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(3))


def draw(home: Home) -> None:
    """What the service does before anybody looks."""
    with Library(home.path) as library:
        started, processor = time.perf_counter(), time.process_time()
        library.draw_map(well=False)
        seconds, processor = time.perf_counter() - started, time.process_time() - processor
        print(
            f"drawn by components, with names: {seconds:.1f} s, {processor:.1f} CPU-s", flush=True
        )


def come(served: Served) -> None:
    """The reply, whole and when it is known already."""
    for _ in range(2):
        started = time.perf_counter()
        reply = served.get("/api/map")
        seconds = time.perf_counter() - started
    again = served.get("/api/map", headers={"If-None-Match": reply.headers["etag"]})
    print(f"/api/map: {len(reply.body):,} bytes (goal {MOST_BYTES:,}) in {seconds:.2f} s;", end=" ")
    print(f"known already: {again.status}, {len(again.body)} bytes", flush=True)


def frames_of(served: Served, browser: Browser, kind: str) -> list[float]:
    """Milliseconds of each frame."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(served.home.run("open", "--link").stdout.strip())
    page.wait_for_selector("#question")
    started = time.perf_counter()
    page.goto(f"{served.address}/#/map")
    page.wait_for_selector(".places a")
    print(f"shown after {time.perf_counter() - started:.2f} s;", end=" ")
    frames: list[float] = page.evaluate(_FRAMES, [kind, 100])
    page.context.close()
    return frames


if __name__ == "__main__":
    main()
