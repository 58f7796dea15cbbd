"""What a page says of itself: headline, byline, times, canonical address, section, language, publisher, paywall.

JSON-LD, OpenGraph and other meta tags, microdata, in this order, unless a comment says otherwise; what the page shows its reader
comes last. htmldate (1.11) was weighed as the next to ask, and left out: on 15 pages where this names no day it was right thrice
and wrong four times (by its quick search; the thorough one guesses on all of them), and it knows neither time nor zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract import byline, jsonld, shown, times
from monitor.extract.blocks import tidy
from monitor.text import absolute, link_key

# Without what parts their words: "publish-date", "publish_date" and "publishDate" are one name.
_PUBLISHED = (
    "articlepublishedtime", "articlepublished", "ogarticlepublishedtime", "ogpublishedtime", "datepublished", "parselypubdate", "sailthrudate", "pubdate",
    "publishdate", "publisheddate", "publishedat", "publishtime", "publishedtime", "publicationdate", "dcdateissued", "dcdateissue", "dctermsissued", "dctermscreated",
    "dcdate", "dcdatecreated", "date", "cxenseparserecspublishtime", "articledateoriginal", "originalpublicationdate", "rnewsdatepublished",
)  # fmt: skip
_MODIFIED = (
    "articlemodifiedtime", "articlemodified", "ogarticlemodifiedtime", "ogupdatedtime", "datemodified", "lastmod", "lastmodified", "dctermsmodified",
    "dcdatemodified", "articleupdated", "revised", "articleupdatedtime", "updateddate", "modifieddate", "articledateupdated",
)  # fmt: skip
_PARTING = str.maketrans("", "", " -_.:")
# What a page tells its own scripts.
_IN_SCRIPT = re.compile(
    r"(?i)(?:[\"']|\b)(?:first_?)?(?:date_?published|publish(?:ed)?_?(?:date|time|at|on)|publication_?date|pub_?date)[\"']?\s{0,3}[:=]\s{0,3}[\"']([^\"'<>]{8,40})[\"']"
)
SCRIPTS = 200_000  # characters of them
_SEPARATOR = re.compile(r"\s+[|–—·•«»‹›:-]{1,2}\s+|\s*\|\s*")
_AUTHORS = ("author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.creator.name")
_NO_SECTIONS = frozenset(("post", "posts", "article", "articles", "page", "uncategorized", "all"))
ALIKE = 0.2  # of the words: fewer are another text than the headline
SHORTEST = 12  # characters of a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`titles`: every form of the headline that the page gives; `body`: its articleBody, when it has one."""

    title: str | None = None
    titles: tuple[str, ...] = ()
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    canonical: str | None = None
    language: str | None = None
    section: str | None = None
    site: str | None = None
    paywalled: bool | None = None
    body: str | None = None
    rolling: bool = False  # a live blog, or one page of several


def read(root: HtmlElement, *, url: str | None, at: datetime | None = None) -> Metadata:
    """Read `root` before anything is pruned from it. `at`: a publication time more than a day later than this is no such time."""
    base = base_url(root, url)
    metas = _metas(root)
    nodes = jsonld.nodes(s.text or "" for s in root.iter("script") if "ld+json" in (s.get("type") or "").lower())
    known = {str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}
    canonical = _canonical(root, metas, base)
    story = _story(nodes, [u for u in (canonical, url) if u])
    site = _site(metas, nodes, story, known)
    titles = _titles(root, metas, story, site)
    heads = _heads(root, titles)
    lines = byline.below(root, heads)
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or _meta(metas, "og:locale")) or jsonld.text(
        story.get("inLanguage")
    )
    published, modified = _times(root, metas, story, heads, lines, canonical or url, language, at)
    return Metadata(
        title=_headline(heads, titles, site),
        titles=tuple(titles),
        byline=byline.read(root, [jsonld.names(story.get("author") or story.get("creator"), known), *(metas[n] for n in _AUTHORS if n in metas)], lines, site),
        published=published,
        modified=modified,
        canonical=canonical,
        language=language.strip().replace("_", "-")[:20] or None if language else None,
        section=_section(jsonld.text(story.get("articleSection")) or _meta(metas, "article:section", "parsely-section", "section")),
        site=site,
        paywalled=_paywalled(story, metas),
        body=jsonld.text(story.get("articleBody")),
        rolling="LiveBlogPosting" in jsonld.types(story) or _has_next_page(root, base, canonical or url),
    )


def base_url(root: HtmlElement, url: str | None) -> str | None:
    """What relative addresses count from: <base href>, itself relative to the page's address."""
    for base in root.iter("base"):
        if base.get("href"):
            return absolute(url, str(base.get("href"))) or url
    return url


# --- the pieces --------------------------------------------------------------------------------------------------------


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = tidy(meta.get("content") or "")
        for each in name.lower().split() if name and content else ():
            found.setdefault(each, []).append(content)
    return found


