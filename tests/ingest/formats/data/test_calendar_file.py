"""Events and contacts, as a person would tell them."""

import time
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from ingest.formats.data.calendar_file import read
from ingest.readers import read as read_file
from localdocs.errors import ReadError

EVENT = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
BEGIN:STANDARD
DTSTART:19701025T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20240305T093000
DTEND:20240305T103000Z
SUMMARY:Boiler\\, second visit
LOCATION:Cellar
ORGANIZER;CN="Ann Smith":mailto:ann@example.org
DESCRIPTION:Bring the pump.\\nRing tw
 ice.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""
CARD = """BEGIN:VCARD
VERSION:3.0
FN:Bob Miller
ORG:Miller & Sons;Heating
item1.TEL;TYPE=CELL:+1 555 0100
ADR:;;Main St 1;Springfield;;12345;USA
PHOTO;ENCODING=b:iVBORw0KGgo
END:VCARD
"""


def text_of(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text.replace("\n", "\r\n"), "utf-8")
    return read(file).pages[0].text


def test_an_event(tmp_path: Path) -> None:
    assert text_of(tmp_path, "x.ics", EVENT) == (
        "Boiler, second visit\n\nBegins: 2024-03-05 09:30\nEnds: 2024-03-05 10:30 UTC\n"
        "Where: Cellar\nOrganizer: Ann Smith <ann@example.org>\n"
        "Description: Bring the pump.\nRing twice."
    )


def test_a_contact(tmp_path: Path) -> None:
    assert text_of(tmp_path, "x.vcf", CARD) == (
        "Bob Miller\n\nOrganization: Miller & Sons, Heating\nMobile telephone: +1 555 0100\n"
        "Address: Main St 1, Springfield, 12345, USA"
    )


def test_each_value_of_a_contact_has_a_label_of_its_own(tmp_path: Path) -> None:
    card = """BEGIN:VCARD
VERSION:4.0
FN:Ann Berg
TEL;TYPE="voice,work";VALUE=uri:tel:+49-30-555
TEL;TYPE=WORK,FAX:+49 30 556
EMAIL;TYPE=INTERNET;TYPE=HOME:ann@example.org
ADR;TYPE=home:;;Main St 1;Springfield;;;
URL:https://example.org
BDAY:1984-07-02
item1.TEL:+49 30 557
item1.X-ABLabel:Summer house
item2.X-ABRELATEDNAMES:Bob
item2.X-ABLabel:_$!<Spouse>!$_
END:VCARD
"""
    assert text_of(tmp_path, "x.vcf", card).split("\n")[2:] == [
        "Work telephone: +49-30-555",
        "Work fax: +49 30 556",
        "Home e-mail: ann@example.org",
        "Home address: Main St 1, Springfield",
        "Website: https://example.org",
        "Birthday: 1984-07-02",
        "Summer house telephone: +49 30 557",
        "Spouse: Bob",
    ]


def test_contacts_of_old_telephones(tmp_path: Path) -> None:
    card = """BEGIN:VCARD
VERSION:2.1
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =
M=C3=BCller
TEL;CELL:0170 555
END:VCARD
"""
    assert text_of(tmp_path, "x.vcf", card) == "Jürgen Müller\n\nMobile telephone: 0170 555"


def test_events_that_come_back(tmp_path: Path) -> None:
    event = """BEGIN:VCALENDAR
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20250501T180000Z
SUMMARY:Choir
DTSTART:20250109T193000
EXDATE;TZID=Europe/London:20250123T193000,20250206T193000
END:VEVENT
END:VCALENDAR
"""
    assert text_of(tmp_path, "x.ics", event) == (
        "Choir\n\nRepeats: every second week on Thursday, until 1 May 2025\n"
        "Begins: 2025-01-09 19:30\nNot on: 2025-01-23 19:30, 2025-02-06 19:30"
    )


@pytest.mark.skipif("America/New_York" not in available_timezones(), reason="no time zones")
def test_the_last_day_is_one_of_the_event(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=DAILY;UNTIL=20250501T035959Z\nSUMMARY"
    for zone, last in (
        ("America/New_York", "30 April 2025"),
        ('"Europe/Berlin"', "1 May 2025"),
        ("Europe", "1 May 2025"),
        ("../../etc/passwd", "1 May 2025"),
    ):
        event = EVENT.replace("Europe/Berlin", zone).replace("SUMMARY", rule)
        assert f"Repeats: every day, until {last}\n" in text_of(tmp_path, "x.ics", event)


def test_parameters_in_quotes_may_hold_any_sign(tmp_path: Path) -> None:
    event = EVENT.replace('CN="Ann Smith"', 'X-A="a:b;c";CN="Smith: Ann"')
    assert "Organizer: Smith: Ann <ann@example.org>" in text_of(tmp_path, "x.ics", event)
    event = EVENT.replace("SUMMARY:Boiler", 'SUMMARY:The "old" boiler: see "plan"')
    assert 'The "old" boiler: see "plan", second visit' in text_of(tmp_path, "x.ics", event)


def test_a_line_of_parameters_alone_takes_no_time(tmp_path: Path) -> None:
    started = time.process_time()
    for sign in (";", '"', ';"', ';x="'):
        for count in (30, 5_000):
            event = EVENT.replace("LOCATION:Cellar", f"LOCATION{sign * count}\nLOCATION:Cellar")
            assert "Where: Cellar" in text_of(tmp_path, "x.ics", event)
    assert time.process_time() - started < 2


def test_an_invitation_in_a_mail(tmp_path: Path) -> None:
    one = EmailMessage()
    one["Subject"] = "Invitation"
    one.set_content("You are invited.\n")
    one.add_alternative(EVENT, subtype="calendar")
    file = tmp_path / "x.eml"
    file.write_bytes(one.as_bytes())
    assert "Where: Cellar" in read_file(file).pages[1].text


def test_what_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        text_of(tmp_path, "x.ics", "only words")
    with pytest.raises(ReadError):
        text_of(tmp_path, "x.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
