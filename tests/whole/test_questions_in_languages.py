"""Questions in twelve languages over one library, without a language being named.

Each gets the one sentence that answers it, called the nearest, or is refused. The documents were
written for this; benchmarks/languages.py has more.
"""

import pytest

from fakes import FakeEmbedder, FakeReader, put
from index.index_store import IndexStore
from localdocs.answering import NOT_FOUND, answer_question
from localdocs.types import Answer, AnswerStatus, Sampling
from prompts.answer.request import Asking
from prompts.question.question import read_question
from prompts.source_list import Budget

DOCUMENTS = {
    "english": "The stove is swept in September. The key hangs beside the cellar door.",
    "german": "Die Tonne wird jeden Dienstag geleert. Haustiere sind nicht erlaubt. Der Beitrag "
    "beträgt 84,50 € im Jahr. Das Fest ist am 6. Juli auf der Wiese.",
    "french": "Le loyer du garage est de 75 euros. La kermesse aura lieu le 15 juin dans la cour.",
    "spanish": "La llave del gas está detrás de la nevera. El fontanero se llama Ramón Quiroga.",
    "italian": "La riunione si tiene il 3 maggio in sala. Il biglietto costa 12 euro.",
    "portuguese": "A biblioteca abre às nove horas. O livro pode ser emprestado por duas semanas.",
    "dutch": "De winkel gaat om negen uur open. De fietsenstalling staat achter de school.",
    "polish": "Basen jest otwarty od 8 do 20. Zarządcą jest pani Nowak, która mieszka na parterze.",
    "turkish": "Kütüphane sabah saat dokuzda açılır. Geç kalan her gün için 3 lira öder.",
    "russian": "Мусор вывозят по пятницам. Замена молнии стоит 700 рублей.",
    "arabic": "قيمة الإيجار ٢٢٠٠ ريال في الشهر. تُجمَع النفايات يوم الأحد مساءً.",
    "hindi": "कमरे का किराया ५०० रुपये है। पुस्तकालय सोमवार को बंद रहता है।",
    "chinese": "备用钥匙放在王阿姨家。会费每学期一百二十元。",
    "japanese": "図書館は毎週月曜日に休館します。駐車場は建物の裏にあります。",
}

ANSWERS = [
    ("wann wird die Tonne geleert?", "Die Tonne wird jeden Dienstag geleert."),
    ("Was kostet der Beitrag?", "Der Beitrag beträgt 84,50 € im Jahr."),
    ("wann ist das fest", "Das Fest ist am 6. Juli auf der Wiese."),
    ("darf ich Haustiere halten?", "Haustiere sind nicht erlaubt."),
    ("c'est quand la kermesse ?", "La kermesse aura lieu le 15 juin dans la cour."),
    ("¿quién es el fontanero?", "El fontanero se llama Ramón Quiroga."),
    ("quanto costano i biglietti?", "Il biglietto costa 12 euro."),
    ("kiedy basen jest otwarty", "Basen jest otwarty od 8 do 20."),
    ("kütüphane ne zaman açılıyor?", "Kütüphane sabah saat dokuzda açılır."),
    ("A que horas abre a biblioteca?", "A biblioteca abre às nove horas."),
    ("Waar staat de fietsenstalling?", "De fietsenstalling staat achter de school."),
    ("сколько стоит заменить молнию", "Замена молнии стоит 700 рублей."),
    ("متى تجمع النفايات؟", "تُجمَع النفايات يوم الأحد مساءً."),
    ("كم قيمة الإيجار؟", "قيمة الإيجار ٢٢٠٠ ريال في الشهر."),
    ("कमरे का किराया कितना है?", "कमरे का किराया ५०० रुपये है।"),
    ("备用钥匙在哪里？", "备用钥匙放在王阿姨家。"),
    ("図書館の休館日はいつですか", "図書館は毎週月曜日に休館します。"),
]

REFUSED = [
    "Wer ist der Hausmeister?",
    "Combien coûte la piscine ?",
    "¿Quién es el electricista?",
    "quanto costa la riunione?",
    "Onde fica a piscina?",
    "Hoeveel kost een fiets?",
    "jaki jest numer konta",
    "kütüphanenin telefonu kaç?",
    "какой пароль от вайфая?",
    "كم سعر القهوة؟",
    "ट्रेन कितने बजे जाती है?",
    "无线网密码是什么？",
    "朝食の値段はいくらですか",
]


@pytest.fixture
def library(store: IndexStore) -> IndexStore:
    for language, text in DOCUMENTS.items():
        put(store, f"/docs/{language}.txt", text)
    return store


def ask(store: IndexStore, question: str) -> Answer:
    asking = Asking(5, Budget(4096, 100, 400), Sampling())
    events = list(answer_question(read_question(question), store, FakeReader(), None, None, asking))
    assert events[-1].answer is not None
    return events[-1].answer


@pytest.mark.parametrize(("question", "sentence"), ANSWERS)
def test_the_sentence_that_answers_is_the_nearest(
    library: IndexStore, question: str, sentence: str
) -> None:
    answer = ask(library, question)
    assert [citation.quote for citation in answer.citations] == [sentence]
    assert answer.status is AnswerStatus.PARTIAL


@pytest.mark.parametrize("question", REFUSED)
def test_what_nothing_answers_is_refused(library: IndexStore, question: str) -> None:
    answer = ask(library, question)
    assert (answer.text, answer.citations) == (NOT_FOUND, ())


