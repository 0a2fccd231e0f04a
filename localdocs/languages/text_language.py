"""Which language a text is in: by its letters, and where these are Latin or Cyrillic, by its words.

Cheap and careful: a text without sentences (code, tables, names) is in no language that is told.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

ENGLISH = "English"

_LOOKED_AT = 600
"""Characters of a text."""
_LEAST_LETTERS = 20
_LEAST_WORDS = 3
"""Function words that have to be there."""
_LEAST_PART = 0.12
"""Of all words that have to be function words; prose of any of these languages has more."""

_OF_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "DEVANAGARI": "Hindi",
}
"""Scripts that are not called as the language that most of their texts are in."""

FUNCTION_WORDS = {
    ENGLISH: "the of and to in is that for it as with was on are be this by from or you not have",
    "German": "der die das und ist nicht ein eine zu den von mit sie auf für sich dem des im wird",
    "French": "le la les des et est une dans que pour du pas vous sur qui par au avec ce il",
    "Spanish": "el la los las de que y en un una es por con no se para su al del como",
    "Portuguese": "o a os as de que e em um uma é por com não se para do da no na ao",
    "Italian": "il la le gli di che e un una è per con non si del della in sono nel al",
    "Dutch": "de het een en van is in dat op te niet voor met zijn aan er je om door bij",
    "Swedish": "och att det en är på för av som inte den med till ett om du i kan har från",
    "Danish or Norwegian": "og at det en er på for af som ikke den med til et om du i kan har av",
    "Finnish": "ja on ei se että joka tai voi ovat kun niin mutta jos voit ole tämä sen myös kuin",
    "Polish": "i w na z się nie do to jest że o jak po za od przez lub dla aby są",
    "Czech": "a v na se je že z do pro k s jako nebo které který není jsou po pokud si",
    "Slovak": "a v na sa je že z do pre k s ako alebo ktoré ktorý nie sú po ak si",
    "Hungarian": "a az és hogy nem egy is van meg ha vagy ez azt de csak mint már kell lehet",
    "Romanian": "de și în la a cu pe nu o este un care să din pentru sau mai se ce că",
    "Croatian or Serbian": "i je u na da se za od su ne s ili kao koji koja može ako iz će po",
    "Slovenian": "in je v na da se za ki so ne s ali kot lahko iz če bo pa tudi po",
    "Lithuanian": "ir į iš yra kad su ar tai jei kaip nuo už bus kai per prie taip jūs gali",
    "Latvian": "un ir uz no ar ka lai vai kas par tas ja šo var nav jūs pēc kā pie",
    "Turkish": "ve bir bu için ile da de olarak daha çok gibi olan veya ne ya en her kadar sonra",
    "Vietnamese": "và của là các có trong cho được không một với để này bạn những khi từ người hay",
    "Indonesian or Malay": "yang dan di untuk dengan dari pada ini itu tidak anda atau akan ke",
    "Catalan": "el la els les de i que en un una és per amb no es del al com si o",
    "Russian": "и в не на что с по для это как или из от вы к если при чтобы так за",
    "Ukrainian": "і в не на що з до для це як або із від ви та якщо при щоб у за",
    "Bulgarian": "и в не на че с за да от се е са по или как това ако при до от",
    "Serbian": "и у не на да је се за са од или као који ако из ће су по што може",
}
"""Those of one Latin letter do not count: a formula and a program have them too."""

_BY_WORD: dict[str, list[str]] = {}
for _language, _words in FUNCTION_WORDS.items():
    for _word in {word for word in _words.split() if len(word) > 1 or word > "z"}:
        _BY_WORD.setdefault(_word, []).append(_language)

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The language of a text, "" where it cannot be told. Judged by its beginning."""
    text = unicodedata.normalize("NFC", text[:_LOOKED_AT])
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    if not scripts or scripts.total() < _LEAST_LETTERS:
        return ""
    script, count = scripts.most_common(1)[0]
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts.total() / 8:
        return "Japanese"  # most of whose letters may be Chinese ones
    if count < scripts.total() / 2:
        return ""
    if script in ("LATIN", "CYRILLIC"):
        return _by_words(text)
    return _OF_SCRIPTS.get(script, script.capitalize())


def _by_words(text: str) -> str:
    """The language with the most function words in a text, if it has enough of one."""
    words = _WORD.findall(text.lower())
    votes = Counter(language for word in words for language in _BY_WORD.get(word, ()))
    language, count = max(votes.items(), key=lambda item: item[1], default=("", 0))
    return language if count >= max(_LEAST_WORDS, _LEAST_PART * len(words)) else ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The first word of the letter's name in Unicode: LATIN, CYRILLIC, CJK, HANGUL."""
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
