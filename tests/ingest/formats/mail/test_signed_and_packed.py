"""Messages within a signature, and what Outlook packs for itself."""

import base64
import struct
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from ingest.formats.mail.tnef import unpacked
from localdocs.errors import EncryptedError, NoTextError, ReadError
from mail_files import opened
from ole_file import ole_file

WORDS = b"Content-Type: text/plain\r\n\r\nThe pump comes on Tuesday.\r\n"


def certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ann")])
    now = datetime(2024, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, now, now + timedelta(1))
    return builder.sign(key, hashes.SHA256())


def signed(content: bytes) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(certificate(key), key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def encrypted(content: bytes) -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content)
    return builder.add_recipient(certificate(key)).encrypt(serialization.Encoding.DER, [])


def in_pieces(content: bytes) -> bytes:
    """Signed as programs write it that do not know the length yet."""
    octets = b"".join(b"\x04\x03" + content[at : at + 3] for at in range(0, len(content) - 2, 3))
    kind = bytes.fromhex("06092a864886f70d0107")
    capsule = b"\x30\x80" + kind + b"\x01\xa0\x80\x24\x80" + octets + b"\0\0" * 3
    inner = b"\x30\x80\x02\x01\x01\x31\x00" + capsule + b"\x31\x00\0\0"
    return b"\x30\x80" + kind + b"\x02\xa0\x80" + inner + b"\0\0" * 2


def sealed(content: bytes, kind: str = "application/pkcs7-mime") -> bytes:
    head = f"Subject: The pump\nContent-Type: {kind}; name=smime.p7m\n"
    head += "Content-Transfer-Encoding: base64\n\n"
    return head.encode() + base64.encodebytes(content)


@pytest.mark.parametrize("write", [signed, in_pieces])
def test_a_signed_message_is_shown(tmp_path: Path, write: object) -> None:
    assert callable(write)
    document = opened(tmp_path, sealed(write(WORDS + b"Bye.\n")))
    assert document.pages[0].text.startswith("The pump\n\nThe pump comes on Tuesday.")
    assert document.notes == ()


def test_an_encrypted_one_says_so(tmp_path: Path) -> None:
    document = opened(tmp_path, sealed(encrypted(WORDS)))
    assert document.pages[0].text == "The pump"
    assert document.notes == ("the message is encrypted; its text cannot be read",)


