"""Is this answer the article at all? Strong signs first; weak ones count only where the article itself is missing.

Good pages carry the scripts of bot guards, cookie banners, login links and subscription offers too, so none of these says
anything beside real prose. What the article was the last time is the best witness: how many of its words are still there,
and whether what is new speaks of the story or, as `gates` can tell, of the site itself.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from monitor.extract import gates, signs
from monitor.extract.signs import FEW, STUB
from monitor.extract.times import in_address
from monitor.model import Article, Page
from monitor.text import fold, words

# Words of prose from which on a page is an article, whatever else stands on it; fewer can be one, too.
ENOUGH = 120
FULL = 8
SHORT = 150  # words of a page that may be a gate on the first look
# How much of a long previous version must be gone before its loss is weighed at all, and the words shared that clear it.
SHRUNK = 0.35
SAME = 0.5
# The beginning of a story is a stub of it up to this share of its words; what stands behind it, and is no gate, is less than half of that.
STUB_OF = 0.6
UNLIKE = 0.15  # share of longer words that two texts about different things have in common by chance (measured: up to 0.1)
# Share of words that speak of the site itself, where we know what stood there before; and on the first look, where it counts times their terms.
FOLLOWED = 0.5
GATE_TALK = 0.6
GATE_TERMS = 2.0

# Scripts that write no space between words: two letters are about a word of it, and two of what is not grammar say what it is about.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_NOUNS = re.compile(r"[\u30a1-\u30fc\u3400-\u9fff\uf900-\ufaff]{2,}")

_NOTICE = re.compile(
    r"(?i)\b(?:retract\w*|withdrawn|correct(?:ion|ed)|clarification|editor[’']s note|taken down|zurückgezogen|korrektur|richtigstellung|anmerkung der redaktion|rétract\w*|rectificati\w+|note de la rédaction|"
    r"retirad[oa]|rectificaci\w+|nota del editor|ritirat[oa]|rettifica|ingetrokken|rectificatie|retratação|correção)\b"
)
_SLUG = re.compile(r"-[^-]*-|\d{3}")  # in the last part of an article's address; a section's has neither
_FRONT = re.compile(r"(?i)/(?:index|default|home|start|startseite|accueil|inicio|portada|news|[a-z]{2}(?:[-_][a-z]{2})?)?(?:\.\w{3,5})?/?")


def judge(page: Page, article: Article, previous: Article | None) -> str | None:
    """Why `page` is not the article that was asked for, in one line; None when it is (or may well be).

    `previous` is the last good reading of the same document. A real edit, even a large one, is never a wall: the words that
    are still there, or prose enough, clear a page from every sign but the server's own.
    """
    if page.headers.get("cf-mitigated", "").strip().lower() == "challenge":
        return "a bot check by Cloudflare stands before the article"
    count = _count(article.text)
    if _is_known(article, previous):
        return _stub(page, article, count, previous)
    moved = _moved_away(page, article, count, previous)
    if moved:
        return moved
    gate = _gate(page, article, count, previous)
    if gate:
        return gate
    if count < ENOUGH:
        reason = signs.by_address(page) or signs.on_page(page, article, count, brief=_is_brief(page, article, count))
        if reason:
            return reason
    if not count:
        return "no article was found in the page: it has no prose of its own"
    return _stub(page, article, count, previous) or _lost(page, article, count, previous)


def soft_missing(page: Page, article: Article) -> bool:
    """A page that says it was not found, though its status says 200: by its title where there is no prose to speak of, or in all its words."""
    count = _count(article.text)
    if count >= STUB:
        return False
    said = gates.talk(gates.split(article.text))
    gone = said is not None and said.family == "gone" and said.share >= FOLLOWED
    if said is not None and gone and said.to_reader and (_is_plain(said) or count < FULL):
        return True
    heads = (article.title or "", *signs.heads(page))
    return any(signs.MISSING.search(h) for h in heads if len(h) < 120) and (gone or not (_is_brief(page, article, count) or _tells(article)))


def _tells(article: Article) -> bool:
    """Whether the text goes on with what the headline has beside the notice: then it is a story about something missing."""
    return bool(_telling(signs.MISSING.sub(" ", article.title or "")) & _telling(article.text))


def _is_dated(page: Page, article: Article) -> bool:
    """Whether the page itself says when it was published; a day read from the address asked for says nothing."""
    return article.published is not None and article.published not in (in_address(page.url), in_address(page.final_url))


def _is_brief(page: Page, article: Article, count: int) -> bool:
    """A sentence, and the time that it was published."""
    return count >= FULL and _is_dated(page, article)


def _is_known(article: Article, previous: Article | None) -> bool:
    """Whether the words are, for the most part, words that the last good version had."""
    if previous is None:
        return False
    new, old = (_telling(a.text) for a in (article, previous))
    return len(new) >= FEW // 3 and len(new & old) >= SAME * len(new) and len(new) >= 0.25 * len(old)


def _telling(text: str) -> set[str]:
    """Its longer words: the short ones are in every text. Where no space parts them, the pairs of letters that are not grammar."""
    if not _UNSPACED.search(text):
        return {w.casefold() for w in words(text) if len(w) > 4}
    pairs = {run[at : at + 2] for run in _NOUNS.findall(text) for at in range(len(run) - 1)}
    return pairs | {w.casefold() for w in words(text) if len(w) > 4 and not _UNSPACED.search(w)}


def _count(text: str) -> int:
    """Its words, also where no space parts them."""
    return len(words(_UNSPACED.sub(" ", text))) + sum(len(run) for run in _UNSPACED.findall(text)) // 2


def _moved_away(page: Page, article: Article, count: int, previous: Article | None) -> str | None:
    """A redirect to the front page, or to one that has nothing of the story. A new slug has its words, or words of its headline."""
    asked, came = urlsplit(page.url), urlsplit(page.final_url)
    if asked.path.rstrip("/") == came.path.rstrip("/") or _FRONT.fullmatch(asked.path):
        return None
    where = f"{came.hostname}{came.path}"
    elsewhere = (asked.hostname or "").removeprefix("www.") != (came.hostname or "").removeprefix("www.")
    if _FRONT.fullmatch(came.path):
        if previous is None and (elsewhere or (count >= ENOUGH and _is_dated(page, article))):
            return None  # a short address may stand for a front page; nothing else was ever seen here
        return f"we were sent to the site's front page ({where}) instead of the article"
    if previous is None:
        return None
    if _last_part(asked.path) and not _last_part(came.path):  # its headline may stand there as one among others
        return None if _same_headline(article, previous) else f"we were sent to a section of the site ({where}) instead of the article"
    return f"we were sent to another page ({where}) that has nothing of the article" if count and _is_other(article, previous) else None


def _last_part(path: str) -> bool:
    return _SLUG.search(path.rstrip("/").rpartition("/")[2]) is not None


def _is_other(article: Article, previous: Article) -> bool:
    """Whether neither the words nor the headline have anything of what stood there."""
    new, old = (_telling(a.text) for a in (article, previous))
    heads = [_telling(a.title or "") for a in (article, previous)]
    return len(new & old) <= UNLIKE * len(new) and not heads[0] & heads[1]


def _gate(page: Page, article: Article, count: int, previous: Article | None) -> str | None:
    """A page that speaks of the site instead of the story, in the article's own frame or in none."""
    said = gates.talk(gates.split(article.text))
    if said is None or not said.to_reader:
        return None
    if previous is None:
        closed = count <= SHORT and _is_plain(said)
    else:
        marked = said.family == "consent" and signs.has_consent_manager(page)
        closed = count < STUB_OF * _count(previous.text) and said.share >= FOLLOWED and said.terms >= (1 if marked else 2)
    return _GATES[said.family] if closed else None


