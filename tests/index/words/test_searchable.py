"""Text as the full-text tables see it."""

import pytest

from index.words.searchable import searchable, searchable_name


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("plain words, 12 of them.", "plain words, 12 of them."),
        ("getUserName", "getUserName get User Name"),
        ("parseHTTPHeader2", "parseHTTPHeader2 parse HTTP Header"),
        ("an e-mail", "an e-mail email"),
        ("the 10-K", "the 10-K 10K"),
        ("long-term, 2018-12-31, -x", "long-term, 2018-12-31, -x"),
        ("ﬁnal of\u00adfice", "final office"),
        ("Straße", "strasse"),
        ("ŁÓDŹ, Ærø, Đà Nẵng, café", "lodz, aero, da nang, cafe"),
        ("İstanbul ISPARTA ısı", "Istanbul ISPARTA isi"),
        ("Μαΐου ΟΔΟΣ οδός", "μαιου οδοσ οδοσ"),
        ("ёлка", "елка"),
        ("كِتَابٌ الكتاب وبالكتاب", "كتاب كتاب وبالكتاب"),
        ("ｆｕｌｌ ｗｉｄｔｈ ﾃｽﾄ", "full width  テス スト ト "),
        ("3月 機械学習。猫", "3 月   機械 械学 学習 習 。 猫 "),
        ("𠮷野家", " 𠮷野 野家 家 "),
        ("हिन्दी", "हिन्दी"),
        ("", ""),
    ],
)
def test_prepared_text(text: str, prepared: str) -> None:
    assert searchable(text) == prepared


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert searchable("cafe\u0301 が 한국") == searchable("café か\u3099 한국")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("3M_2018_10K", "3M 2018 10K"),
        ("2022 Q3 AAPL", "2022 Q3 AAPL"),
        ("2022Q3AAPL", "2022Q3AAPL 2022 Q3 AAPL"),
        ("IMG20230415", "IMG20230415 IMG 20230415"),
        ("sickLeaveRules", "sickLeaveRules sick Leave Rules"),
        ("bad\udcffname", "bad?name bad name"),
    ],
)
def test_words_of_a_name(name: str, words: str) -> None:
    assert searchable_name(name) == words


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["aB", "a-", "-", "Aa1", "漢", "e\u0301", "_a", "é-a "])
def test_no_text_takes_long(piece: str) -> None:
    searchable(piece * 200_000)
