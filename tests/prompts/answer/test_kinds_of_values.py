"""Who asks for a telephone number is not served by a day."""

from datetime import date

import pytest

from prompts.answer.kinds_of_values import lacks_its_kind
from prompts.question.question import read_question


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("What is the phone number of the chimney sweep?", "Begins: 2026-12-15 09:00", True),
        ("What is the phone number of the chimney sweep?", "Sweep: 030 4471", False),
        ("What is the mobile number of Berit?", "Berit, +47 912 34 567", False),
        ("Who has a phone?", "Ann has one", False),
        ("What is her email address?", "Write to her", True),
        ("What is her email address?", "ann@example.org", False),
        ("When is Aksel's birthday?", "Aksel's birthday dinner, 8 people, 19:30, 50 € paid", True),
        ("When is Aksel's birthday?", "Aksel was born on 3 May 2015.", False),
        ("How much did the day care have to pay for it?", "Please pay by 5 November 2026.", True),
        ("How much did the day care have to pay for it?", "The bill is 159.72.", False),
        (
            "How much did the day care have to pay for it?",
            "Please pay by 5 November 2026. IBAN NL91 ABNA 0417.",
            True,
        ),
        ("How much do I pay for parking?", "300 kr a month", False),
        ("How much does the parcel weigh?", "It weighs 3 kg.", False),
        ("Where did I buy my phone?", "Bought at Elgiganten.", False),
        ("How do I change my email address?", "Open Settings.", False),
        ("When was Bach born?", "He was born in Eisenach in 1685.", False),
        ("When does the birthday party start?", "15:00", False),
        ("What's the plumber's phone?", "Begins: 2026-12-15 09:00", True),
    ],
)
def test_kinds(question: str, text: str, lacks: bool) -> None:
    assert lacks_its_kind(read_question(question, today=date(2026, 11, 30)), text) == lacks
