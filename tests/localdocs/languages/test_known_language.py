"""Which language a question is in."""

import pytest

from localdocs.languages.known_language import language_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wann wird die restmülltonne geleert?", "german"),
        ("Wie hoch ist der Beitrag", "german"),
        ("was kostet das", "german"),
        ("precio del tinte", "spanish"),
        ("donde esta la llave", "spanish"),
        ("c'est quand la kermesse ?", "french"),
        ("comment couper l'eau", "french"),
        ("Dove si trova il contatore?", "italian"),
        ("Onde fica a chave do gás?", "portuguese"),
        ("Hoe laat gaat de winkel open?", "dutch"),
        ("kiedy jest otwarty basen", "polish"),
        ("ile kosztuje naprawa dachu?", "polish"),
        ("kütüphane ne zaman açılıyor?", "turkish"),
        ("köpek getirebilir miyim, yasak mı", "turkish"),
        ("сколько стоит билет", "russian"),
        ("كم سعر التذكرة؟", "arabic"),
        ("टिकट कितने का है?", "hindi"),
        ("显示E3是什么意思", "chinese"),
        ("図書館の休館日はいつですか", "japanese"),
        ("Сколько стоит iPhone?", "russian"),
    ],
)
def test_short_questions(text: str, name: str) -> None:
    found = language_of(text)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "What does the lease say about pets?",
        "Was Apple profitable in 2020?",
        "is the die cast in an old mould?",
        "Who wrote Die Zeit der Wölfe?",
        "What ist der Preis?",
        "non-personally identifiable data",
        "Recipient's date of birth",
        "Men in Black",
        "Müller",
        "Petra Schneider Berlin",
        "invoice 2023-04",
        "was ist die deadline for the project that we do",
        "Πότε κλείνει η βιβλιοθήκη;",
        "Коли зачиняється бібліотека і її каса?",
        "qual",
        "",
        "?!",
        "42",
        "\u202e\u202d\ud800",
    ],
)
def test_english_names_and_what_cannot_be_told(text: str) -> None:
    assert language_of(text) is None


def test_no_text_is_too_long() -> None:
    found = language_of("wann und wo ist das? " * 100_000)
    assert found is not None and found.name == "german"
