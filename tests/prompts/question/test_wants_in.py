"""What questions in other languages want."""

import pytest

from localdocs.languages.known_language import language_of
from prompts.question.wants import Wants
from prompts.question.wants_in import wants_in


def wanted(text: str) -> set[str]:
    known = language_of(text)
    assert known is not None
    wants = wants_in(text, known)
    return {kind for kind in Wants.__slots__ if getattr(wants, kind)}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Um wie viel Uhr fährt der Bus ab?", {"number", "time"}),
        ("wie reinige ich das sieb", {"steps"}),
        ("Wie hoch ist der Beitrag?", {"number"}),
        ("Was kostet ein Schlauch?", {"number", "price"}),
        ("Wer ist die Kassenwartin?", {"fact", "person"}),
        ("Darf ich hier einen Hund halten?", {"verdict"}),
        ("Warum ist die Tür zu?", {"more"}),
        ("quel est le prix d'une tente", {"number", "price"}),
        ("Qui est la trésorière ?", {"fact", "person"}),
        ("à quelle heure ouvre la salle ?", {"number", "time"}),
        ("¿Por qué no funciona?", {"more"}),
        ("¿dónde está la llave?", {"fact"}),
        ("¿Se puede fumar en la sala?", {"verdict"}),
        ("во сколько сбор у школы", {"number", "time"}),
        ("можно ли фотографировать?", {"verdict"}),
        ("بكم كعكة الزفاف", {"number", "price"}),
        ("كيف أنظف الفلتر", {"steps"}),
        ("谁是主任", {"fact", "person"}),
        ("怎么清洗电饭煲？", {"steps"}),
        ("会费多少钱", {"number", "price"}),
        ("ट्रेन कितने बजे जाती है?", {"number", "time"}),
        ("本は何冊借りられますか", {"number", "verdict"}),
    ],
)
def test_by_the_words_of_the_language(text: str, kinds: set[str]) -> None:
    assert wanted(text) == kinds
