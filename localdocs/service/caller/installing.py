"""Starting the service whenever the person logs in: systemd, launchd, or a task of Windows."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from localdocs.errors import ServiceError
from localdocs.home.places import Places
from localdocs.service.caller.control import FRONT

NAME = "localdocs"
LABEL = "org.localdocs.service"


@dataclass(frozen=True, slots=True)
class Installation:
    """A file, and the commands that make the system heed it, or forget it again."""

    file: Path
    content: str
    enable: tuple[tuple[str, ...], ...]
    disable: tuple[tuple[str, ...], ...]


def installation(places: Places, platform: str = sys.platform) -> Installation:
    """What is to be installed on this kind of system."""
    command = (sys.executable, "-P", "-m", FRONT)
    if platform == "darwin":
        return _launchd(places, command)
    if platform == "win32":
        return _task(places, command)
    return _systemd(places, command)


def install(wanted: Installation) -> list[str]:
    """Write the file and run the commands; what a person should know. Raises ServiceError."""
    wanted.file.parent.mkdir(parents=True, exist_ok=True)
    wanted.file.write_text(wanted.content, encoding="utf-8")
    return [f"Wrote {wanted.file}", *_run_all(wanted.enable)]


def uninstall(wanted: Installation) -> list[str]:
    """Take back what ``install`` did."""
    if not wanted.file.exists():
        return [f"There is no {wanted.file}"]
    said = _run_all(wanted.disable)
    wanted.file.unlink(missing_ok=True)
    return [*said, f"Removed {wanted.file}"]


def _run_all(commands: tuple[tuple[str, ...], ...]) -> list[str]:
    said = []
    for command in commands:
        shown = " ".join(command)
        if shutil.which(command[0]) is None:
            said.append(f"There is no {command[0]} here. Where there is: {shown}")
            continue
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise ServiceError(f"'{shown}' failed: {run.stderr.strip() or run.stdout.strip()}")
        said.append(f"Ran {shown}")
    return said


def _systemd(places: Places, command: tuple[str, ...]) -> Installation:
    file = Path("~/.config/systemd/user").expanduser() / f"{NAME}.service"
    words = " ".join(f'"{_systemd_escaped(word)}"' for word in command).replace("$", "$$")
    content = f"""\
[Unit]
Description=localdocs: keeps the index as the folders are

[Service]
ExecStart={words}
Environment="LOCALDOCS_HOME={_systemd_escaped(str(places.home))}"
Restart=on-failure
RestartSec=5

[Install]
WantedBy=default.target
"""
    user = ("systemctl", "--user")
    return Installation(
        file,
        content,
        ((*user, "daemon-reload"), (*user, "enable", "--now", f"{NAME}.service")),
        ((*user, "disable", "--now", f"{NAME}.service"),),
    )


def _systemd_escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")


def _launchd(places: Places, command: tuple[str, ...]) -> Installation:
    file = Path("~/Library/LaunchAgents").expanduser() / f"{LABEL}.plist"
    words = "".join(f"    <string>{escape(word)}</string>\n" for word in command)
    content = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
  "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{LABEL}</string>
  <key>ProgramArguments</key>
  <array>
{words}  </array>
  <key>EnvironmentVariables</key>
  <dict>
    <key>LOCALDOCS_HOME</key>
    <string>{escape(str(places.home))}</string>
  </dict>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
</dict>
</plist>
"""
    load = ("launchctl", "load", "-w", str(file))
    return Installation(file, content, (load,), (("launchctl", "unload", "-w", str(file)),))


def _task(places: Places, command: tuple[str, ...]) -> Installation:
    """A script that sets the home, and a task that runs it at logon."""
    file = places.home / "service.cmd"
    words = " ".join(f'"{word}"' for word in command)
    content = f'@set "LOCALDOCS_HOME={places.home}"\n@{words}\n'
    create = ("schtasks", "/Create", "/F", "/SC", "ONLOGON", "/TN", NAME, "/TR", f'"{file}"')
    delete = ("schtasks", "/Delete", "/F", "/TN", NAME)
    return Installation(file, content, (create, ("schtasks", "/Run", "/TN", NAME)), (delete,))
