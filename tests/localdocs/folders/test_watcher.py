"""Real folders, real events: which changes lead to a call, how often, and what is left behind."""

import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.scan.ignore_rules import Rules
from localdocs.folders import observing
from localdocs.folders import watcher as watching
from localdocs.folders.observing import could_count
from localdocs.folders.watcher import FolderWatcher

SETTLE = 0.15
linux = pytest.mark.skipif(sys.platform != "linux", reason="about inotify")


class Calls:
    """What was called, and when; waits for calls instead of sleeping where it can."""

    def __init__(self) -> None:
        self.made: list[tuple[Path, float]] = []
        self._condition = threading.Condition()

    def __call__(self, folder: Path) -> None:
        with self._condition:
            self.made.append((folder, time.monotonic()))
            self._condition.notify_all()

    def count(self) -> int:
        return len(self.made)

    def wait_for(self, count: int, seconds: float = 10.0) -> None:
        with self._condition:
            assert self._condition.wait_for(lambda: len(self.made) >= count, seconds), self.made

    def quiet(self, seconds: float = 3.5 * SETTLE) -> int:
        """The number of calls after so long without one."""
        count = -1
        while count != len(self.made):
            count = len(self.made)
            time.sleep(seconds)
        return count


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("first")
    (folder / "sub" / "b.txt").write_text("second")
    return folder


@contextmanager
def watched(*folders: Path, calls: Callable[[Path], None] | None = None, **options) -> Iterator:
    """A watcher whose first calls, one for each folder, are over."""
    calls = calls or Calls()
    watcher = FolderWatcher(folders, calls, **({"settle_seconds": SETTLE} | options))
    watcher.start()
    try:
        if isinstance(calls, Calls):
            calls.wait_for(len(folders))
            calls.made.clear()
        yield watcher, calls
    finally:
        watcher.stop()


