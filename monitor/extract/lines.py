"""What one block is by itself: prose, a link, furniture."""

from __future__ import annotations

import functools
import re
from itertools import islice

from monitor.extract.blocks import Block
from monitor.extract.corrections import is_correction
from monitor.text import fold

ITEMS = frozenset(("li", "td", "th", "dd", "dt"))

# A paragraph that ends like a sentence, or that is long, is prose.
ENDS = re.compile(r"[.!?…:;。！？؟।։][\"'”’»)\]」』]*$")
LONG = 14  # words
FULL = 8  # words that a closed sentence has at least, to be prose on its own account
LINE = 200  # characters
_FURNITURE = re.compile(
    r"""(?ix) ^\W* (?:
      (?:advertisements?|ads?|anzeige|werbung|publicit[ée]|publicidade?|pubblicità|advertentie|reklama?|annon[cs]e?)\W*(?:(?:scroll|story|article|skip|close)\b.{0,40})? | sponsored(?:\ (?:content|by).*)? | loading(?:\ (?:more|comments|stories|articles|posts|video|player|content|results|map|chart|live|updates)){0,3}\W*(?:\d+\W*)? | share(?:\ (?:full\ )?article\W*\d*)? | print | e-?mail | save | subscribe | sign\ (?:in|up|out)
    | advertisements?\ \d+(?:\ of\ \d+)? | (?!.*\.\W*$)(?:la\ suite|continúa|continue[mz]?|continua|sig[au]e\b.{0,12}|l[’']articolo\ continua|nach\ der|weiter(?:lesen)?\ nach|artikel\ (?:gaat|geht)|lees\ verder
      |fortsätter|(?:artikk?elen|saken|artiklen)\ fortsetter|dalsza\ część|продолжение|haber\w*\ devamı)\b.{0,40}\b(?:anzeige|werbung|publicit[ée]|publicida[dl]e?|pubblicità|advertentie|reklam\w*|annonsen?|annoncen?|реклам\w+)\b.{0,20}
    | (?:in\ (?:partnership|association|cooperation)\ with|(?:presented|supported|powered|brought\ to\ you|made\ possible)\ by)\b.{0,80} | (?:\#\w+\s*){2,}
    | (?:spotted|found|seen|noticed)\ an?\ (?:mistake|error|typo)\b.{0,80} | report\ an?\ (?:mistake|error|typo|correction|problem)\b.{0,60}
    | log\ ?in | (?:back\ to|go\ to)\ (?:the\ )?top | (?:article|story|content|post)\ continues\ (?:below|after).* | (?:continue|keep)\ reading.* | scroll\ (?:down|to\ continue).*
    | (?:read|see|watch|listen|find\ out)\ (?:more|also|next|now|here)\b.{0,160} | also\ (?:read|on|see|in)\b.{0,200} | (?:more|also)\ from\b.{0,80}
    | (?:à\ )?voir\ (?:aussi|également)\b.{0,200} | ve[ra]\ también\b.{0,200} | (?:vedi|guarda)\ anche\b.{0,200} | zie\ ook\b.{0,200} | se\ (?:också|også)\b.{0,200} | (?:zum\ thema|siehe\ auch)\b.{0,200}
    | (?!.*\.\W*$).{0,40}\b-?\d{1,2}\s?°.{0,60} | read\ in\ (?:the\ )?app | .{0,60}\b(?:whatsapp|telegram)\b.{0,60}\b(?:seguidores|followers|members|abonnés|membros|follower)\b.{0,20} | .{0,30}\b(?:channel|canal|kanal|canale|kanaal)\b.{0,20}\b(?:whatsapp|telegram)\b.{0,80}
    | (?:à\ )?lire\ (?:aussi|également)\b.{0,200} | lesen\ sie\ (?:auch|mehr)\b.{0,200} | mehr\ zum\ thema\b.{0,200} | le[ae]\ también\b.{0,200} | leia\ (?:também|mais)\b.{0,200}
    | leggi\ anche\b.{0,200} | lees\ (?:ook|meer)\b.{0,200} | l[äe]s\ (?:också|også|mer)\b.{0,200} | czytaj\ (?:też|także|więcej)\b.{0,200} | читайте\ также\b.{0,200}
    | related\ \w+\ ?:.{0,200} | related(?:\ (?:articles?|stor(?:y|ies)|content|topics?|coverage|posts?|links?|news|video))?\s*(?::.{0,200})? | recommended(?:\ (?:for\ you|stories|videos?|reading))?
    | (?:don[’']?t\ miss|must\ read|trending|most\ (?:read|popular|viewed)|up\ next|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested).*|top\ stories|more\ stories)\W?.{0,120} | popular(?:\ now)?
    | (?:weiterlesen|lire\ la\ suite|seguir\ leyendo|continua\ a\ leggere)\ (?:mit|avec|con)\b.{0,60}
    | (?:filed|posted)\ (?:to|under|in)\b.{0,120} | (?:tags?|topics?|categor(?:y|ies))\s*:.{0,200} | share\ (?:this|on|via)\b.{0,60}
    | (?:follow|like|find|join)\ \S+(?:\ \S+){0,3}\ (?:on|at)\ (?:twitter|facebook|instagram|x|youtube|linkedin|whatsapp|telegram|google).{0,160}
    | (?:join|follow)\ (?:us|our)\b.{0,60}\b(?:channel|group|community|page)s?\b.{0,100} | (?:do\ you\ )?(?:have|got)\ (?:a|any)\ (?:news\ )?tips?\b.{0,160} | listen\W.{0,12}\d{1,2}:\d{2}.{0,12}
    | (?:click|tap)\ here\ (?:to|for)\b.{0,120} | (?:sign\ up|subscribe)\ (?:to|for|now|here|today)\b.{0,200} | get\ (?:the|our)\ (?:latest|best|morning|daily|free)\b.{0,200}
    | (?:watch|listen|video|audio|podcast|gallery|in\ pictures|photos?)\s*[:|].{0,140} | \d+\s*min(?:ute)?s? | \d{1,2}:\d{2}
    | like\ this\ story\?.{0,80} | (?:videos?|photo(?:graph)?s?|pictures?|graphics?|illustrations?)\ by(?:\ (?-i:[A-Z])[\w.’'-]*){1,4}
    | image\ (?:credit|source|caption)s?\b.{0,120} | (?:photo|picture|image|credit|video|source)s?\s*:.{0,120} | getty\ images.{0,40}
    | \d[\d.,]*\s?[km]?\s*(?:shares?|views?|comments?|likes?|retweets?|reactions?|reads?|votes?|followers?|replies)\b.{0,40} | no\ comments?(?:\ yet)?
    | \d[\d.,]*\s?(?:kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|kommentarer|komentarzy|комментари\w{1,2}|yorum|コメント|评论|댓글)\b.{0,20}
    | \d[\d.,]*\s?[km]?\s*(?:watching|reading|viewing|listening|online)(?:\ (?:this|right)?\ ?now)?
    | (?!.*\.\W*$).{0,40}\b(?:people|readers|users|visitors|viewers)\ (?:are|have)\ (?:(?:now|currently|already)\ )?(?:reading|watching|viewing|shared|read|viewed|commented|liked|voted)\b.{0,40}\b(?:this|now|so\ far)\b.{0,30}
    | (?:yes|no|ja|nein|oui|non|s[íi]|não|nee|undecided|not\ sure|don[’']?t\ know)\W*\d{1,3}(?:[.,]\d)?\s?% | (?:offer|sale|deal)\ ends\ in\W*\d.{0,20} | join\ the\ (?:conversation|discussion)\W*\d*
    | (?:.{1,40}[·•|]\s*)?(?:\d+\s*)?min(?:ute)?s?\s+(?:read|ago).{0,20} | read(?:ing)?\ time\W{0,3}\d.{0,20} | (?:temp[os]+|tiempo)\ d[ei]\ (?:leitura|lectura|lecture|lettura)\b.{0,30} | le(?:sezeit|estijd)\b.{0,30} | (?:leave\ a|post\ a|add\ a|view|show|hide|all)\ comments?.{0,40} | comments?(?:\s*\(?\d*\)?)?
    | (?:(?:last|first)\ )?(?:updated|published|posted|modified)\b\W*.{0,25}\b(?:ago|now|today|[ap]\.?m\.?|et|est|edt|gmt|utc|bst|\d{4}|\d{1,2}:\d{2})\b.{0,25}
    | (?:aktualisiert|mis\ à\ jour|actualizado|aggiornato|atualizado|bijgewerkt|uppdatera[dt]|opdateret|oppdatert|zaktualizowano|обновлено)\b.{0,10}\b(?:vor|il\ y\ a|hace|há|för|for|\d+\ \w+\ (?:fa|geleden|atrás|temu|назад))\b.{0,25}
    | version\ \d[\d.]* | you(?:\ are|[’']re)\ reading\ (?:story|article)\ \d+\ of\ \d+.{0,20} | \d[\d.,]*\ [^\W\d]+\ =\ \d[\d.,]*\ [^\W\d]+
    | \d+\s+(?:seconds?|minutes?|hours?|days?|weeks?)\s+ago | by(?:,?\ (?:and\ )?(?-i:[A-Z])[\w.’'-]*){1,8} | (?:c\)|copyright)\ .{0,200} | all\ rights\ reserved.{0,80}
    ) \W*$""",
)
# How a press release says that its story ends: "– 30 –", "ENDS", "###".
_END_MARK = re.compile(r"\W{0,6}(?:[-–—~]\s?(?:30|(?i:ends?))\s?[-–—~]|ENDS?|#\s?#\s?#)\W{0,4}")
OPENING = frozenset("“„«‘\"")
_INVITES = re.compile(
    r"(?i)\b(?:delivered (?:straight |directly )?to your inbox|(?:subscrib\w+ to|sign(?:ing)? up (?:for|to)) (?:our|the|my|this)\b[^.]{0,40}\bnewsletters?|"
    r"you(?: have|[’']ve) (?:read |used |reached )?(?:\w+ (?:of \w+ )?)?(?:your )?(?:free |complimentary |remaining |gift )?(?:articles?|stories|views) (?:left|remaining|this (?:month|week))\b|"
    r"^\W*comments (?:are|have been) (?:now )?(?:closed|disabled|switched off)\b|consider becoming a (?:free|paid|member|subscriber)\b|\byour (?:browser|device) (?:does not|doesn[’']t|cannot|can[’']t) (?:support|play|show)\b|"
    r"^\W*this (?:video|audio|clip|content|player|media)\b[^.]{0,60}\bin your (?:browser|country|region)\b|\b(?:enable|turn on) javascript to (?:view|see|watch|play|read)\b|"
    r"\bwe (?:may|might) (?:earn|receive|get)\b[^.]{0,40}\bcommission\b|^\W*(?:this|the) (?:story|article|page)\b[^.]{0,60}\b(?:read|viewed|shared|opened) \d[\d.,]* times\b|"
    r"\b(?:reach|contact|follow|email|write to) (?:him|her|them|me) (?:at|on|via)\b.{0,60}@|\bthis audio is (?:auto|computer|ai)[ -]?generated\b|\bsale ends in \d|"
    r"\b(?:stay (?:informed|up to date)|read on|get the news) with (?:the|our) .{0,40}\bapp\b|\b(?:wherever|where) you get your podcasts\b|\bjederzeit kündbar\b|\brésiliable à tout moment\b|\bcancela cuando quieras\b|\bdisdici quando vuoi\b|"
    r"^\W*(?:are|were) you affected by\b|\bshare your (?:experiences?|story|stories|views|thoughts) (?:by|with us|here|below)\b|\bspot(?:ted)? an? (?:mistake|error|typo)\b|"
    r"\bplease consider (?:supporting|donating|giving|making|becoming)\b|\bconsider supporting (?:us|our)\b|^\W*since you[’']re here\W*$|\bmonatlich kündbar\b|^\W*sie sind bereits abonnent\b|"
    r"^\W*(?:ap[uú]nt[ae]te|suscr[ií]bete|abonnez-vous|inscrivez-vous|iscriviti|inscreva-se|assine|подпис\w{4,10}|читайте нас|meld dich an|abonnieren sie|schrijf je in)\b[^.]{0,40}\b(?:bolet[ií]n|newsletter|lettre|nieuwsbrief|канал\w*|рассылк\w+|telegram)\b|\bнаш(?:ем)? (?:telegram|телеграм|канал)|"
    r"\bcancel (?:at )?any ?time\b|\boffer ends in \d|subscribe for free\b|like this story\?|we have a proposition for you|(?:click|tap) here for more|download (?:our|the) (?:\w+ ){0,3}app\b)"
)
# A picture's credit closes its caption, wherever the caption stands.
_CREDIT = re.compile(
    r"(?i)(?:\((?:(?:AP|file|handout|courtesy|staff) )?(?:photos?|photography|images?|pictures?|credits?|photo credit)\b[^()]{0,80}\)|"
    r"\b(?:photos?|photographs?|images?|pictures?) ?(?:by|:|credit:?|courtesy(?: of)?) ?(?-i:[A-Z])[^.,;:]{2,50}|\b(?:getty images|AP photo|via getty)\b[^.]{0,40}|"
    r"©\s?[^.]{2,60})\W*$"
)
ADDRESS = re.compile(r"https?://\S+")
_CONSENT = re.compile(
    r"(?i)\b(?:we(?: and our (?:\d+ )?partners)?|(?:this|our) (?:web)?site) (?:uses?|stores?|sets?)\b[^.]{0,60}\bcookies\b|"
    r"^(?:by (?:continuing|clicking|using)\b[^.]{0,80}\bcookies\b|(?:manage|accept|reject|allow)(?: all| your)? cookies$)"
)
_QUOTED = re.compile(r'"[^"]{1,2000}"')
# English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish and Polish: "you", "we" and the page itself.
READER = re.compile(
    r"(?i)\b(?:you|your|we|our|us|please|sorry|thank you|ihnen|ihre?[mnrs]?|wir|uns|unsere?[mnrs]?|bitte|dich|dein\w*|du|vous|votre|vos|nous|notre|nos|usted|tus?|te|"
    r"nuestr\w+|por favor|tuo|tua|tuoi|nostr[aioe]|ti|vi|uw|je|jouw|wij|ons|onze|você|seus?|suas?|nossos?|nossas?|din|dina|vår|våra|vores|jer|twoj\w*|nasz\w*|prosimy|"
    r"th(?:is|at) (?:page|site|website|article|story|content)|dieser? (?:seite|artikel|inhalt)|cet article|cette page|ce contenu|est[ea] (?:página|artículo|contenido|artigo|conteúdo)|quest[oa] (?:pagina|articolo|contenuto)|"
    r"d(?:eze|it) (?:pagina|artikel)|oops|hoppla)\b"
)
_NATION = re.compile(r"\bU\.?S\b")


