"""The only door to `openvino`, and it is quieter than the front door.

``import openvino`` also imports its model converter, which reports the import to the vendor over
the network (package `openvino-telemetry`, a hard dependency of openvino). The converter is not
needed: a traced model goes through the front end directly. So the converter is made to look
absent while openvino is imported, which openvino allows for, and the telemetry is never loaded.
"""

import sys
from threading import Lock
from types import ModuleType
from typing import Any, cast

_CONVERTER = "openvino.tools.ovc"
_lock = Lock()


def import_openvino() -> Any:
    """The module `openvino`, without its converter and telemetry. Its types are not checked."""
    with _lock:
        if "openvino" in sys.modules:
            return sys.modules["openvino"]
        modules = cast(dict[str, ModuleType | None], sys.modules)
        modules[_CONVERTER] = None  # makes `import openvino.tools.ovc` raise ImportError
        try:
            import openvino
        finally:
            modules.pop(_CONVERTER, None)
        return openvino
