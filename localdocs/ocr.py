"""OCR as a library has it: what would read scans, and the process of its own that reads them.

It stays while there is something to read, as the networks take seconds to load.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from localdocs.home.settings import Settings
from localdocs.reports import ProgressListener, Report

if TYPE_CHECKING:
    from index.index_store import IndexStore
    from ingest.process.reading_process import ReadingProcess
    from localdocs.indexing import Split

_MEMORY = 2
"""Times the limit of other reading: it is one of address space, of which OpenVINO reserves much."""


class Ocr:
    """Reads the pages that wait. ``settings`` gives those in force. Close it."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._reading: ReadingProcess | None = None

    @property
    def name(self) -> str:
        """What reads scans and pictures; "" where nothing does, or it is not wanted."""
        from localdocs.folders.scanning import ocr_in_use

        return ocr_in_use(self._settings())

    def read(
        self,
        store: "IndexStore",
        folders: list[Path],
        split: "Split",
        listener: ProgressListener,
        may_go_on: Callable[[], bool],
    ) -> tuple[Report, frozenset[Path]]:
        """What was read in these folders, and which files it was; nothing where there is no OCR.

        ``may_go_on`` is asked after every page.
        """
        from ingest.ocr.scanned_page import ScannedPage
        from localdocs.scans import ScanRun

        engine = self.name
        if not engine:
            return Report(), frozenset()
        run = ScanRun(
            store,
            self._process(),
            split,
            engine,
            lambda reason: ScannedPage(failure=reason).to_json(),
            listener,
            may_go_on,
        )
        report = run.read(folders)
        if run.is_done:
            self.close()
        return report, frozenset(run.handled)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _process(self) -> "ReadingProcess":
        from ingest.process.reading_process import ReadingProcess

        if self._reading is None:
            settings = self._settings()
            self._reading = ReadingProcess(
                time_limit_seconds=settings.whole("read_seconds"),
                memory_limit_bytes=_MEMORY * settings.whole("read_memory_mib") << 20,
            )
        return self._reading
