"""The closed vocabulary that quotations are read with: verbs of speech, titles, function words. Single common words only."""

from __future__ import annotations

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing", "reply": "replies replied replying",
    "go": "goes went going", "cry": "cries cried crying", "deny": "denies denied denying", "put": "puts putting",
    "swear": "swears swore sworn swearing", "speak": "speaks spoke spoken speaking", "read": "reads reading",
    "testify": "testifies testified testifying", "retort": "retorts retorted retorting", "quip": "quips quipped quipping",
    "shoot": "shoots shot shooting", "think": "thinks thought thinking", "find": "finds found finding", "begin": "begins began begun",
    "brag": "brags bragged bragging", "admit": "admits admitted admitting", "rebut": "rebuts rebutted rebutting",
    "dub": "dubs dubbed dubbing", "rap": "raps rapped rapping", "rip": "rips ripped ripping", "slam": "slams slammed slamming",
    "refer": "refers referred referring", "justify": "justifies justified justifying", "know": "knows knew known knowing",
    "feel": "feels felt feeling", "see": "sees saw seen seeing", "label": "labels labeled labelled labeling labelling",
    "sing": "sings sang singing", "show": "shows showed shown showing", "hear": "hears heard hearing", "cite": "cites cited citing",
    "draw": "draws drew drawing", "offer": "offers offered offering", "clarify": "clarifies clarified clarifying",
    "pan": "pans panned panning", "plan": "plans planned planning", "lay": "lays laid laying", "make": "makes made making",
    "run": "runs ran running", "give": "gives gave given giving", "sign": "signs signed signing", "decry": "decries decried decrying",
    "vilify": "vilifies vilified vilifying", "identify": "identifies identified identifying", "marvel": "marvels marveled marvelled",
    "plead": "pleads pleaded pled pleading", "forget": "forgets forgot", "understand": "understands understood understanding",
    "mean": "means meant meaning", "worry": "worries worried worrying", "imply": "implies implied implying",
    "tout": "touts touted touting", "urge": "urges urged urging", "argue": "argues argued arguing",
}  # fmt: skip


