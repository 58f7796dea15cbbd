"""Is this answer the article at all? Strong signs first; weak ones count only where the article itself is missing.

Good pages carry the scripts of bot guards, cookie banners, login links and subscription offers too, so none of these says
anything beside real prose. What the article was the last time is the best witness: how many of its words are still there,
and whether what is new speaks of the story or, as `gates` can tell, of the site itself.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from monitor.extract import gates
from monitor.extract.blocks import tidy
from monitor.extract.times import in_address
from monitor.model import Article, Page
from monitor.text import fold, words

# Words of prose from which on a page is an article, whatever else stands on it; fewer can be one, too.
ENOUGH = 120
FEW = 30
FULL = 8
STUB = 80
SHORT = 150  # words of a page that may be a gate on the first look
PER_SIGN = 60  # words of a text per sign of a wall in it, at most, for the text to be the wall's
# How much of a long previous version must be gone before its loss is weighed at all, and the words shared that clear it.
SHRUNK = 0.35
SAME = 0.5
# The beginning of a story is a stub of it up to this share of its words; what stands behind it, and is no gate, is less than half of that.
STUB_OF = 0.6
NEXT = 150  # characters after a text that follow on it
UNLIKE = 0.15  # share of longer words that two texts about different things have in common by chance (measured: up to 0.1)
# Share of words that speak of the site itself, where we know what stood there before; and on the first look, where it counts times their terms.
FOLLOWED = 0.5
GATE_TALK = 0.6
GATE_TERMS = 2.0

# Scripts that write no space between words: two letters are about a word of it, and two of what is not grammar say what it is about.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_NOUNS = re.compile(r"[\u30a1-\u30fc\u3400-\u9fff\uf900-\ufaff]{2,}")

_HEAD = 60_000  # characters of a page that are looked at: walls are short, and so is the search
_TAGS = re.compile(r"<[^<>]*>")
_H1 = re.compile(r"<h1\b[^<>]{0,300}>\s{0,100}([^<]{1,200})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,300})", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{0,600}", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_SENT_ON = re.compile(r"\d\s*[;,]\s*url\s*=", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)

_CHALLENGE = (
    "_incapsula_resource", "/cdn-cgi/challenge-platform/", "cf-browser-verification", "cf_chl_opt", "challenge-form", "px-captcha", "perimeterx",
    "captcha-delivery.com", "geo.captcha", "distil_r_captcha", "g-recaptcha", "h-captcha", "hcaptcha.com", "awswafcookiedomainlist", "awswaf",
    "ak_bmsc", "sec-if-cpt", "kpsdk", "datadome", "bot-detection", "sucuri_cloudproxy",
)  # fmt: skip
_BOT_TITLES = re.compile(
    r"(?i)^\W*(?:just a moment|attention required|access (?:to this page has been )?denied|are you (?:a )?(?:human|robot)|robot check|"
    r"pardon our interruption|please verify|verify(?:ing)? (?:that )?you are (?:a )?human|human verification|security (?:check|verification)|"
    r"checking your browser(?! history)|one more step|ddos[- ]guard|bot (?:check|verification)|request (?:blocked|rejected)|unusual traffic|403 forbidden|forbidden|\w+ security checkpoint|site verification|"
    r"sicherheits(?:abfrage|(?:über)?prüfung)|vérification (?:de sécurité|en cours)|verificación de seguridad|verifica di sicurezza|veiligheidscontrole|"
    r"проверка (?:браузера|подключения|безопасности)|güvenlik (?:kontrolü|doğrulaması)|(?:安全|人机|滑动|身份)验证|安全確認|보안 ?확인)(?!\w)"
)
_BOT_WORDS = re.compile(
    r"(?i)(?:checking (?:if the site connection is secure|your browser before)|verifying your browser|you are (?:now )?in (?:the )?(?:line|queue)\b|your estimated wait|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|"
    r"confirm (?:that )?you are (?:a )?human|not a (?:robot|bot)\b|unusual (?:traffic|activity) from your|incapsula incident|"
    r"automated (?:access|requests)|access to this page has been denied|complete the (?:security check|captcha)|ray id)"
)
_MISSING_TITLES = re.compile(
    r"(?i)(?:^\W*(?:error\s*)?(?:404|410)\b|\b(?:404|410)\b\W*$|\b(?:page|article|story|content|post|document|file)\b.{0,25}\b(?:not (?:be )?found|no longer (?:available|exists?)|"
    r"(?:is )?(?:unavailable|not available)|does(?:n[’']?t| not) exist|(?:has been|was) (?:removed|deleted|moved))\b|^\W*not found\b|"
    r"\b(?:can[’']?t|cannot|could(?:n[’']?t| not)) (?:be )?f(?:ind|ound)\b|\bnothing (?:was )?found\b|\b(?:fehler|erreur|errore?|erro|fout|fel|fejl|błąd)\W{0,3}(?:404|410)\b|"
    r"\b(?:seite|artikel|beitrag|page|article|página|pagina|artículo|articolo|artigo|sidan|siden|strona|strony)\b.{0,25}\b(?:nicht (?:gefunden|verfügbar|mehr verfügbar)|introuvable|"
    r"n[’']existe (?:pas|plus)|no encontrad[oa]|no (?:se )?encuentra|no existe|non (?:è stata )?trovat[oa]|niet gevonden|bestaat niet|não (?:foi )?encontrad[oa]|hittades inte|(?:ikke|blev ikke) fundet|"
    r"ikke funnet|nie znaleziono)\b|\bnie znaleziono (?:strony|artykułu)\b|\b(?:страниц\w|стать\w|материал|сторінк\w)\b.{0,25}\b(?:не найден[аоы]?|не существует|не знайдено|не існує|удален[ао]?|видалено)\b|"
    r"\b(?:sayfa|haber|içerik)\b.{0,25}\b(?:bulunamadı|mevcut değil)\b|\b(?:stránk[auy]|článek)\b.{0,25}\b(?:nenalezen[ao]?|nebyl[ao]? nalezen[ao]?|neexistuje)\b|\bsivua ei (?:löyty\w*|ole)\b|"
    r"\b(?:az oldal|a keresett oldal)\b.{0,25}\bnem (?:található|létezik)\b|\bpagina\b.{0,25}\b(?:nu (?:a fost găsită|există))\b|σελίδα δεν βρέθηκε|الصفحة.{0,25}غير موجودة|لم يتم العثور على|העמוד לא נמצא|"
    r"(?:ページ|記事)(?:が|は)(?:見つかりません|存在しません)|(?:页面|文章)(?:不存在|未找到)|(?:頁面|文章)不存在|找不到(?:该|您|你|此)?.{0,8}(?:页面|頁面)|페이지를 찾을 수 없)"
)
_NOTICE = re.compile(
    r"(?i)\b(?:retract\w*|withdrawn|correct(?:ion|ed)|clarification|editor[’']s note|taken down|zurückgezogen|korrektur|richtigstellung|anmerkung der redaktion|rétract\w*|rectificati\w+|note de la rédaction|"
    r"retirad[oa]|rectificaci\w+|nota del editor|ritirat[oa]|rettifica|ingetrokken|rectificatie|retratação|correção)\b"
)
_PAY_ELEMENT = re.compile(r"(?i)\b(?:class|id)\s{0,5}=\s{0,5}[\"'][^\"'<>]{0,200}(?:pay-?wall|reg-?wall|subscri(?:be|ption)-?(?:wall|gate)|meter-?wall|premium-?(?:wall|gate|offer)|tp-modal|piano-)")
_CONSENT_MANAGER = re.compile(r"(?i)(?:onetrust|didomi|sp_message|sourcepoint|privacy-mgmt|usercentrics|cookiebot|qc-cmp2|trustarc|iubenda|consentmanager|cmpbox|axeptio)")
_DOWN = re.compile(
    r"(?i)\b(?:(?:site|website|page|service|server|system)s? (?:is|are|will be) (?:currently |temporarily |briefly )*(?:unavailable|down|offline|undergoing)|"
    r"(?:we|site|website|server|service)\b[^.]{0,60}\b(?:down for|performing|under|undergoing) (?:scheduled |planned |routine |some )?maintenance|"
    r"^\W*(?:(?:site|website|down for|under|scheduled) )*maintenance(?: mode| page)?\W*$|^\W*(?:(?:sit[eio]o?|página|web|en|em|in|im) )*(?:mantenimiento|manutenção|manutenzione|maintenance|onderhoud|"
    r"underhåll|vedligeholdelse|vedlikehold|wartung(?:sarbeiten|smodus)?|техническ\w+ работы|bakım(?:da| çalışması)?|údržba|huoltokatko|przerwa techniczna|prace konserwacyjne)\W*$|(?:we[’']ll|we will) be (?:right )?back|^(?:50[234] )?(?:service (?:temporarily )?unavailable|"
    r"bad gateway|gateway time-?out|internal server error)|(?:we are|we[’']re) (?:currently )?experiencing technical difficulties)"
)
_CONSENT = re.compile(
    r"(?i)\b(?:before you continue|we value your privacy|your privacy (?:choices|is important)|(?:accept|agree to|consent to|manage) (?:all |the use of )?cookies|"
    r"cookie (?:consent|settings|preferences)|your consent|consent to (?:the )?(?:use|processing)|we(?: and our (?:\d+ )?partners)? (?:use|store)\b.{0,40}\bcookies)\b"
)
_LOGIN = re.compile(r"(?i)\b(?:(?:log|sign) ?in (?:to (?:continue|your account|read)|or (?:register|create))|(?:password|e-?mail)\b.{0,60}\b(?:log|sign) ?in)\b")
_PAY = re.compile(
    r"(?i)\b(?:subscribe (?:now |today )?to (?:continue|keep) reading|to continue reading|continue reading (?:this|the) (?:article|story)|(?:this|the) (?:article|story|content) is (?:only |exclusively )?"
    r"(?:available )?(?:for|to) (?:our )?(?:paid )?(?:subscribers|members)|already a (?:subscriber|member)|subscribers? only|unlock this (?:article|story)|"
    r"you have (?:reached|read) your|free articles? (?:left|remaining|this month)|start your (?:free )?(?:trial|subscription))\b"
)
_SERVER = re.compile(
    r"(?i)^\W*(?:welcome to nginx|it works!?\W*$|iis windows server|index of /|test page for|(?:apache2?|nginx|web server|plesk|cpanel)\b.{0,30}\bdefault page)|"
    r"\baccount (?:has been |is )?suspended\b|\bdomain (?:name )?(?:is )?(?:for sale|parked)\b"
)
_PASSWORD = re.compile(r"(?i)<input\b[^<>]{0,300}\btype\s{0,5}=\s{0,5}[\"']?password\b")
_SHELL = re.compile(r"(?i)\b(?:enable|requires?|need|turn on|without) javascript\b|javascript (?:is|must be) (?:disabled|enabled|required)")
_LOGIN_PATH = re.compile(r"(?i)/(?:log-?in|sign-?in|signon|sso|oauth2?|authori[sz]e|auth|account/login|register|subscribe|paywall)(?:[/.]|$)")
_SLUG = re.compile(r"-[^-]*-|\d{3}")  # in the last part of an article's address; a section's has neither
_FRONT = re.compile(r"(?i)/(?:index|default|home|start|startseite|accueil|inicio|portada|news|[a-z]{2}(?:[-_][a-z]{2})?)?(?:\.\w{3,5})?/?")
_CONSENT_HOST = re.compile(r"(?i)^(?:consent|privacy|guce|cmp|myprivacy|choices)\.|/(?:consent|collectconsent|cookie-?(?:wall|consent)|privacy-?gate)(?:[/.]|$)")


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
        reason = _by_address(page) or _by_content(page, article, count)
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
    heads = (article.title or "", _title(page.html), *(tidy(h) for h in _H1.findall(page.html[:_HEAD])))
    return any(_MISSING_TITLES.search(h) for h in heads if len(h) < 120) and (gone or not (_is_brief(page, article, count) or _tells(article)))


def _tells(article: Article) -> bool:
    """Whether the text goes on with what the headline has beside the notice: then it is a story about something missing."""
    return bool(_telling(_MISSING_TITLES.sub(" ", article.title or "")) & _telling(article.text))


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
    pairs = {run[at : at + 2] for run in _NOUNS.findall(text) for at in range(len(run) - 1)}
    return pairs | {w.casefold() for w in words(text) if len(w) > 4 and not _UNSPACED.search(w)}


def _count(text: str) -> int:
    """Its words, also where no space parts them."""
    return len(words(_UNSPACED.sub(" ", text))) + sum(len(run) for run in _UNSPACED.findall(text)) // 2


def _by_address(page: Page) -> str | None:
    asked, came = urlsplit(page.url), urlsplit(page.final_url)
    if _LOGIN_PATH.search(came.path) and not _LOGIN_PATH.search(asked.path):
        return f"we were sent to a login or subscription page ({came.hostname}{came.path})"
    where = f"{came.hostname or ''}{came.path}"
    if _CONSENT_HOST.search(where) and not _CONSENT_HOST.search(f"{asked.hostname or ''}{asked.path}"):
        return f"a consent page ({came.hostname}) stands before the article"
    return None


def _by_content(page: Page, article: Article, count: int) -> str | None:
    """Signs on a page without much prose. `seen` is all that a reader would see on it, furniture included."""
    source = page.html[:_HEAD]
    titles = [t for t in (_title(source), article.title or "") if t]
    if any(_BOT_TITLES.match(t) for t in titles) and count < STUB:
        return f"a bot check stands before the article (“{titles[0][:60]}”)"
    if _is_brief(page, article, count):
        return None
    seen = _visible(page.html)
    seen_words = seen.count(" ") + 1 if seen else 0
    low = source.lower()
    if seen_words < 250 and (_BOT_WORDS.search(seen) or (seen_words < STUB and any(mark in low for mark in _CHALLENGE))):
        return "a bot check stands before the article"
    if count < FEW and _PASSWORD.search(source):
        return "a login page stands before the article"
    if count < FEW and _sends_on(page, source):
        return "the page only sends the reader on to another (refresh)"
    for pattern, reason in _WALLS:
        if any(pattern.search(t) for t in titles) or _speaks_of(pattern, article.text, count) or (count < FEW // 2 and pattern.search(seen)):
            return reason
    return _shell(page, count, seen, seen_words)


def _sends_on(page: Page, source: str) -> bool:
    tags = (tag for tag in _META.findall(source) if _REFRESH.search(tag))
    return any(_SENT_ON.search(text) for text in (page.headers.get("refresh", ""), *tags))


def _speaks_of(pattern: re.Pattern[str], text: str, count: int) -> bool:
    """Whether that is what the text is about. Banners and offers beside a short article are not in its text."""
    return 0 < count <= PER_SIGN * len(pattern.findall(text))


_WALLS = (
    (_DOWN, "the site says that it is down for maintenance"),
    (_CONSENT, "a consent page stands before the article"),
    (_PAY, "only a paywall's stub was served"),
    (_LOGIN, "a login page stands before the article"),
    (_SERVER, "a page of the server's own was served, not an article"),
)


def _shell(page: Page, count: int, seen: str, seen_words: int) -> str | None:
    """Nothing to read, and scripts that would fetch it."""
    if count >= FEW // 2 or page.content_type.startswith("text/plain"):
        return None
    if not seen:
        return "the answer holds nothing to read"
    if seen_words < FEW and (_SHELL.search(page.html[:_HEAD]) or len(_SCRIPT.findall(page.html)) >= 2):
        return "an empty shell was served; the article would be loaded by its scripts"
    return None


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
    if previous is None or not count:
        return None
    if _last_part(asked.path) and not _last_part(came.path):  # its headline may stand there as one among others
        return None if _same_headline(article, previous) else f"we were sent to a section of the site ({where}) instead of the article"
    return f"we were sent to another page ({where}) that has nothing of the article" if _is_other(article, previous) else None


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
        marked = said.family == "consent" and _CONSENT_MANAGER.search(page.html[: 10 * _HEAD]) is not None
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
        little, offered = count < min(SHRUNK * before, ENOUGH), _PAY_ELEMENT.search(page.html[: 10 * _HEAD]) is not None
        if (little or offered) if rest and _is_alien(" ".join(rest), previous) else (little and offered and not rest):
            return f"only the beginning of the article was served ({count} words of about {before})"
    few = added < kept // 2
    return reason if few and (article.paywalled or _offers(page, article.text)) else None


def _offers(page: Page, text: str) -> bool:
    """Whether the page has an element that is a paywall's, and its words; or these words follow on the last of `text`."""
    seen = fold(unescape(_visible(page.html)))
    if _PAY_ELEMENT.search(page.html[: 10 * _HEAD]):
        return _PAY.search(seen) is not None
    end = fold(text[-2 * NEXT :])[-40:]
    return end in seen and _PAY.search(seen.rpartition(end)[2][:NEXT]) is not None


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
    return _NOTICE.search(f"{article.title}\n{article.text[:_HEAD]}") is not None


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


def _title(source: str) -> str:
    found = _TITLE.search(source[:_HEAD])
    return tidy(found[1]) if found else ""


def _visible(source: str) -> str:
    """The words on a page, roughly, without its scripts."""
    return tidy(_TAGS.sub(" ", _unscripted(source[: 10 * _HEAD])))[:_HEAD]


def _unscripted(source: str) -> str:
    """`source` without scripts, styles and templates; linear, however many of them are never closed."""
    low, pieces, at = source.lower(), [], 0
    closed = {}
    for tag in ("script", "style", "noscript", "template"):
        closed[tag] = low.rfind(f"</{tag}")
    for opened in re.finditer(r"<(script|style|noscript|template)\b", low):
        if opened.start() < at:
            continue
        pieces.append(source[at : opened.start()])
        end = low.find(f"</{opened[1]}", opened.end()) if closed[opened[1]] >= opened.end() else -1
        at = low.find(">", end) + 1 if end >= 0 else len(source)
        at = at or len(source)
    pieces.append(source[at:])
    return "".join(pieces)
