"""A small paper's site, what it serves in place of an article, and edits of the article that are real, however large."""

from __future__ import annotations

TITLE = "River barrier will close for two weeks in May"
STORY = (
    "The flood barrier at the mouth of the Senn will close to ships for two weeks in May, the river authority said on Thursday.",
    "Divers will replace the seals of its three gates, which have leaked since the storm of last October and let salt water into the meadows upstream.",
    "“We cannot wait for another autumn,” said Marta Oling, the authority’s chief engineer. “Each tide that comes through costs the farmers a field.”",
    "Forty-one barges use the passage on an ordinary day. They will have to wait at the outer quay or take the canal, which adds six hours to the way inland.",
    "The skippers’ union called the date a bad one, because the grain of the lower valley is shipped in the second half of the month.",
    "“Nobody asked us,” said its secretary, Jonas Revik. “A letter in February would have been enough, and the contracts would have been written otherwise.”",
    "The authority answered that the tides leave no other window before September, and that the divers had been booked for more than a year.",
    "The work will cost 4.2 million, of which the province pays two thirds. The rest comes from the tolls that were raised by a tenth in January.",
    "A second closure, of four days, is planned for the autumn of next year, when the motors of the middle gate are due to be exchanged.",
    "Ships that carry medicine or fuel for the islands may ask for an escorted passage at slack water, twice a day, as long as the divers are out of the river.",
)
GERMAN_TITLE = "Sperrwerk wird im Mai für zwei Wochen geschlossen"
GERMAN = (
    "Das Sperrwerk an der Mündung der Senn bleibt im Mai zwei Wochen lang für Schiffe geschlossen, teilte der Flussverband am Donnerstag mit.",
    "Taucher erneuern die Dichtungen der drei Tore, durch die seit dem Sturm im vergangenen Oktober Salzwasser in die Wiesen am Oberlauf dringt.",
    "„Auf einen weiteren Herbst können wir nicht warten“, sagte die Chefingenieurin Marta Oling. „Jede Flut kostet die Bauern ein Feld.“",
    "An einem gewöhnlichen Tag fahren einundvierzig Kähne durch die Enge. Sie müssen nun am Außenkai warten oder den Kanal nehmen, was sechs Stunden länger dauert.",
    "Die Gewerkschaft der Schiffer hält den Termin für schlecht, denn in der zweiten Monatshälfte wird das Getreide des unteren Tals verschifft.",
    "Die Arbeiten kosten 4,2 Millionen, zwei Drittel davon trägt die Provinz. Der Rest kommt aus den Gebühren, die im Januar um ein Zehntel stiegen.",
)
LISTED = "<section class='list'><h2>Most read</h2><ul>" + "".join(
    f"<li><a href='/news/{n}'>{line}</a></li>"
    for n, line in enumerate(("Market hall opens again after the fire", "School bus line 14 gets a new stop at the mill", "Choir looks for tenors before the summer", "Two held after break-in at the boatyard", "What the new tram timetable means for Northside"))
) + "</ul></section>"
TEASERS = "".join(
    f"<div class='teaser'><h3><a href='/news/{n}'>{head}</a></h3><p>{text}</p></div>"
    for n, (head, text) in enumerate((
        ("Market hall opens again", "Four months after the fire, the stalls are back under a new roof and the fish is fresh, the traders say."),
        ("Bus line 14 gets a stop", "From Monday the school bus halts at the old mill, for which parents had asked since the autumn of last year."),
        ("Choir looks for tenors", "The valley choir has nine basses and two tenors, and a concert in the town church at the end of June.")))
)
MARKED_CLOSED = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>'


def site(*paragraphs: str, title: str = TITLE, head: str = "", inner: str = "", tail: str = LISTED, lang: str = "en") -> str:
    """A page in the paper's own template."""
    body = inner or "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} – Senn Valley Post</title>{head}</head><body>'
        '<header><a href="/">Senn Valley Post</a><nav><a href="/valley">Valley</a><a href="/sport">Sport</a><a href="/login">Log in</a></nav></header>'
        f'<main><article><h1>{title}</h1><p class="byline">By Ellen Karr</p><div class="body">{body}</div></article></main>{tail}'
        '<footer><p>© Senn Valley Post</p><a href="/privacy">Privacy</a></footer></body></html>'
    )


ARTICLE = site(*STORY)
GERMAN_ARTICLE = site(*GERMAN, title=GERMAN_TITLE, lang="de")

