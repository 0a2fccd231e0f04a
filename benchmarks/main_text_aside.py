"""More saved web pages, of other sites: no rule was mended by them."""

# ruff: noqa: E501 - a line of markup is as long as it is

from benchmarks.main_text_words import Writing


def components(w: Writing) -> str:
    """A newspaper of components: the lead stands outside the body, boxes among the paragraphs."""
    text = w.paragraphs(12, attributes=' class="dcr-s3ycb2"')
    text.insert(
        4,
        f'<div data-component="rich-link"><div><h4>{w.words(7)}</h4><a href="/r">{w.words(2)}</a></div></div>',
    )
    text.insert(
        9, f'<div data-component="email-signup"><h3>{w.words(3)}</h3><p>{w.sentences(2)}</p></div>'
    )
    return w.page(
        f"""<header><div data-component="nav">{w.links(25, 1)}</div></header><main data-layout="Standard"><div data-gu-name="headline"><h1>{w.keep(w.words(9))}</h1></div><div data-gu-name="standfirst"><p>{w.keep(w.sentence())}</p></div><div data-gu-name="meta"><address>{w.either(w.words(2))}</address></div>
<div data-gu-name="body"><div id="maincontent">{"".join(text)}</div><div data-component="explore">{w.links(6, 1)}</div></div></main><section data-component="onwards"><h2>{w.words(3)}</h2><ul>{w.teasers(8, "li")}</ul></section><section id="discussion"><h2>{w.words(2)}</h2>{w.comments(12, "div", "dcr-c")}</section><footer>{w.links(22)}</footer>"""
    )


def blogger(w: Writing) -> str:
    """A Spanish blog with its archive and labels beside it."""
    return w.page(
        f"""<div id="outer-wrapper"><div id="header-wrapper"><h1 class="title"><a href="/">{w.words(3)}</a></h1></div><div id="main-wrapper"><div class="main section" id="main"><div class="widget Blog"><div class="date-outer"><h2 class="date-header">{w.either("viernes, 3 de mayo")}</h2><div class="post hentry"><h3 class="post-title">{w.keep(w.words(6))}</h3>
<div class="post-body entry-content">{"<br /><br />".join(w.keep(w.sentences(3)) for _ in range(7))}</div><div class="post-footer">{w.links(5, 1, "span")}</div></div></div><div class="comments" id="comments"><h4>{w.words(2)}</h4>{w.comments(6, "div")}</div></div></div></div>
<div id="sidebar-wrapper"><div class="widget BlogArchive"><ul>{w.links(30)}</ul></div><div class="widget Profile"><p>{w.sentences(2)}</p></div></div><div id="footer-wrapper">{w.words(5)}</div></div>"""
    )


def details(w: Writing) -> str:
    """A shop whose data lie in parts that unfold, with what buyers say."""
    data = "".join(f"<li>{w.keep(w.words(2))}: {w.fact(f'{n}2,{n} kg')}</li>" for n in range(1, 8))
    return w.page(
        f"""<div class="announcement-bar">{w.words(6)}</div><header class="header">{w.links(18)}</header><main id="MainContent"><section class="product"><h1>{w.keep(w.words(5))}</h1><div class="price"><s>89,00 €</s> <span>{w.fact("64,90 €")}</span></div><p class="tax-note">{w.keep("inkl. MwSt.")}</p><div class="product__description rte">{"".join(w.paragraphs(4))}</div>
<details><summary>{w.keep("Maße")}</summary><div><ul>{data}</ul></div></details><details><summary>{w.keep("Versand")}</summary><p>{w.fact("Lieferung in 4 bis 6 Werktagen, ab 50 Euro frei.")}</p></details></section><section class="product-recommendations">{w.teasers(6)}</section></main><footer class="footer">{w.links(16)}<p>{w.sentence()}</p></footer>"""
    )


