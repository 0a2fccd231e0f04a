"""What ``localdocs service status`` says."""

from collections.abc import Iterator
from typing import Any

from localdocs.languages.amounts import duration, rounded
from localdocs.reports import Progress, ServiceStatus, WorkerStatus
from localdocs.views.folders import folder_lines, folder_shape
from localdocs.views.style import Style


def service_lines(service: ServiceStatus, style: Style) -> Iterator[str]:
    """The state of the service, its workers, its work and its folders."""
    if service.pid is None:
        yield "The service does not run. Start it: localdocs service start"
        return
    since = duration(service.uptime_seconds)
    yield f"The service runs: process {service.pid}, for {since}, {_memory(service.memory)}."
    for worker in service.workers:
        yield f"  {_worker(worker)}"
    if service.server:
        yield f"  HTTP server: {service.server}/v1"
    yield f"It is {service.doing}."
    if service.progress is not None:
        yield f"  {_progress(service, service.progress)}"
    for hint in service.hints:
        yield f"  hint: {hint}"
    yield from folder_lines(service.library.folders, style)


def service_shape(service: ServiceStatus) -> dict[str, Any]:
    """What ``service status --json`` prints."""
    progress = service.progress
    return {
        "running": service.pid is not None,
        "pid": service.pid,
        "version": service.version,
        "uptime_seconds": rounded(service.uptime_seconds),
        "memory_bytes": service.memory,
        "doing": service.doing,
        "files_done": progress.files_done if progress else None,
        "files_left": progress.files_total - progress.files_done if progress else None,
        "passages_waiting": service.library.passages - service.library.embedded,
        "passages_a_second": rounded(service.passages_a_second),
        "seconds_left": rounded(service.seconds_left),
        "workers": [
            {
                "role": worker.role,
                "state": worker.state,
                "pid": worker.pid,
                "memory_bytes": worker.memory,
                "crashes": worker.crashes,
                "detail": worker.detail,
            }
            for worker in service.workers
        ],
        "server": service.server or None,
        "hints": list(service.hints),
        "folders": [folder_shape(folder) for folder in service.library.folders],
    }


def _worker(worker: WorkerStatus) -> str:
    where = f", process {worker.pid}, {_memory(worker.memory)}" if worker.pid else ""
    times = "once" if worker.crashes == 1 else f"{worker.crashes} times"
    crashes = f"; crashed {times} ({worker.detail})" if worker.crashes else ""
    return f"{worker.role} worker: {worker.state}{where}{crashes}"


def _progress(service: ServiceStatus, progress: Progress) -> str:
    if progress.scans_total:
        words = [f"{progress.scans_done:,} of {progress.scans_total:,} pages read by OCR"]
        if service.seconds_left is not None:
            words.append(f"about {duration(service.seconds_left)} left")
        return ", ".join(words)
    left = progress.files_total - progress.files_done
    words = [f"{progress.files_done:,} files done, {left:,} left"]
    if pending := service.library.passages - service.library.embedded:
        words.append(f"{pending:,} passages wait for their vectors")
    if service.passages_a_second:
        words.append(f"{service.passages_a_second:.0f} passages/s")
    if service.seconds_left is not None:
        words.append(f"about {duration(service.seconds_left)} left")
    return ", ".join(words)


def _memory(memory: int | None) -> str:
    return "memory unknown" if memory is None else f"{memory / 2**20:.0f} MiB"
