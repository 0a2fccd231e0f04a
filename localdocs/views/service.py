"""What ``localdocs service status`` says, in lines for people."""

from collections.abc import Iterator

from localdocs.types import Progress, ServiceStatus, WorkerStatus


def service_lines(service: ServiceStatus) -> Iterator[str]:
    """The state of the service, its workers and its work."""
    if service.pid is None:
        yield "The service does not run. Start it: localdocs service start"
        return
    since = duration(service.uptime_seconds)
    yield f"The service runs: process {service.pid}, for {since}, {_memory(service.memory)}."
    for worker in service.workers:
        yield f"  {_worker(worker)}"
    yield f"It is {service.doing}."
    if service.progress is not None:
        yield f"  {_progress(service, service.progress)}"
    for hint in service.hints:
        yield f"  hint: {hint}"


def duration(seconds: float) -> str:
    """A length of time as people say it: "40 s", "12 min", "3 h 5 min"."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    minutes = whole // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def _worker(worker: WorkerStatus) -> str:
    where = f", process {worker.pid}, {_memory(worker.memory)}" if worker.pid else ""
    times = "once" if worker.crashes == 1 else f"{worker.crashes} times"
    crashes = f"; crashed {times} ({worker.detail})" if worker.crashes else ""
    return f"{worker.role} worker: {worker.state}{where}{crashes}"


def _progress(service: ServiceStatus, progress: Progress) -> str:
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