def test_one_that_pgp_encrypted_says_so(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "The pump"
    message.add_attachment(b"Version: 1\n", maintype="application", subtype="pgp-encrypted")
    message.add_attachment(
        b"\n-----BEGIN PGP MESSAGE-----\n\nhQEM", maintype="application", subtype="octet-stream",
        filename="msg.bin",
    )  # fmt: skip
    document = opened(tmp_path, message.as_bytes())
    assert document.pages[0].text == "The pump"
    assert document.notes == ("the message is encrypted; its text cannot be read",)


def test_a_file_that_pgp_encrypted_is_no_encrypted_message(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "The pump"
    message.set_content("It costs 12 euros; the key is attached.\n")
    message.add_attachment(
        b"-----BEGIN PGP MESSAGE-----\n\nhQEM", maintype="application", subtype="octet-stream",
        filename="key.asc",
    )  # fmt: skip
    document = opened(tmp_path, message.as_bytes())
    assert "It costs 12 euros" in document.pages[0].text and len(document.pages) == 1
    assert "Attachments: key.asc" in document.pages[0].text
    assert document.notes == (
        "key.asc: it is encrypted; only the program of its receiver opens it",
    )


def test_signed_files(tmp_path: Path) -> None:
    invoice = opened(tmp_path, signed(b"The pump costs 12 euros."), "bill.txt.p7m")
    assert invoice.pages[0].place == "bill.txt"
    as_text = opened(tmp_path, base64.encodebytes(signed(b"12 euros")), "bill.txt.p7m")
    assert "12 euros" in as_text.pages[0].text
    assert "Tuesday" in opened(tmp_path, signed(WORDS), "smime.p7m").pages[0].text
    with pytest.raises(EncryptedError):
        opened(tmp_path, encrypted(WORDS), "smime.p7m")
    for content, error in ((b"", NoTextError), (b"words", ReadError), (b"\x30\x80", ReadError)):
        with pytest.raises(error):
            opened(tmp_path, content, "smime.p7m")


def test_a_signed_file_as_an_attachment(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content("See the bill.\n")
    message.add_attachment(
        signed(b"12 euros"), maintype="application", subtype="pkcs7-mime", filename="bill.txt.p7m"
    )
    document = opened(tmp_path, message.as_bytes())
    assert document.pages[1].place == "bill.txt.p7m, bill.txt"
    assert "12 euros" in document.pages[1].text


def test_elements_that_never_end(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        opened(tmp_path, b"\x30\x80" * 100_000, "smime.p7m")


@pytest.mark.parametrize(("kind", "data"), [
    ("IPM.Note.SMIME", signed(WORDS)),
    ("IPM.Note.SMIME.MultipartSigned", b"Content-Type: multipart/signed; boundary=b\n\n--b\n"
     + WORDS + b"\n--b\nContent-Type: application/pkcs7-signature\n\nx\n--b--\n"),
])  # fmt: skip
def test_signed_messages_of_outlook(tmp_path: Path, kind: str, data: bytes) -> None:
    tree: dict[str, object] = {
        "__substg1.0_001A001F": kind.encode("utf-16-le"),
        "__properties_version1.0": b"\0" * 32,
        "__attach_version1.0_#00000000": {
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": "smime.p7m".encode("utf-16-le"),
            "__properties_version1.0": b"\0" * 8,
        },
    }
    document = opened(tmp_path, ole_file(tree), "x.msg")
    assert document.pages[0].text == "The pump comes on Tuesday."


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("<BII", 1, kind, len(value)) + value + b"\0\0"


def property_of(number: int, kind: int, value: bytes) -> bytes:
    padded = value.ljust(-(-len(value) // 4) * 4, b"\0")
    return struct.pack("<HHII", kind, number, 1, len(value)) + padded


def winmail(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def packed() -> bytes:
    named = struct.pack("<HH", 0x1F, 0x8000) + bytes(16) + struct.pack("<III", 1, 4, 0x41)
    named += struct.pack("<II", 1, 2) + b"x\0\0\0"
    flag = struct.pack("<HHI", 3, 0x3705, 1)
    name = property_of(0x3707, 0x1F, "bill of May.txt\0".encode("utf-16-le"))
    inner = winmail(attribute(0x0002800C, b"An older message.\0"))
    whole = property_of(0x3701, 0x0D, bytes(16) + inner)
    return winmail(
        attribute(0x00069007, struct.pack("<II", 1252, 0)),
        attribute(0x0002800C, "Grüße, die Pumpe.".encode("cp1252")),
        attribute(0x00069002, b"\0" * 14),
        attribute(0x00018010, b"BILLOF~1.TXT\0"),
        attribute(0x0006800F, b"12 euros"),
        attribute(0x00069005, struct.pack("<I", 3) + named + flag + name),
        attribute(0x00069002, b"\0" * 14),
        attribute(0x00018010, b"Older\0"),
        attribute(0x00069005, struct.pack("<I", 1) + whole),
    )


def test_winmail_dat(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "The pump"
    message.add_attachment(
        packed(), maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    document = opened(tmp_path, message.as_bytes())
    assert document.pages[0].text == (
        "The pump\n\nAttachments: bill of May.txt\n\nGrüße, die Pumpe."
    )
    assert "12 euros" in document.pages[1].text
    assert document.pages[2].text == "Older\n\nAn older message."


def test_damaged_winmail_dat(tmp_path: Path) -> None:
    whole = packed()
    for cut in range(6, len(whole)):
        unpacked(whole[:cut])
        unpacked(whole[:cut] + b"\xff\xff\xff\xff" + whole[cut + 4 :])
    with pytest.raises(ReadError):
        unpacked(b"no")
