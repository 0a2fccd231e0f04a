"""Languages are told where there are sentences, and nowhere else."""

import pytest

from localdocs.languages.text_language import language_of

TEXTS = {
    "English": "The harbour office keeps two registers, and the fees are written into the second.",
    "German": "Die Gebühr wird für die Tage nach einer Verlegung nicht erhoben; das ist neu.",
    "French": "L'été dernier, près de la moitié des pilotis étaient rongés, et le quai est fermé.",
    "Spanish": "El muelle sur está cerrado; los pasajeros desembarcan en la rampa de los botes.",
    "Portuguese": "O cais sul está fechado, e os passageiros não podem embarcar em uma balsa.",
    "Italian": "Il molo sud è chiuso; i passeggeri sbarcano per lo scivolo che è nel porto.",
    "Dutch": "De zuidkade is gesloten voor het verkeer en de passagiers zijn op een pont.",
    "Swedish": "Södra kajen är stängd och alla som vill åka till ön får inte ta med bilen.",
    "Polish": "Nabrzeże jest zamknięte, ale nie trzeba się martwić, bo prom jest na miejscu.",
    "Russian": "Портовая контора ведёт две книги, и все суда записаны в первую из них.",
    "Ukrainian": "Портова контора веде дві книги, і всі судна, що є у порту, записані до першої.",
    "Chinese": "港口办公室保存两本登记簿。每艘停留超过一个潮汐的船都要登记。",
    "Japanese": "港の事務所には二冊の帳簿がある。船はすべて登録されている。",
    "Korean": "항구 사무소는 두 개의 장부를 보관합니다. 모든 배가 등록됩니다.",
    "Arabic": "يحتفظ مكتب الميناء بسجلين، ويسجل فيهما جميع السفن التي ترسو.",
    "Hindi": "बंदरगाह का कार्यालय दो रजिस्टर रखता है और सभी जहाज दर्ज होते हैं।",
    "Greek": "Το γραφείο του λιμανιού τηρεί δύο βιβλία και όλα τα πλοία καταχωρούνται.",
}

IN_NONE = (
    "",
    "12,50 | 2025-01-17 | 38.5",
    "static int a = z * v; for (i = 0; i < n; i++) { o[i] = a[i] ^ z; }",
    "Achterberg Kowalczyk Hernández Møller Nguyễn Çelik Šarić Novák Žižek",
    "x" * 500,
)


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", IN_NONE)
def test_what_is_no_sentence_is_in_no_language(text: str) -> None:
    assert language_of(text) == ""
