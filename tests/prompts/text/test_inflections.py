"""Words in the inflections of other languages."""

import pytest

from localdocs.languages.spelling import folded
from localdocs.languages.words import language
from prompts.text.inflections import PART, likeness, telling_words


@pytest.mark.parametrize(
    ("name", "asked", "said", "alike"),
    [
        ("german", "geleert", "leeren", 1),
        ("german", "Häuser", "Haus", 1),
        ("german", "Muelltonne", "Mülltonnen", 1),
        ("german", "Motorboot", "Boot", PART),
        ("german", "Tonne", "Mülltonne", PART),
        ("german", "Strafe", "Steuer", 0),
        ("spanish", "autorizaciones", "autorización", 1),
        ("spanish", "casa", "caso", 1),  # the price of having no dictionary
        ("spanish", "caldera", "cada", 0),
        ("french", "électrique", "électricité", 1),
        ("russian", "выставках", "выставке", 1),
        ("russian", "заменить", "замена", 1),
        ("arabic", "والمكتبة", "المكتبة", 1),
        ("arabic", "يدفع", "وتدفع", 1),
        ("arabic", "أنظف", "تنظيف", PART),
        ("german", "E18", "E23", 0),
    ],
)
def test_forms_of_one_word(name: str, asked: str, said: str, alike: float) -> None:
    assert likeness(folded(asked), [folded(said)], name) == alike


def test_a_compound_is_made_of_two_words() -> None:
    words = ["waschkuche", "schlussel"]
    assert likeness("waschkuchenschlussel", words, "german") == 1
    assert likeness("waschkuchenschlussel", words[:1], "german") == PART


def test_function_words_and_points_of_vowels_are_left_out() -> None:
    assert list(telling_words("Wie hoch ist der Beitrag?", language("german")).values()) == [
        "Beitrag"
    ]
    assert list(telling_words("متى تُجمَع النفايات؟", language("arabic")).values()) == [
        "تُجمَع",
        "النفايات",
    ]
    hindi = telling_words("पुस्तकालय कितने बजे खुलता है?", language("hindi"))
    assert list(hindi.values()) == ["पुस्तकालय", "खुलता"]
