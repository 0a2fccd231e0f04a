"""What a person finds in a message: who, when, what is new, and what came with it."""

import base64
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Page
from mail_files import opened


def message(subject: str = "The boiler", text: str = "It is broken.\n") -> EmailMessage:
    one = EmailMessage()
    one["From"] = "Ann Smith <ann@example.org>"
    one["To"] = "Bob <bob@example.org>"
    one["Date"] = "Fri, 01 Mar 2024 23:30:00 -0500"
    one["Subject"] = subject
    one.set_content(text)
    return one


def blocks(page: Page) -> list[tuple[str, int, str]]:
    return [
        (block.kind.value, block.level, page.text[block.start : block.end]) for block in page.blocks
    ]


def headings(page: Page) -> list[str]:
    return [text for kind, _, text in blocks(page) if kind == "heading"]


def below(page: Page, heading: str) -> str:
    """All that stands under a heading, up to the next one."""
    found = blocks(page)
    start = next(n for n, one in enumerate(found) if one[0] == "heading" and one[2] == heading)
    end = next((n for n in range(start + 1, len(found)) if found[n][0] == "heading"), len(found))
    return "\n".join(text for _, _, text in found[start + 1 : end])


def test_the_facts(tmp_path: Path) -> None:
    document = opened(tmp_path, message().as_bytes())
    assert (document.title, document.author, document.created) == (
        "The boiler",
        "Ann Smith <ann@example.org>",
        "2024-03-01",
    )
    assert blocks(document.pages[0]) == [
        ("heading", 1, "The boiler"),
        (
            "paragraph",
            0,
            "From: Ann Smith <ann@example.org>\nTo: Bob <bob@example.org>\n"
            "Date: Fri, 01 Mar 2024 23:30:00 -0500",
        ),
        ("paragraph", 0, "It is broken."),
    ]
    assert document.notes == ()


def test_quoted_history_and_the_signature_stand_apart(tmp_path: Path) -> None:
    text = """I will come on Tuesday.

--
Ann Smith
+1 555 0100

On Thu, 29 Feb 2024 at 10:00, Bob <bob@example.org>
wrote:

> Can you come on Monday?
>
> On Wed, 28 Feb 2024, Eva wrote:
>> The tap drips.
"""
    page = opened(tmp_path, message(text=text).as_bytes()).pages[0]
    assert "I will come on Tuesday." in below(page, "The boiler")
    assert "555" not in below(page, "The boiler")
    assert below(page, "Signature") == "Ann Smith\n+1 555 0100"
    led_by_bob = "On Thu, 29 Feb 2024 at 10:00, Bob <bob@example.org> wrote:"
    assert below(page, led_by_bob) == "Can you come on Monday?"
    assert below(page, "On Wed, 28 Feb 2024, Eva wrote:") == "The tap drips."


def test_answers_between_quoted_lines_stay_there(tmp_path: Path) -> None:
    text = "> Is it the pump?\nYes.\n> And the valve?\nNo, that is new.\n"
    page = opened(tmp_path, message(text=text).as_bytes()).pages[0]
    assert headings(page) == ["The boiler"]
    assert "> Is it the pump?\nYes.\n> And the valve?\nNo, that is new." in page.text


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("New.\n\n-----Original Message-----\nFrom: Bob\nSent: x\nTo: Ann\n\nOld.", "From: Bob"),
        ("New.\n\n__________________\nVon: Bob\nGesendet: x\nAn: Ann\n\nOld.", "Von: Bob"),
        ("New.\n\nDe : Bob\nEnvoyé : hier\nÀ : Ann\nObjet : x\n\nOld.", "De : Bob"),
        ("New.\n\nBegin forwarded message:\n\nOld.", "Begin forwarded message:"),
    ],
)  # fmt: skip
def test_what_programs_put_above_an_older_message(tmp_path: Path, text: str, heading: str) -> None:
    page = opened(tmp_path, message(text=text).as_bytes()).pages[0]
    assert "New." in below(page, "The boiler")
    assert "Old." in below(page, headings(page)[-1])
    assert headings(page)[-1] == heading


def test_html_alone(tmp_path: Path) -> None:
    one = message()
    html = (
        "<p>Dear Bob,</p><table><tr><th>Part</th><th>Price</th></tr><tr><td>Pump</td><td>12</td>"
        "</tr></table><div class='gmail_quote'><div class='gmail_attr'>On Monday Bob wrote:</div>"
        "<blockquote>Old words</blockquote></div>"
    )
    one.set_content(html, subtype="html")
    page = opened(tmp_path, one.as_bytes()).pages[0]
    assert ("table_row", 0, "Pump | 12") in blocks(page)
    assert below(page, "On Monday Bob wrote:") == "Old words"