def is_prose(block: Block) -> bool:
    words = block.words
    return 2 * block.linked < len(block.text) and (words >= LONG or ((words >= 4 or block.text[0] in OPENING) and bool(ENDS.search(block.text))))


def is_full(block: Block) -> bool:
    """A paragraph that could only be prose: long, closed like a sentence, with few links."""
    return block.words >= FULL and 3 * block.linked < len(block.text) and bool(ENDS.search(block.text))


def is_link(block: Block) -> bool:
    """Nothing but links: a related story, a tag, a button, with its day or a label perhaps ("Czytaj także: "). An address that is spelt
    out is a reference, and a paragraph that ends like one says something of its own."""
    if not block.linked or ADDRESS.fullmatch(block.text):
        return False
    text = block.text
    if block.tag not in ITEMS and len(text) < LINE and (label := _LABELLED.fullmatch(text)) is not None and block.linked >= 0.95 * len(label["title"]) and not text.endswith("."):
        return True
    if block.tag == "p" and text.endswith((".", ".”")) and block.words >= LINKED and text.count(". ") == 0:
        return False
    return block.linked >= 0.85 * len(text) or (2 * block.linked >= len(text) and len(text) < LINE and block.linked >= 0.85 * len(_DAY.sub("", text)))


# Above a list of other stories: most read, in ten languages.
_RANKED = re.compile(
    r"(?i)\W*(?:most (?:read|popular|viewed|shared|discussed|watched)|trending(?: now)?|popular(?: now)?|(?:related|more|top|latest) (?:stories|articles|news|coverage)|die meistgelesenen?|meistgelesen\w*|(?:los? |las? )?m[aá]s le[ií]d[oa]s?|(?:les )?(?:articles )?(?:les )?plus lus?|(?:i |le )?più lett[ie]|(?:as? |os? )?mais lid[ao]s?|meest gelezen|mest l[äe]s\w{1,4}|najczęściej czytane|самое читаемое|(?:アクセス)?ランキング)\b.{0,20}"
)
_LABELLED = re.compile(r"\W*[^\W\d_][^:.!?\"“”«»]{1,30}:\s+(?P<title>[^\s“„«\"‘][^“„«\"]{10,})")  # nobody's words
LINKED = 12  # words
ANCHORS = 20  # of a line that are looked at
_DAY = re.compile(r"\W*(?:\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})(?:,? \d{1,2}:\d{2})?\W*$")


