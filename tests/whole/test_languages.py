"""Words alone find the right document in twelve languages, without a language being named.

The documents are short and lie in one index. Questions use the inflections and compounds that a
person would type, not those of the documents. See docs/decisions/0007-words-in-all-languages.md.
"""

import pytest

from fakes import put
from index.index_store import IndexStore
from index.words.query import known_terms, search_terms

DOCUMENTS = {
    "german": [
        "Die Haftpflichtversicherung zahlt Schäden, die Sie anderen zufügen.",
        "Der Mietvertrag kann mit einer Frist von drei Monaten gekündigt werden.",
        "Zur Straßenreinigung müssen alle Fahrzeuge bis acht Uhr weggefahren sein.",
    ],
    "french": [
        "L'électricité est facturée tous les deux mois selon le relevé du compteur.",
        "La bibliothèque prête cinq ouvrages à chaque lecteur pendant trois semaines.",
        "Les chaussures de sécurité sont obligatoires sur tous les chantiers.",
    ],
    "spanish": [
        "La calefacción se enciende automáticamente cuando la temperatura baja de quince grados.",
        "El niño necesita una autorización firmada para la excursión.",
        "Los empleados disfrutan de veintitrés días de vacaciones al año.",
    ],
    "polish": [
        "Ubezpieczenie mieszkania obejmuje szkody spowodowane przez zalanie.",
        "Dworzec w Łodzi zostanie zamknięty na czas remontu.",
        "Wniosek o paszport składa się osobiście w urzędzie.",
    ],
    "turkish": [
        "İstanbul vapuru her sabah saat yedide kalkar.",
        "Işıkların kapatılması güvenlik görevlisinin sorumluluğundadır.",
        "Kütüphanedeki kitaplar iki hafta içinde geri verilmelidir.",
    ],
    "russian": [
        "Страховка покрывает расходы на лечение за границей.",
        "Ёлку разрешается ставить только в большом зале.",
        "Договор аренды заключается сроком на один год.",
    ],
    "greek": [
        "Η βιβλιοθήκη παραμένει κλειστή τον Αύγουστο.",
        "Το πλοίο αναχωρεί από τον Πειραιά στις οκτώ.",
        "Ο λογαριασμός του ηλεκτρικού πληρώνεται κάθε δίμηνο.",
    ],
    "arabic": [
        "تُغلَق المكتبة يوم الجمعة وتفتح يوم السبت.",
        "يجب تجديد جواز السفر قبل انتهاء صلاحيته بستة أشهر.",
        "تشمل الوثيقة تأمين السيارة ضد الحوادث.",
    ],
    "chinese": [
        "图书馆每周一闭馆，周二至周日开放。",
        "机器学习模型需要大量的训练数据。",
        "护照到期前六个月必须更换。",
    ],
    "japanese": [
        "図書館は毎週月曜日に休館します。",
        "機械学習のモデルには大量のデータが必要です。",
        "黒猫が屋根の上で眠っている。",
    ],
    "korean": [
        "도서관은 매주 월요일에 문을 닫습니다.",
        "여권을 만료되기 여섯 달 전에 갱신해야 합니다.",
        "자동차보험은 사고로 인한 손해를 보상합니다.",
    ],
    "thai": [
        "ห้องสมุดปิดทุกวันจันทร์",
        "ต้องต่ออายุหนังสือเดินทางก่อนหมดอายุหกเดือน",
        "ประกันรถยนต์คุ้มครองความเสียหายจากอุบัติเหตุ",
    ],
}

QUESTIONS = {
    "german": ["Welche Versicherung zahlt?", "Mietverträge kündigen", "wann ist STRASSENREINIGUNG"],
    "french": [
        "facture d'electricite",
        "combien d'ouvrage à la bibliotheque",
        "chantier: chaussure?",
    ],
    "spanish": ["calefaccion automatica", "autorizaciones para niños", "¿vacación de un empleado?"],
    "polish": ["ubezpieczenia mieszkań", "dworce w Lodzi", "gdzie składać wnioski o paszporty"],
    "turkish": ["istanbul vapurları", "ISIKLAR kim kapatır", "kütüphane kitabı"],
    "russian": ["страховку для лечения", "где ставить елку", "договоры аренды"],
    "greek": ["ποτε κλεινει η βιβλιοθηκη", "ΠΛΟΙΟ ΠΕΙΡΑΙΑΣ", "λογαριασμοί ηλεκτρικού"],
    "arabic": ["متى تغلق مكتبة", "تجديد الجواز", "التأمين على سيارة"],
    "chinese": ["图书馆什么时候开放？", "训练机器", "怎么换护照"],
    "japanese": ["図書館の休館日はいつですか", "学習データ", "猫"],
    "korean": ["도서관이 쉬는 월요일", "여권 갱신", "보험 사고"],
    "thai": ["ห้องสมุดเปิดวันไหน", "หนังสือเดินทาง", "ประกันอุบัติเหตุ"],
}


def found_first(store: IndexStore, question: str) -> str:
    ranked = search_terms(store.connection, known_terms(store.vocabulary, question), 1)
    if not ranked:
        return ""
    row = store.connection.execute(
        "SELECT path FROM files JOIN passages ON file_id = files.id WHERE passages.id = ?",
        (ranked[0][0],),
    ).fetchone()
    return str(row[0])


@pytest.mark.parametrize("language", DOCUMENTS)
def test_the_right_document_comes_first(store: IndexStore, language: str) -> None:
    for name, texts in DOCUMENTS.items():
        for number, text in enumerate(texts):
            put(store, f"/{name}/{number}.txt", text)
    found = [found_first(store, question) for question in QUESTIONS[language]]
    assert found == [f"/{language}/{number}.txt" for number in range(3)]
