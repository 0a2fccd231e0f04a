"""How often a title finds its page, in several languages and from one to another.

    python benchmarks/translated_help.py FOLDER [--languages de,es,ru,zh_CN]

FOLDER is GNOME's (`/usr/share/help`, of the packages `gnome-user-docs` and `gnome-user-docs-*`):
the same pages in parallel, LANGUAGE/gnome-help/*.page. The title is the question, the rest of the
page the document; a page whose translation is still English is left out. Prints for each language,
with the default embedding model and the multilingual one, how often the page is the first document
and among the first five, by its own title and by the English one, and how many characters of
passages a second are embedded, both models taking turns.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from localdocs.evaluation.measures import first_rank, success
from localdocs.home.places import places
from localdocs.languages.text_language import ENGLISH, language_of
from localdocs.library import Library
from localdocs.models.multilingual.choice import MULTILINGUAL
from localdocs.models.shelf.chosen import open_named_embedder
from localdocs.models.shelf.finding import find_embedder

MODELS = ("", MULTILINGUAL)
MALLARD = "{http://projectmallard.org/1.0/}"
TIMED_TEXTS = 256

Pages = dict[str, tuple[str, str]]
"""Name of a page to its title and the rest of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", default="de,es,ru,zh_CN")
    options = parser.parse_args()
    english = read_pages(options.folder, "C")
    find_embedder(MULTILINGUAL, places())  # unpacked once, for all homes below
    print("language  pages  model         its title: first, in 5   English title: first, in 5")
    for language in options.languages.split(","):
        pages = translated(read_pages(options.folder, language), english)
        for model in MODELS:
            measure(language, model, pages, english)
    time_models([text for _, text in english.values()])


def read_pages(folder: Path, language: str) -> Pages:
    """All pages of a language that have a title and text."""
    pages = {}
    for path in sorted((folder / language / "gnome-help").glob("*.page")):
        root = ElementTree.parse(path).getroot()
        title = root.find(f"{MALLARD}title")
        if title is None:
            continue
        for unseen in (*root.findall(f"{MALLARD}info"), title):
            root.remove(unseen)
        words, text = (joined("".join(part.itertext())) for part in (title, root))
        if words and text:
            pages[path.stem] = (words, text)
    return pages


def joined(text: str) -> str:
    """The paragraphs, each on a line."""
    return re.sub(r"\n\s*\n\s*", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()


def translated(pages: Pages, english: Pages) -> Pages:
    """Those in another language than English, whose English page is there too."""
    return {
        name: (title, text)
        for name, (title, text) in pages.items()
        if name in english and english[name][0] != title and language_of(text) != ENGLISH
    }


def measure(language: str, model: str, pages: Pages, english: Pages) -> None:
    """Index the pages with a model, and print a line."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        folder = Path(scratch) / "pages"
        folder.mkdir()
        for name, (_, text) in pages.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        home.mkdir()
        (home / "embedders").symlink_to(places().embedders)
        with Library(home) as library:
            library.settings.override("embedding_model", model)
            library.add(folder)
            own = found(library, {name: title for name, (title, _) in pages.items()})
            across = found(library, {name: english[name][0] for name in pages})
    shown = f"{own[0]:22.1%}{own[1]:7.1%}{across[0]:21.1%}{across[1]:7.1%}"
    print(f"{language:8}  {len(pages):5}  {model or 'default':12}  {shown}", flush=True)


def found(library: Library, titles: Mapping[str, str]) -> tuple[float, float]:
    """The shares of titles whose page is the first document, and among the first five."""
    ranks = []
    for name, title in titles.items():
        documents = dict.fromkeys(hit.path.stem for hit in library.search(title, 20))
        ranks.append(first_rank(list(documents), {name}))
    first, fifth = (sum(success(rank, k) for rank in ranks) / len(ranks) for k in (1, 5))
    return first, fifth


def time_models(texts: list[str]) -> None:
    """Print how quick each model is with the same texts, the better of three turns."""
    pieces = [text[:700] for text in texts][:TIMED_TEXTS]
    embedders = {model: open_named_embedder(model, places()) for model in MODELS}
    best = dict.fromkeys(MODELS, float("inf"))
    for embedder in embedders.values():
        embedder.embed_passages(pieces[:16])
    for _ in range(3):
        for model, embedder in embedders.items():
            started = time.perf_counter()
            embedder.embed_passages(pieces)
            best[model] = min(best[model], time.perf_counter() - started)
    letters = sum(map(len, pieces))
    for model, seconds in best.items():
        ratio = best[""] / seconds
        print(
            f"{model or 'default':12}  {letters / seconds:,.0f} characters a second  ({ratio:.2f})"
        )


if __name__ == "__main__":
    main()
