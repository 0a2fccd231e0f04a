"""Saved web pages as sites build them, each with its own text known. Rules were mended by them."""

# ruff: noqa: E501 - a line of markup is as long as it is

from benchmarks.main_text_words import Writing


def news(w: Writing) -> str:
    """A newspaper that marks everything."""
    start, rest = w.paragraphs(4), w.paragraphs(8)
    return w.page(
        f"""<header class="site-header"><a href="/">{w.words(2)}</a><nav><ul>{w.links(14, 1)}</ul></nav></header>
<main id="main"><article class="article"><header><h1>{w.keep(w.words(9))}</h1><p class="standfirst">{w.keep(w.sentence())}</p>
<p class="byline">{w.either(w.words(3))} <time>{w.either("3 May 2024 10.15 CEST")}</time></p></header>
<div class="social-share"><ul>{w.links(5, 1)}</ul></div>
<figure><img src="a.jpg"><figcaption>{w.either(w.sentence())}</figcaption></figure>
<div class="article-body">{"".join(start)}<aside class="related"><h3>{w.words(2)}</h3><ul>{w.links(3, 8)}</ul></aside>
{w.heading()}{"".join(rest[:4])}<div class="newsletter-signup"><h4>{w.words(4)}</h4><p>{w.sentences(2)}</p><form><input name=m><button>{w.words(1)}</button></form></div>
<blockquote><p>{w.keep(w.sentence())}</p></blockquote>{"".join(rest[4:])}</div>
<div class="tags"><ul>{w.links(6, 1)}</ul></div></article>
<section class="more-on"><h2>{w.words(3)}</h2>{w.teasers(8, "article", "card")}</section></main>
<footer><ul>{w.links(20)}</ul><p>{w.words(8)}</p></footer><div id="cookie-banner"><p>{w.sentences(3)}</p></div>"""
    )


def hashed_names(w: Writing) -> str:
    """A newspaper whose names of classes are made by a machine; boxes between the paragraphs."""
    text = w.paragraphs(14, attributes=' class="css-1n0orw4"')
    for at in (3, 7, 11):
        text.insert(
            at,
            f'<div class="css-9xk2f"><span>{w.words(3)}</span><div><a href="/q">{w.words(9)}</a><p>{w.sentence()}</p></div></div>',
        )
    return w.page(
        f"""<div class="css-a1"><div class="css-a2"><a href="/">{w.words(1)}</a>{w.links(18, 1, "span")}</div></div>
<div class="css-b1"><div class="css-b2"><h1 class="css-h">{w.keep(w.words(10))}</h1><div class="css-k9"><span>{w.either(w.words(3))}</span></div>
<div class="css-s0"><button>{w.words(1)}</button><button>{w.words(1)}</button></div><div class="css-t4">{"".join(text)}</div></div>
<div class="css-b3"><div><h2>{w.words(2)}</h2><ol>{w.links(10, 9)}</ol></div></div></div>
<div class="css-c1"><h2>{w.words(3)}</h2><div>{w.teasers(12, "div", "css-zz")}</div></div>
<div class="css-d1">{w.links(24)}<div>{w.words(9)}</div></div>"""
    )


def regional(w: Writing) -> str:
    """A regional paper: itemprop, boxes that say "read also", and more comments than text."""
    text = w.paragraphs(7)
    text.insert(
        3, f'<div class="c-teaser-inline"><p>{w.words(2)}: <a href="/x">{w.words(9)}</a></p></div>'
    )
    return w.page(
        f"""<div class="header"><div class="menu">{w.links(20, 1, "span")}</div></div><div class="content-wrapper">
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{w.keep(w.words(8))}</h1>
<div class="meta">{w.either(w.words(3))}, {w.either("03.05.2024, 10:15 Uhr")}</div><div class="teaser-text">{w.keep(w.sentences(2))}</div>
<div itemprop="articleBody">{"".join(text)}</div></div>
<div class="kommentare" id="comments"><h3>{w.words(2)}</h3><ul>{w.comments(14)}</ul></div></div>
<div class="sidebar"><div class="widget">{w.teasers(6)}</div></div><div class="footer">{w.links(16, 1, "span")}</div>"""
    )