def save_by_rename(path: Path, text: str) -> None:
    """As editors do: a new file beside the old one, then in its place."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text)
    beside.replace(path)


CHANGES = {
    "create": lambda folder: (folder / "new.txt").write_text("new"),
    "edit in place": lambda folder: (folder / "a.txt").write_text("other words"),
    "append below": lambda folder: (
        (folder / "sub" / "b.txt").open("a").close()
        or (folder / "sub" / "b.txt").write_text("more")
    ),
    "save by rename": lambda folder: save_by_rename(folder / "a.txt", "saved"),
    "backup, then write": lambda folder: (
        (folder / "a.txt").rename(folder / "a.txt~"),
        (folder / "a.txt").write_text("saved"),
    ),
    "delete": lambda folder: (folder / "sub" / "b.txt").unlink(),
    "rename a file": lambda folder: (folder / "a.txt").rename(folder / "sub" / "c.txt"),
    "rename a folder": lambda folder: (folder / "sub").rename(folder / "other"),
    "delete a folder": lambda folder: shutil.rmtree(folder / "sub"),
    "move out": lambda folder: (folder / "sub").rename(folder.parent / "sub"),
    "new folders at once": lambda folder: (
        (folder / "x" / "y").mkdir(parents=True),
        (folder / "x" / "y" / "z.txt").write_text("deep"),
    ),
    "an ignore file": lambda folder: (folder / "sub" / ".localdocsignore").write_text("*.log"),
    "permission": lambda folder: (folder / "a.txt").chmod(0o600),
    "copied with an old time": lambda folder: (
        shutil.copy(folder / "a.txt", folder / "copy.txt"),
        os.utime(folder / "copy.txt", (1, 1)),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_leads_to_one_call(folder: Path, change: Callable[[Path], object]) -> None:
    with watched(folder) as (_, calls):
        change(folder)
        calls.wait_for(1)
        assert calls.quiet() == 1
        assert calls.made[0][0] == folder


def test_what_is_changed_in_a_renamed_or_new_folder_is_seen(folder: Path) -> None:
    with watched(folder) as (_, calls):
        (folder / "sub").rename(folder / "other")
        calls.wait_for(1)
        (folder / "other" / "b.txt").write_text("edited")
        calls.wait_for(2)
        (folder / "x" / "y").mkdir(parents=True)
        calls.wait_for(3)
        (folder / "x" / "y" / "z.txt").write_text("new")
        calls.wait_for(4)


IN_SILENCE = [
    ".a.txt.swp", "4913.tmp", "~$report.docx", ".~lock.report.odt#", "x.part", "movie.xyz",
    ".git/index.txt", "node_modules/x/readme.md", "__pycache__/x.py", ".hidden/note.txt",
]  # fmt: skip


def test_names_that_the_scan_leaves_out_cause_no_call(folder: Path) -> None:
    with watched(folder) as (_, calls):
        for name in IN_SILENCE:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x")
            (folder / name).write_text("xy")
            (folder / name).unlink()
        assert calls.quiet() == 0


@linux
def test_reading_causes_no_call(folder: Path) -> None:
    with watched(folder) as (_, calls):
        assert (folder / "a.txt").read_text() == "first"
        list(os.walk(folder))
        assert calls.quiet() == 0


def test_ignored_files_cause_no_call_until_they_are_not_ignored(folder: Path) -> None:
    (folder / ".localdocsignore").write_text("*.log\n/drafts/\n")
    (folder / "drafts").mkdir()
    with watched(folder) as (_, calls):
        (folder / "busy.log").write_text("line")
        (folder / "drafts" / "x.txt").write_text("draft")
        assert calls.quiet() == 0
        (folder / ".localdocsignore").write_text("/drafts/\n")
        calls.wait_for(1)
        (folder / "busy.log").write_text("line two")
        calls.wait_for(2)


def test_kinds_that_are_not_wanted_and_our_own_files_cause_no_call(folder: Path) -> None:
    rules = Rules(exclude_suffixes=frozenset({".csv"}))
    (folder / "home").mkdir()
    with watched(folder, rules=rules, without=[folder / "home"]) as (_, calls):
        (folder / "x.csv").write_text("a,b")
        (folder / "home" / "native.log").write_text("a line")
        assert calls.quiet() == 0


@linux
def test_a_slow_writer_gives_one_call_after_its_end(folder: Path) -> None:
    with watched(folder) as (_, calls):
        with (folder / "slow.txt").open("w") as file:
            for _ in range(8):
                file.write("a piece\n")
                file.flush()
                time.sleep(1.5 * SETTLE)
            ended = time.monotonic()
        calls.wait_for(1)
        assert calls.quiet() == 1
        assert 0.9 * SETTLE < calls.made[0][1] - ended < 5 * SETTLE


def test_a_file_that_never_rests_does_not_starve_its_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching.Settling, "__init__", _short_settling)
    with watched(folder) as (_, calls), (folder / "busy.log").open("w") as file:
        for _ in range(40):
            file.write("a line\n")
            file.flush()
            time.sleep(SETTLE / 4)
        assert 1 <= calls.count() <= 4


def _short_settling(self: watching.Settling, settle_seconds: float) -> None:
    self._settle, self._most, self._unrest = settle_seconds, 4 * settle_seconds, {}


def test_a_burst_of_files_gives_few_calls(folder: Path) -> None:
    with watched(folder) as (_, calls):
        for number in range(500):
            (folder / f"file{number}.txt").write_text(f"text {number}")
        calls.wait_for(1)
        assert calls.quiet() <= 3


def test_calls_never_overlap_and_nothing_is_lost_meanwhile(folder: Path) -> None:
    running, overlaps, seen = threading.Lock(), [], []

    def slow(changed: Path) -> None:
        if not running.acquire(blocking=False):
            overlaps.append(changed)
            return
        seen.append(sorted(path.name for path in changed.iterdir()))
        time.sleep(3 * SETTLE)
        running.release()

    with watched(folder, folder / "sub", calls=slow):
        for number in range(12):
            (folder / f"{number}.txt").write_text("x")
            time.sleep(SETTLE / 2)
        (folder / "last.txt").write_text("x")
        deadline = time.monotonic() + 10
        while "last.txt" not in seen[-1] and time.monotonic() < deadline:
            time.sleep(0.05)
    assert "last.txt" in seen[-1] and overlaps == []


def test_nested_folders_are_told_each(folder: Path) -> None:
    with watched(folder, folder / "sub") as (_, calls):
        (folder / "sub" / "b.txt").write_text("other")
        calls.wait_for(2)
        assert {path for path, _ in calls.made} == {folder, folder / "sub"}


def test_a_single_file_can_be_watched(folder: Path) -> None:
    with watched(folder / "a.txt") as (_, calls):
        (folder / "other.txt").write_text("beside it")
        assert calls.quiet() == 0
        (folder / "a.txt").write_text("changed")
        calls.wait_for(1)
        save_by_rename(folder / "a.txt", "saved")
        calls.wait_for(2)


def test_the_set_of_folders_can_change(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with watched(folder) as (watcher, calls):
        watcher.watch([other])
        calls.wait_for(1)
        assert calls.made[0][0] == other
        (folder / "a.txt").write_text("not watched any more")
        (other / "x.txt").write_text("watched")
        calls.wait_for(2)
        assert calls.quiet() == 2 and calls.made[1][0] == other


def test_a_folder_that_goes_and_comes_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "ROOT_SECONDS", 0.1)
    with watched(folder) as (_, calls):
        away = folder.with_name("away")
        folder.rename(away)
        calls.wait_for(1)
        assert calls.quiet() <= 2
        calls.made.clear()
        away.rename(folder)
        calls.wait_for(1)
        calls.quiet()
        calls.made.clear()
        (folder / "a.txt").write_text("seen again")
        calls.wait_for(1)


def test_another_folder_at_the_same_path_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "ROOT_SECONDS", 0.1)
    with watched(folder) as (_, calls):
        other = folder.with_name("other")
        other.mkdir()
        folder.rename(folder.with_name("old"))
        other.rename(folder)
        calls.wait_for(1)
        calls.quiet()
        calls.made.clear()
        (folder / "x.txt").write_text("in the new one")
        calls.wait_for(1)


def test_a_folder_that_is_missing_at_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "ROOT_SECONDS", 0.1)
    late = folder / "late"
    with watched(late) as (_, calls):
        assert calls.quiet() == 0
        late.mkdir()
        calls.wait_for(1)


def test_every_folder_is_looked_at_now_and_then(folder: Path) -> None:
    with watched(folder, reconcile_seconds=0.3) as (_, calls):
        calls.wait_for(3)
        times = [at for _, at in calls.made]
        assert times[2] - times[0] >= 0.5


def test_an_error_in_a_call_is_logged_and_the_folder_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watching, "RETRY_SECONDS", 0.3)
    calls = Calls()

    def failing(changed: Path) -> None:
        calls(changed)
        if calls.count() == 1:
            raise OSError("the disk is full")

    with watched(folder, calls=failing):
        calls.wait_for(2)
        assert "the disk is full" in caplog.text
        assert calls.quiet(0.6) == 2


def test_stopping_before_starting_and_twice(folder: Path) -> None:
    watcher = FolderWatcher([folder], lambda _: None)
    watcher.stop()
    with watched(folder) as (watcher, _):
        watcher.stop()
        watcher.stop()


def test_polling_sees_changes_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "POLLING_SECONDS", 0.1)
    (folder / "loop").symlink_to(folder)
    with watched(folder, polling=True) as (watcher, calls):
        (folder / "sub" / "b.txt").write_text("other words")
        calls.wait_for(1)
        (folder / ".git").mkdir()
        (folder / ".git" / "x.txt").write_text("x")
        assert calls.quiet() == 1
        assert watcher.hints() == []


# Limits of the system ----------------------------------------------------------------------------


@linux
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EMFILE])
@pytest.mark.parametrize("limited", ["docs", "sub"])
def test_where_the_watches_run_out_the_folder_is_polled(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, limited: str
) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    real = InotifyFD.add_callback

    def refuse(self, path: bytes, *rest):
        if path.endswith(limited.encode()):
            raise OSError(code, "inotify watch limit reached")
        return real(self, path, *rest)

    monkeypatch.setattr(InotifyFD, "add_callback", refuse)
    monkeypatch.setattr(observing, "POLLING_SECONDS", 0.1)
    with watched(folder) as (watcher, calls):
        calls.quiet()
        calls.made.clear()
        (hint,) = watcher.hints()
        assert str(folder) in hint and "fs.inotify.max_user_watches" in hint
        (folder / "sub" / "b.txt").write_text("polled")
        calls.wait_for(1)


@linux
def test_where_there_is_no_inotify_at_all_everything_is_polled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    def refuse(_) -> int:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(InotifyFD, "_create_inotify_fd", refuse)
    monkeypatch.setattr(observing, "POLLING_SECONDS", 0.1)
    with watched(folder) as (watcher, calls):
        (hint,) = watcher.hints()
        assert "fs.inotify.max_user_instances" in hint
        (folder / "a.txt").write_text("polled")
        calls.wait_for(1)


@linux
def test_lost_events_lead_to_a_look(folder: Path) -> None:
    from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent

    with watched(folder) as (_, calls):
        native = next(item for item in threading.enumerate() if type(item).__name__ == "Inotify")
        lost = InotifyEvent(-1, InotifyConstants.IN_Q_OVERFLOW, 0, b"")
        native.handle_event(lost)  # type: ignore[attr-defined]
        calls.wait_for(1)
        (folder / "sub" / "b.txt").write_text("still watched")
        calls.wait_for(2)


@linux
def test_left_out_folders_take_no_watches(folder: Path) -> None:
    for number in range(20):
        (folder / "node_modules" / f"package{number}" / "lib").mkdir(parents=True)
    (folder / ".git" / "objects").mkdir(parents=True)
    with watched(folder):
        lines = [
            line
            for info in Path("/proc/self/fdinfo").iterdir()
            if info.exists()
            for line in info.read_text().splitlines()
            if line.startswith("inotify wd:")
        ]
    assert len(lines) == 2


@pytest.mark.parametrize(("path", "counts"), [
    ("/d", True), ("/d/a.txt", True), ("/d/a.xyz", False), ("/d/.git/a.txt", False),
    ("/d/sub/.localdocsignore", True), ("/d/.git/.gitignore", False), ("/d/plan.numbers", True),
    ("/d/venv/pyvenv.cfg", False), ("/d/env/pyvenv.cfg", True), ("/d/a.txt~", False),
])  # fmt: skip
def test_what_could_count_by_its_name(path: str, counts: bool) -> None:
    assert could_count(path, "/d", is_folder=False) is counts