def bag(words: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(words.split())


def _forms(bases: str) -> frozenset[str]:
    out: set[str] = set()
    for base in bases.split():
        out.add(base)
        if base in _IRREGULAR:
            out.update(_IRREGULAR[base].split())
        elif base.endswith("e"):
            out.update((base + "s", base + "d", base[:-1] + "ing"))
        elif base.endswith(("sh", "ch", "ss", "x", "zz")):
            out.update((base + "es", base + "ed", base + "ing"))
        else:
            out.update((base + "s", base + "ed", base + "ing"))
    return frozenset(out)


# Verbs that introduce or close a whole utterance.
SAY = _forms(
    """say tell add write ask echo reply respond continue explain note declare tweet state claim argue warn insist admit recall
    conclude joke shout yell quip remark observe announce acknowledge suggest confirm retort answer assert boast bark cry exclaim
    concede contend counter emphasize emphasise stress estimate lament maintain marvel muse mutter murmur plead pledge vow promise
    predict proclaim protest reiterate repeat report reveal scoff sigh snap testify tease thunder urge whisper wonder chant post
    recount agree allege assure caution charge chide clarify comment complain confess confide cheer declaim deny disclose
    elaborate elucidate fume gripe growl gush hint implore inform inquire insinuate instruct interject intone joke mention mock moan
    offer opine preach proffer quote read reason reassure recite recommend remind reckon relay rail respond retweet roar
    scold shrug signal specify speculate spell stipulate submit summarize surmise swear text theorize trumpet underscore
    utter vent volunteer wail warn write theorise summarise brag crow deadpan demand enthuse drawl rebut begin advise email blog
    interrupt apologize pronounce tell sing sum""".replace("rail ", "")
)
# Verbs that take a quoted fragment: how somebody names, judges, or binds himself.
NAME = _forms(
    """call describe accuse dub praise criticize criticise blast denounce label mock portray refer condemn dismiss slam attack hail
    blame brand deride cite credit decry characterize characterise depict compare thank reject ridicule rip rap tout vilify assail
    blasted bemoan bash belittle berate applaud commend laud salute lambaste lampoon welcome warn target question propose
    promote oppose fault express endorse defend discuss challenge castigate brush advocate address appeal attribute identify
    invoke lecture liken lash name paint pan pitch point rebuke regard scorn skewer sneer speak stand taunt
    trash upbraid vow extol disavow coin nickname term title sign talk""".replace("blasted ", "").replace(" stand", "")
)
# Verbs of thinking and showing: paraphrase only.
THINK = _forms(
    """believe think suggest show find indicate feel hope fear expect want worry imply know understand learn decide assume doubt
    consider conclude realize recognize imagine reckon predict hear see mean allege prove recommend""".replace(" mean", "").replace(" see", "")
)
CUES = SAY | NAME

# Forms that are nouns at least as often: a cue only where nothing in front makes them one.
NOUNISH = bag("""call calls claim claims note notes report reports state states comment comments promise promises attack attacks charge charges
    question questions answer answers reply remark remarks text tweet tweets post posts offer offers demand demands pledge pledges
    vow vows joke jokes protest protests praise mention cry cries estimate estimates quote quotes reason reasons target targets cheer
    cheers sign signs talk talks name names address addresses push point points challenge challenges show shows address fault blame
    stress caution hint hints signal signals title titles term terms brand brands label labels welcome appeal appeals counter tease
    shout shouts chant chants slam rebuke thank thanks email emails blog blogs advocate advocates fear fears hope hopes
    doubt doubts want wants find finds submit sum begin raise press pitch run liken repeat spell volunteer volunteers mock express
    credit credits warning reading writing meaning saying feeling finding calling""")

AUX = bag("""is are was were be been being am has have had having do does did will would shall should can could may might must 's 're 've 'd
    'll he's she's it's they're we're you're i'm that's there's who's he'd she'd they'd we'd i'd he'll she'll they'll we'll i'll i've we've they've you've isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't mustn't
    isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t couldn’t shouldn’t gets got get
    came come comes went goes seems seemed appears appeared remains remained became becomes began begins took takes made makes
    used kept keeps left won lost led ran""")
BE = bag("is are was were be been being am 's 're isn't wasn't isn’t wasn’t aren't weren't gets got get")
ADVERBS = bag("""also then later once again not never often even just still now ever always soon first twice recently repeatedly famously
    reportedly further instead simply only previously himself herself themselves itself both all each either rather too quickly n't
    sometimes earlier thus therefore however finally actually already almost yesterday today tonight in-turn nevertheless to""")
TIME = bag("""monday tuesday wednesday thursday friday saturday sunday mondays tuesdays yesterday today tonight tomorrow january february
    march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec recently earlier
    later last this next week month year morning afternoon evening night weekend early late ago then afterward afterwards
    separately repeatedly again""")
SUBJECT_PRONOUNS = bag("he she they i we it you who")
SINGULAR_PRONOUNS = bag("he she")
PRONOUNS = SUBJECT_PRONOUNS | bag("him her them his hers their theirs himself herself")
DETERMINERS = bag("""the a an this that these those his her their its my our your some many several most all both one two three four five six
    another other others few each every no any more various numerous dozens hundreds half either neither such""")
PREPOSITIONS = bag("""of for in at on from with to by during after before about against amid among around as over under through since into inside
    outside near between without within behind beside besides despite via toward towards upon above below across along off out
    up down until till like unlike following regarding including concerning throughout alongside according""")
# Prepositions that carry on a noun phrase ("a spokesman for the company"); the others open an adjunct of their own.
NOUN_PREPOSITIONS = bag("of for from with at in and")
SUBORDINATORS = bag("""that because when while if but so although though whereas since unless until whether where why how what which whose whom who
    and or nor yet as than once after before""")
TITLES = bag("""mr mrs ms miss dr prof professor sir dame lord lady president vice prime minister premier chancellor secretary sen senator senators
    rep reps representative congressman congresswoman gov governor mayor king queen prince princess pope general gen lt col colonel capt captain
    sgt sergeant maj major adm admiral rev reverend hon judge justice attorney ambassador speaker leader chairman chairwoman
    chair director spokesman spokeswoman spokesperson chief ceo founder analyst reporter correspondent host anchor strategist
    candidate nominee former ex-president councilman councilwoman commissioner sheriff officer deputy press state majority minority
    whip house senate foreign finance defense defence rabbi cardinal bishop archbishop father sister brother coach editor author columnist pollster
    pollsters historian economist activist adviser advisor aide billionaire businessman senior
    lawyer lawmaker democrat republican democratic conservative liberal labor labour u.s us american british canadian french
    german mexican russian chinese national independent staff actor actress singer comedian pastor lt-gen under-secretary undersecretary""")
OFFICES = bag("""president senator governor mayor chancellor premier secretary king queen pope general congressman congresswoman ambassador
    chairman chairwoman speaker judge justice minister""")
# Words that make a capitalised run an organisation or a place, not a person.
NOT_PERSON = bag("""party house senate congress university college office committee department times post court group journal news press bank city
    county street state states america united national international association institute council commission agency board union company
    corp inc ministry embassy parliament government campaign center centre school church fund foundation network service bureau
    white street square tower hall university federation league club team force forces army navy police act bill law deal agreement
    north south east west new york washington day night war world cup republican republicans democrat democrats democratic
    american americans english british canadian canadians mexican europe european russia china canada mexico iran britain france
    germany israel ukraine iowa florida ohio texas california hampshire carolina virginia nevada michigan wisconsin pennsylvania
    tuesday monday wednesday thursday friday saturday sunday january february march april june july august september october
    november december christmas easter god twitter facebook google fox cnn nbc abc cbs msnbc bbc reuters associated politico breitbart
    hotel park island river lake valley beach airport district avenue road airlines media gop reddit youtube instagram""")
INSTITUTIONS = bag(
    """office ministry department committee council commission agency bureau secretariat cabinet embassy government parliament campaign
    administration university institute association federation union authority party board bank court"""
)
# Nouns for people and papers that speak without a name or an article in front.
SPEAKERS = bag("""officials aides sources critics supporters experts analysts advisers advisors lawyers lawmakers republicans democrats
    conservatives liberals voters people police prosecutors authorities investigators reporters journalists observers strategists
    spokesman spokeswoman spokesperson spokesmen pollsters scientists researchers economists activists residents members leaders
    protesters opponents allies friends others witnesses polls surveys studies documents reports organizers organisers""")
PAPERS = bag("""statement tweet message letter email e-mail speech interview post memo report release note article editorial column blog book
    transcript headline video ad filing complaint indictment ruling text sign caption survey poll study document paper declaration communique communiqué
    op-ed testimony affidavit petition manifesto website""")
WORKS = bag("""book film movie song show album novel series titled entitled documentary memoir play sitcom episode musical hit single sketch
    poem painting magazine program programme podcast slogan headlined anthem tune bestseller""")
FUNCTION = (
    AUX | ADVERBS | DETERMINERS | PREPOSITIONS | SUBORDINATORS | PRONOUNS
    | bag("there here yes no not oh well ok okay meanwhile still perhaps maybe moreover indeed instead let it's he's she's")
)  # fmt: skip