def topic(w: Writing) -> str:
    """A forum's topic as it is served to those without scripts."""
    posts = "".join(
        f'<div id="post_{n}" class="topic-body crawler-post"><div class="crawler-post-meta"><span><a href="/u">{w.either(w.words(1))}</a></span> <time>{w.either("May 3, 2024")}</time></div><div class="post" itemprop="text">{"".join(w.paragraphs(w.chance.randint(1, 3)))}</div></div>'
        for n in range(12)
    )
    return w.page(
        f"""<header><a href="/">{w.words(2)}</a></header><div id="main-outlet" class="wrap"><div id="topic-title"><h1><a href="/t">{w.keep(w.words(7))}</a></h1><div class="topic-category">{w.links(2, 1, "span")}</div></div>{posts}<div id="related-topics"><h3>{w.words(2)}</h3><table>{"".join(f"<tr><td><a href='/t{n}'>{w.words(7)}</a></td><td>{n}</td><td>May 2</td></tr>" for n in range(5))}</table></div></div><footer class="crawler-nav"><ul>{w.links(5, 1)}</ul></footer>"""
    )


def kitchen(w: Writing) -> str:
    """A German recipe among much that is no recipe."""
    needs = "".join(
        f"<tr><td>{w.fact(f'{n}25 g')}</td><td>{w.keep(w.words(2))}</td></tr>" for n in range(1, 10)
    )
    return w.page(
        f"""<div class="ds-header">{w.links(20, 1, "span")}</div><div class="ds-main"><div class="ds-box"><h1>{w.keep(w.words(4))}</h1><p>{w.keep(w.sentence())}</p><div class="ds-rating">4.6 (831)</div></div><div class="ds-box"><h2>{w.keep("Zutaten")}</h2><table class="ingredients">{needs}</table></div><div class="ds-box"><h2>{w.keep("Zubereitung")}</h2><div>{"<br><br>".join(w.keep(w.sentences(3)) for _ in range(4))}</div><div class="ds-times"><span>{w.fact("Arbeitszeit 35 Minuten")}</span></div></div>
<div class="ds-box recipe-comments"><h2>{w.words(1)}</h2>{w.comments(8, "div")}</div><div class="ds-recommended"><h2>{w.words(3)}</h2>{w.teasers(9)}</div></div><div class="ds-footer">{w.links(20, 1, "span")}</div>"""
    )


def ticker(w: Writing) -> str:
    """An English live page whose entries are items of a list."""
    entries = "".join(
        f"<li><article><header><span>{w.either(f'{9 + n % 10}:41')}</span><h3>{w.keep(w.words(7))}</h3></header><div>{''.join(w.paragraphs(w.chance.randint(1, 3)))}</div></article></li>"
        for n in range(14)
    )
    return w.page(
        f"""<div role="navigation">{w.links(14, 1)}</div><div id="main-content"><h1>{w.keep(w.words(8))}</h1><section><h2>{w.keep("Summary")}</h2><ul>{"".join(f"<li>{w.keep(w.sentence())}</li>" for _ in range(5))}</ul></section><ol class="stream">{entries}</ol></div><div class="top-stories"><h2>{w.words(2)}</h2>{w.teasers(8)}</div><footer>{w.links(18)}</footer>"""
    )


def event(w: Writing) -> str:
    """An event: date, place and price stand beside its text."""
    return w.page(
        f"""<header>{w.links(12)}</header><div class="page-content"><h1>{w.keep(w.words(5))}</h1><div class="columns"><div class="col-8">{"".join(w.paragraphs(5))}{w.heading()}{"".join(w.paragraphs(2))}</div><aside class="col-4 event-sidebar"><dl><dt>{w.keep("Date")}</dt><dd>{w.fact("Thursday 14 November 2024, 19:30")}</dd><dt>{w.keep("Place")}</dt><dd>{w.fact("Great Hall, 4 Castle Street")}</dd><dt>{w.keep("Tickets")}</dt><dd>{w.fact("£18, students £9")}</dd></dl></aside></div></div><section class="upcoming-events">{w.teasers(6)}</section><footer>{w.links(12)}</footer>"""
    )


def local_paper(w: Writing) -> str:
    """A French local paper, in blocks without paragraphs."""
    blocks = "".join(f'<div class="txt">{w.keep(w.sentences(3))}</div>' for _ in range(8))
    return w.page(
        f"""<div id="entete">{w.links(15, 1, "span")}</div><div id="colonne1"><div class="titre1">{w.keep(w.words(8))}</div><div class="chapo">{w.keep(w.sentences(2))}</div>{blocks}<div class="signature">{w.either(w.words(2))}</div><div class="reagir"><a href="#r">{w.words(2)}</a></div></div><div id="colonne2"><div class="bloc"><div class="titrebloc">{w.words(2)}</div>{w.links(12, 8, "div")}</div><div class="bloc">{w.teasers(5)}</div></div><div id="pied">{w.links(10, 1, "span")}</div>"""
    )


