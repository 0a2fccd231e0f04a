"""Names that a document supplies are taken out of the question that its passages are asked."""

import pytest

from prompts.question.names import Names


@pytest.mark.parametrize(
    ("question", "names", "left"),
    [
        ("Why did it crash near Seward, Alaska?", "Report, Seward, AK", "Why did it crash?"),
        ("What were Acme's total sales?", "ACME_2021_10K", "What were its total sales?"),
        ("How much cash did Acme have?", "2021 Q1 ACME", "How much cash did it have?"),
        ("Who owns Blue Harbour Ltd?", "BLUEHARBOUR_2021", "Who owns it?"),
        ("What is the net PPE for 3M in FY2018?", "3M_2018", "What is the net PPE in FY2018?"),
        ("What did Acme pay in May 2021?", "Acme May 2021", "What did it pay in May 2021?"),
        ("What were Borex's sales?", "ACME_2021_10K", "What were Borex's sales?"),
        ("what does acme sell?", "ACME", "what does acme sell?"),
        ("Acme?", "ACME", "Acme?"),
        ("Acme sales", "ACME", "Acme sales"),
        ("", "ACME", ""),
    ],
)
def test_a_name_of_the_document_is_taken_out(question: str, names: str, left: str) -> None:
    assert Names.of(question).left_out(names, "Nothing of it stands here.") == left


def test_a_name_that_the_passage_has_stays() -> None:
    question = "What were Acme's total sales?"
    assert Names.of(question).left_out("ACME_2021", "The sales of Acme rose.") == question


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("What were Acme's sales?", False),
        ("What were Borex's sales?", True),
        ("What were the sales in May 2021?", False),
        ("Acme sales", False),
        ("Who runs Blue Harbour?", False),
        ("What did Acme pay Borex?", True),
    ],
)
def test_a_name_that_is_nowhere_is_of_another(question: str, another: bool) -> None:
    assert Names.of(question).name_another("ACME_2021\nThe sales of BLUEHARBOUR rose.") is another
