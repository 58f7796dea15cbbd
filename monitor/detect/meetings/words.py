"""The vocabulary of meeting claims: what announces, hedges, denies, calls off; who is an office of whom."""

from __future__ import annotations

from monitor.text import name_key

# --- events ------------------------------------------------------------------------------------------------------------

NOUNS = frozenset(
    """meeting meetings talks summit summits visit visits sit-down audience tete-a-tete face-to-face bilateral encounter
    get-together one-on-one one-to-one trip discussions negotiations consultations session appointment""".split()
)
WEAK_NOUNS = frozenset("trip discussions negotiations consultations session appointment bilateral encounter audience".split())
VISIT_NOUNS = frozenset("visit visits trip".split())
MEALS = frozenset("coffee lunch dinner breakfast supper tea drinks".split())
MANNERS = frozenset("one-to-one one-on-one face-to-face in-person".split())
EAGERLY = frozenset("highly much long eagerly keenly widely".split())  # "highly anticipated" is sure
GO = {
    "travel": "base", "travels": "present", "traveled": "past", "travelled": "past", "traveling": "ing", "travelling": "ing",
    "fly": "base", "flies": "present", "flew": "past", "flying": "ing", "head": "base", "heads": "present", "headed": "past",
    "heading": "ing", "come": "base", "comes": "present", "came": "past", "coming": "ing", "go": "base", "goes": "present", "went": "past",
    "going": "ing",
}  # fmt: skip

SPORT = frozenset(
    """final finals semifinal semifinals semi-final semi-finals quarterfinal quarterfinals quarter-final quarter-finals playoff
    playoffs match matches game games goal seed seeded tournament championship championships cup league striker coach manager
    midfielder goalkeeper defeated fixture innings round kickoff kick-off doubles singles stadium club side squad cricket wicket wickets derby opener opening qualifier qualifiers fifa uefa nba nfl nhl""".split()
)
REMOTE = frozenset("telephone phone video virtual online teleconference letter call calls videoconference zoom".split())

# --- modality ----------------------------------------------------------------------------------------------------------

HEDGES = frozenset(
    """may might could should can hope hopes hoped hoping want wants wanted wish wishes intend intends intended expect expects expected
    likely unlikely possible possibly potential potentially perhaps if whether unless willing ready offer offers offered propose proposes
    proposed invite invites invited invitation ask asks asked asking seek seeks sought seeking urge urged consider considers considering
    considered open suggest suggested suggests propose proposal push pushing request requested requests unclear uncertain discuss
    mull mulls mulling weigh weighing weighs trying try eager keen aim aims aimed tentative tentatively prospect possibility
    call calls called calling attempt attempts speculation reportedly rumored rumoured hopeful optimistic would-be aspires
    agree accept accepts accepted anticipate anticipates anticipated anticipating believe believes demand demands demanded rumors
    thinks hinted hints floated probably maybe apparently supposedly hardly scarcely barely doubt doubts doubtful penciled pencilled
    provisionally mooted decide undecided assume assumes assumed reckon reckons reckoned guess guesses guessed predict predicts predicted""".split()
)
CANCEL = frozenset("cancel cancels cancelled canceled cancelling canceling cancellation scrap scrapped scraps scrapping abandon abandoned abort aborted axed nixed ditched binned torpedoed scuppered scrubbed scrubbing rescinded revoked boycott boycotted skip skipped skips skipping".split())
POSTPONE = frozenset("postpone postponed postpones postponing postponement delay delayed delays reschedule rescheduled rescheduling defer deferred deferring deferral adjourned suspended shelve shelved shelving mothballed paused frozen".split())
CANCEL_PHRASES = (
    "called off", "call off", "calls off", "calling off", "pulled out of", "pulls out of", "pull out of", "withdrew from", "backed out of", "dropped plans", "scrapped plans",
    "no longer meet", "no longer be meeting", "fell through", "dropped out of", "off the table", "off the agenda", "off the cards",
)  # fmt: skip
DROPPED = frozenset("dropped struck removed withdrawn pulled".split())  # of a meeting only in the passive
POSTPONE_PHRASES = (
    "put off", "puts off", "putting off", "pushed back", "push back", "put back", "puts back", "on hold", "moved back to", "held over", "moved to #", "shifted to #",
    "pushed to #", "switched to #", "moved from #", "shifted from #", "brought forward", "rearranged", "on ice", "slipped to", "slips to", "slipped into", "have to wait", "slid to",
)  # fmt: skip
UNSURE_PHRASES = (
    "not confirmed", "not yet confirmed", "not been confirmed", "n't confirmed", "n't yet confirmed", "no date", "not announced", "not yet announced", "not been announced", "not set a date",
    "n't set a date", "yet to be set", "yet to confirm", "yet to be confirmed", "declined to confirm", "would not confirm", "wouldn't confirm", "not been set", "not said when", "date remained", "date has not",
    "refused to confirm", "could not confirm", "did not confirm", "didn't confirm", "does not confirm", "unconfirmed", "not immediately confirm",
    "to be determined", "to be finalised", "to be finalized", "to be confirmed", "to be decided", "to be fixed", "to be settled", "no decision", "still unclear", "not clear", "unclear whether", "unclear if", "no details of when", "no specific date",
    "cannot confirm", "can't confirm", "not yet been set", "not yet set", "still being worked out", "not finalized", "not yet been finalized", "not been finalized", "yet to be finalized",
)  # fmt: skip

