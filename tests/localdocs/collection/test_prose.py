"""What can be shown alone as a sentence."""

import pytest

from localdocs.collection.prose import is_prose


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was founded by fishermen from the north.",
        "“Nobody knows,” she said, “who built the lighthouse.”",
        "In 1911 the harbour of the town was rebuilt (after a storm).",
        "港は百年前に北から来た漁師たちによって作られ、それからずっと町の人々の暮らしを静かに支えてきた。",
    ],
)
def test_sentences_are(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Too short.",
        "and so the sentence began on the page before this one.",
        "The sentence of this line has no end that could be seen",
        "Revenue 1,234 2,345 3,456 4,567 5,678 6,789 7,890 in all.",
        "Chapter One . . . . . . . . . . . and what follows it.",
        "Management Discussion and Analysis of Financial Condition 30 Item.",
        "Transactions of the association of harbour masters, vol.",
        "The harbour " + "and the town " * 40 + "were rebuilt.",
    ],
)
def test_fragments_are_not(text: str) -> None:
    assert not is_prose(text)
