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
        ("How much does the parcel weigh?", "It weighs 3 kg.", False),
    ],
)
def test_kinds(question: str, text: str, lacks: bool) -> None:
    assert lacks_its_kind(read_question(question, today=date(2026, 11, 30)), text) == lacks