def _meta(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[n][0] for n in names if n in metas), None)


def _canonical(root: HtmlElement, metas: dict[str, list[str]], base: str | None) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower().split() == ["canonical"] and link.get("href"):
            return absolute(base, str(link.get("href")))
    found = _meta(metas, "og:url")
    return absolute(base, found) if found else None


def _has_next_page(root: HtmlElement, base: str | None, url: str | None) -> bool:
    """<link rel="next"> to another address of the same path, or one below it; elsewhere it leads to the next story."""
    here = link_key(url) if url else ""
    for link in root.iter("link"):
        if "next" in (link.get("rel") or "").lower().split() and here:
            there = absolute(base, str(link.get("href") or ""))
            if there and (link_key(there) + "/").startswith(here.rstrip("/") + "/") and there.split("#")[0] != url:
                return True
    return False


def _story(nodes: Sequence[jsonld.Node], addresses: Sequence[str]) -> jsonld.Node:
    """The node that describes this page's story: the article with its address, else the first article."""
    articles = [n for n in nodes if jsonld.is_article(n)]
    wanted = {link_key(a) for a in addresses}
    for node in articles:
        page: Any = node.get("mainEntityOfPage")
        page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
        said = [absolute(None, u) for u in (page, node.get("url"), node.get("@id")) if isinstance(u, str)]
        if any(u and link_key(u.split("#")[0]) in wanted for u in said):
            return node
    if articles:
        return articles[0]
    return next((n for n in nodes if "datePublished" in n or "headline" in n), {})


def _site(metas: dict[str, list[str]], nodes: Sequence[jsonld.Node], story: jsonld.Node, known: dict[str, jsonld.Node]) -> str | None:
    publisher = jsonld.names(story.get("publisher"), known)
    found = _meta(metas, "og:site_name") or (publisher[0] if publisher else None) or _meta(metas, "application-name", "dcterms.publisher", "dc.publisher")
    if found is None:
        found = next((jsonld.text(n.get("name")) for n in nodes if "WebSite" in jsonld.types(n)), None)
    return tidy(found)[:120] or None if found else None


def _titles(root: HtmlElement, metas: dict[str, list[str]], story: jsonld.Node, site: str | None) -> list[str]:
    page_title = next((tidy("".join(t.itertext())) for t in root.iter("title")), None)
    said = [jsonld.text(story.get("headline")), _meta(metas, "og:title", "twitter:title", "dc.title", "title"), page_title]
    raw = [tidy(t) for t in said if t and t.strip()]
    found: list[str] = []
    for title in [*raw, *(_without_site(t, site) for t in raw)]:
        if title and title not in found:
            found.append(title)
    return found


def _without_site(title: str, site: str | None) -> str:
    """"Headline | Site" -> "Headline": the last part goes when it is the site's name, or short beside the rest."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    cut = cuts[-1]
    head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
    ours = site is not None and bool(byline.words(tail) & byline.words(site))
    short = "|" in cut.group() and 3 * len(tail) < 2 * len(head)
    return head if head and (ours or short) else title


def _heads(root: HtmlElement, titles: Sequence[str]) -> list[HtmlElement]:
    """The <h1>s that are like a title of the page, most like it first; where none is, the element that holds what one begins with."""
    likeness = {h: _likeness(byline.words(" ".join(h.itertext())), titles) for h in islice(root.iter("h1"), 12)}
    heads = sorted((h for h, alike in likeness.items() if alike >= ALIKE), key=likeness.__getitem__, reverse=True)
    if not heads:
        said = [(tidy(e.text), e) for e in root.iter(etree.Element) if e.tag != "title" and e.text and not e.text.isspace()]
        parts = [(text, e) for text, e in said if len(text) >= SHORTEST and any(_is_part(text, t) for t in titles)]
        if parts:
            return [next((e for text, e in parts if any(t.startswith(text) for t in titles)), parts[0][1])]
    return heads or list(likeness)


def _is_part(text: str, title: str) -> bool:
    """Whether `title` is `text` with the site's name before or after it."""
    if title.startswith(text):
        return title == text or _SEPARATOR.match(title, len(text)) is not None
    return title.endswith(text) and title[: -len(text)].rstrip()[-1:] in set("|–—·•«»‹›:-")


def _likeness(terms: AbstractSet[str], titles: Sequence[str]) -> float:
    """0 to 1: how much of the words it shares with the title that is most like it."""
    told = [byline.words(t) for t in titles]
    return max((len(terms & t) / len(terms | t) for t in told if t), default=0.0)