# In the article's frame, under its own title, where the article stood.
GATES: dict[str, str] = {
    "consent": site("To show you this page we need your permission to store information on your device.", "With your consent, we and our 143 partners process personal data such as your IP address to show personalised ads. You can withdraw your choice at any time."),
    "consent, at length": site(
        "Welcome. We care about your privacy.",
        "We and our 843 partners store and/or access information on a device, such as unique identifiers in cookies, to process personal data.",
        "You may accept or manage your choices by clicking below, including your right to object where legitimate interest is used, or at any time in the privacy policy page.",
        "These choices will be signaled to our partners and will not affect browsing data.",
        "We and our partners process data to provide: precise geolocation, device scanning, advertising and content measurement, audience research and services development.",
    ),
    "consent or pay": site("Read with advertising and tracking as usual, or get our ad-free subscription for 3.99 a month.", "You can change your consent at any time in the privacy settings."),
    "an ad blocker": site("It looks like you are using an ad blocker.", "Our journalism is paid for by advertising. Please turn off your ad blocker or add our site to your allow list to go on reading."),
    "a newsletter's form": site("Enter your email address to keep reading.", "It is free, and you will also get our morning newsletter. You can unsubscribe at any time."),
    "a registration": site("Create a free account to continue reading this story.", "Already registered? Log in. By registering you accept our terms and our privacy policy."),
    "a registration after so many stories": site("You have read all of your free articles this month.", "Register now to read more, or sign in if you have an account already."),
    "maintenance": site("We are carrying out maintenance on our website right now.", "Articles will be available again shortly. Thank you for your patience."),
    "a failure of the site": site("Something went wrong on our side.", "Our website is temporarily unavailable. Please try again in a few minutes."),
    "another region": site("We are sorry, this content is not available in your region.", "For legal reasons we cannot show our website to visitors from the European Economic Area."),
    "rights": site("This article is not available in your country because of rights restrictions."),
    "a robot check": site("Please confirm that you are not a robot.", "We noticed unusual activity from your network. Complete the captcha below to go on."),
    "a subscription": site("This article is for subscribers only.", "Subscribe from 1 a week for unlimited access to all our stories. Already a subscriber? Log in."),
}
FOREIGN: dict[str, str] = {
    "German consent": site("Wir benötigen Ihre Zustimmung, um diese Seite anzuzeigen.", "Wir und unsere 152 Partner speichern Informationen auf Ihrem Gerät und verarbeiten personenbezogene Daten, etwa in Cookies. Sie können Ihre Einwilligung jederzeit widerrufen.", title=GERMAN_TITLE, lang="de"),
    "German consent or pay": site("Weiterlesen mit Werbung: Besuchen Sie uns wie gewohnt mit Werbung und Tracking, indem Sie der Nutzung aller Cookies zustimmen.", "Oder lesen Sie im Pur-Abo ohne Werbung für 3,99 Euro im Monat.", title=GERMAN_TITLE, lang="de"),
    "German subscription": site("Jetzt weiterlesen mit Plus.", "Testen Sie unser Abonnement einen Monat lang für einen Euro und lesen Sie alle Artikel. Sie haben schon ein Abo? Hier anmelden.", title=GERMAN_TITLE, lang="de"),
    "German maintenance": site("Unsere Website wird gerade gewartet.", "Wegen Wartungsarbeiten sind die Artikel vorübergehend nicht erreichbar. Wir bitten um Ihr Verständnis.", title=GERMAN_TITLE, lang="de"),
    "French consent": site("Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et accéder à des données personnelles.", "Vous pouvez retirer votre consentement à tout moment depuis notre politique de confidentialité.", title="Le barrage fermé deux semaines en mai", lang="fr"),
    "French subscription": site("Cet article est réservé aux abonnés.", "Abonnez-vous pour lire la suite et accéder à tous nos articles. Déjà abonné ? Connectez-vous.", title="Le barrage fermé deux semaines en mai", lang="fr"),
    "Spanish consent": site("Nosotros y nuestros socios utilizamos cookies y tratamos datos personales para mostrarte anuncios personalizados.", "Puedes aceptar todas las cookies o configurar tus preferencias.", title="La barrera cerrará dos semanas en mayo", lang="es"),
    "Italian consent": site("Noi e i nostri partner archiviamo informazioni su un dispositivo, come i cookie, e trattiamo dati personali.", "Puoi prestare o revocare il tuo consenso in qualsiasi momento.", title="La barriera chiusa due settimane a maggio", lang="it"),
    "Dutch consent": site("Wij en onze partners gebruiken cookies om persoonsgegevens op te slaan en te gebruiken.", "Met uw toestemming tonen wij persoonlijke advertenties. U kunt uw keuze altijd aanpassen.", title="Kering sluit twee weken in mei", lang="nl"),
    "Polish consent": site("My i nasi partnerzy przechowujemy pliki cookies na Twoim urządzeniu i przetwarzamy dane osobowe.", "Możesz wyrazić zgodę lub ją wycofać w dowolnym momencie.", title="Zapora zamknięta na dwa tygodnie", lang="pl"),
    "Portuguese subscription": site("Este conteúdo é exclusivo para assinantes.", "Assine agora e continue lendo com acesso ilimitado. Já é assinante? Faça login.", title="A barreira fecha por duas semanas", lang="pt"),
}
# What is left of the article before the offer.
CUT = "Divers will replace the seals of its three gates, which have leaked since the storm of last…"
STUBS: dict[str, str] = {
    "marked as not free": site(*STORY[:2], head=MARKED_CLOSED),
    "marked as not free, half of it": site(*STORY[:4], head=MARKED_CLOSED),
    "with an offer": site(STORY[0], STORY[1], "Subscribe to continue reading. Already a subscriber? Log in."),
    "with an offer in other words": site(*STORY[:3], "The rest of this story is for members. Become a member for 2 a month to get full access."),
    "cut in a sentence": site(STORY[0], CUT, "Keep reading with a free account. Sign in or register."),
    "with an element of the offer": site(inner=f'<p>{STORY[0]}</p><p>{STORY[1]}</p><div class="paywall-offer"><h3>Read on</h3><p>Subscribe now to continue reading.</p><button>Subscribe</button></div>'),
    "with a line of the offer": site(STORY[0], STORY[1], "Subscribe to continue reading."),
    "with a button": site(inner=f'<p>{STORY[0]}</p><p>{STORY[1]}</p><a class="btn" href="/join">Subscribe now to continue reading</a>'),
    "with an offer in words that no list holds": site(*STORY[:2], "Curious how it ends? Grab a day pass, cheaper than a coffee."),
    "three paragraphs and an offer in words that no list holds": site(inner="".join(f"<p>{p}</p>" for p in STORY[:4]) + '<div class="regwall"><p>There is more to it, and it opens at once.</p></div>'),
    "with an empty element of the offer": site(inner=f'<p>{STORY[0]}</p><p>{STORY[1]}</p><div class="piano-offer"><iframe src="https://buy.test/1"></iframe></div>'),
    "in German": site(*GERMAN[:2], "Weiterlesen mit Abo: Jetzt einen Monat kostenlos testen. Bereits Abonnent? Anmelden.", title=GERMAN_TITLE, lang="de"),
}
MISSING: dict[str, str] = {
    "404 in the frame": site("The page you are looking for could not be found. It may have been moved or deleted.", title="404 - Not found", tail=""),
    "404 in the frame, with the most read": site("Sorry, we could not find that page. Perhaps one of these stories helps.", title="Page not found"),
    "404, and a list in the article itself": site(inner=f"<p>Sorry, we could not find that page.</p>{LISTED}", title="404 – Page not found", tail=""),
    "404, and summaries of other stories": site(inner=f"<p>The page that you asked for does not exist any more. Here is what others are reading:</p>{TEASERS}", title="404 – Page not found", tail=""),
    "nothing but the words": site("This article no longer exists.", title="Not found", tail=""),
    "German": site("Die gewünschte Seite wurde leider nicht gefunden.", title="Seite nicht gefunden", lang="de"),
    "French": site("La page que vous cherchez n’existe pas ou a été déplacée.", title="Erreur 404", lang="fr"),
    "Spanish": site("Lo sentimos, la página que buscas no existe.", title="Página no encontrada", lang="es"),
    "Russian, by its heading alone": site("Попробуйте найти её через поиск.", title="404", lang="ru"),
    "Japanese": site("お探しの記事は移動した可能性があります。", title="ページが見つかりません", lang="ja"),
    "under the paper's name": site("Oops! That page can’t be found. It looks like nothing was found at this location. Maybe try a search?", title="Oops!", tail=""),
}  # fmt: skip
FIRST: dict[str, str] = {
    "a captcha": site("Please complete the captcha to prove that you are human.", title="One more step", tail=""),
    "a captcha that says little": "<html><head><title>senn.test</title></head><body><form action='/verify'><div class='h-captcha' data-sitekey='x'></div><button>Continue</button></form></body></html>",
    "a robot check": site("Our systems have detected automated requests from your computer. Please confirm that you are not a robot.", title="Senn Valley Post", tail=""),
    "a consent page": GATES["consent, at length"],
    "a German consent page": FOREIGN["German consent"],
    "a registration": GATES["a registration"],
    "an ad blocker": GATES["an ad blocker"],
    "maintenance": GATES["maintenance"],
    "another region": GATES["another region"],
    "a French subscription": FOREIGN["French subscription"],
    "a form for a password, in any language": "<html><head><title>Satamalehti</title></head><body><h1>Hei taas</h1><form><input type=email><input type='password'><button>Jatka</button></form><p>Unohtuiko jokin?</p></body></html>",
    "a Russian consent page": site("Мы используем файлы cookie и храним ваши персональные данные. Продолжая, вы даёте согласие на их обработку.", title="Сенская почта", tail="", lang="ru"),
    "a Finnish consent page": site("Me ja kumppanimme tallennamme evästeitä laitteellesi ja käsittelemme henkilötietoja. Voit antaa suostumuksesi alla.", title="Joki", tail="", lang="fi"),
    "a Spanish robot check": site("Por favor, confirma que no eres un robot.", title="Un momento", tail="", lang="es"),
    "a waiting room": site("You are now in line. Your estimated wait is nine minutes.", title="Senn Valley Post", tail=""),
    "Spanish maintenance, by its heading": site("Estamos de obras. ¡Hasta luego!", title="Sitio en mantenimiento", tail="", lang="es"),
    "an account that was closed": site("Ask the people who host it.", title="Account Suspended", tail=""),
}  # fmt: skip