def is_day(block: Block) -> bool:
    """A date alone."""
    return len(block.text) < 40 and not _DAY.sub("", block.text)


def is_audience(block: Block) -> bool:
    """A line of counters or calls, which shows that the box around it is for its readers: "205 comments", "Join the discussion"."""
    return len(block.text) < 400 and bool(_AUDIENCE.search(block.text) or _INVITES.search(block.text))


_AUDIENCE = re.compile(
    r"(?i)\b\d[\d.,]*\s?[km]?\s(?:shares?|views?|comments?|likes?|replies|reactions?|votes?|followers?|readers|members|lecteurs|leser|lectores|lettori|lezers|leitores|läsare)\b.{0,40}$|\btotal votes\b|\b\d+ (?:seats|tickets|places|spots) (?:left|remaining)\b|\(m/w/d\)|^\W*(?:join|add to) the (?:conversation|discussion)\b|"
    r"^\W*now playing\b|\bmin(?:ute)?s? read\W*$|^\W*(?:featured|top) comment\b|· (?:top comment|recommend)\b"
)
_CALLS = re.compile(
    r"(?i)^(?:donate|give|contribute)(?: (?:now|today|here))?$|^support (?:us|our)\b|^(?:sign up|subscribe|register)\b|^become a (?:member|supporter|subscriber|patron)$|^join (?:us|now|today|our)\b|"
    r"^(?:privacy (?:policy|notice)|terms(?: (?:of (?:service|use)|and conditions))?|user agreement|(?:editorial|ethics|corrections?) (?:standards|guidelines|policy|code)|code of ethics)$|^(?:iphone|ipad|android|app store|google play)$"
)