def discussion(w: Writing) -> str:
    """A short opening and many answers within answers: the discussion is the text."""

    def answers(depth: int) -> str:
        return "".join(
            f'<div class="thing comment"><p class="tagline"><a href="/u">{w.words(1)}</a> 12 points</p><div class="usertext-body"><div class="md">{w.paragraph()}</div></div><ul class="flat-list">{w.links(4, 1)}</ul><div class="child">{answers(depth - 1) if depth else ""}</div></div>'
            for _ in range(3)
        )

    return w.page(
        f"""<div id="header">{w.links(20, 1, "span")}</div><div class="side"><p>{w.sentences(4)}</p><ol>{w.links(8)}</ol></div><div class="content"><div class="link"><p class="title"><a href="/t">{w.keep(w.words(8))}</a></p><div class="md">{w.paragraph()}</div></div><div class="commentarea">{answers(2)}</div></div><div class="footer">{w.links(12)}</div>"""
    )


def help_page(w: Writing) -> str:
    """A help page: steps, a note, whether it was helpful, and other pages."""
    return w.page(
        f"""<div class="topbar">{w.links(6, 1)}</div><div class="layout"><div class="toc-pane"><ul>{w.links(40, 3)}</ul></div><div class="doc"><div class="crumbs">{w.links(3, 1, "span")}</div><h1>{w.keep(w.words(5))}</h1>{"".join(w.paragraphs(2))}<ol>{"".join(f"<li>{w.keep(w.sentence())}</li>" for _ in range(7))}</ol><div class="note"><p>{w.keep(w.sentences(2))}</p></div>{w.heading()}{"".join(w.paragraphs(2))}
<div class="feedback"><p>{w.words(4)}?</p><button>Yes</button></div><div class="see-also"><h3>{w.words(2)}</h3><ul>{w.links(5, 4)}</ul></div></div></div><div class="legal">{w.words(9)}</div>"""
    )


def magazine(w: Writing) -> str:
    """A French magazine: the lead, text, an offer to subscribe in the middle of it, no names."""
    text = w.paragraphs(10)
    return w.page(
        f"""<div>{w.links(16, 1, "span")}</div><div><div><h1>{w.keep(w.words(9))}</h1><h2>{w.keep(w.sentence())}</h2><div>{w.either(w.words(4))}</div>{"".join(text[:5])}<div><div>{w.words(5)}</div><div>{w.words(12)}</div><a href="/abo">{w.words(2)}</a></div>{"".join(text[5:])}</div><div><div>{w.words(2)}</div>{w.teasers(7)}</div></div><div>{w.links(20, 2, "span")}</div>"""
    )


def press(w: Writing) -> str:
    """A firm's press release; who is to be asked stands below it, in a footer."""
    return w.page(
        f"""<header class="global-header"><nav>{w.links(22)}</nav></header><div class="press-release"><article><h1>{w.keep(w.words(9))}</h1><p>{w.either("Berlin, 3 May 2024")}</p>{"".join(w.paragraphs(6))}<table><tr><th>{w.keep("in million euros")}</th><th>{w.keep("2023")}</th><th>{w.keep("2024")}</th></tr>{"".join(f"<tr><td>{w.keep(w.words(2))}</td><td>{w.fact(f'{n}12.4')}</td><td>{w.fact(f'{n}31.9')}</td></tr>" for n in range(1, 6))}</table>
<footer><h3>{w.keep("Press contact")}</h3><p>{w.fact("Dora Falk, telephone +49 30 5550 184")}</p><p>{w.fact("press@falk.example")}</p></footer></article></div><div class="more-news"><ul>{w.links(8, 8)}</ul></div><footer class="global-footer">{w.links(26)}</footer>"""
    )


PAGES = (
    (components, "en"),
    (blogger, "es"),
    (details, "de"),
    (topic, "en"),
    (kitchen, "de"),
    (ticker, "en"),
    (event, "en"),
    (local_paper, "fr"),
    (discussion, "en"),
    (help_page, "en"),
    (magazine, "fr"),
    (press, "en"),
)