UPDATES = tuple(f"{n}:15 – Barge number {n} of the day passed the middle gate at half tide with {n * 3} tonnes of grain, the lock keeper wrote." for n in range(8, 20))
EDITS: dict[str, str] = {
    "half of it written anew": site(*STORY[:5], *(f"Later {p[0].lower()}{p[1:]}".replace("the", "this") for p in UPDATES[:5])),
    "all of it written anew under the same headline": site(*UPDATES),
    "all of it written anew under another headline": site(*UPDATES, title="Last grain leaves the lower valley before the gates close"),
    "twice as long": site(*UPDATES, *STORY),
    "three times as long": site(*UPDATES, *(u.replace("grain", "gravel").replace(":15", ":45") for u in UPDATES), *STORY),
    "shortened to its half": site(*STORY[:5]),
    "shortened to three paragraphs": site(*STORY[:3]),
    "shortened to a brief": site("The flood barrier on the Senn will close to ships from May 12 to May 26 while divers replace the seals of its gates."),
    "its end is gone": site(*STORY[:7]),
    "its beginning is gone": site(*STORY[6:]),
    "another headline": site(*STORY, title="Skippers furious: barrier shuts in the middle of the grain season"),
    "another headline and beginning": site("Ships will not pass the mouth of the Senn for fourteen days from May 12, and the skippers are furious.", *STORY[1:], title="Two weeks without ships"),
    "a correction": site(*STORY, "Correction: An earlier version of this article gave the wrong number of barges. It is 41, not 14."),
    "a correction, and the story cut to it": site(STORY[0], STORY[1], "Correction: This article was shortened on Friday, because figures that the union had given turned out to be wrong."),
    "withdrawn by the editors": site("Editor’s note: We have withdrawn this article. Its account of the closure relied on a letter that the river authority did not write. We apologise to our readers.", title="Editor’s note on our report about the river barrier"),
    "a retraction under the same headline": site("This story has been retracted because it relied on a letter that turned out to be forged. We apologise to our readers."),
    "a better translation": site(*(p.replace("said", "declared").replace("will", "shall").replace("closed", "shut").replace("for", "during") for p in STORY)),
    "another language": site(*GERMAN, title=GERMAN_TITLE, lang="de"),
    "about a paywall": site(
        "The Senn Valley Post will put its reporting on the river behind a paywall from June, its publisher said on Thursday.", "Readers will be asked to subscribe for 4 a month to continue reading, or to register for three free articles.", "“You cannot pay reporters with advertising that nobody sees,” said the publisher, Ada Quist. Subscribers get full access, also to the archive.", *STORY[7:],
        title="Post to ask its readers for money"),
    "about cookies": site(
        "The regulator fined three publishers in the valley because their consent banners did not let visitors reject all cookies.", "Their sites stored data on the devices of readers before these had agreed, the regulator said, and passed it on to more than 800 partners.", "The publishers must now ask for consent again, and delete the personal data that they hold without it, by the end of June.", title="Fines for three cookie banners"),
    "about a page that is not found": site(
        "For six days the province’s page about the barrier answered with error 404, page not found, and nobody noticed.", "The page you requested does not exist, skippers read who looked for the tide table, and many called the lock keeper instead.", "The province blamed the move of its website, in which 11,000 pages had been deleted, and apologised to the skippers on Thursday.", title="Error 404: province loses its tide tables"),
    "about robots": site(
        "Divers will not go down alone: the authority sent two robots to the middle gate on Thursday, and both came back.", "The robots confirm with a camera what the divers cannot see in the brown water, and a human decides what is cut.", "“We want to verify every seal twice,” said the engineer Marta Oling. The robots cost 90,000, of which an insurer pays half.", title="Robots at the gate"),
    "about maintenance": site(
        "The barrier is temporarily closed for maintenance since Thursday, three weeks earlier than planned, after a cable broke.", "The site of the work is fenced off, and ships wait at the outer quay. The authority asks for patience until Sunday.", "It will be back in service before the grain leaves the valley, Marta Oling said, unless the motors are hurt as well.", title="Barrier shut for urgent maintenance"),
    "a summary in place of the story": site("The barrier closes for two weeks from May 12.", "Forty-one barges a day have to wait or take the canal, six hours longer.", "The union calls the date a bad one; the authority says that the tides leave no other.", "Medicine and fuel for the islands may pass at slack water."),
    "with an offer beside it now": site(*STORY[:8], "The tolls rise again next year.", tail='<div class="paywall-offer"><p>Subscribe now to continue reading our other stories. Already a subscriber? Log in.</p></div>'),
    "shortened, and with a consent banner beside it": site(*STORY[:4], tail='<div id="onetrust-banner-sdk"><p>We and our partners use cookies. Accept all.</p></div>'),
    "shortened, on a site that marks its stories as not free": site(*STORY[:6], STORY[9], head=MARKED_CLOSED),
    "a new article at the old address": site("The barrier on the Senn opened again on Sunday evening, two days before its time.", "The first barge through was the Hedda with 300 tonnes of grain for the mills of the upper town.", "“The seals hold,” said Marta Oling, who had watched the tide from the bridge. “Now the meadows can drain.”", title="Barrier opens early"),
}  # fmt: skip

