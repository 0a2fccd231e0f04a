"""A message as a document: its facts, its text, then its attachments page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from pathlib import Path

from ingest.formats.archives.inner_files import InnerFiles, shown_name
from ingest.formats.mail.bodies import Body, body_of, body_of_rtf, chosen
from ingest.formats.mail.charsets import text_in
from ingest.formats.mail.headers import FACTS, header, iso_date
from ingest.formats.mail.history import sections
from ingest.formats.mail.parts import DEEPEST, bytes_of, file_name, inner_parts, parsed
from ingest.formats.mail.rich_body import add_rich_body
from ingest.formats.mail.signed import signed_content
from ingest.formats.mail.tnef import Packed, unpacked
from ingest.formats.text import add_paragraphs
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import own_title
from localdocs.errors import EncryptedError, ReadError
from localdocs.types import BlockKind, Document

_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_SIGNATURES |= {"application/pgp-signature", "application/pgp-keys"}
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_PACKED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_PACKED_NAME = "winmail.dat"
ENCRYPTED = "the message is encrypted; its text cannot be read"
_ENCRYPTED_FILE = "it is encrypted; only the program of its receiver opens it"
_DELIVERY = frozenset({"message/delivery-status", "text/rfc822-headers"})
_PGP, _PGP_TYPE = b"-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"
_LONGEST_GAP = 100
_SMALL_PICTURE_BYTES = 30_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; ``is_shown`` within its text, as logos are."""

    name: str
    data: bytes
    media_type: str = ""
    is_shown: bool = False

    @property
    def is_decoration(self) -> bool:
        """A small picture of the text itself: a logo, a line, a face."""
        is_picture = self.media_type.startswith("image/")
        return self.is_shown and is_picture and len(self.data) < _SMALL_PICTURE_BYTES

    @property
    def is_encrypted(self) -> bool:
        """Whether PGP has encrypted it."""
        return self.data[:_LONGEST_GAP].lstrip().startswith(_PGP)


@dataclass(slots=True)
class Letter:
    """What a message says, whichever program wrote it down."""

    subject: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    messages: list["Letter"] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_sent_by_pgp: bool = False

    def attach(self, one: Attachment) -> None:
        """Add a file; where it is the message itself, encrypted by PGP, that is noted: the version
        of PGP comes before it."""
        if one.media_type == _PGP_TYPE:
            self.is_sent_by_pgp = True
        elif self.is_sent_by_pgp and one.is_encrypted:
            self.notes.append(ENCRYPTED)
        else:
            self.attachments.append(one)


def letter_of(message: Message) -> Letter:
    """Sort out a message's parts."""
    letter = Letter(header(message, "Subject"))
    letter.facts = {name: header(message, name) for name in FACTS}
    _sort(letter, message, 0)
    return letter


def document_of(path: Path, letter: Letter, heading: str = "") -> Document:
    """The letter's own page, then its attachments. ``heading`` is that of one without subject."""
    builder = PageBuilder()
    names = [shown_name(one.name) for one in letter.attachments if not one.is_decoration]
    builder.add(BlockKind.HEADING, letter.subject or heading, 1)
    facts = [f"{name}: {value}" for name, value in letter.facts.items() if value]
    attached = [f"Attachments: {', '.join(names)}"] if names else []
    builder.add(BlockKind.PARAGRAPH, "\n".join([*facts, *attached]))
    for body in letter.bodies:
        if body.is_html:
            add_rich_body(builder, body.text)
        else:
            add_plain_body(builder, body.text)
    page = builder.page(1)
    inner = InnerFiles(pages_before=1 if page.text else 0)
    for one in letter.attachments:
        if one.is_encrypted:
            inner.leave_out(shown_name(one.name), _ENCRYPTED_FILE)
        elif not one.is_decoration:
            inner.add(one.name, one.data, one.media_type)
    for message in letter.messages:
        name = f"message “{shown_name(message.subject)}”" if message.subject else "a message"
        inner.add_read(name, partial(document_of, path, message, name), is_headed=False)
    return Document(
        path,
        (*([page] if page.text else []), *inner.pages),
        title=own_title(letter.subject),
        author=letter.facts.get("From", ""),
        created=iso_date(letter.facts.get("Date", "")),
        notes=(*letter.notes, *inner.notes()),
    )


def add_plain_body(builder: PageBuilder, text: str) -> None:
    """Add plain text, with what is not new below headings."""
    for section in sections(clean(text.replace("\r\n", "\n"))):
        builder.add(BlockKind.HEADING, section.heading if _has_words(section.lines) else "", 2)
        add_paragraphs(builder, "\n".join(section.lines))


