"""What ``localdocs doctor`` and ``localdocs models verify`` say.

Each finding is said when it is made, since those that come later may take long.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from localdocs.reports import Finding
from localdocs.views.style import Style, shown


def finding_lines(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """What is well and what is not, and what mends it."""
    for finding in findings:
        mark = "ok " if finding.healthy else "BAD"
        yield f"{mark} {style.bold(shown(finding.subject))}: {shown(finding.detail)}"
        if finding.remedy:
            yield f"    {shown(finding.remedy)}"


def findings_shape(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """The same for programs."""
    for finding in findings:
        yield {
            "subject": finding.subject,
            "healthy": finding.healthy,
            "detail": finding.detail,
            "remedy": finding.remedy,
        }