DATED = '<meta property="article:published_time" content="2025-05-01T08:00:00Z">'
JAPANESE = site(
    "セン川河口の可動堰は五月に二週間、船の通航を止めると河川局が木曜日に発表した。",
    "潜水士が三つの扉の止水板を取り換える。昨年十月の嵐のあと塩水が上流の牧草地に入り込んでいた。",
    "通常は一日に四十一隻の平底船が通る。外側の岸壁で待つか、六時間余計にかかる運河を使うことになる。",
    "船員組合は、下流域の穀物を運ぶ時期に当たるとして日程を批判した。河川局は潮の都合で九月まで他に機会がないとしている。",
    title="河口の可動堰、五月に二週間閉鎖", lang="ja", head=DATED,
)  # fmt: skip
# Other pages in the place of an article that had a date: (what stood there, what was served). None says what it is in words that a list holds.
DISPLACED: dict[str, tuple[str, str]] = {
    "the front page": (site(*STORY, head=DATED), site(inner=TEASERS, title="Senn Valley Post: all that is new")),
    "a game for humans, under the headline": (site(*STORY, head=DATED), site("Slide the puzzle piece to its place, and off we go!")),
    "a game for humans, beside the article's date": (site(*STORY, head=DATED), site("Slide the puzzle piece to its place, and off we go!", head=DATED)),
    "a game, where a brief stood": (site(*STORY[:2], head=DATED), site("Slide the puzzle piece to its place, and off we go!", title="One quick check")),
    "teasers under an apology": (site(*STORY, head=DATED), site(inner=f"<p>Gone fishing. Others liked this:</p>{TEASERS}", title="Hm")),
    "a robot check in a script without spaces": (JAPANESE, site("下の箱に印を付けて先へお進みください。", title="人間ですか", lang="ja")),
}