def live(w: Writing) -> str:
    """A live ticker: many entries, newest first."""
    entries = "".join(
        f'<div class="liveblog-entry" id="e{n}"><div class="entry-time">{w.either(f"{22 - n}:15")}</div><h3>{w.keep(w.words(6))}</h3>'
        f'{"".join(w.paragraphs(w.chance.randint(1, 2)))}<div class="entry-share">{w.links(2, 1, "span")}</div></div>'
        for n in range(20)
    )
    return w.page(
        f"""<nav>{w.links(12, 1)}</nav><main><h1>{w.keep(w.words(7))}</h1><div class="summary"><ul>{"".join(f"<li>{w.keep(w.sentence())}</li>" for _ in range(4))}</ul></div>
<div class="liveblog"><div class="liveblog-ticker">{entries}</div><a href="#more">{w.words(3)}</a></div></main>
<aside><h2>{w.words(2)}</h2>{w.teasers(6)}</aside><footer>{w.links(15)}</footer>"""
    )


def paywall(w: Writing) -> str:
    """The beginning of a story, then what the rest costs."""
    return w.page(
        f"""<header>{w.links(15, 1)}</header><div class="container"><article><h1>{w.keep(w.words(9))}</h1><p class="lead">{w.keep(w.sentences(2))}</p>
{"".join(w.paragraphs(3))}<div class="paywall-box"><h2>{w.words(4)}</h2><p>{w.sentences(2)}</p><ul><li>{w.words(6)} 4,99 €</li><li>{w.words(6)} 9,99 €</li></ul>
<a href="/abo">{w.words(2)}</a><p>{w.sentence()} <a href="/login">{w.words(2)}</a></p></div></article>
<div class="recommendations">{w.teasers(10)}</div></div><footer>{w.links(15)}</footer>"""
    )


def blog(w: Writing) -> str:
    """A blog with its widgets, sharing, related entries, the author's box and comments."""
    text = w.paragraphs(9)
    return w.page(
        f"""<div id="page" class="hfeed site"><header id="masthead"><p>{w.words(3)}</p><nav id="site-navigation"><ul class="menu">{w.links(7, 1)}</ul></nav></header>
<div id="content" class="site-content"><div id="primary"><main id="main"><article id="post-812" class="post type-post hentry category-news tag-river"><header class="entry-header"><h1 class="entry-title">{w.keep(w.words(6))}</h1>
<div class="entry-meta">{w.either(w.words(3))}</div></header><div class="entry-content">{"".join(text[:4])}
<figure class="wp-caption"><img src="x.jpg"><figcaption>{w.either(w.words(9))}</figcaption></figure>{w.heading()}{"".join(text[4:])}
<ul class="wp-block-list"><li>{w.keep(w.sentence())}</li><li>{w.keep(w.sentence())}</li></ul>
<div class="sharedaddy sd-sharing-enabled"><h3>{w.words(2)}</h3><ul>{w.links(5, 1)}</ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>{w.words(1)}</h3>{w.teasers(3)}</div></div>
<footer class="entry-footer"><span>{w.links(3, 1, "span")}</span></footer><div class="author-box"><h4>{w.words(2)}</h4><p>{w.sentences(3)}</p></div></article>
<nav class="post-navigation">{w.links(2, 6)}</nav><div id="comments" class="comments-area"><ol class="comment-list">{w.comments(9)}</ol><div id="respond"><form>{w.words(6)}</form></div></div></main></div>
<div id="secondary" class="widget-area"><section class="widget"><h2>{w.words(2)}</h2><ul>{w.links(12, 5)}</ul></section><section class="widget"><p>{w.sentences(3)}</p></section></div></div>
<footer id="colophon">{w.words(9)}</footer></div>"""
    )


def no_names(w: Writing) -> str:
    """Nothing has a name; a list of further stories and the readers' answers below."""
    text = w.paragraphs(12)
    return w.page(
        f"""<div><div><div><div>{w.links(8, 1, "div")}</div></div><div><div><section><div><div><h1>{w.keep(w.words(7))}</h1><div><div><a href="/u">{w.either(w.words(2))}</a></div><span>{w.words(2)}</span></div>
{"".join(text[:5])}<figure><div><img src="1.png"></div><figcaption>{w.either(w.words(7))}</figcaption></figure>{"".join(text[5:])}</div></div></section>
<div><div><button>1.2K</button><button>31</button></div></div><div><h2>{w.words(3)}</h2><p>{w.words(9)}</p><button>{w.words(1)}</button></div></div>
<div><div><h2>{w.words(4)}</h2></div>{w.teasers(6)}</div></div><div>{w.links(9, 1, "div")}</div></div></div>"""
    )


