"""What a stretch lacks of a claim, and what it says otherwise."""

import pytest

from prompts.evidence.agreement import Agreement, Surroundings, agreement, has_another
from prompts.evidence.said import said_in


def compared(claim: str, stretch: str, question: str = "", heads: str = "") -> Agreement:
    around = Surroundings(said_in(question), said_in(heads), said_in(stretch), {})
    return agreement(said_in(claim), said_in(stretch), around)


def agrees(claim: str, stretch: str, question: str = "", heads: str = "") -> bool:
    found = compared(claim, stretch, question, heads)
    return not found.lacking and not found.otherwise


LEAVE = "Primary caregivers take up to 16 weeks, and secondary caregivers take up to 6 weeks."


@pytest.mark.parametrize(
    ("claim", "stretch"),
    [
        ("The rent is 1250 euros.", "A rent of €1,250.00 is due."),
        ("He waited three weeks.", "He had to wait for 3 weeks."),
        ("It is due on 17 Oct 2025.", "The due date is October 17th, 2025."),
        ("It was founded in 1998.", "The club was founded on 3 May 1998."),
        ("Pets aren't allowed.", "Pets are not\nallowed in the house."),
        ("Sixteen weeks for primary caregivers and six for secondary ones.", LEAVE),
        ("At most 240 hours are kept.", "You keep a maximum of 240 annual leave hours."),
        ("Bake at 350 F for 45 min.", "Bake 45 minutes at 350°F."),
        ("You need an RG-6 cable.", "1920x1080 60/P RG6"),
        ("It weighs 1,340 kilograms.", "With a mass of 1340 kg it flies."),
        ("About $1.5 million was paid.", "They paid 1,500,000 dollars."),
    ],
)
def test_facts_may_be_written_otherwise(claim: str, stretch: str) -> None:
    assert agrees(claim, stretch)


@pytest.mark.parametrize(
    ("claim", "stretch"),
    [
        ("The rent is 1350 euros.", "The rent is 1,250 euros."),
        ("It takes 12 days.", "It takes 12 hours."),
        ("It costs $15.", "It costs €15."),
        ("At least 16 weeks are paid.", "Up to 16 weeks are paid."),
        ("It is due on 18 Oct 2025.", "The due date is October 17th, 2025."),
        ("It lasted from 4 August 1918 on.", "It lasted from 4 August 1915 until November 1918."),
        ("You keep at least 240 hours.", "There is a 240 hour limit on what you keep."),
        ("It is due on October 17, 2024.", "The due date is October 17th, 2025."),
        ("The landlord is Anna Berg.", "The landlord is Karl Holm."),
        ("Write to a@b.org.", "Write to c@b.org."),
        ("Call 877-472-6176.", "Call (877) 472-6716."),
    ],
)
def test_another_fact_is_lacking(claim: str, stretch: str) -> None:
    found = compared(claim, stretch)
    assert found.lacking
    assert has_another(said_in(claim), said_in(stretch), found)


@pytest.mark.parametrize(
    ("claim", "stretch"),
    [
        ("Pets are allowed.", "Pets are not allowed."),
        ("Pets are not allowed.", "Pets are allowed."),
        ("Sick leave is paid out.", "Sick leave will not be paid out. Annual leave is."),
        (
            "If the old lease is the same, then tenants of the house pay rent in March.",
            "If the old lease is not the same, then tenants of the house pay rent in March.",
        ),
        (
            "The old chamber meets on Scottish afternoons in the great hall.",
            "The old chamber meets on Wednesday afternoons in the great hall.",
        ),
        ("The lid was not blue.", "The lid was blue. The cup was not red."),
        ("Photography is allowed.", "Photography is forbidden."),
        ("Sales increased in Asia.", "Sales decreased in Asia."),
        ("Primary caregivers take 6 weeks and secondary caregivers take 16 weeks.", LEAVE),
        ("Secondary caregivers take up to 16 weeks.", LEAVE),
        (
            "Ann joined in 2004 and left in 2002.",
            "Ann joined in 2002 and left in 2004.",
        ),
        (
            "The landlord has to pay for small repairs up to 95 euros each.",
            "Small repairs up to 95 euros each are paid by the tenants.",
        ),
        ("The seller pays the tax.", "The tax is paid by the buyer."),
        ("The employee gives six weeks' notice.", "The employer gives six weeks' notice."),
    ],
)
def test_what_is_said_otherwise(claim: str, stretch: str) -> None:
    assert compared(claim, stretch).otherwise


@pytest.mark.parametrize(
    ("claim", "stretch"),
    [
        ("Small repairs are paid by the tenants.", "The tenants pay small repairs."),
        ("The tenant pays the landlord 840 euros.", "840 euros are due to the landlord."),
        ("The tenant gives three months' notice.", "A tenant gives a landlord 3 months' notice."),
    ],
)
def test_those_on_both_sides_of_a_contract_may_be_told(claim: str, stretch: str) -> None:
    assert agrees(claim, stretch)


def test_a_row_takes_numbers_and_units_from_its_heads() -> None:
    row, heads = "Net sales 82,959 81,434", "(dollars in millions) 2022 2021"
    assert agrees("Net sales were $82,959 million in 2022.", row, heads=heads)
    assert not agrees("Net sales were $82,959 million in 2020.", row, heads=heads)


def test_prose_has_its_signs_beside_the_numbers() -> None:
    assert not agrees("A share of 46 %.", "Of 46 houses, 12 % are empty.")


def test_what_the_question_names_may_stand_elsewhere_in_the_passage() -> None:
    around = Surroundings(
        said_in("Where was Chopin born?"),
        said_in(""),
        said_in("Chopin was a composer. He was born in Poland."),
        {},
    )
    stretch = said_in("He was born in Poland.")
    assert not agreement(said_in("Chopin was born in Poland."), stretch, around).lacking
    assert agreement(said_in("Liszt was born in Poland."), stretch, around).lacking == (
        "name liszt",
    ) or agreement(said_in("There Liszt was born in Poland."), stretch, around).lacking == (
        "name liszt",
    )


def test_shares_are_of_the_claims_words() -> None:
    found = compared("Red cats sleep.", "Red dogs sleep.", question="What do red animals do?")
    assert found.new == pytest.approx(1 / 2)
    assert found.all == pytest.approx(2 / 3)