# --- who says so -------------------------------------------------------------------------------------------------------

SAY = frozenset(
    """said say says saying announced announces announce announcing confirmed confirms confirm confirming told tells telling reported
    reports stated states revealed reveals disclosed wrote writes posted tweeted added adds noted quoted declared declares indicated
    indicates signaled insisted replied explained informed acknowledged reiterated denied denies declined""".split()
)
# Any of these in its sentence keeps a claim from being confirmed: the words may deny, doubt or only pass on what they hold
DOUBT = frozenset(
    """probably possibly perhaps maybe unless if whether either false untrue wrong mistake mistaken rumor rumors rumour rumours speculation denied
    denies deny declined declines fake apparently allegedly supposedly reportedly plans planning tentative tentatively reports hoax incorrect
    inaccurate dismissed premature originally initially previously supposed meant hoax nonsense baseless unfounded wanted leaked purported
    provided providing depending though although cautioning cautioned disputes disputed contested separate separately virtual film movie satire satirical sketch
    parody spoof deepfake fools novel hypothetical hypothetically fictitious imagined imagine suppose supposing hacker hacked dream dreamed dreamt joke pretend imaginary fictional wrongly mistakenly erroneously falsely incorrectly jokingly joked retracted retracting withdrew corrected misspoke misspoken doubt jeopardy question""".split()
)
FALSE = frozenset("false untrue fake hoax incorrect inaccurate wrong mistaken nonsense baseless unfounded fabricated fabrication invention bogus concocted deepfake ai-generated".split())  # what is called so is not claimed
FALSE_PHRASES = ("not true", "no truth", "not correct", "not accurate", "not the case", "made up", "no basis", "without foundation", "pure fiction", "complete fiction", "total fiction", "pure invention", "complete invention", "generated with artificial intelligence", "generated by artificial intelligence", "created with artificial intelligence", "an invention")
# Words that may turn a sentence round, wherever they stand in it: none of them stands in what is confirmed
NEGATIONS = frozenset("not never no nor neither cannot nobody none nothing without instead rather hardly scarcely barely".split())
HAPPEN = frozenset("ahead place happen happening held proceed proceeding occur materialise materialize forward on planned scheduled".split())
# What it hangs on: a condition, or a plan not made yet
CONDITIONS = (
    "subject to", "pending", "permitting", "depending on", "dependent on", "conditional on", "contingent on", "as long as", "so long as", "assuming", "barring",
    "as things stand", "as it stands", "almost certain", "all but certain", "nearly certain", "draft schedule", "draft program", "draft agenda", "draft plan",
    "draft itinerary", "in theory", "on paper", "only to", "turned out", "became clear", "allowing ,", "god willing", "being well", "with luck", "with any luck",
    "at best", "worst case", "best case", "ideal world", "perfect world", "changed its mind", "changed his mind", "changed her mind", "changed their mind", "providing that",
    "provided that", "in the event", "in case", "only when", "only if", "only after", "only once", "withdrawing the", "withdrawing it", "working to", "working on", "working toward", "working towards", "in talks about", "in talks to", "in talks over", "under discussion",
    "being discussed", "being considered", "under consideration", "being arranged", "being drawn up", "being planned", "looking to", "in principle", "yet to decide",
    "yet to be decided", "yet to be agreed", "to be agreed", "on condition that", "too early", "too soon", "later date", "later time", "in error", "by mistake", "taking it back", "took it back", "walked back", "in court", "tbc", "tba", "if confirmed", "up to",
)  # fmt: skip
PAST_PLAN = ("had been due", "had been scheduled", "had been planned", "had been set", "had been expected", "had been slated", "had planned", "was to have", "were to have", "would have", "had been to")
ANONYMOUS = ("anonymity", "anonymous", "anonymously", "unnamed", "not authorised", "not authorized", "not to be named", "not be named", "not to be identified", "familiar with", "briefed on", "knowledge of", "had heard", "has heard", "told friends", "overheard", "seen by")
NOT_AN_OFFICE = frozenset(
    """former ex ex-spokesman fake alleged rival rivals critic critics opponent opponents shadow opposition claiming purporting purported
    impersonating parody leaked self-styled""".split()
)
SPEAKS_FOR = frozenset("speaks spokesman spokeswoman spokesperson spokespeople office ministry department embassy palace court bureau presidency chancellery campaign consulate press statement ambassador secretary minister government administration commission".split())
STAFF = frozenset("staff secretary adviser advisor minister deputy envoy ambassador press spokesman spokeswoman spokesperson spokespeople representative".split())
UNNAMED = frozenset("official officials source sources diplomat diplomats aide aides person people insider insiders adviser advisers advisor advisors".split())
MEDIA = frozenset(
    """media newspaper newspapers reuters xinhua afp ap mena yonhap kyodo bloomberg tass cnn bbc politico axios television radio agency
    broadcaster daily magazine press outlet outlets report reports times post globe tv ctv cbc nbc abc cbs""".split()
)
TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady honourable honorable executive ceo cfo founder co-founder hon rt shri smt sri datuk dato prof professor president prime minister premier senator sen representative rep governor gov
    secretary chancellor king queen prince princess pope general gen colonel col admiral foreign vice deputy chairman chairwoman chair speaker
    ambassador envoy leader chief secretary-general justice mayor state treasury defense defence finance trade interior spokesman spokeswoman commissioner
    director counselor councilor councillor marshal crown emperor sultan sheikh emir ayatollah candidate nominee congressman congresswoman
    judge attorney acting adviser advisor former ex then-president then counterpart taoiseach first""".split()
)
RULERS = frozenset("president prime minister premier chancellor king queen pope prince emir sultan taoiseach governor secretary-general".split())
PLURALS = frozenset(
    """officials leaders ministers diplomats representatives delegates members delegation government envoys negotiators sides experts
    lawmakers senators presidents policymakers counterparts countries executives premiers governors heads parties groups rebels delegations
    ambassadors chiefs guerrillas allies nations men women teams generals commanders families delegations committee council board
    governments mayors unions bishops cardinals mediators inspectors opposition""".split()
)  # fmt: skip
TWO = frozenset("leaders sides offices presidents men ministers countries governments pair two parties premiers women politicians nations delegations rivals".split())

# --- the world ---------------------------------------------------------------------------------------------------------

_NATIONS = """
united states|american u.s. us usa america|washington
canada|canadian|ottawa
mexico|mexican|mexico city
united kingdom|british britain u.k. uk england|london
france|french|paris
germany|german|berlin
italy|italian|rome
spain|spanish|madrid
portugal|portuguese|lisbon
netherlands|dutch|hague
belgium|belgian|brussels
switzerland|swiss|bern
austria|austrian|vienna
poland|polish|warsaw
ukraine|ukrainian|kyiv kiev
russia|russian|moscow
china|chinese|beijing
japan|japanese|tokyo
south korea|south-korean korean|seoul
north korea|north-korean|pyongyang
india|indian|new delhi delhi
pakistan|pakistani|islamabad
israel|israeli|jerusalem
palestine|palestinian palestinians|ramallah
egypt|egyptian|cairo
jordan|jordanian|amman
syria|syrian|damascus
lebanon|lebanese|beirut
iraq|iraqi|baghdad
iran|iranian|tehran teheran
saudi arabia|saudi|riyadh
turkey|turkish turkiye türkiye|ankara
greece|greek|athens
sweden|swedish|stockholm
norway|norwegian|oslo
denmark|danish|copenhagen
finland|finnish|helsinki
ireland|irish|dublin
hungary|hungarian|budapest
romania|romanian|bucharest
serbia|serbian|belgrade
kosovo|kosovar|pristina
brazil|brazilian|brasilia
argentina|argentine|buenos aires
chile|chilean|santiago
colombia|colombian|bogota
venezuela|venezuelan|caracas
cuba|cuban|havana
peru|peruvian|lima
australia|australian|canberra
new zealand|new-zealander|wellington
indonesia|indonesian|jakarta
malaysia|malaysian|kuala lumpur
philippines|philippine filipino|manila
vietnam|vietnamese|hanoi
thailand|thai|bangkok
taiwan|taiwanese|taipei
south africa|south-african|pretoria
nigeria|nigerian|abuja
kenya|kenyan|nairobi
ethiopia|ethiopian|addis ababa
sudan|sudanese|khartoum
somalia|somali|mogadishu
uganda|ugandan|kampala
afghanistan|afghan|kabul
nepal|nepalese nepali|kathmandu
bangladesh|bangladeshi|dhaka
qatar|qatari|doha
kuwait|kuwaiti|kuwait city
united arab emirates|emirati uae|abu dhabi
croatia|croatian|zagreb
czech republic|czech czechia|prague
slovakia|slovak|bratislava
slovenia|slovenian|ljubljana
bulgaria|bulgarian|
latvia|latvian|riga
lithuania|lithuanian|vilnius
estonia|estonian|tallinn
iceland|icelandic|reykjavik
luxembourg|luxembourgish|
cyprus|cypriot|nicosia
malta|maltese|valletta
albania|albanian|tirana
bosnia|bosnian|sarajevo
north macedonia|macedonian|skopje
montenegro|montenegrin|podgorica
moldova|moldovan|chisinau
belarus|belarusian|minsk
armenia|armenian|yerevan
azerbaijan|azerbaijani|baku
kazakhstan|kazakh|astana
uzbekistan|uzbek|tashkent
mongolia|mongolian|
singapore|singaporean|
cambodia|cambodian|
myanmar|burmese|naypyidaw
sri lanka|sri-lankan|
bahrain|bahraini|manama
oman|omani|muscat
yemen|yemeni|sanaa
morocco|moroccan|rabat
algeria|algerian|algiers
tunisia|tunisian|tunis
libya|libyan|tripoli
ghana|ghanaian|accra
senegal|senegalese|dakar
rwanda|rwandan|kigali
tanzania|tanzanian|
zambia|zambian|lusaka
zimbabwe|zimbabwean|harare
angola|angolan|luanda
mozambique|mozambican|maputo
ecuador|ecuadorian|quito
bolivia|bolivian|
paraguay|paraguayan|asuncion
uruguay|uruguayan|montevideo
guatemala|guatemalan|
honduras|honduran|tegucigalpa
el salvador|salvadoran|
costa rica|costa-rican|
panama|panamanian|
congo|congolese|kinshasa
zaire|zairean zairian|
cameroon|cameroonian|yaounde
namibia|namibian|windhoek
mali|malian|bamako
liberia|liberian|monrovia
eritrea|eritrean|asmara
kyrgyzstan|kyrgyz|bishkek
tajikistan|tajik|dushanbe
turkmenistan|turkmen|ashgabat
laos|lao laotian|vientiane
bhutan|bhutanese|thimphu
maldives|maldivian|
brunei|bruneian|
nicaragua|nicaraguan|managua
fiji|fijian|suva
haiti|haitian|
jamaica|jamaican|
vatican|papal|vatican city
european union|eu european|strasbourg
united nations|un u.n.|
"""

COUNTRIES: dict[str, str] = {}  # any word for a nation -> its name
CITY_OF: dict[str, str] = {}  # capital -> nation
for _line in _NATIONS.strip().splitlines():
    _name, _words, _cities = _line.split("|")
    COUNTRIES[_name] = _name
    for _word in _words.split():
        COUNTRIES[_word.replace("-", " ") if " " in _name else _word] = _name
    for _city in [_cities] if _cities in {"mexico city", "new delhi delhi", "kuwait city", "vatican city", "abu dhabi", "buenos aires", "kuala lumpur", "addis ababa"} else _cities.split():
        for _one in _city.replace("new delhi delhi", "new delhi").split("|"):
            CITY_OF[_one] = _name

SEATS = {  # a house -> (city, nation, title of its holder)
    "white house": ("washington", "united states", "president"), "oval office": ("washington", "united states", "president"),
    "blair house": ("washington", "united states", "president"), "camp david": ("camp david", "united states", "president"),
    "mar-a-lago": ("palm beach", "united states", "president"), "capitol": ("washington", "united states", ""),
    "pentagon": ("washington", "united states", ""), "state department": ("washington", "united states", "secretary state"),
    "kremlin": ("moscow", "russia", "president"), "downing street": ("london", "united kingdom", "prime minister"),
    "10 downing street": ("london", "united kingdom", "prime minister"), "no 10": ("london", "united kingdom", "prime minister"),
    "number 10": ("london", "united kingdom", "prime minister"), "chequers": ("chequers", "united kingdom", "prime minister"), "elysee": ("paris", "france", "president"),
    "elysée": ("paris", "france", "president"), "elysée palace": ("paris", "france", "president"), "elysee palace": ("paris", "france", "president"), "élysée": ("paris", "france", "president"), "élysée palace": ("paris", "france", "president"),
    "chancellery": ("berlin", "germany", "chancellor"), "parliament hill": ("ottawa", "canada", "prime minister"),
    "rideau cottage": ("ottawa", "canada", "prime minister"), "rideau hall": ("ottawa", "canada", "governor general"), "buckingham palace": ("london", "united kingdom", "king"),
    "kensington palace": ("london", "united kingdom", "prince"), "clarence house": ("london", "united kingdom", "king"), "royal household": ("london", "united kingdom", "king"),
    "vatican": ("vatican city", "vatican", "pope"), "holy see": ("vatican city", "vatican", "pope"), "great hall of the people": ("beijing", "china", "president"),
    "quirinal palace": ("rome", "italy", "president"), "chigi palace": ("rome", "italy", "prime minister"), "blue house": ("seoul", "south korea", "president"),
    "prime minister's office": ("", "", "prime minister"), "pmo": ("", "", "prime minister"), "president's office": ("", "", "president"),
    "presidential office": ("", "", "president"), "chancellor's office": ("", "", "chancellor"), "premier's office": ("", "", "premier"),
    "governor's office": ("", "", "governor"), "privy council office": ("", "", "prime minister"),
}  # fmt: skip

BODIES = {  # what speaks for a nation, or for a union of them, under a name that does not say so
    "commission": "european union", "european commission": "european union", "european council": "european union", "global affairs": "canada", "global affairs canada": "canada",
    "foreign office": "united kingdom", "akorda": "kazakhstan", "la moneda": "chile", "moneda": "chile", "casa de nariño": "colombia", "istana": "singapore", "zhongnanhai": "china", "kantei": "japan",
    "binnenhof": "netherlands", "bankova": "ukraine", "aso rock": "nigeria", "rashtrapati bhavan": "india", "south block": "india", "casa rosada": "argentina", "planalto": "brazil", "planalto palace": "brazil", "moncloa": "spain", "la moncloa": "spain", "palazzo chigi": "italy", "chigi": "italy",
    **{body: body for body in ("nato", "osce", "oecd", "asean", "opec", "wto", "imf", "iaea", "interpol", "world bank", "african union", "arab league", "council of europe")},
    "matignon": "france", "quai d'orsay": "france", "bundeskanzleramt": "germany", "malacañang": "philippines", "malacanang": "philippines",
}  # fmt: skip

HOSTS = {  # official hosts -> (nation, title); the longest ending wins
    "pm.gc.ca": ("canada", "prime minister"), "pm.canada.ca": ("canada", "prime minister"), "gc.ca": ("canada", ""), "canada.ca": ("canada", ""),
    "whitehouse.gov": ("united states", "president"), "state.gov": ("united states", ""), "gov": ("united states", ""), "mil": ("united states", ""),
    "gov.uk": ("united kingdom", ""), "kremlin.ru": ("russia", "president"), "mid.ru": ("russia", ""), "government.ru": ("russia", ""),
    "elysee.fr": ("france", "president"), "gouv.fr": ("france", ""), "bundesregierung.de": ("germany", ""), "bundeskanzler.de": ("germany", "chancellor"),
    "auswaertiges-amt.de": ("germany", ""), "governo.it": ("italy", ""), "quirinale.it": ("italy", "president"), "go.jp": ("japan", ""),
    "gov.cn": ("china", ""), "gov.au": ("australia", ""), "govt.nz": ("new zealand", ""), "gov.in": ("india", ""), "gov.il": ("israel", ""),
    "president.gov.ua": ("ukraine", "president"), "gov.ua": ("ukraine", ""), "gob.mx": ("mexico", ""), "gov.br": ("brazil", ""), "gov.pl": ("poland", ""),
    "gov.ie": ("ireland", ""), "admin.ch": ("switzerland", ""), "europa.eu": ("european union", ""), "un.org": ("united nations", ""),
    "vatican.va": ("vatican", "pope"), "gov.za": ("south africa", ""), "gov.tr": ("turkey", ""), "go.kr": ("south korea", ""), "gov.sa": ("saudi arabia", ""),
}  # fmt: skip

# Who is known by the bare name, where a document gives no title: nation|title|names, those in office first. A title that a
# document does give rules. The last word stands alone too, unless "~" says that it is too common or no surname.
_LEADERS = """
united states|president|Donald Trump, Joe Biden, Barack Obama, ~George W. Bush
canada|prime minister|Mark Carney, Justin Trudeau, Stephen Harper
mexico|president|Claudia Sheinbaum, Andrés Manuel López Obrador, Enrique Peña Nieto, Felipe Calderón
united kingdom|prime minister|Keir Starmer, Rishi Sunak, Liz Truss, ~Boris Johnson, ~Theresa May, David Cameron, ~Gordon Brown, Tony Blair
france|president|Emmanuel Macron, François Hollande, Nicolas Sarkozy, Jacques Chirac
germany|chancellor|Friedrich Merz, Olaf Scholz, Angela Merkel, Gerhard Schröder
italy|prime minister|Giorgia Meloni, Mario Draghi, Giuseppe Conte, Paolo Gentiloni, Matteo Renzi, Silvio Berlusconi, Romano Prodi
spain|prime minister|~Pedro Sánchez, Mariano Rajoy, José Luis Rodríguez Zapatero, José María Aznar
poland|prime minister|Donald Tusk, Mateusz Morawiecki
poland|president|Karol Nawrocki, Andrzej Duda
hungary|prime minister|Viktor Orbán
slovakia|prime minister|Robert Fico
greece|prime minister|Kyriakos Mitsotakis, Alexis Tsipras
russia|president|Vladimir Putin, Boris Yeltsin
ukraine|president|Volodymyr Zelenskyy, Volodymyr Zelensky, Petro Poroshenko, Viktor Yanukovych
turkey|president|Recep Tayyip Erdogan, Recep Tayyip Erdoğan
israel|prime minister|Benjamin Netanyahu, Ehud Olmert, ~Ariel Sharon, Ehud Barak
palestine|president|Mahmoud Abbas, Yasser Arafat
egypt|president|Abdel Fattah al-Sisi, Hosni Mubarak
iran|president|Masoud Pezeshkian, Ebrahim Raisi, Hassan Rouhani, Mahmoud Ahmadinejad
afghanistan|president|Hamid Karzai, Ashraf Ghani
pakistan|president|Pervez Musharraf, Asif Ali Zardari
india|prime minister|Narendra Modi, ~Manmohan Singh
china|president|~Xi Jinping, Xi, Hu Jintao
china|premier|~Li Qiang, ~Li Keqiang
japan|prime minister|Sanae Takaichi, Shigeru Ishiba, Fumio Kishida, Yoshihide Suga, Shinzo Abe, Junichiro Koizumi
south korea|president|~Lee Jae-myung, ~Yoon Suk-yeol, Yoon, ~Moon Jae-in
australia|prime minister|Anthony Albanese, ~Scott Morrison, Malcolm Turnbull, Julia Gillard, Kevin Rudd
new zealand|prime minister|Christopher Luxon, Jacinda Ardern
brazil|president|~Luiz Inácio Lula da Silva, Lula, Jair Bolsonaro, Dilma Rousseff
argentina|president|Javier Milei, Mauricio Macri
south africa|president|Cyril Ramaphosa, Jacob Zuma, Thabo Mbeki
european union|president|Ursula von der Leyen, von der Leyen, Jean-Claude Juncker, José Manuel Barroso
united nations|secretary-general|António Guterres, ~Ban Ki-moon, Kofi Annan
"""
KNOWN: dict[str, tuple[str, str]] = {}  # the whole name -> (nation, title)
KNOWN_ALONE: dict[str, tuple[str, str]] = {}  # the surname alone
for _line in _LEADERS.strip().splitlines():
    _nation, _title, _names = _line.split("|")
    for _name in _names.split(", "):
        _full = name_key(_name)
        KNOWN[_full] = (_nation, _title)
        if not _name.startswith("~"):
            KNOWN_ALONE.setdefault(_full.split()[-1], (_nation, _title))
