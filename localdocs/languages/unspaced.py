"""Scripts in which a word is not set off by spaces: Han, Kana, Hangul, Thai, Lao, Burmese, Khmer.

Without a dictionary nobody can tell where a word of them ends, so that their text is taken in
overlapping pairs of characters.
"""

import re
from collections.abc import Mapping

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u104f\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer
    "\u3005\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7a3"  # Hangul, whose particles are written without a space
)
"""Their characters, as ranges for a regex."""

RUN = re.compile(f"[{UNSPACED}]+")
"""What stands between two spaces, marks or letters of other scripts."""

_FUNCTION_WORDS = """
    请问 什么时候 什么 怎么样 怎么 怎样 如何 为什么 为何 有多少 多少钱 多少 多久 多长 几点 有几 哪里
    哪儿 哪个 哪些 哪天 谁 何时 何处 是否 有没有 是不是 吗 呢 的 是 了
    請問 什麼時候 什麼 怎麼樣 怎麼 怎樣 為什麼 為何 多少錢 多長 幾點 有幾 哪裡 哪兒 哪個 哪天 誰
    何時 何處 有沒有 嗎
    怎么办 没有 几个 几天 几次 几位 几名 几人 几本 几张 几件 几分 几年 几月 几号 几块
    是什么意思 意思 哪一天 哪一年 应该 可以 需要 一个 一件 一条 一双 一次 一张 一份 我们 我 要
    是什麼意思 應該 一個 一條 一雙 一張 我們
    いくら いくつ いつ どこ だれ どの どれ どんな どうすればいい どうすれば どう なに なぜ なん
    何時 何日 何人 何 ありますか いますか でしょうか ですか ますか ました ません ください
    あります います します です ます から まで ている
    무엇 언제 어디 누가 누구 얼마 어떻게 왜 입니까 습니까 입니다 습니다 인가요 나요 까지 에서
    อะไร เมื่อไร เมื่อไหร่ ที่ไหน ใคร ทำไม อย่างไร เท่าไร เท่าไหร่ กี่ ไหม หรือไม่ คือ
"""
"""Words that ask, and endings: they carry a sentence, not what it is about."""

_HIRAGANA = "\u3041-\u309f"
_PARTICLE = "[はがをにでとのもへや]"
_BEFORE_A_PARTICLE = "[\u30a1-\u30fa\u30fc\u4e00-\u9fff]"  # Katakana and Han
_FUNCTION_WORD = re.compile(
    f"(?:{'|'.join(sorted(_FUNCTION_WORDS.split(), key=len, reverse=True))})(?:{_PARTICLE}(?!す))?"
    f"|(?<={_BEFORE_A_PARTICLE}){_PARTICLE}{{1,2}}"
)
_ENDING = re.compile(f"[{_HIRAGANA}].?")


def pairs(run: str) -> list[str]:
    """The overlapping pairs of characters of a run; a single character is itself."""
    return [run[place : place + 2] for place in range(max(1, len(run) - 1))]


def telling_pairs(run: str) -> list[str]:
    """The pairs of a run, less function words: 图书馆几点关闭 is 图书 书馆 关闭.

    What begins with Hiragana behind other letters is an ending: 借りられ is 借り.
    """
    found = []
    for part in filter(None, _FUNCTION_WORD.split(run)):
        inside = pairs(part)
        telling = [pair for pair in inside if not _ENDING.fullmatch(pair)]
        found += telling or [pair for pair in inside if len(pair) > 1]
    return found


def seams(text: str, occurring: Mapping[str, int]) -> list[str]:
    """The pairs of a text that occur nowhere, but whose characters occur in the pairs before and
    behind them: 洗电 of 清洗电饭煲 is no word, only where two meet."""
    found = []
    for run in RUN.findall(text):
        inside = pairs(run)
        for before, pair, behind in zip(inside, inside[1:], inside[2:], strict=False):
            if not occurring.get(pair) and occurring.get(before) and occurring.get(behind):
                found.append(pair)
    return found


def is_unspaced(word: str) -> bool:
    """Whether a word is of such a script alone."""
    return RUN.fullmatch(word) is not None


def extent(text: str) -> int:
    """The length of a text in letters; a character of a script without spaces says as much as two
    of them."""
    return len(text) if text.isascii() else len(text) + sum(map(len, RUN.findall(text)))
