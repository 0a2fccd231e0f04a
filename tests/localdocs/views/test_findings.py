"""What the doctor says: a name that comes from elsewhere forges no line of it."""

from localdocs.reports import Finding
from localdocs.views.findings import finding_lines
from localdocs.views.style import Style


def test_a_name_forges_no_finding() -> None:
    finding = Finding(
        "folder a\nok  index", False, "/d/\x1b[2J is not there.", "localdocs remove \r"
    )
    assert list(finding_lines([finding], Style(fancy=False))) == [
        "BAD folder a\\nok  index: /d/\\x1b[2J is not there.",
        "    localdocs remove \\r",
    ]