def shop(w: Writing) -> str:
    """A product with its price, data, delivery and reviews, and others that people bought."""
    data = "".join(
        f"<tr><th>{w.keep(w.words(2))}</th><td>{w.fact(f'{w.chance.randint(2, 99)}.{n} cm')}</td></tr>"
        for n in range(8)
    )
    cards = "".join(
        f'<div class="product-card"><a href="/p{n}"><img src="{n}.jpg"></a><a href="/p{n}">{w.words(5)}</a><span class="price">£{n}4.50</span></div>'
        for n in range(12)
    )
    return w.page(
        f"""<header><nav class="mega-menu"><ul>{w.links(40)}</ul></nav><form class="search"><input></form></header><div class="breadcrumbs">{w.links(4, 1, "span")}</div>
<main class="product-page"><div class="gallery"><img src="1.jpg"></div><div class="product-info"><h1>{w.keep(w.words(6))}</h1><div class="price-box"><span class="price">{w.fact("£129.00")}</span> <span>{w.keep("incl. VAT")}</span></div>
<p class="stock">{w.fact("In stock, delivered within 3 days")}</p><form class="cart"><label>Quantity</label><input><button>{w.words(2)}</button></form><ul class="features">{"".join(f"<li>{w.keep(w.words(7))}</li>" for _ in range(5))}</ul></div>
<div class="tabs"><div id="description">{"".join(w.paragraphs(4))}</div><div id="specs"><table class="specs">{data}</table></div><div id="delivery"><p>{w.fact("Returns within 30 days, free of charge.")} {w.keep(w.sentence())}</p></div></div></main>
<section class="related products"><h2>{w.words(4)}</h2>{cards}</section><footer>{w.links(25)}<p>{w.words(9)}</p></footer><div class="consent-modal"><p>{w.sentences(3)}</p></div>"""
    )


def recipe(w: Writing) -> str:
    """A blog's story, then the card with what one needs and does."""
    needs = "".join(
        f'<li class="wprm-recipe-ingredient">{w.fact(f"{n}50 g {w.words(2).lower()}")}</li>'
        for n in range(1, 9)
    )
    steps = "".join(
        f'<li class="wprm-recipe-instruction">{w.keep(w.sentence())}</li>' for _ in range(6)
    )
    return w.page(
        f"""<header class="site-header"><nav class="nav-primary">{w.links(9, 1)}</nav></header><div class="site-inner"><main class="content"><article class="post entry"><header class="entry-header"><h1>{w.keep(w.words(5))}</h1></header>
<div class="entry-content"><div class="jump-buttons"><a href="#recipe">{w.words(3)}</a></div>{"".join(w.paragraphs(6))}<div class="ad-slot">{w.words(1)}</div>{w.heading()}{"".join(w.paragraphs(3))}
<div id="recipe" class="wprm-recipe-container"><h2>{w.keep(w.words(4))}</h2><div class="wprm-recipe-meta"><span>{w.fact("Prep time 25 minutes")}</span> <span>{w.fact("Serves 6")}</span></div>
<h3>{w.keep("Ingredients")}</h3><ul>{needs}</ul><h3>{w.keep("Method")}</h3><ol>{steps}</ol><div class="nutrition"><table><tr><td>{w.keep("Energy")}</td><td>{w.fact("412 kcal")}</td></tr><tr><td>{w.keep("Fat")}</td><td>{w.fact("18.5 g")}</td></tr></table></div></div></div></article>
<div class="entry-comments" id="comments"><ol class="comment-list">{w.comments(20)}</ol></div></main>
<aside class="sidebar"><p>{w.sentences(3)}</p>{w.teasers(5)}</aside></div><footer class="site-footer">{w.links(8)}</footer>"""
    )


def forum(w: Writing) -> str:
    """A thread of an old forum: profiles beside the posts, signatures, pages, similar threads."""
    posts = "".join(
        f'<div id="p{n}" class="post"><div class="inner"><dl class="postprofile"><dt><a href="/m{n}">{w.either(w.words(1))}</a></dt><dd>Posts: {n}31</dd><dd>Joined: 2011</dd></dl>'
        f'<div class="postbody"><h3><a href="#p{n}">Re: {w.words(4)}</a></h3><p class="author">{w.either("by")} <a href="/m">{w.words(1)}</a></p><div class="content">{"<br><br>".join(w.keep(w.sentences(2)) for _ in range(2))}</div>'
        f'<div class="signature">{w.words(6)}</div></div></div></div>'
        for n in range(10)
    )
    return w.page(
        f"""<div id="wrap"><div id="page-header"><ul class="navlinks">{w.links(8, 1)}</ul></div><div id="page-body"><h2 class="topic-title"><a href="/t">{w.keep(w.words(5))}</a></h2><div class="action-bar"><div class="pagination">10 posts <ul>{w.links(3, 1)}</ul></div></div>
{posts}<div class="action-bar">{w.links(4, 1, "span")}</div><div class="similar-topics"><ul>{w.links(8, 6)}</ul></div></div><div id="page-footer"><ul>{w.links(6, 1)}</ul></div></div>"""
    )


