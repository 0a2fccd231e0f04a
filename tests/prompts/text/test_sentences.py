"""Sentences are spans of the text that they come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.text.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Lee met Mr. Ito at 5 p.m. sharp.", ["Dr. Lee met Mr. Ito at 5 p.m. sharp."]),
        ("It costs 4.50 euros. Cheap.", ["It costs 4.50 euros.", "Cheap."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("- milk\n- bread\n- salt", ["- milk", "- bread", "- salt"]),
        ("第一句。第二句。", ["第一句。", "第二句。"]),
        ("「閉めます！」と言った。次。", ["「閉めます！」", "と言った。", "次。"]),
        ("真的？！好。", ["真的？！", "好。"]),
        ("متى يفتح؟ يفتح يوم ٧ مارس.", ["متى يفتح؟", "يفتح يوم ٧ مارس."]),
        ("किराया ५०० रुपये है। जमा अलग है॥ अंत", ["किराया ५०० रुपये है।", "जमा अलग है॥", "अंत"]),
        ("Das Fest ist am 6. Juli. Es regnet.", ["Das Fest ist am 6. Juli.", "Es regnet."]),
        ("See page 6. July was wet.", ["See page 6.", "July was wet."]),
        ("Er sagte: »Halt.« Dann ging er.", ["Er sagte: »Halt.«", "Dann ging er."]),
        (
            "图书馆每周一闭馆，周二至周日从早上九点开放到\n晚上八点。谢谢。",
            ["图书馆每周一闭馆，周二至周日从早上九点开放到\n晚上八点。", "谢谢。"],
        ),
        (
            "ห้องสมุดปิดทุกวันจันทร์และวันหยุดราชการ หนังสือยืมได้ครั้งละห้าเล่มเป็นเวลาสองสัปดาห์ "
            "ค่าปรับวันละห้าบาทต่อเล่มสำหรับสมาชิก",
            [
                "ห้องสมุดปิดทุกวันจันทร์และวันหยุดราชการ",
                "หนังสือยืมได้ครั้งละห้าเล่มเป็นเวลาสองสัปดาห์",
                "ค่าปรับวันละห้าบาทต่อเล่มสำหรับสมาชิก",
            ],
        ),
        ("ปิดวันจันทร์ เปิดวันอังคาร", ["ปิดวันจันทร์ เปิดวันอังคาร"]),
        ("Policy no. 4711-A ends. Pay.", ["Policy no. 4711-A ends.", "Pay."]),
        ("Policy No. HX-4711 and nos. 12-14.", ["Policy No. HX-4711 and nos. 12-14."]),
        ("Our ref. AB 12, tel. (030) 55, ext. 3.", ["Our ref. AB 12, tel. (030) 55, ext. 3."]),
        ("Nr. 7 is approx. 4 m, max. 5 m.", ["Nr. 7 is approx. 4 m, max. 5 m."]),
        ("80 euro incl. VAT excl. 5 euro.", ["80 euro incl. VAT excl. 5 euro."]),
        ("Is it open? No. Dogs stay outside.", ["Is it open?", "No.", "Dogs stay outside."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_of_a_form_are_not_wrapped_however_long_they_are() -> None:
    text = "Address: 14 Quay Street, Falmouth, Cornwall, TR11 3LH\nBirthday: 1984-07-02"
    assert sentences(text) == text.split("\n")


def test_wrapped_prose_is_one_sentence() -> None:
    text = "This sentence is long enough to have been wrapped by\nthe program that wrote it. Next."
    assert sentences(text)[0].endswith("that wrote it.")


def test_rows_of_figures_stay_apart() -> None:
    rows = ["Net sales 117,154 82,959 95,301 21,846", "Cost of sales 66,822 47,074 52,051 12,852"]
    assert sentences("\n".join(rows)) == rows


def test_rows_of_cells_stay_apart_and_whole() -> None:
    rows = [
        "Racing | the wheel of the upper mill | Shut the sluice. Wait for an hour",
        "Humming | the wheel of the saw mill | Grease it",
    ]
    assert sentences("\n".join(rows)) == rows


def test_a_long_row_is_the_sentences_of_its_cells() -> None:
    cell = "Shut the sluice before anybody opens the hatch, and wait for an hour. " * 8
    assert len(sentences(f"Racing | {cell}")) == 8


@given(st.text(alphabet="aB .!?\n-1,;。”", max_size=200))
def test_spans_are_in_order_trimmed_and_lose_nothing(text: str) -> None:
    spans = list(sentence_spans(text))
    position, rest = 0, ""
    for start, end in spans:
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        rest += text[position:start]
        position = end
    assert not (rest + text[position:]).strip()


def test_prose_with_many_figures_is_no_row() -> None:
    text = "159.72 euros. Please pay by 5 November 2026. IBAN NL91 ABNA\n0417 1643 00."
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert found[-1] == "IBAN NL91 ABNA\n0417 1643 00."


@pytest.mark.parametrize(
    "day",
    ["17 May 2025", "2025-05-17", "17.5.2025", "May 17, 2025", "Sat, 17 May", "Saturday 17 May"],
)
def test_the_day_of_an_entry_belongs_to_what_happened_on_it(day: str) -> None:
    entry = f"{day}. Hive Juniper swarmed. It hung in the plum."
    assert [entry[start:end] for start, end in sentence_spans(entry)] == [
        f"{day}. Hive Juniper swarmed.",
        "It hung in the plum.",
    ]


@pytest.mark.parametrize(
    "said", ["Due 17 May 2025", "It was on 17 May 2025", "May", "In 2025", "Version 2025-05-17"]
)
def test_a_sentence_that_ends_in_a_day_ends_there(said: str) -> None:
    text = f"{said}. Hive Juniper swarmed."
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        f"{said}.",
        "Hive Juniper swarmed.",
    ]