@pytest.mark.parametrize(
    ("question", "is_negated"),
    [
        ("Wer hat nicht bezahlt?", True),
        ("Wer hat bezahlt?", False),
        ("¿quién no ha pagado?", True),
        ("кто не заплатил?", True),
        ("من لم يدفع؟", True),
        ("谁没有付钱？", True),
        ("Who has not paid?", True),
        ("Who has paid?", False),
    ],
)
def test_what_is_not_so_is_never_certain(
    store: IndexStore, question: str, is_negated: bool
) -> None:
    put(store, "/a.csv", "name | bezahlt\nPetra | ja\nJens | nein\n")
    assert read_question(question).is_negated is is_negated
    if is_negated:
        assert ask(store, question).status is not AnswerStatus.ANSWERED


def test_the_reader_does_not_judge_what_it_cannot_read(store: IndexStore) -> None:
    """Greek has no table: the words that are shared decide, and the answer is never certain."""
    put(store, "/a.txt", "Το ενοίκιο είναι 450 ευρώ τον μήνα. Η πισίνα είναι ανοιχτή από τις οκτώ.")
    assert ask(store, "Ποιος είναι ο αριθμός λογαριασμού;").status is AnswerStatus.NOT_FOUND
    assert ask(store, "το ενοίκιο τον μήνα").status is AnswerStatus.PARTIAL


def test_an_english_question_is_read_as_before(library: IndexStore) -> None:
    answer = ask(library, "Where does the key hang?")
    assert "beside the cellar door" in answer.text


def test_digits_of_other_scripts_are_found(library: IndexStore) -> None:
    (first, *_) = library.search("2200", 3)
    assert "٢٢٠٠" in first.text
    (first, *_) = library.search("500", 3)
    assert "५००" in first.text


def test_files_in_another_language_are_named(store: IndexStore) -> None:
    put(store, "/a.txt", "The stove is swept in September, and the key is beside the door.")
    assert ask(store, "wo hängt der Schlüssel für den Ofen?").notes == (
        "The question is in German, what comes nearest in your documents is not: "
        "ask in their language.",
    )
    put(store, "/b.txt", "Die Haustiere sind im Keller nicht erlaubt.")
    assert ask(store, "wo hängt der Schlüssel für den Ofen?").notes == ()


class Multilingual(FakeEmbedder):
    """A fake for which "kennel" and "Zwinger" are near each other."""

    identity = "multilingual-e5-small:1"

    def embed_query(self, text: str):  # type: ignore[no-untyped-def]
        return super().embed_query("kennel" if "winger" in text or "kennel" in text else text)


def test_english_about_files_in_another_language_is_told_so(store: IndexStore) -> None:
    put(store, "/a.txt", "Der Ofen wird im September gefegt, und der Schlüssel hängt bei der Tür.")
    assert ask(store, "When is the stove swept?").notes == (
        "What comes nearest in your documents is in another language: ask in that one.",
    )
    assert ask(store, "Kamin?").notes == (), "a word may be of any language"


class MultilingualOfPassages(Multilingual):
    """The same, for passages in German."""

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        return super().embed_passages(["kennel" if "winger" in text else text for text in texts])


def test_a_multilingual_model_shows_the_nearest(store: IndexStore) -> None:
    store._make_embedder = Multilingual
    put(store, "/a.txt", "The stove is swept in September of the year.")
    put(store, "/b.txt", "The kennel is behind the house and the garden.")
    answer = ask(store, "Wo ist der Zwinger?")
    assert [citation.quote for citation in answer.citations] == [
        "The kennel is behind the house and the garden."
    ]
    assert answer.status is AnswerStatus.PARTIAL
    assert "in another language" in answer.notes[0]
    assert ask(store, "Wo ist der Brunnen?").status is AnswerStatus.NOT_FOUND


def test_a_multilingual_model_shows_english_the_nearest(store: IndexStore) -> None:
    store._make_embedder = MultilingualOfPassages
    put(store, "/a.txt", "Der Ofen wird im September von einem Mann gefegt, der das kann.")
    put(store, "/b.txt", "Der Zwinger ist hinter dem Haus und dem Garten, bei den Bäumen.")
    answer = ask(store, "Where is the kennel?")
    assert [citation.quote[:11] for citation in answer.citations] == ["Der Zwinger"]
    assert answer.status is AnswerStatus.PARTIAL
    assert "in another language" in answer.notes[0]
    assert ask(store, "Where is the well?").status is AnswerStatus.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Wo ist 备用钥匙 und где мусор?",
        "gde vyvozyat musor po pyatnitsam",
        "كم قيمة rent 2200 الإيجار؟",
        "\u202eكم\u202c 2200 ريال؟",
        "चाबी где 钥匙 llave clé مفتاح?",
        "¿¿¿¿ ???? ؟؟؟",
        "wie " * 5_000,
        "من من من من",
        "ß" * 2_000,
        "钥" * 5_000,
    ],
)
def test_mixed_scripts_and_other_oddities_get_an_answer(library: IndexStore, question: str) -> None:
    answer = ask(library, question)
    assert answer.status in (AnswerStatus.PARTIAL, AnswerStatus.NOT_FOUND, AnswerStatus.ANSWERED)
    for citation in answer.citations:
        assert citation.quote in DOCUMENTS[citation.path.stem]
