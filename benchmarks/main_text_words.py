"""Sentences without sense in several languages, and a page that remembers what its text is."""

# ruff: noqa: E501 - a line of markup is as long as it is

import random

WORDS = {
    "en": "the council a river school of and town in that boiler which had mended old price garden "
    "report when people opened night station winter year after road with bridge their market new",
    "de": "der Gemeinderat die Brücke und eine Schule in dem Ort nach langer Zeit wurde den Bericht "
    "über Preise für Häuser hat alte Straße gegen Winter mit Leuten am Markt wieder geöffnet",
    "fr": "le conseil de la ville une école et les habitants dans pont après hiver qui avait rapport "
    "sur prix des maisons marché avec nouvelle route pour nuit gare ancienne cette année ouverte",
    "es": "el consejo de la ciudad una escuela y los vecinos en puente tras invierno que había "
    "informe sobre precios casas mercado con nueva carretera para noche estación antigua este año",
    "zh": "市 政府 在 新 的 学校 和 桥梁 之 后 居民 报告 价格 冬天 开放 了 一 条 道路 与 市场 今年 车站 老 房子 人们",
}


class Writing:
    """Writes pages in one language. What is marked as text, or as neither, is remembered."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.chance = random.Random(seed)
        self.text: list[str] = []
        self.facts: list[str] = []
        self.neither: list[str] = []

    def words(self, count: int) -> str:
        """So many words, the first with a capital."""
        chosen = [self.chance.choice(WORDS[self.language].split()) for _ in range(count)]
        joined = ("" if self.language == "zh" else " ").join(chosen)
        return joined[0].upper() + joined[1:]

    def sentence(self) -> str:
        first, second = self.words(self.chance.randint(4, 9)), self.words(self.chance.randint(4, 9))
        if self.language == "zh":
            return f"{first},{second}。"
        number = f" {self.chance.randint(2, 900)}" if self.chance.random() < 0.3 else ""
        return f"{first}, {second[0].lower()}{second[1:]}{number}."

    def sentences(self, count: int) -> str:
        return ("" if self.language == "zh" else " ").join(self.sentence() for _ in range(count))

    def keep(self, text: str) -> str:
        """Part of the main text."""
        self.text.append(text)
        return text

    def fact(self, text: str) -> str:
        """Part of the main text that a question would be asked for: never to be lost."""
        self.facts.append(text)
        return self.keep(text)

    def either(self, text: str) -> str:
        """A byline, a caption, a date: neither right nor wrong to keep."""
        self.neither.append(text)
        return text

    def paragraph(self, sentences: int = 3, tag: str = "p", attributes: str = "") -> str:
        """A paragraph of the main text; now and then with a link and something in bold."""
        pieces = [self.keep(self.sentence()) for _ in range(sentences)]
        at = self.chance.randrange(sentences)
        if self.chance.random() < 0.3:
            pieces[at] = f'<a href="/t{at}">{pieces[at][:20]}</a>{pieces[at][20:]}'
        elif self.chance.random() < 0.2:
            pieces[at] = f"<strong>{pieces[at]}</strong>"
        space = "" if self.language == "zh" else " "
        return f"<{tag}{attributes}>{space.join(pieces)}</{tag}>\n"

    def paragraphs(self, count: int, tag: str = "p", attributes: str = "") -> list[str]:
        return [self.paragraph(self.chance.randint(2, 4), tag, attributes) for _ in range(count)]

    def heading(self, level: int = 2, attributes: str = "") -> str:
        return f"<h{level}{attributes}>{self.keep(self.words(5))}</h{level}>\n"

    def links(self, count: int, words: int = 2, item: str = "li") -> str:
        """Links to other pages, which are no part of the text."""
        return "".join(
            f'<{item}><a href="/l{one}">{self.words(words)}</a></{item}>\n' for one in range(count)
        )

    def teasers(self, count: int, around: str = "div", name: str = "") -> str:
        """The beginnings of other stories: picture, linked title, a sentence."""
        kind = f' class="{name}"' if name else ""
        return "".join(
            f'<{around}{kind}><a href="/s{one}"><img src="p{one}.jpg" alt=""></a><h3>'
            f'<a href="/s{one}">{self.words(8)}</a></h3><p>{self.sentences(2)}</p></{around}>\n'
            for one in range(count)
        )

    def comments(self, count: int, around: str = "li", name: str = "comment") -> str:
        return "".join(
            f'<{around} class="{name}"><div><b>{self.words(1)}</b> <a href="#c{one}">#{one}</a></div>'
            f"<p>{self.sentences(3)}</p><a href='#r'>{self.words(1)}</a></{around}>\n"
            for one in range(count)
        )

    def page(self, inner: str, body: str = "") -> str:
        """A whole page around what stands in its body."""
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>'
            f"{self.words(4)}</title><style>.a{{color:red}}</style><script>var a = 1;</script></head>"
            f"\n<body{body}>\n{inner}\n<script>b()</script></body></html>"
        )
