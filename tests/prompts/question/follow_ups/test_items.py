"""Items of the list that an answer showed, by their place or by their number."""

import pytest

from follow_up_turns import LEASE, turn
from localdocs.types import Turn
from prompts.question.follow_ups.standalone import standalone_question

STEPS = turn(
    "How do I descale the machine?",
    "To descale it:\n3. Empty the tank.\n4. Pour the descaler in; add water.\n5. Press start. [1]",
)
PERKS = turn("Which perks are there?", "- Gym [1]\n- Free lunch [2]\n- A phone [?]\n\nAsk Ms Lund.")

RULES = turn(
    "What do the rules say?",
    "(a) Dogs wear a lead.\n(b) Balls stay outside.\n[1]\n\n1. Pay.\n2. Enter.\n3. Sing. [2]",
)
FEES = turn("List the fees", "Club | Fee\nChess | 20\nRowing | 90\nJudo | 60 [1]")


@pytest.mark.parametrize(
    ("former", "question", "understood"),
    [
        (RULES, "and the second one?", '"Balls stay outside."'),
        (RULES, "what about option b?", '"Balls stay outside."'),
        (RULES, "who checks point (b)?", "who checks Balls stay outside?"),
        (PERKS, "and the second one?", '"Free lunch"'),
        (PERKS, "the 2nd?", '"Free lunch"'),
        (PERKS, "Tell me more about the last one.", '"A phone"'),
        (PERKS, "what's the first item again?", '"Gym"'),
        (PERKS, "who pays for the third one?", "who pays for A phone?"),
        (STEPS, "and the second one?", '"Pour the descaler in; add water."'),
        (STEPS, "what is step 4?", '"Pour the descaler in; add water."'),
        (STEPS, "step five", '"Press start."'),
        (STEPS, "What comes after step 3?", '"Pour the descaler in; add water."'),
        (STEPS, "what is before the last step", '"Pour the descaler in; add water."'),
        (STEPS, "how long does step 5 take?", "how long does Press start take?"),
    ],
)
def test_an_item_is_meant(former: Turn, question: str, understood: str) -> None:
    assert standalone_question(question, [former]) == understood
    assert standalone_question(question, [former, LEASE]) == understood


@pytest.mark.parametrize(
    "question",
    [
        "what is step 9?",
        "what is the second chapter of this book?",
        "Who was the first of the kings?",
        "When did the last ferry leave?",
        "who won the first prize in 1987?",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert standalone_question(question, [PERKS, STEPS]) == question


def test_the_list_that_was_shown_last_is_meant() -> None:
    assert standalone_question("and the second one?", [STEPS, FEES]) == '"Rowing | 90"'
    assert standalone_question("tell me about the last one", [STEPS, FEES]) == '"Judo | 60"'
    assert "Judo" not in standalone_question("and the third one?", [FEES, LEASE])
    assert '"' not in standalone_question("and the fifth one?", [PERKS, FEES])


def test_without_a_list_nothing_is_pointed_to() -> None:
    assert '"' not in standalone_question("and the second one?", [LEASE])
