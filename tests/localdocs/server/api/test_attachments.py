"""Names of files in headers: CVE of LibreChat (GHSA-qrm5-r67f-6692) and its like."""

from urllib.parse import unquote

import pytest

from localdocs.server.api.attachments import LONGEST_NAME, attached_as, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("Übersicht 2024.pdf", "Übersicht 2024.pdf"),
        ('a"; filename="b.exe', "a__ filename=_b.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a__Set-Cookie_ x=1.pdf"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\x.txt", "_x.txt"),
        ("a\u2028b\x00c\x1b[31m.txt", "a_b_c_[31m.txt"),
        ("bad\udcff.txt", "bad_.txt"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_a_name_is_nothing_but_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    value = attached_as(name)["content-disposition"]
    assert value.isascii() and value.isprintable() and value.count('"') == 2
    assert unquote(value.partition("UTF-8''")[2]) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("x" * 1000 + ".pdf")
    assert len(name) == LONGEST_NAME and name.endswith(".pdf")
