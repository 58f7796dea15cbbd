"""What one page shows by itself: the signs of a bot check, a consent or login page, an offer, a shell without words.

Good pages carry many of them, too; `walls` says what they count for beside the article's own words.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from monitor.extract.blocks import tidy
from monitor.model import Article, Page
from monitor.text import fold

FEW = 30  # words
STUB = 80
PER_SIGN = 60  # words of a text per sign of a wall in it, at most, for the text to be the wall's
NEXT = 150  # characters after a text that follow on it

HEAD = 60_000  # characters of a page that are looked at: walls are short, and so is the search
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
MISSING = re.compile(
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
_CONSENT_HOST = re.compile(r"(?i)^(?:consent|privacy|guce|cmp|myprivacy|choices)\.|/(?:consent|collectconsent|cookie-?(?:wall|consent)|privacy-?gate)(?:[/.]|$)")


def by_address(page: Page) -> str | None:
    asked, came = urlsplit(page.url), urlsplit(page.final_url)
    if _LOGIN_PATH.search(came.path) and not _LOGIN_PATH.search(asked.path):
        return f"we were sent to a login or subscription page ({came.hostname}{came.path})"
    where = f"{came.hostname or ''}{came.path}"
    if _CONSENT_HOST.search(where) and not _CONSENT_HOST.search(f"{asked.hostname or ''}{asked.path}"):
        return f"a consent page ({came.hostname}) stands before the article"
    return None


def on_page(page: Page, article: Article, count: int, *, brief: bool) -> str | None:
    """Why a page without much prose is a wall. `count`: the words of its article; `brief`: they are a message with its day."""
    source = page.html[:HEAD]
    titles = [t for t in (_title(source), article.title or "") if t]
    if any(_BOT_TITLES.match(t) for t in titles) and count < STUB:
        return f"a bot check stands before the article (“{titles[0][:60]}”)"
    if brief:
        return None
    seen = _visible(page.html)  # all that a reader would see, furniture included
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
    if seen_words < FEW and (_SHELL.search(page.html[:HEAD]) or len(_SCRIPT.findall(page.html)) >= 2):
        return "an empty shell was served; the article would be loaded by its scripts"
    return None


def has_offer(page: Page) -> bool:
    return _PAY_ELEMENT.search(page.html[: 10 * HEAD]) is not None


def has_consent_manager(page: Page) -> bool:
    return _CONSENT_MANAGER.search(page.html[: 10 * HEAD]) is not None


def heads(page: Page) -> list[str]:
    """Its <title> and what its <h1>s begin with."""
    return [_title(page.html), *(tidy(h) for h in _H1.findall(page.html[:HEAD]))]


def has_offer_after(page: Page, text: str) -> bool:
    """Whether the page has an element that is a paywall's, and its words; or these words follow on the last of `text`."""
    seen = fold(unescape(_visible(page.html)))
    if has_offer(page):
        return _PAY.search(seen) is not None
    end = fold(text[-2 * NEXT :])[-40:]
    return end in seen and _PAY.search(seen.rpartition(end)[2][:NEXT]) is not None


def _title(source: str) -> str:
    found = _TITLE.search(source[:HEAD])
    return tidy(found[1]) if found else ""


def _visible(source: str) -> str:
    """The words on a page, roughly, without its scripts."""
    return tidy(_TAGS.sub(" ", _unscripted(source[: 10 * HEAD])))[:HEAD]


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