def _is_plain(said: gates.Talk) -> bool:
    """Whether a gate speaks beyond doubt, whatever stood there before."""
    return said.to_reader and said.share >= GATE_TALK and said.share * said.terms >= GATE_TERMS


_GATES = {
    "consent": "a consent page stands before the article",
    "ad blocker": "the site asks for its advertising to be let through before the article",
    "pay": "only a paywall's stub was served",
    "account": "the site asks for an account before the article",
    "bot": "a bot check stands before the article",
    "down": "the site says that it is down for maintenance",
    "region": "the site does not show the article in this region",
    "gone": "the site says that the article is gone",
}


def _stub(page: Page, article: Article, count: int, previous: Article | None) -> str | None:
    """The first lines of a story, and then nothing but the publisher's word that the rest is not free, or his offer."""
    before = _count(previous.text) if previous is not None else 0
    if previous is None or not before:
        return f"only a paywall's stub was served ({count} words)" if article.paywalled and count < STUB else None
    if count >= STUB_OF * before:
        return None
    reason = f"only a paywall's stub was served ({count} words of about {before})"
    if article.paywalled and count < SHRUNK * before and count < before - FEW:
        return reason
    kept, rest = _beginning(article.text, previous.text)
    if kept < FULL:
        return None
    said = gates.talk(rest)
    if said is not None and said.share >= FOLLOWED and said.terms >= 2:
        return reason if said.family == "pay" else f"{_GATES[said.family]} ({count} words of about {before})"
    added = sum(_count(one) for one in rest)
    if added <= max(kept, FEW) and not (previous.rolling or _notes(article)):
        little, offered = count < min(SHRUNK * before, ENOUGH), signs.has_offer(page)
        if (little or offered) if rest and _is_alien(" ".join(rest), previous) else (little and offered and not rest):
            return f"only the beginning of the article was served ({count} words of about {before})"
    few = added < kept // 2
    return reason if few and (article.paywalled or signs.has_offer_after(page, article.text)) else None


