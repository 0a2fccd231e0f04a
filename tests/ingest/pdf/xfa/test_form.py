"""Forms in XFA: captions and values where the page only asks for another program to be used."""

from pathlib import Path

import pytest

from ingest.pdf.reader import read
from pdf_forms import field, xfa_pdf

NOTICE = [(50.0, 700.0, "Please wait... Your viewer cannot show this document.")]
TEMPLATE = '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/">{}</template>'
DATA = (
    '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>{}</xfa:data>'
    "</xfa:datasets>"
)


def text(words: str) -> str:
    return f"<value><text>{words}</text></value>"


def named(name: str, caption: str = "", more: str = "", ui: str = "textEdit", at: str = "") -> str:
    caption = f"<caption>{text(caption)}</caption>" if caption else ""
    return f'<field name="{name}" {at}><ui><{ui}/></ui>{caption}{more}</field>'


def lines(path: Path, template: str, data: str, *fields: dict[str, object]) -> list[str]:
    packets = {"template": TEMPLATE.format(template), "datasets": DATA.format(data)}
    found = read(xfa_pdf(path / "x.pdf", NOTICE, packets, *fields)).pages[0].text
    return [line for line in found.split("\n") if line]


def flowing(*inner: str) -> str:
    return f'<subform name="form" layout="tb">{"".join(inner)}</subform>'


def test_the_form_stands_in_place_of_the_notice(tmp_path: Path) -> None:
    template = flowing(
        f"<draw>{text('Permit to moor')}</draw>",
        named("boat", "Name of the boat:"),
        named("owner", "Owner"),
        named("since", "", "<assist><toolTip>Moored since</toolTip></assist>"),
    )
    data = "<form><boat>Kittiwake</boat><owner/><since>2021-04-05</since></form>"
    expected = ["Permit to moor", "Name of the boat: Kittiwake", "Owner"]
    assert lines(tmp_path, template, data) == [*expected, "Moored since: 2021-04-05"]


def test_boxes_buttons_and_choices_as_they_are_shown(tmp_path: Path) -> None:
    box = "<items><text>1</text><text>0</text></items>"
    radio = [
        named(name, name, f"<items><text>{place}</text></items>", "checkButton")
        for place, name in enumerate(("Buoy", "Quay"))
    ]
    shown = "<items><text>Red</text><text>Blue</text></items>"
    stored = '<items save="1" presence="hidden"><text>r</text><text>b</text></items>'
    template = flowing(
        named("winter", "Winter storage", box, "checkButton"),
        named("crane", "Crane", box, "checkButton"),
        f'<exclGroup name="place">{"".join(radio)}</exclGroup>',
        named("sails", "Sails", shown + stored, "choiceList"),
        named("print", "Print this form", "", "button"),
        named("secret", "Password", "", "passwordEdit"),
    )
    data = (
        "<form><winter>1</winter><crane>0</crane><place>1</place><sails>b</sails>"
        "<secret>hunter2</secret></form>"
    )
    expected = ["[x] Winter storage", "[ ] Crane", "[ ] Buoy [x] Quay", "Sails: Blue"]
    assert lines(tmp_path, template, data) == expected


def test_rows_of_a_table_come_as_often_as_there_are_data(tmp_path: Path) -> None:
    cells = named("what") + named("price")
    template = flowing(
        '<subform name="list" layout="table">'
        f'<subform layout="row"><draw>{text("What")}</draw><draw>{text("Price")}</draw></subform>'
        f'<subform name="line" layout="row"><occur max="-1"/>{cells}</subform></subform>',
        f'<subform name="more" layout="tb"><occur min="0"/><draw>{text("More")}</draw></subform>',
    )
    rows = "".join(
        f"<line><what>{what}</what><price>{price}</price></line>"
        for what, price in (("Rope", 12), ("Anchor", 90))
    )
    data = f"<form><list>{rows}</list></form>"
    assert lines(tmp_path, template, data) == ["What | Price", "Rope | 12", "Anchor | 90"]


def test_what_is_placed_is_read_row_by_row(tmp_path: Path) -> None:
    template = (
        '<subform name="form">'
        + named("boat", at='x="60mm" y="30.2mm"')
        + f'<draw x="10mm" y="30mm">{text("Boat")}</draw>'
        + '<draw x="10mm" y="10mm"><value><exData><body xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Harbour<br/>office</p></body></exData></value></draw>"
        '<draw y="5mm"><value><image>iVBORw0KGgo=</image></value></draw></subform>'
    )
    assert lines(tmp_path, template, "<form><boat>Kittiwake</boat></form>") == [
        "Harbour office",
        "Boat Kittiwake",
    ]


def test_a_reference_and_what_is_hidden(tmp_path: Path) -> None:
    template = flowing(
        named("a", "Length", '<bind match="dataRef" ref="$record.hull.length[1]"/>'),
        '<field name="b" presence="hidden"><ui><textEdit/></ui></field>',
        f'<subform name="c" presence="hidden" layout="tb">{named("d", "Crew")}</subform>',
        f'<subform name="e" presence="hidden" layout="tb">{named("f", "Cargo")}</subform>',
    )
    data = (
        "<form><hull><length>7</length><length>9</length></hull><b>internal</b><c><d>Ann</d></c>"
        "<e><f/></e></form>"
    )
    assert lines(tmp_path, template, data) == ["Length: 9", "Crew: Ann"]


def test_values_that_ordinary_fields_lack_follow_the_page(tmp_path: Path) -> None:
    template, data = flowing(named("boat", "Boat")), "<form><boat>Kittiwake</boat></form>"
    empty = field((50, 600, 250, 616))
    filled = field((50, 600, 250, 616), "Gannet")
    assert lines(tmp_path, template, data, empty)[1:] == ["Boat: Kittiwake"]
    assert lines(tmp_path, template, data, filled)[1:] == ["Gannet"]


@pytest.mark.parametrize(
    "packets",
    [
        {"template": "<template", "datasets": "no xml"},
        {"template": "", "datasets": ""},
        {"datasets": DATA.format("<form/>")},
        {"template": "<template>" + "<subform>" * 5000, "datasets": ""},
    ],
)
def test_what_is_no_form_leaves_the_page_as_it_is(tmp_path: Path, packets: dict[str, str]) -> None:
    document = read(xfa_pdf(tmp_path / "x.pdf", NOTICE, packets))
    assert document.pages[0].text == NOTICE[0][2]


def test_a_form_in_one_piece_whose_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("what is on the disk")
    source = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "{"a" * 1000}">]>'
        '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">'
        + TEMPLATE.format(flowing(named("boat", "Boat"), named("x", "Load &e;&a;")))
        + DATA.format("<form><boat>Kittiwake</boat></form>")
        + "</xdp:xdp>"
    )
    document = read(xfa_pdf(tmp_path / "x.pdf", NOTICE, {"": source}))
    assert document.pages[0].text.split("\n") == ["Boat: Kittiwake", "Load &e;&a;"]


def test_a_form_of_too_many_parts_is_cut_and_says_so(tmp_path: Path) -> None:
    cells = "".join(named(f"f{place}", f"Caption {place}") for place in range(500))
    template = flowing(f'<subform name="line" layout="tb"><occur max="-1"/>{cells}</subform>')
    packets = {
        "template": TEMPLATE.format(template),
        "datasets": DATA.format(f"<form>{'<line/>' * 2000}</form>"),
    }
    document = read(xfa_pdf(tmp_path / "x.pdf", NOTICE, packets))
    assert document.notes == ("the form holds more fields than are read",)
