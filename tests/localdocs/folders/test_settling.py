"""When a folder with changes below it is due, on a clock of our own."""

from pathlib import Path

from localdocs.folders.settling import MOST_SECONDS, PATHS_KEPT, Settling

FOLDER = Path("docs")


def due(settling: Settling, now: float) -> list[Path]:
    return [folder for folder, _ in settling.take_due(now)]


def test_a_folder_is_due_when_it_has_been_quiet() -> None:
    settling = Settling(1.0)
    assert settling.next_due() == float("inf")
    assert settling.changed(FOLDER, "a", 10.0)
    assert not settling.changed(FOLDER, "b", 10.5)
    assert (due(settling, 11.4), settling.next_due()) == ([], 11.5)
    ((folder, unrest),) = settling.take_due(11.5)
    assert (folder, unrest.paths, unrest.all_known) == (FOLDER, {"a", "b"}, True)
    assert settling.take_due(99.0) == []


def test_a_file_that_is_still_open_is_waited_for_and_its_end_ends_the_wait() -> None:
    settling = Settling(1.0)
    settling.changed(FOLDER, "a", 10.0, unfinished=True)
    assert due(settling, 14.9) == []
    assert settling.changed(FOLDER, "a", 14.9)  # the thread has to wake sooner
    assert (due(settling, 15.8), due(settling, 15.9)) == ([], [FOLDER])


def test_a_program_that_never_closes_its_file_is_not_waited_for_long() -> None:
    settling = Settling(1.0)
    settling.changed(FOLDER, "a", 10.0, unfinished=True)
    assert due(settling, 15.0) == [FOLDER]


def test_events_without_end_do_not_starve_a_folder() -> None:
    settling = Settling(1.0)
    for tenth in range(int(MOST_SECONDS * 10)):
        settling.changed(FOLDER, "log.txt", tenth / 10, unfinished=True)
        assert due(settling, tenth / 10) == []
    assert due(settling, MOST_SECONDS) == [FOLDER]


def test_what_waits_again_keeps_its_first_time_and_its_paths() -> None:
    settling = Settling(1.0)
    settling.changed(FOLDER, "a", 0.0)
    ((_, unrest),) = settling.take_due(1.0)
    settling.changed(FOLDER, "b", 1.1)
    assert settling.may_wait(unrest, 1.2)
    settling.wait_again(FOLDER, unrest, 1.2)
    ((_, again),) = settling.take_due(2.2)
    assert (again.first, again.paths) == (0.0, {"a", "b"})
    assert not settling.may_wait(again, MOST_SECONDS)


def test_many_paths_are_not_all_remembered() -> None:
    settling = Settling(1.0)
    for number in range(PATHS_KEPT + 1):
        settling.changed(FOLDER, str(number), 0.0)
    ((_, unrest),) = settling.take_due(1.0)
    assert (len(unrest.paths), unrest.all_known) == (PATHS_KEPT, False)


def test_at_once_is_now_and_a_folder_can_be_forgotten() -> None:
    settling = Settling(1.0)
    settling.unknown(FOLDER, 10.0)
    assert due(settling, 10.5) == []
    settling.unknown(FOLDER, 10.5, at_once=True)
    assert due(settling, 10.5) == [FOLDER]
    settling.unknown(FOLDER, 20.0)
    settling.forget(FOLDER)
    assert due(settling, 30.0) == []
