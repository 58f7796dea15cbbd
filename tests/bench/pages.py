"""Pages for the benchmark: each about 170 kB, shaped and as compressible as a news page, most of it the site's own furniture.

Everything is reckoned from (site, number, revision), so two runs see the same pages. Measured with zstd at level 9: 18 % of
its size alone (79 real pages: 18 %), 4 % against another page of the same site (4 pairs of real pages: 1 to 6 %).
"""

from __future__ import annotations

import functools
import random

SITES = 50
ONSETS, RIMES = "b br c ch d dr f fl g gr h j k l m n p pr qu r s sh st t tr v w".split(), "a an ar e el en er i in is o on or ough u un ai ea ie oa".split()
COMMON = "the of and to in a for on that with was by at it from as were has had not be an or its said this after their which have".split()
FIRST, LAST = "Clara Anna Peter Marek Lucia Samir Joan Edwin Nora Felix".split(), "Whitfield Berg Okafor Lindqvist Moreau Tanaka Novak Castell Brandt Ames".split()
POSTS = "trade minister;harbour master;mayor;chief economist;head of the ministry;union leader".split(";")


@functools.cache
def words() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """A vocabulary of 4,000 made-up words and some common ones, with the weights of Zipf's law."""
    dice = random.Random(1)
    made = dict.fromkeys("".join(dice.choice(ONSETS) + dice.choice(RIMES) for _ in range(dice.choice((1, 2, 2, 3)))) for _ in range(6_000))
    vocabulary = (*COMMON, *list(made)[:4_000])
    return vocabulary, tuple(1 / (rank + 3) for rank in range(len(vocabulary)))


def sentence(dice: random.Random, length: int | None = None) -> str:
    said = dice.choices(*words(), k=length or dice.randint(9, 26))
    return f"{' '.join(said).capitalize()}."


def name(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def token(dice: random.Random, length: int) -> str:
    return "".join(dice.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=length))


@functools.lru_cache(maxsize=SITES)
def furniture(site: int) -> tuple[str, str, str]:
    """What all pages of one site have: the head with its style sheet and scripts, the menu, and the foot."""
    dice = random.Random(f"site {site}")
    names = [f"{dice.choice(ONSETS)}{dice.choice(RIMES)}-{token(dice, 5)}" for _ in range(260)]
    style = "".join(f".{dice.choice(names)} .{dice.choice(names)}{{margin:{dice.randint(0, 40)}px;color:#{dice.randrange(1 << 24):06x};flex:{dice.randint(0, 4)}}}" for _ in range(650))
    code = "".join(f"function {token(dice, 4)}(e,t){{var n=e.{dice.choice(names)[:3]}||{dice.randint(0, 999)};return t?n+'{token(dice, 9)}':null}}" for _ in range(420))
    menu = "".join(f'<li class="{dice.choice(names)}"><a href="/section/{token(dice, 6)}">{sentence(dice, 2)}</a></li>' for _ in range(90))
    foot = "".join(f'<div class="{dice.choice(names)}"><a href="/about/{token(dice, 5)}">{sentence(dice, 3)}</a></div>' for _ in range(60))
    return f"<style>{style}</style><script>{code}</script>", f"<nav><ul>{menu}</ul></nav>", f"<footer>{foot}</footer><script>{code[:9000]}</script>"


CARD = (
    '<article class="card card--river js-track {0}" data-module="river" data-analytics=\'{{"event":"click","zone":"river","slot":"{0}","consent":true}}\'>'
    '<a class="card__link" href="/story/{1}"><picture class="card__picture"><source media="(min-width: 60em)" srcset="/img/{2}-640.webp 1x, /img/{2}-1280.webp 2x">'
    '<source media="(min-width: 30em)" srcset="/img/{2}-320.webp 1x, /img/{2}-640.webp 2x"><img class="card__image" loading="lazy" src="/img/{2}-320.jpg" alt=""></picture>'
    '<h3 class="card__headline">{3}</h3></a><div class="card__meta"><time class="card__time">{4} minutes ago</time><span class="card__shares">{5} shares</span>'
    '<button class="card__save" type="button" aria-label="Save this story"><svg viewBox="0 0 24 24" width="16" height="16"><path d="M5 3h14v18l-7-5-7 5z"></path></svg></button></div></article>'
)


def page(site: int, number: int, revision: int = 0) -> bytes:
    """An article of about 800 words with quotes, a meeting and citations, among lists of which a fifth is another at each
    revision. Every revision adds a paragraph and a quote."""
    dice = random.Random(f"page {site} {number}")
    head, menu, foot = furniture(site)
    title = sentence(dice, 8).rstrip(".")
    paragraphs = [" ".join(sentence(dice) for _ in range(3)) for _ in range(13)]
    quotes = [quote(dice) for _ in range(4)]
    meeting = f"{name(dice)} will meet {name(dice)} in the capital on Tuesday, May 6, the ministry said."
    cited = f'{sentence(dice, 9)[:-1]}, <a href="/{site}-{number}/source">according to a report</a> of the ministry.'
    prose = [text for pair in zip(paragraphs, [*quotes, meeting, cited, *[""] * 7], strict=True) for text in pair if text]
    for n in range(revision):
        prose[3 + n : 3 + n] = update(site, number, n + 1)
    cards = [random.Random(f"card {site} {number} {n} {revision if n < 15 else 0}") for n in range(75)]
    lists = "".join(
        CARD.format(token(c, 4), token(c, 12), token(c, 12), sentence(c, 9), c.randint(1, 59), c.randint(2, 900)) for c in cards
    )
    body = "".join(f"<p>{text}</p>\n" for text in prose)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta property="og:site_name" content="Paper {site}">'
        f'<meta property="article:published_time" content="2025-05-01T09:00:00Z"><meta property="article:modified_time" content="2025-05-01T{10 + revision // 60:02}:{revision % 60:02}:00Z">'
        f"{head}</head><body>{menu}<main><article><h1>{title}</h1>{body}</article><aside>{lists}</aside></main>{foot}</body></html>"
    ).encode()


def update(site: int, number: int, revision: int) -> tuple[str, str]:
    """What that revision of the page (1: the first after the page came out) adds to it: a paragraph, and one with a quote."""
    dice = random.Random(f"update {site} {number} {revision - 1}")
    return f"{sentence(dice)} {sentence(dice)}", quote(dice)


def quote(dice: random.Random) -> str:
    return f"“{sentence(dice)[:-1]},” said {name(dice)}, the {dice.choice(POSTS)}."
