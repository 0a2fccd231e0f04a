"""Evidence by shared words, for languages that the reader does not know."""

from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.evidence.finding import Evidence
from prompts.evidence.shared_words import evidence_by_words, kind_of, stretches_by_words
from prompts.question.question import read_question


def hit(text: str, title: str = "", heading: str = "") -> Hit:
    return Hit(
        passage_id=1,
        path=Path("/notes.md"),
        title=title,
        page_number=1,
        page_label="",
        start=0,
        end=len(text),
        text=text,
        heading=heading,
        columns="",
        score=0.5,
        found_by="words",
    )


def evidence(asked: str, text: str, **above: str) -> list[Evidence]:
    question = read_question(asked)
    return evidence_by_words(question, [hit(text, **above)], dict.fromkeys(question.stems, 1.0))


def best(asked: str, text: str, **above: str) -> tuple[str, float]:
    found = evidence(asked, text, **above)
    return (found[0].answer.text, round(found[0].likelihood, 2)) if found else ("", 0.0)


@pytest.mark.parametrize(
    ("asked", "text", "sentence"),
    [
        ("学生门票多少钱？", "公园很大很大很大。学生门票十元。湖水很深很深。", "学生门票十元"),
        (
            "Wann werden die Mülltonnen geleert?",
            "Die Tonnen stehen im Hof. Die Mülltonne wird am Dienstag geleert.",
            "Die Mülltonne wird am Dienstag geleert",
        ),
        (
            "¿quién es el fontanero?",
            "La caldera está en el patio. El fontanero se llama Ramón Quiroga.",
            "El fontanero se llama Ramón Quiroga",
        ),
        (
            "сколько стоит замена молнии",
            "Замена молнии стоит 700 рублей.",
            "Замена молнии стоит 700 рублей",
        ),
        (
            "متى تُجمع النفايات؟",
            "تُجمَع النفايات يوم الأحد. المفتاح عند الجارة.",
            "تُجمَع النفايات يوم الأحد",
        ),
    ],
)
def test_it_points_to_the_sentence_that_shares_most(asked: str, text: str, sentence: str) -> None:
    assert best(asked, text) == (sentence, 1.0)


def test_headings_count_and_are_not_pointed_to() -> None:
    text = "Waschküche\n\nDer Schlüssel hängt neben der Kellertür."
    found = best("wo ist der Waschküchenschlüssel?", text)
    assert found == ("Der Schlüssel hängt neben der Kellertür", 1.0)


def test_the_title_alone_is_no_answer() -> None:
    rules = "La cuota es de 18 euros. El local abre los martes a las 17:00."
    assert best("¿cuándo se fundó el club?", rules, title="Reglamento del club")[1] == 0.0


def test_a_sentence_of_another_kind_counts_less() -> None:
    assert best("wann ist das Sommerfest?", "Das Sommerfest ist auf der Wiese.")[1] == 0.75
    trip = "Die Klassenfahrt beginnt am 10. Juni."
    assert best("was kostet die Klassenfahrt?", trip)[1] == 0.4


@pytest.mark.parametrize(
    ("asked", "text", "kind"),
    [
        ("combien coûte le billet ?", "Le billet coûte 3 €.", 1.0),
        ("combien coûte le billet ?", "Le billet est gratuit.", 1.0),
        ("combien coûte le billet ?", "Il y a 3 billets.", 0.4),
        ("когда собрание?", "Собрание в среду.", 1.0),
        ("когда собрание?", "Собрание было долгим.", 0.75),
        ("кто председатель?", "Председатель — Белов.", 1.0),
        ("кто председатель?", "Председателя выбрали.", 0.75),
        ("كم دقيقة يطبخ العدس؟", "يطبخ العدس ٣٠ دقيقة.", 1.0),
        ("图书馆几点开门？", "图书馆九点开门。", 1.0),
    ],
)
def test_the_kind_is_told_by_the_words_of_the_language(asked: str, text: str, kind: float) -> None:
    assert kind_of(read_question(asked), text) == kind


def test_of_steps_the_whole_section_is_copied() -> None:
    text = (
        "Reinigung\n\nKlappe öffnen. Sieb drehen. Sieb spülen.\n\nStörungen\n\nPumpe prüfen lassen."
    )
    question = read_question("wie geht die Reinigung vom Sieb?")
    found = evidence_by_words(question, [hit(text)], dict.fromkeys(question.stems, 1.0))
    (quote,) = stretches_by_words(question, found)
    assert quote.text == "Klappe öffnen. Sieb drehen. Sieb spülen."


def test_words_that_look_alike_in_another_language_are_others() -> None:
    text = "Le compteur d'électricité est dans le placard de l'entrée, à côté de la porte."
    assert best("¿dónde está el electricista?", text) == ("", 0.0)


def test_a_text_that_shares_nothing_has_no_place() -> None:
    for text in ("", "湖边禁止钓鱼游泳。", "Nothing of it is here."):
        assert evidence("学生门票多少钱？", text) == []


def test_of_a_table_the_row_is_copied_whatever_money_is_called() -> None:
    text = "producto | precio\npan | 1,20\nqueso | 14,50"
    question = read_question("¿cuál es el precio del queso?")
    found = evidence_by_words(question, [hit(text)], dict.fromkeys(question.stems, 1.0))
    (quote,) = stretches_by_words(question, found)
    assert quote.text == "queso | 14,50"