def questions(w: Writing) -> str:
    """A question and its answers, each with short remarks, and lists of other questions."""
    answers = "".join(
        f'<div class="answer" data-answerid="{n}"><div class="votecell">{w.chance.randint(0, 90)}</div><div class="answercell"><div class="js-post-body" itemprop="text">{"".join(w.paragraphs(3))}<pre><code>{w.keep(f"run --step {n} --quiet --all")}</code></pre></div>'
        f'<div class="post-menu">{w.links(3, 1, "span")}</div><div class="user-card">{w.either(w.words(2))}</div></div></div>'
        for n in range(4)
    )
    return w.page(
        f"""<header class="topbar">{w.links(6, 1)}</header><div class="container"><div id="left-sidebar"><ol>{w.links(9, 1)}</ol></div><div id="content"><h1><a href="/q">{w.keep(w.words(9))}</a></h1><div id="mainbar"><div class="question"><div class="js-post-body">{"".join(w.paragraphs(3))}</div>
<div class="post-taglist">{w.links(4, 1, "span")}</div></div><div id="answers"><h2>4 Answers</h2>{answers}</div></div><div id="sidebar"><div class="module"><h4>{w.words(1)}</h4>{w.links(20, 9, "div")}</div><div id="hot-network-questions"><ul>{w.links(25, 8)}</ul></div></div></div></div><footer>{w.links(30)}</footer>"""
    )


def restaurant(w: Writing) -> str:
    """A small business: about us, what it costs, when it is open and where it is."""
    hours = "".join(
        f"<tr><td>{w.keep(day)}</td><td>{w.fact(f'{n + 8}:30 – {n + 17}:00')}</td></tr>"
        for n, day in enumerate(("Monday", "Tuesday", "Friday", "Saturday"))
    )
    dishes = "".join(
        f'<div class="menu-item"><span>{w.keep(w.words(3))}</span> <span class="menu-price">{w.fact(f"£{n}1.50")}</span></div>'
        for n in range(1, 9)
    )
    return w.page(
        f"""<nav class="navbar"><a href="/">{w.words(2)}</a><ul>{w.links(6, 1)}</ul></nav><section class="hero"><h1>{w.keep(w.words(4))}</h1></section><section class="about"><h2>{w.keep(w.words(2))}</h2>{"".join(w.paragraphs(4))}</section>
<section class="menu-section" id="menu"><h2>{w.keep("Our menu")}</h2>{dishes}</section><aside class="opening-hours"><h3>{w.keep("Opening hours")}</h3><table>{hours}</table></aside>
<footer><div class="contact"><address>{w.fact("12 Mill Lane, Brackford BR4 7QX")}</address><p>{w.fact("Telephone 01632 960 471")}</p></div><div class="social">{w.links(4, 1, "span")}</div><p>{w.words(5)}</p></footer><div class="cookie-notice">{w.sentences(2)}</div>"""
    )


def layout_tables(w: Writing) -> str:
    """An old page: tables for its layout, line ends for its paragraphs."""
    lines = "<br><br>\n".join(w.keep(w.sentences(3)) for _ in range(9))
    return w.page(
        f"""<table width="100%"><tr><td colspan="3" bgcolor="#003366"><b>{w.words(2)}</b> {w.links(9, 1, "font")}</td></tr><tr><td width="160" valign="top"><table>{"".join(f"<tr><td><a href='/{n}'>{w.words(2)}</a></td></tr>" for n in range(14))}</table></td>
<td valign="top"><font size="5"><b>{w.keep(w.words(7))}</b></font><br><font size="1">{w.either(w.words(4))}</font><br><font size="2">{lines}</font></td>
<td width="180" valign="top"><b>{w.words(2)}</b><br>{"<br>".join(f"<a href='/n{n}'>{w.words(7)}</a>" for n in range(10))}</td></tr><tr><td colspan="3" align="center"><small>{w.words(6)} {w.links(4, 1, "font")}</small></td></tr></table>""",
        ' bgcolor="#ffffff"',
    )


