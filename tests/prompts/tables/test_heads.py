"""Which lines of a text are heads of tables beyond doubt."""

import pytest

from prompts.tables.heads import sure_heads


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Mill | Rent\nUpper | 12\nSaw | 14", ["Mill | Rent"]),
        ("Rent.\nMill | Owner | Miller\nUpper | Ida | Jon", ["Mill | Owner | Miller"]),
        ("Term | Use\nRace | The channel that leads to it\nSluice | Its gate, to be kept shut", 1),
        ("Sound | On and off\nLight | Dim or bright", []),  # names and values, without heads
        ("The wheel | that was split in the flood of that year | rots\nSaw | 14 | Ida", []),
        ("Upkeep | Sluices\n\nKeep them shut.", ["Upkeep | Sluices"]),  # a line above the page
        ("Upper | 12", []),
        ("Keep them shut.", []),
    ],
)
def test_examples(text: str, heads: list[str] | int) -> None:
    expected = text.split("\n")[:heads] if isinstance(heads, int) else heads
    found = [text[start:].split("\n")[0] for start in sure_heads(text, goes_on=False)]
    assert found == expected


def test_a_table_that_goes_on_from_above_has_none() -> None:
    text = "Upper | Ida | Jon\nSaw | Eva | Ulf\n\nMill | Rent\nPaper | 12"
    assert [*sure_heads(text, goes_on=True)] == [text.index("Mill")]
