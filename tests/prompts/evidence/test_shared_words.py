"""The reader for scripts that the reader proper does not know."""

from prompts.evidence.shared_words import SharedWords

RARITY = {"门票": 2.0, "半价": 1.0, "雨天": 1.0}


def test_it_points_to_the_sentence_that_shares_most() -> None:
    text = "公园很大很大很大。学生门票半价优惠。湖水很深很深。"
    (reading,) = SharedWords(RARITY).read("", [text])
    assert text[reading.start : reading.end] == "学生门票半价优惠"
    assert (reading.score, reading.answerable) == (0.75, 0.75)


def test_what_stands_above_counts_and_is_not_pointed_to() -> None:
    text = "# 雨天须知\n\n门票全额退还给您。"
    (reading,) = SharedWords(RARITY).read("", [text], ["雨天须知"])
    assert text[reading.start : reading.end] == "门票全额退还给您"
    assert (reading.score, reading.answerable) == (0.5, 0.75)


def test_a_text_that_shares_nothing_has_no_place() -> None:
    for reading in SharedWords(RARITY).read("", ["", "湖边禁止钓鱼游泳。", "Nothing of it."]):
        assert (reading.start, reading.end, reading.answerable) == (0, 0, 0.0)
