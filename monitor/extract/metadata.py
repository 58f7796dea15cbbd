"""What a page says of itself: headline, byline, times, canonical address, section, language, publisher, paywall.

JSON-LD, OpenGraph and other meta tags, microdata and <time>, in this order, unless a comment says otherwise. What stands under
the headline comes last. htmldate would be the next to ask; on 120 pages it named a day on 8 where this names none, and at least
4 of those days were wrong (a style sheet's, a reader's, a month read as a day), so that no day is the better answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from monitor.extract import jsonld, times
from monitor.extract.blocks import tidy
from monitor.text import absolute, link_key

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "dc.date.created", "date", "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "rnews:datepublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
    "dc.date.modified", "article.updated", "revised", "article:updated_time", "lastmodified",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "dc.creator.name")
_DATELIKE = "//*[" + " or ".join(f'contains(@class, "{w}")' for w in ("date", "publi", "posted", "timestamp", "meta", "byline")) + " or contains(@id, 'date')]"
_BYLINES = (
    '//*[@itemprop="author"]//*[@itemprop="name"]', '//*[@itemprop="author" and not(.//*[@itemprop="name"])]',
    '//a[@rel="author"]', '//*[contains(concat(" ", @class, " "), " byline ") or contains(@class, "byline__name")]',
    '//*[contains(concat(" ", @class, " "), " author ") or contains(@class, "author-name")]',
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
_SIGNED = re.compile(r"(?:By|BY|by|Von|Par|Por|Di|De)[: ] ?((?-i:[A-ZÀ-Þ])[^\d|]{2,100})")
_OPENING_DAY = re.compile(r"(.{6,50}?\b(?:19|20)\d\d)(?:\s?\([^()]{2,30}\))?\s?(?:--|[–—-])\s")
_LEAD = re.compile(r"(?i)^\s*(?:(?:written|reported|posted|story|words|text)\s+)?by:?\s+|^\s*author:?\s+")
_PARTS = re.compile(r"(?i)\s*(?:,|;|\||•|\band\b|&|\bwith files from\b|\bwith\b)\s*")
_DATED = re.compile(
    r"(?i)[\s,|•·-]*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2}[/.]\d{1,2}[/.]\d).*$"
)
_NOT_NAMES = re.compile(
    r"(?i)^(?:[\d\W]*|staff|admin(?:istrator)?|editor|guest|updated.*|published.*|posted.*|share.*|follow.*|on|at|.*\d{4}.*|.*\d:\d\d.*|[ap]\.?m\.?.*|.*@.*)$"
)


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
    published, modified = _times(root, metas, story, canonical or url, at)
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or _meta(metas, "og:locale")) or jsonld.text(
        story.get("inLanguage")
    )
    return Metadata(
        title=_headline(root, titles, site),
        titles=tuple(titles),
        byline=_byline(root, metas, story, known, site),
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
    ours = site is not None and bool(_terms(tail) & _terms(site))
    short = "|" in cut.group() and 3 * len(tail) < 2 * len(head)
    return head if head and (ours or short) else title


def _terms(text: str) -> set[str]:
    return {w.casefold() for w in _WORD.findall(text)}


def _headline(root: HtmlElement, titles: Sequence[str], site: str | None) -> str | None:
    """What the reader sees above the story: its <h1>; where several stand, the one most like what the page says of itself."""
    told = [_terms(t) for t in titles]
    heads: list[tuple[float, str]] = []
    for h1 in root.iter("h1"):
        text = tidy(" ".join(h1.itertext()) if len(h1) else h1.text or "")
        terms = _terms(text)
        if not terms or (site and terms == _terms(site)):
            continue
        heads.append((max((len(terms & t) / len(terms | t) for t in told if t), default=0.0), text))
    if heads:
        alike, best = max(heads, key=lambda h: h[0])
        alone = len(heads) == 1 and best.count(" ") >= 3
        if alike >= 0.2 or alone or not titles:
            return best
    if not titles:
        return None
    return min((_without_site(t, site) for t in titles[:2]), key=lambda t: (len(t) < 12, titles.index(t) if t in titles else 9))


def _byline(root: HtmlElement, metas: dict[str, list[str]], story: jsonld.Node, known: dict[str, jsonld.Node], site: str | None) -> str | None:
    sources: list[list[str]] = [jsonld.names(story.get("author") or story.get("creator"), known)]
    sources += [metas[name] for name in _AUTHORS if name in metas]
    for said in sources:
        names = _people(said, site)
        if names:
            return ", ".join(names)
    for path in _BYLINES:
        found = root.xpath(path)
        said = [tidy(" ".join(e.itertext())) for e in found[:4]] if isinstance(found, list) else []
        names = _people([s for s in said if 2 < len(s) < 120], site)
        if names:
            return ", ".join(names)
    signed = next((m for line in _dateline(root) if (m := _SIGNED.match(line))), None)
    return ", ".join(_people([signed[1]], site)) or None if signed else None


def _dateline(root: HtmlElement) -> list[str]:
    """The short lines under the headline, down to the first paragraph, and the day that this one opens with ("May 2, 2025 -- ")."""
    lines: list[str] = []
    for h1 in list(root.iter("h1"))[:3]:
        inside = set(h1.iterdescendants()) | {h1}
        found = h1.xpath("following::text()")
        for text in islice((t for t in found if isinstance(t, str)) if isinstance(found, list) else (), 60):
            above = text.getparent()  # type: ignore[attr-defined]
            line = tidy(text)
            if len(line) > 140:
                lines += [opening[1] for opening in [_OPENING_DAY.match(line)] if opening]
                break
            if line and above not in inside and above.tag not in ("script", "style", "noscript", "option"):
                lines.append(line)
    return lines[:12]


def _people(said: Iterable[str], site: str | None) -> list[str]:
    names: list[str] = []
    for raw in said:
        if "://" in raw:
            continue
        for part in _PARTS.split(_DATED.sub("", _LEAD.sub("", tidy(raw)[:300]))):
            name = tidy(part).strip(" .")
            if name and len(name) < 80 and not _NOT_NAMES.match(name) and name not in names:
                names.append(name)
    if len(names) > 1 and site:  # "Jane Roe, The Daily": the outlet's own name says nothing beside a person's
        names = [n for n in names if n.casefold() != site.casefold()] or names
    return names[:8]


def _times(
    root: HtmlElement, metas: dict[str, list[str]], story: jsonld.Node, address: str | None, at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    said_published = [jsonld.text(story.get("datePublished")), *_all(metas, _PUBLISHED), *_microdata(root, "datePublished")]
    said_modified = [jsonld.text(story.get("dateModified")), *_all(metas, _MODIFIED), *_microdata(root, "dateModified")]
    others = [jsonld.text(story.get("dateCreated"))]
    published = times.settle(said_published, [*said_modified, *others])
    modified = times.settle(said_modified, [*said_published, *others])
    if published is None:
        published = times.settle([jsonld.text(story.get("dateCreated")), *_shown(root)], said_modified)
    if published is None and address:
        published = times.in_address(address)
    if at is not None:
        published, modified = (None if t is not None and t > at + timedelta(days=1) else t for t in (published, modified))
    return published, modified


def _all(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _microdata(root: HtmlElement, name: str) -> list[str]:
    found = root.xpath('//*[contains(concat(" ", @itemprop, " ", @property, " "), concat(" ", $name, " "))]', name=name)
    elements = found[:3] if isinstance(found, list) else []
    return [e.get("datetime") or e.get("content") or tidy("".join(e.itertext()))[:80] for e in elements]


def _shown(root: HtmlElement) -> list[str]:
    """Times that stand on the page itself: <time> first (one marked pubdate before all), then what a class calls a date."""
    clocks = [e for e in root.iter("time") if not any(a.tag in ("aside", "nav", "footer") for a in e.iterancestors())]
    clocks.sort(key=lambda e: e.get("pubdate") is None)
    said = [e.get("datetime") or tidy("".join(e.itertext())) for e in clocks[:3]]
    if said:
        return said[:1]
    for element in root.xpath(_DATELIKE)[:12]:
        text = tidy("".join(element.itertext()))
        if len(text) < 120 and times.parse(text):
            return [text]
    return [line for line in _dateline(root) if times.parse(line)][:1]


def _paywalled(story: jsonld.Node, metas: dict[str, list[str]]) -> bool | None:
    free = story.get("isAccessibleForFree")
    if free is not None:
        return str(free).rsplit("/", 1)[-1].strip().casefold() == "false"
    tier = _meta(metas, "article:content_tier")
    return tier == "locked" if tier in ("locked", "free") else None


def _section(said: str | None) -> str | None:
    """One section: some sites list every keyword there."""
    name = tidy(said or "")
    return (name if len(name) <= 60 else name.split(",")[0][:60].strip()) or None