def office(w: Writing) -> str:
    """A public office: sections, a table of fees, and a box beside them with hours and address."""
    fees = "".join(
        f"<tr><td>{w.keep(w.words(3))}</td><td>{w.fact(f'{n}7,50 Euro')}</td></tr>"
        for n in range(1, 7)
    )
    return w.page(
        f"""<div class="skip-links"><a href="#inhalt">{w.words(2)}</a></div><header role="banner"><nav role="navigation"><ul>{w.links(12)}</ul></nav></header><div class="breadcrumb">{w.links(4, 1, "span")}</div><main id="inhalt" role="main"><h1>{w.keep(w.words(4))}</h1><p class="intro">{w.keep(w.sentences(2))}</p>
<nav class="on-this-page"><ul>{w.links(4)}</ul></nav><section><h2 id="a">{w.keep(w.words(2))}</h2>{"".join(w.paragraphs(3))}</section><section><h2>{w.keep("Gebühren")}</h2><table>{fees}</table></section><section><h2>{w.keep("Unterlagen")}</h2><ul>{"".join(f"<li>{w.fact(w.words(4))}</li>" for _ in range(5))}</ul></section>
<aside class="kontakt-box"><h2>{w.keep("Kontakt")}</h2><p>{w.fact("Rathausplatz 3, 71332 Waiblingen")}</p><p>{w.fact("Telefon 07151 5001-155")}</p><p>{w.fact("Mo bis Fr 8.30 bis 12 Uhr")}</p></aside></main><footer role="contentinfo"><ul>{w.links(12)}</ul></footer>"""
    )


def encyclopaedia(w: Writing) -> str:
    """An encyclopaedia: a box of facts, contents, sections, notes, and boxes of links below."""
    box = "".join(
        f"<tr><th>{w.keep(w.words(1))}</th><td>{w.fact(f'{n}{n}3,{n}00 {w.words(1).lower()}')}</td></tr>"
        for n in range(1, 9)
    )
    sections = "".join(
        f'<div class="mw-heading"><h2>{w.keep(w.words(2))}</h2><span class="mw-editsection">[<a href="/e">edit</a>]</span></div>{"".join(w.paragraphs(4))}'
        for _ in range(5)
    )
    return w.page(
        f"""<div class="vector-header-container"><nav>{w.links(10, 1)}</nav></div><div id="mw-navigation">{w.links(30, 1)}</div><main id="content" class="mw-body"><h1 id="firstHeading">{w.keep(w.words(2))}</h1><div id="siteSub">{w.words(4)}</div><div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output">
<table class="infobox">{box}</table>{"".join(w.paragraphs(3))}<div id="toc" class="toc"><ul>{w.links(8)}</ul></div>{sections}<div class="reflist"><ol class="references">{"".join(f"<li>{w.either(w.words(8))} <a href='/r{n}'>{w.either(w.words(3))}</a></li>" for n in range(15))}</ol></div>
<div class="navbox"><table>{"".join(f"<tr><th>{w.words(2)}</th><td>{w.links(9, 2, 'span')}</td></tr>" for _ in range(6))}</table></div></div><div class="printfooter">{w.words(6)}</div></div><div id="catlinks" class="catlinks">{w.links(7)}</div></main><footer>{w.links(10)}</footer>"""
    )


def chinese(w: Writing) -> str:
    """A Chinese portal."""
    return w.page(
        f"""<div class="top">{w.links(20, 1, "span")}</div><div class="main-content"><div class="left"><h1>{w.keep(w.words(9))}</h1><div class="info">{w.either("2024-05-03 10:15")}</div><div class="article" id="artibody">{"".join(w.paragraphs(9))}</div><div class="share">{w.links(4, 1, "span")}</div>
<div class="hot-comments">{w.comments(5, "div", "item")}</div></div><div class="right"><div class="rank"><ol>{w.links(10, 8)}</ol></div></div></div><div class="feed">{w.teasers(10)}</div><div class="bottom">{w.links(14, 1, "span")}</div>"""
    )


PAGES = (
    (news, "en"),
    (hashed_names, "en"),
    (regional, "de"),
    (live, "de"),
    (paywall, "de"),
    (blog, "en"),
    (no_names, "fr"),
    (shop, "en"),
    (recipe, "en"),
    (forum, "en"),
    (questions, "en"),
    (restaurant, "en"),
    (layout_tables, "es"),
    (office, "de"),
    (encyclopaedia, "en"),
    (chinese, "zh"),
)