def has_call(block: Block) -> bool:
    """Whether the site speaks to its reader, and a link in it says to what end: "Donate today", "Sign up", "Privacy Policy"."""
    if not block.linked or len(block.text) >= 400 or not to_reader(block.text):
        return False
    return any(_CALLS.match(" ".join("".join(a.itertext()).split())[:100]) for a in islice(block.element.iter("a"), ANCHORS))


def is_ranking(block: Block) -> bool:
    """The label above a list of what is read most."""
    return len(block.text) < 60 and bool(_RANKED.fullmatch(block.text))


def is_wordless(block: Block) -> bool:
    """Longer than any line that parts two paragraphs, and no letter in it."""
    return len(block.text) > LINE and not block.key


def is_furniture(block: Block) -> bool:
    """A label, a counter, a promotion. A whole sentence without a link is none, whatever its first words are."""
    if len(block.text) >= 400 or block.tag == "pre":
        return False
    return _is_furniture(block.text, block.tag, block.linked > 0) or has_call(block) or (" | " in block.text and block.linked > 0 and not ENDS.search(block.text) and block.tag not in ITEMS)


@functools.lru_cache(maxsize=4096)  # asked for several times for each block of a page
def _is_furniture(text: str, tag: str, linked: bool) -> bool:
    if is_correction(text) or (tag in ITEMS and tag != "li" and text[0].isdigit()):
        return False
    if len(text) < 20 and _END_MARK.fullmatch(text) and tag not in ITEMS:
        return True
    if text[0] == "©" or _INVITES.search(text) or _CONSENT.search(text) or _CREDIT.search(text[-160:]):
        return True
    if text[0] in OPENING and not linked:  # somebody says so
        return False
    whole = not linked and text.count(" ") >= 8 and text.endswith((".", "!", ".”", '."', "!”"))
    return not whole and bool(_FURNITURE.match(text))


def unquoted(text: str) -> str:
    """`text` folded, without what stands between marks: those are somebody else's words."""
    return _QUOTED.sub(" ", fold(text))


def to_reader(text: str) -> bool:
    """Whether it speaks to whoever reads the page, in the site's own voice."""
    return bool(READER.search(unquoted(_NATION.sub("", text))))