def _headline(elements: Sequence[HtmlElement], titles: Sequence[str], site: str | None) -> str | None:
    """What the reader sees above the story: its <h1>; where several stand, the one that is marked as the headline, or most like
    what the page says of itself."""
    heads: list[tuple[float, str]] = []
    for element in elements:
        text = tidy(" ".join(element.itertext()) if len(element) else element.text or "")
        terms = byline.words(text)
        if not terms or (site and terms == byline.words(site)):
            continue
        if element.get("itemprop") == "headline":
            return text
        heads.append((_likeness(terms, titles), text))
    if heads:
        alike, best = max(heads, key=lambda h: h[0])
        alone = len(heads) == 1 and best.count(" ") >= 3
        if alike >= ALIKE or alone or not titles:
            return best
    if not titles:
        return None
    return min((_without_site(t, site) for t in titles[:2]), key=lambda t: (len(t) < 12, titles.index(t) if t in titles else 9))


def _times(
    root: HtmlElement, metas: dict[str, list[str]], story: jsonld.Node, heads: Sequence[HtmlElement], lines: Sequence[str],
    address: str | None, language: str | None, at: datetime | None,
) -> tuple[datetime | None, datetime | None]:  # fmt: skip
    marked = _microdata(root, ("datepublished", "datemodified"))
    exact = [line for line in lines if (stamp := times.parse(line)) and stamp.zone is not None and stamp.precise]
    updated = [line for line in exact if shown.is_update(line)]
    named = _plain_names(metas)
    said_published = [jsonld.text(story.get("datePublished")), *_all(named, _PUBLISHED), *marked["datepublished"]]
    said_modified = [jsonld.text(story.get("dateModified")), *_all(named, _MODIFIED), *marked["datemodified"], *updated]
    others = [jsonld.text(story.get("dateCreated"))]
    seen = [line for line in exact if line not in updated]  # with the hour and the zone that the data may lack
    known = [stamp for stamp in map(times.parse, said_published) if stamp is not None]
    published = times.settle([*said_published, *(seen if known else ())], [*said_modified, *others])
    same = [line for line in seen if any(_is_clock_of(line, stamp) for stamp in known)]  # then the data are of that zone, too
    moved = [said for said in said_modified if times.parse(said) not in (None, *known)]  # one that repeats the other time says nothing
    modified = times.settle(moved or said_modified, [*said_published, *others, *same])
    head = heads[0] if heads else None
    if published is None:
        day = times.in_address(address) if address else None
        looked = shown.find(root, head, lines, day=day.date() if day else None)
        published = times.settle([*others, *looked, *(seen if day is None else ())], said_modified) or times.settle(_in_scripts(root))
    if published is None and (order := shown.day_first(root, language, urlsplit(address or "").hostname or "")) is not None:
        plain = partial(times.ordered, day_first=order)
        published = times.settle([*(plain(said) for said in said_published if said), *shown.find(root, head, lines, plain=plain)])
    if published is None:
        published = times.settle(shown.without_year(root, lines, address=address, by=at))
    if at is not None:
        published, modified = (None if t is not None and t > at + timedelta(days=1) else t for t in (published, modified))
    return published, modified


def _plain_names(metas: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, values in metas.items():
        found.setdefault(name.translate(_PARTING), []).extend(values)
    return found


def _in_scripts(root: HtmlElement) -> list[str]:
    """When a page says in its scripts that it was published, where all of them say one day: lists of other stories say several."""
    left, said = SCRIPTS, []
    for script in root.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        said += [found[1] for found in _IN_SCRIPT.finditer(text)]
    days = {stamp.naive.date() for stamp in map(times.parse, said) if stamp is not None}
    return said if len(days) == 1 else []


def _is_clock_of(line: str, stamp: times.Stamp) -> bool:
    told = times.parse(line)
    return told is not None and told.naive.replace(second=0) == stamp.naive.replace(second=0, microsecond=0)


def _all(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _microdata(root: HtmlElement, names: Sequence[str]) -> dict[str, list[str]]:
    """The first values of these properties, by name in lower case; as microdata and RDFa write them."""
    said: dict[str, list[str]] = {name: [] for name in names}
    found: Any = root.xpath("//*[@itemprop or @property]")
    for element in found:
        for name in f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split():
            if name in said and len(said[name]) < 3:
                said[name].append(element.get("datetime") or element.get("content") or tidy("".join(element.itertext()))[:80])
    return said


def _paywalled(story: jsonld.Node, metas: dict[str, list[str]]) -> bool | None:
    free = story.get("isAccessibleForFree")
    if free is not None:
        return str(free).rsplit("/", 1)[-1].strip().casefold() == "false"
    tier = _meta(metas, "article:content_tier")
    return tier == "locked" if tier in ("locked", "free") else None


def _section(said: str | None) -> str | None:
    """One section: some sites list every keyword there."""
    name = tidy(said or "")
    if name.casefold() in _NO_SECTIONS or ("." in name and " " not in name):
        return None
    return (name if len(name) <= 60 else name.split(",")[0][:60].strip()) or None
