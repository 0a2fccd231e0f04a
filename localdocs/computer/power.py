"""Whether the computer runs on its battery."""

import sys
from pathlib import Path

_SUPPLIES = Path("/sys/class/power_supply")


def on_battery(supplies: Path = _SUPPLIES) -> bool:
    """True while no mains supply is connected; False where nobody knows or there is no battery."""
    if sys.platform == "darwin":
        return _on_battery_by_pmset()
    if sys.platform == "win32":
        return _on_battery_by_windows()
    kinds = {path.parent: _read(path) for path in supplies.glob("*/type")}
    has_battery = any(
        kind == "Battery" and _read(folder / "scope") != "Device"  # such as that of a mouse
        for folder, kind in kinds.items()
    )
    plugged_in = any(
        kind in {"Mains", "USB"} and _read(folder / "online") == "1"
        for folder, kind in kinds.items()
    )
    return has_battery and not plugged_in


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _on_battery_by_pmset() -> bool:
    import subprocess

    try:
        run = subprocess.run(["pmset", "-g", "batt"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return "Battery Power" in run.stdout


def _on_battery_by_windows() -> bool:
    import ctypes

    class PowerStatus(ctypes.Structure):
        _fields_ = (
            ("line", ctypes.c_byte),
            ("battery", ctypes.c_byte),
            ("percent", ctypes.c_byte),
            ("reserved", ctypes.c_byte),
            ("seconds_left", ctypes.c_ulong),
            ("seconds_full", ctypes.c_ulong),
        )

    status = PowerStatus()
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    return bool(kernel.GetSystemPowerStatus(ctypes.byref(status))) and status.line == 0
