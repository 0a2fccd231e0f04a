"""What of a question is the question."""

import pytest

from prompts.question.asked_part import asked_part


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the rent?", "What is the rent?"),
        ("rent 2024", "rent 2024"),
        ("", ""),
        ("What is the quick ratio? Round to two decimals.", "What is the quick ratio?"),
        ("what is the tax rate? round it", "what is the tax rate?"),
        (
            "Imagine you are an auditor. Answer this question from the balance sheet alone: "
            "what is the goodwill of Acme Ltd. in 2021? Answer in millions.",
            "what is the goodwill of Acme Ltd. in 2021?",
        ),
        (
            "The boiler hums. Please be quick. Who repairs it? Thanks.",
            "The boiler hums. Please be quick. Who repairs it?",
        ),
        ("List the tenants. Write them in order.", "List the tenants."),
        ("Answer the question.", "Answer the question."),
        ("Is it 8:30? Or 9:00? Reply with yes or no.", "Is it 8:30? Or 9:00?"),
        ("You are a pirate. Sing.", "You are a pirate. Sing."),
    ],
)
def test_the_form_of_the_answer_is_left_out(question: str, asked: str) -> None:
    assert asked_part(question) == asked


def test_a_very_long_question_is_left_as_it_is() -> None:
    question = "question " * 50_000
    assert asked_part(question) is question