def test_what_outlook_puts_above_an_older_message_in_html(tmp_path: Path) -> None:
    one = message()
    older = (
        '<div style="border-top:solid"><p><b>From:</b> {0} &lt;x@example.org&gt;<br><b>Sent:</b> '
        "Monday<br><b>To:</b> Ann<br><b>Subject:</b> Boiler</p></div><p>Words of {0}.</p>"
    )
    html = f"<p>New.</p>{older.format('Bob')}{older.format('Eva')}"
    one.set_content(html, subtype="html")
    page = opened(tmp_path, one.as_bytes()).pages[0]
    assert "New." in below(page, "The boiler")
    assert "Words of Bob." in below(page, "From: Bob <x@example.org>")
    assert "Words of Eva." in below(page, "From: Eva <x@example.org>")


def test_of_two_versions_the_one_that_says_more(tmp_path: Path) -> None:
    same = message(text="Dear Bob, the pump costs 12 euros.\n")
    same.add_alternative("<p>Dear Bob, the pump <b>costs</b> 12 euros.</p>", subtype="html")
    assert opened(tmp_path, same.as_bytes()).pages[0].text.count("costs") == 1
    poor = message(text="Your program cannot show this message.\n")
    poor.add_alternative("<p>Dear Bob, the pump costs 12 euros, the valve 7.</p>", subtype="html")
    text = opened(tmp_path, poor.as_bytes()).pages[0].text
    assert "valve 7" in text
    assert "cannot show" in text  # nobody knows which of two different texts is meant
    links = message(text=" ".join(f"https://example.org/{number:0100}" for number in range(9)))
    links.add_alternative("<p>The pump costs 12 euros.</p>", subtype="html")
    assert "example.org/0" not in opened(tmp_path, links.as_bytes()).pages[0].text


@pytest.mark.parametrize("stub", [
    "See HTML.", "Your mail program does not show HTML. Go to https://example.org/1",
    "Si ce message ne s'affiche pas, ouvrez-le dans votre browser", "Ihr Programm zeigt kein HTML",
])  # fmt: skip
def test_a_text_that_only_sends_to_the_html_is_left_out(tmp_path: Path, stub: str) -> None:
    one = message(text=stub)
    one.add_alternative("<p>The pump comes on Tuesday at ten, and Bob will be there to pay the "
                        "first half of the bill in cash to the plumber</p>", "html")  # fmt: skip
    text = opened(tmp_path, one.as_bytes()).pages[0].text
    assert stub not in text
    assert "Tuesday" in text


def test_attachments_are_pages_by_name(tmp_path: Path) -> None:
    one = message()
    one.add_attachment(b"Name,Sum\nPump,12\n", maintype="text", subtype="csv", filename="bill.csv")
    one.add_attachment(b"\xff\xd8\xff" * 99, maintype="image", subtype="jpeg", filename="a.jpq")
    document = opened(tmp_path, one.as_bytes())
    assert [(page.number, page.place) for page in document.pages] == [
        (1, "message"),
        (2, "bill.csv"),
    ]
    assert "Attachments: bill.csv, a.jpq" in document.pages[0].text
    assert headings(document.pages[1]) == ["bill.csv"]
    assert "Pump | 12" in document.pages[1].text
    assert all(text.strip() == text for page in document.pages for _, _, text in blocks(page))
    assert [note for note in document.notes if "a.jpq" in note]


def test_a_name_of_an_attachment_is_never_a_path(tmp_path: Path) -> None:
    one = message()
    one.add_attachment(b"secret", maintype="text", subtype="plain", filename="../../evil.txt")
    before = set(tmp_path.parent.iterdir())
    document = opened(tmp_path, one.as_bytes())
    assert document.pages[1].place == "evil.txt"
    assert set(tmp_path.parent.iterdir()) == before


def test_five_messages_in_one_another(tmp_path: Path) -> None:
    inner = message("Message 5", "The innermost words.\n")
    for number in range(4, 0, -1):
        outer = message(f"Message {number}", f"Words {number}.\n")
        outer.add_attachment(inner)
        inner = outer
    document = opened(tmp_path, inner.as_bytes())
    assert [page.number for page in document.pages] == [1, 2, 3, 4, 5]
    assert "The innermost words." in document.pages[-1].text
    assert document.pages[-1].place.startswith("message “Message 2”, message “Message 3”")


def test_a_hundred_messages_in_one_another_are_cut(tmp_path: Path) -> None:
    inner = message("Message 100", "The innermost words.\n")
    for number in range(99, 0, -1):
        outer = message(f"Message {number}", f"Words {number}.\n")
        outer.add_attachment(inner)
        inner = outer
    try:
        document = opened(tmp_path, inner.as_bytes())
    except ReadError as error:
        assert "too deep" in error.message
    else:
        assert len(document.pages) < 20
        assert any("deep" in note for note in document.notes)