def _beginning(text: str, before: str) -> tuple[int, list[str]]:
    """How many words of `text` are sentences from the beginning of `before`, or cut from it, and all other sentences."""
    old = fold(before)
    kept, rest, reach = 0, [], 0
    for sentence in gates.split(text):
        plain = fold(sentence)
        at = old.find(plain.rstrip(" .…"), 0, 2 * reach + 2 * len(plain) + 600)
        if at >= 0:
            kept += _count(plain)
            reach = max(reach, at + len(plain))
        else:
            rest.append(sentence)
    return kept, rest


def _lost(page: Page, article: Article, count: int, previous: Article | None) -> str | None:
    """Another page, or next to none, where a whole article stood: nearly all words gone, and the headline with them."""
    if previous is None:
        return None
    before = _count(previous.text)
    if before < FEW or _notes(article):
        return None
    if _is_displaced(page, article, previous, short=count < SHRUNK * before):
        return f"another page was served in the article's place ({count} words that have nothing of the {before} that stood there)"
    if before < STUB or count >= SHRUNK * before:
        return None
    if count < FEW // 2:
        return f"the article's text is missing from the page ({count} words where about {before} stood)"
    if count < FEW and not _same_headline(article, previous) and not _is_dated(page, article):
        return f"another page was served in the article's place ({count} words where about {before} stood)"
    return None


def _notes(article: Article) -> bool:
    """Whether it is told why the text is another: a correction, a retraction."""
    return _NOTICE.search(f"{article.title}\n{article.text[: signs.HEAD]}") is not None


def _is_displaced(page: Page, article: Article, previous: Article, *, short: bool) -> bool:
    """Whether a page without a date of its own, about something else, stands where an article stood. Under its headline, or beside
    its date, only a short one is no rewrite."""
    if previous.published is None or not _is_alien(article.text, previous):
        return False
    if _is_dated(page, article) and (not short or article.published != previous.published):
        return False
    return short or not _telling(article.title or "") & _telling(previous.title or "")


def _is_alien(text: str, previous: Article) -> bool:
    """Whether `text` has no more words in common with what stood there than any two texts. A rewrite, however large, keeps the names."""
    new, old = _telling(text), _telling(f"{previous.title} {previous.text}")
    return len(new & old) <= UNLIKE * min(len(new), len(old))


def _same_headline(article: Article, previous: Article) -> bool:
    old, new = ({w.casefold() for w in words(t or "")} for t in (previous.title, article.title))
    return bool(old) and len(old & new) >= SAME * len(old)
