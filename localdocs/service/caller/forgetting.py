"""Deleting everything personal, from outside: through the service where one runs."""

from localdocs.errors import ServiceError
from localdocs.home import forgetting
from localdocs.home.places import Places
from localdocs.home.writer_lock import hold_lock
from localdocs.service.caller.call import CutShortError, NoServiceError, call, read_record
from localdocs.service.caller.control import has_ended
from localdocs.service.wire import error_from_wire


def forget_everything(where: Places) -> None:
    """See ``localdocs.home.forgetting``. The service ends its workers for it and goes on.

    Raises LibraryBusyError while another process writes, StorageError, and ServiceError where the
    service that runs cannot be asked.
    """
    where.create()
    if has_ended(where, 0):
        with hold_lock(where):
            forgetting.forget_everything(where)
        return
    try:
        for answer in call(read_record(str(where.home)), "/forget", {}):
            if "error" in answer:
                raise error_from_wire(answer["error"])
    except (NoServiceError, CutShortError):
        raise ServiceError(
            "The background service did not answer.", "Stop it: localdocs service stop"
        ) from None