def test_a_large_attachment_is_read_in_time(tmp_path: Path) -> None:
    log = (b"A line of a long log, as machines write them. " * 20 + b"\n") * 45_000 + b"The end."
    head = b"Subject: log\nContent-Disposition: attachment; filename=log.txt\n"
    data = head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(log)
    assert len(data) > 50_000_000
    started = time.monotonic()
    document = opened(tmp_path, data)
    assert document.pages[1].text.endswith("The end.")
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    ("charset", "claimed"),
    [("cp1252", "us-ascii"), ("utf-8", "us-ascii"), ("cp1252", "utf-8"), ("utf-8", "no-such")],
)
def test_wrong_charsets(tmp_path: Path, charset: str, claimed: str) -> None:
    text = "Der Kessel läuft wieder, schöne Grüße aus Köln und viel Spaß.\n"
    head = f"Subject: Größe\nContent-Type: text/plain; charset={claimed}\n\n"
    document = opened(tmp_path, (head + text).encode(charset))
    assert "Kessel läuft wieder, schöne Grüße aus Köln" in document.pages[0].text
    assert document.title == "Größe"


def test_plain_words_that_are_said_to_be_base64(tmp_path: Path) -> None:
    head = b'Content-Type: multipart/mixed; boundary="x\nContent-Transfer-Encoding: base64\n\n'
    document = opened(tmp_path, head + b"--x\n\nThe pump comes on Tuesday.\nBring the key.\n--x--")
    assert "The pump comes on Tuesday." in document.pages[0].text


def test_broken_mime(tmp_path: Path) -> None:
    data = (
        b"From: a@b\r\nSubject: =?utf-8?B?4pyT?= =?bad?Q?x?= done\r\nDate: yesterday\r\n"
        b"Content-Type: multipart/mixed; boundary=abc\r\n\r\n--abc\r\nContent-Type: text/plain\r\n"
        b"Content-Transfer-Encoding: 7-bit\r\n\r\nFirst words\r\n--abc\r\n"
        b"Content-Type: text/plain; name=\"unclosed\r\n\r\nmore words"
    )  # fmt: skip
    document = opened(tmp_path, data)
    assert "First words" in "\n".join(page.text for page in document.pages)
    assert "more words" in "\n".join(page.text for page in document.pages)
    assert document.title.startswith("✓")
    assert document.created == ""


def test_flowed_lines_are_joined(tmp_path: Path) -> None:
    head = "Content-Type: text/plain; format=flowed\n\n"
    text = "The pump will \ncome on \nTuesday.\n> Is it \n> new?\n"
    page = opened(tmp_path, (head + text).encode()).pages[0]
    assert "The pump will come on Tuesday." in page.text
    assert "Is it new?" in page.text


def test_an_encrypted_message_says_so(tmp_path: Path) -> None:
    data = b"Subject: secret\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n"
    document = opened(tmp_path, data)
    assert document.notes == ("the message is encrypted; its text cannot be read",)


def test_a_message_of_apple_mail(tmp_path: Path) -> None:
    data = message().as_bytes()
    emlx = b"%d\n" % len(data) + data + b"<?xml version='1.0'?><plist><dict/></plist>"
    document = opened(tmp_path, emlx, "x.emlx")
    assert document.title == "The boiler"
    assert "plist" not in document.pages[0].text
    with pytest.raises(ReadError):
        opened(tmp_path, b"no number\n" + data, "y.emlx")


def test_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoTextError):
        opened(tmp_path, b"")


def test_a_delivery_report_and_a_digest(tmp_path: Path) -> None:
    data = (
        b"Subject: Undelivered\nContent-Type: multipart/report; boundary=x\n\n--x\n\nSorry.\n--x\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; example.org\n\n"
        b"Final-Recipient: rfc822; bob@example.org\nStatus: 5.1.1\n\n--x--\n"
    )
    page = opened(tmp_path, data).pages[0]
    assert "Status: 5.1.1" in page.text
    assert all(block.kind is not BlockKind.CODE for block in page.blocks)


def test_names_that_turn_the_direction_are_shown_as_they_are(tmp_path: Path) -> None:
    one = message(subject="Photos \u202egpj of May")
    one.replace_header("From", "\u202eAnn <ann@example.org>")
    one.add_attachment("12 euros", filename="bill\u202efdp.txt")
    document = opened(tmp_path, one.as_bytes())
    said = [document.title, document.author, *(page.place for page in document.pages)]
    assert "bill\u202efdp.txt" not in str(said)
    assert said == ["Photos gpj of May", "Ann <ann@example.org>", "message", "billfdp.txt"]
    assert "\u202e" not in "".join(page.text for page in document.pages)