def _has_words(lines: Sequence[str]) -> bool:
    return any(line.strip() for line in lines)


def _sort(letter: Letter, part: Message, depth: int) -> None:
    kind = part.get_content_type()
    if depth > DEEPEST:
        letter.notes.append("some parts lie too deep in one another")
    elif kind in _DELIVERY:
        letter.bodies.append(Body(_delivery(part)))
    elif kind == "multipart/encrypted":
        letter.notes.append(ENCRYPTED)
    elif kind in _LOCKED and not _is_signed_file(file_name(part)):
        add_signed(letter, bytes_of(part), depth)
    elif kind == "multipart/alternative" and part.is_multipart():
        _sort_versions(letter, part, depth)
    elif kind.startswith("message/") and part.is_multipart():
        letter.messages += [letter_of(inside) for inside in inner_parts(part)]
    elif part.is_multipart():
        for inside in inner_parts(part):
            _sort(letter, inside, depth + 1)
    elif kind not in _SIGNATURES:
        _sort_leaf(letter, part)


def add_signed(letter: Letter, data: bytes, depth: int = 0) -> None:
    """Add the message within a signature, or say that it is encrypted."""
    try:
        content = signed_content(data)
    except EncryptedError:
        letter.notes.append(ENCRYPTED)
    except ReadError:
        letter.notes.append("what is signed or encrypted in the message is damaged")
    else:
        add_parts(letter, content, depth + 1)


def add_parts(letter: Letter, data: bytes, depth: int = 0) -> None:
    """Add what these parts in MIME hold."""
    _sort(letter, parsed(data), depth)


def _is_signed_file(name: str) -> bool:
    """Whether it is "bill.pdf.p7m", not "smime.p7m"."""
    return bool(Path(Path(name).stem).suffix)


def _sort_versions(letter: Letter, part: Message, depth: int) -> None:
    """The versions of one text, each of which may have pictures and files of its own."""
    versions = Letter()
    for inside in inner_parts(part):
        _sort(versions, inside, depth + 1)
    letter.bodies += chosen(versions.bodies)
    letter.attachments += versions.attachments
    letter.messages += versions.messages
    letter.notes += versions.notes


def _sort_leaf(letter: Letter, part: Message) -> None:
    kind, name = part.get_content_type(), file_name(part)
    is_text = part.get_content_maintype() in ("text", "multipart") and kind != "text/calendar"
    attached = (part.get_content_disposition() or "") == "attachment"
    if is_text and not name and not attached:
        letter.bodies.append(body_of(part))
        return
    data = bytes_of(part)
    if kind in _PACKED or name.lower() == _PACKED_NAME:
        _unpack(letter, name, data)
        return
    is_shown = not attached and part.get("Content-ID") is not None
    if data or name:
        letter.attach(Attachment(name or _unnamed(kind), data, kind, is_shown))


def _unpack(letter: Letter, name: str, data: bytes) -> None:
    """Add what Outlook has packed; what cannot be unpacked is named as an attachment."""
    try:
        _add_packed(letter, unpacked(data))
    except ReadError:
        letter.attachments.append(Attachment(name or _PACKED_NAME, data))


def _add_packed(letter: Letter, packed: Packed) -> None:
    if not letter.bodies:
        letter.bodies += chosen([Body(packed.plain), Body(text_in(packed.html, ""), is_html=True)])
    if not letter.bodies and packed.rtf:
        letter.bodies.append(body_of_rtf(packed.rtf))
    for file in packed.files:
        if file.message:
            inner = Letter(file.name)
            _add_packed(inner, file.message)
            letter.messages.append(inner)
        elif file.data:
            letter.attachments.append(Attachment(file.name or "unnamed", file.data))


def _unnamed(kind: str) -> str:
    if kind == "text/calendar":
        return "invitation"
    return "a message" if kind.startswith("message/") else f"unnamed ({kind})"


def _delivery(part: Message) -> str:
    """What a mail server reports: lines of headers."""
    if not part.is_multipart():
        return body_of(part).text
    reports: list[str] = []
    for inside in inner_parts(part):
        lines = (f"{name}: {clean_line(str(value))}" for name, value in inside.raw_items())
        reports += ["\n".join(lines), "" if inside.is_multipart() else body_of(inside).text]
    return "\n\n".join(reports)
