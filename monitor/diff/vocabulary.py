"""The words that weigh in a change: times, counts, units, negations and opposites. Closed tables, each word in lower case.

Times, counts and negations are those of nine languages, all at once, for a page's language is often not said. A word that is
a common one of English is left out of the others' lists ("due" and "once" are numbers in Italian and Spanish).
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def _same(rows: str) -> dict[str, str]:
    """Each word -> the first of its row, which all of the row mean."""
    return {word: row.split()[0] for row in rows.splitlines() for word in row.split()}


# --- times -------------------------------------------------------------------------------------------------------------

_ENGLISH_TIMES = _same("""monday mon mondays
tuesday tue tues tuesdays
wednesday wed weds wednesdays
thursday thu thur thurs thursdays
friday fri fridays
saturday saturdays
sunday sundays
january jan
february feb
april apr
june jun
july jul
august aug
september sept
october oct
november nov
december dec
am a.m
pm p.m
weekend weekends
summer summers
winter winters
autumn autumns""")
_TIMES = frozenset(
    """today tomorrow yesterday tonight midnight noon midday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute morgen gestern übermorgen vorgestern januar februar märz mai juni
    juli oktober dezember frühling frühjahr sommer herbst
    lundi mardi mercredi jeudi vendredi samedi dimanche demain hier aujourd'hui après-demain avant-hier janvier février avril juin juillet août septembre
    octobre novembre décembre printemps l'été d'été automne l'automne d'automne hiver l'hiver d'hiver
    lunes martes miércoles jueves viernes sábado domingo mañana hoy ayer anteayer enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre primavera verano otoño invierno
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira hoje ontem amanhã janeiro fevereiro março maio junho julho setembro outubro novembro
    dezembro verão outono inverno
    lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri domani dopodomani gennaio febbraio aprile maggio giugno luglio settembre ottobre
    dicembre estate autunno
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag gisteren overmorgen januari februari maart mei augustus lente voorjaar zomer
    herfst najaar
    среда среды среду среде средой март марта марте мартом май мая мае маем сегодня завтра вчера послезавтра позавчера
    весна весны весной лето лета летом осень осени осенью зима зимы зимой
    الأحد الاحد الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت اليوم غدا غداً أمس يناير فبراير مارس أبريل ابريل مايو يونيو يوليو
    أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر الربيع الصيف الخريف الشتاء""".split()
)
# Russian bends them: a stem and at most three letters more.
_RUSSIAN_TIMES = tuple("понедельник вторник четверг пятниц суббот воскресень январ феврал апрел июн июл август сентябр октябр ноябр декабр".split())
_CAPITAL_TIMES = _same("""march mar
may
saturday sat
sunday sun
september sep""")  # names of a time only with their capital

DAY_PARTS = frozenset("morning afternoon evening night".split())
SPANS = frozenset(_ENGLISH_TIMES) | DAY_PARTS | frozenset("day days week weeks month months year years quarter spring fall march may".split())
WHICH = frozenset("this next last coming previous following past".split())  # of the day or the week behind it
# "Spring" and "fall" are a time of the year only behind these, or behind "the" and one of these.
BEFORE_SEASON = frozenset("in by until till since during over through throughout this next last early late mid".split())

# --- counts ------------------------------------------------------------------------------------------------------------

_COUNTS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions trillion trillions dozen dozens half halves twice double triple third thirds quarter quarters fourth fifth sixth
    seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert tausend millionen milliarde milliarden
    deux trois quatre cinq sept huit neuf dix onze douze vingt trente quarante cinquante mille milliard milliards
    dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cuarenta cincuenta cien ciento millón millones
    dois duas três quatro sete oito nove dez vinte trinta cem milhão milhões bilhão bilhões
    tre quattro cinque sette otto dieci undici dodici venti trenta cento mila milione milioni miliardo miliardi
    twee drie vijf zes zeven negen tien twaalf twintig dertig honderd duizend miljoen miljard
    два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто тысяч тысячи миллион миллионов миллиард миллиардов
    ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرون مئة ألف مليون مليار""".split()
)
ORDINALS = frozenset(("first", "second"))  # "third" and on are counts
SOFT = frozenset(("first",))  # what comes or goes without another in its place: "the first boats", "the boats"
# "One" is no count beside these: "one of them", "no one", "the one who".
BEFORE_NO_COUNT = frozenset("no any each every this that which the some another".split())
AFTER_NO_COUNT = frozenset("of another that who which can could should would must might may is was has in on to and or such thing".split())

# What a number counts, where it stands right behind it; written out or short, it is the same.
UNITS = _same("""mg milligram milligrams milligramme milligrammes
g gram grams gramme grammes
kg kilogram kilograms kilo kilos
µg mcg microgram micrograms
t ton tons tonne tonnes
lb lbs pound pounds
oz ounce ounces
ml millilitre millilitres milliliter milliliters
l litre litres liter liters
gallon gallons
barrel barrels
mm millimetre millimetres millimeter millimeters
cm centimetre centimetres centimeter centimeters
m metre metres meter meters
km kilometre kilometres kilometer kilometers
inch inches
foot feet ft
yard yards
mile miles mi
m2 m²
m3 m³
km2 km²
acre acres
ha hectare hectares
mph
km/h kmh kph
knot knots
degree degrees °
°c c celsius
°f f fahrenheit
w watt watts
kw kilowatt kilowatts
mw megawatt megawatts
gw gigawatt gigawatts
kwh
mwh
gwh
mb megabyte megabytes
gb gigabyte gigabytes
tb terabyte terabytes
dollar dollars
euro euros
yen
yuan
ruble rubles rouble roubles
rupee rupees
franc francs
peso pesos
crown crowns
cent cents
penny pence
% percent pct
percentage
point points
bn billion
tn trillion
mn mln million
k
am a.m
pm p.m
second seconds sec secs
minute minutes min mins
hour hours hr hrs h
day days
week weeks
month months
year years
decade decades
century centuries""")
SPELLS = frozenset("second minute hour day week month year decade century".split())  # counted by "a" and "an", too

# All that are a number or a time only by the words beside them.
IN_COMPANY = ORDINALS | DAY_PARTS | UNITS.keys() | {"one", "spring", "fall", "minus"}

_CJK_TIMES = "星期[一二三四五六日天]|[周週][一二三四五六日末]|[月火水木金土日]曜日?|今[天日]|明[天日]|昨[天日]|[月火水木金土日]요일|오늘|내일|어제"
CJK = f"(?:{_CJK_TIMES}|[〇零一二三四五六七八九十百千万萬亿億]+|[不没沒未无無非]|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
_CJK_NUMBER = re.compile(f"{_CJK_TIMES}|[〇零一二三四五六七八九十百千万萬亿億]+")


def time_or_count(word: str) -> str | None:
    """What a word names as a time or a count, or None: "Fri" is "friday", "пятницу" and "пятница" are one."""
    low = word.casefold().replace("’", "'")
    known = _ENGLISH_TIMES.get(low)
    if known:
        return known
    if low in _TIMES or low in _COUNTS:
        return low
    if word[0].isupper() and low in _CAPITAL_TIMES:
        return _CAPITAL_TIMES[low]
    if word.isascii():
        return None
    if _CJK_NUMBER.fullmatch(word):
        return word
    if low[0] in "وفبل" and low[1:] in _TIMES:
        return low[1:]
    return next((stem for stem in _RUSSIAN_TIMES if low.startswith(stem) and len(low) <= len(stem) + 3), None)


# --- negations ---------------------------------------------------------------------------------------------------------


def _bent(words: Iterable[str]) -> set[str]:
    """Every regular form of English verbs (and of nouns): forms that do not exist do no harm."""
    forms = set()
    for word in words:
        stem = word.removesuffix("e")
        forms |= {word, word + "s", word + "es", stem + "ed", stem + "ing"}
        if word.endswith("y"):
            forms |= {word[:-1] + "ies", word[:-1] + "ied"}
        if len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in "aeiou":
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


_NOT = frozenset(
    """not no never none nor neither nothing nobody nowhere cannot without hardly barely scarcely rarely seldom
    cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt mustnt neednt aint
    nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts nirgends weder ohne
    pas jamais aucun aucune rien sans
    ningún ninguno ninguna nunca jamás nada nadie tampoco não ninguém nenhum nenhuma sem nem
    non nessun nessuno nessuna niente nulla senza né
    niet geen nooit niemand niets nergens zonder
    не нет ни никогда никто никого ничего без нельзя
    لم لا لن ليس ليست ليسوا دون بدون
    不 没 沒 未 无 無 非""".split()
)
_DENIALS = frozenset(_bent("deny refuse reject refute lack".split())) | frozenset("denial refusal rejection".split())
_WITH_NE = frozenset("point plus personne guère nul nulle".split())  # they negate in French where "ne" stands by


def may_negate(word: str) -> bool:
    """Whether it is worth asking of a word's company whether it negates."""
    return word in _NOT or word in _DENIALS or word in _WITH_NE or word.startswith("fail") or word.endswith("n't") or word[0] in "وف"


def negates(words: list[str], at: int) -> bool:
    """Whether the word at `at` says no to what stands behind it. `words` in lower case, marks straight."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _NOT:
        return not (word == "not" and following in {"only", "least"}) and not (word == "no" and following[:1].isdigit())
    if word.endswith("n't") or word in _DENIALS:
        return True
    if word in _WITH_NE:
        return any(near == "ne" or near.startswith("n'") for near in words[max(0, at - 5) : at + 3])
    if word in {"fail", "fails", "failed", "failing", "failure"}:
        return following == "to"
    return word[0] in "وف" and word[1:] in _NOT


MODALS = frozenset("if unless until will would can could may might must shall should".split())


def turns(word: str) -> bool:
    """Whether a sense hangs on the word: never a misspelling of another."""
    return word in _NOT or word in _DENIALS or word in MODALS or word in _POLES


# --- opposites ---------------------------------------------------------------------------------------------------------

# Of news English; regular forms are made. Nearly every row is a pair that an editor would call the reverse of the story.
_OPPOSITES = """
guilty convict conviction / innocent acquit acquittal exonerate clear
agree agreed accept approve back support endorse welcome favour favor / refuse reject decline oppose disagree veto resist protest object condemn
allow permit legalise legalize let / ban forbid forbade forbidden prohibit bar block outlaw
for / against
confirm admit acknowledge say said tell told / deny dispute refute contradict denial
has have had / lack
few fewer / many more most several numerous
less least / more most much
minority / majority
minimum / maximum
rise rose risen increase climb grow grew grown gain surge soar jump up higher upward raise expand / fall fell fallen decrease decline drop shrink shrank shrunk lose lost plunge slump sink sank down lower downward cut reduce
win won winner victory / lose lost loser defeat loss
above / below
over / under
before / after
earlier / later
early / late
first / last
past / future
ally allies friend / enemy enemies foe adversary rival
open reopen / close shut
begin began begun start launch resume / end stop halt cease finish suspend
continue / stop halt cease
join enter / leave left quit exit
arrive / depart leave left
stay remain / leave left quit go gone
succeed success pass / fail failure
alive survive survivor / dead die died killed kill
true / false untrue
right correct / wrong incorrect
better best good / worse worst bad
strong stronger strengthen / weak weaker weaken
high highest / low lowest
large larger big bigger / small smaller
safe / dangerous
love / hate
peace / war
attack / defend
buy bought buyer / sell sold seller
hire appoint / fire sack dismiss
release free freed / arrest detain jail imprison
import / export
inside / outside
north northern / south southern
east eastern / west western
left / right
public / private
same / different
always / never
all everyone everybody everything / none nobody nothing
with / without
include / exclude
temporary / permanent
voluntary optional / compulsory mandatory
minor / major
tighten / loosen ease
present presence / absent absence
profit / loss
surplus / deficit
praise / condemn criticise criticize
uphold upheld / overturn quash
rich richer / poor poorer
old older / new young younger
long longer / short shorter
hot warm warmer / cold cool cooler
full / empty
lift / impose
borrow / lend lent
plaintiff / defendant
victim / perpetrator suspect
possible / impossible
yes / no
con / sin
mit / ohne
avec / sans
"""
_SMALL = frozenset(frozenset(pair.split()) for pair in ("in out", "on off", "to from"))  # only where one stands in the other's very place
_NEGATIVE = ("un", "in", "im", "ir", "il", "dis", "non", "non-", "de")
_SWAPPED = (("pro", "anti"), ("pre", "post"), ("over", "under"), ("up", "down"), ("in", "out"))


def _poles() -> dict[str, set[tuple[int, int]]]:
    poles: dict[str, set[tuple[int, int]]] = {}
    for row, line in enumerate(_OPPOSITES.strip().splitlines()):
        for pole, words in enumerate(line.split(" / ")):
            for word in words.split():
                for form in _bent([word]) if len(word) > 2 else {word}:
                    poles.setdefault(form, set()).add((row, pole))
    return poles


_POLES = _poles()


def reversed_sense(gone: set[str], come: set[str]) -> bool:
    """Whether a word that went and one that came are opposites: by the table, or by what they begin or end with."""
    left = {pole for word in gone for pole in _POLES.get(word, ())}
    if any((row, 1 - pole) in left for word in come for row, pole in _POLES.get(word, ())):
        return True
    return _built(gone, come) or _built(come, gone)


def _built(words: set[str], others: set[str]) -> bool:
    for word in words:
        if len(word) < 4:
            continue
        if any(prefix + word in others for prefix in _NEGATIVE):
            return True
        if word.endswith("less") and word[:-4] + "ful" in others:
            return True
        if any(word.startswith(a) and len(word) > len(a) + 2 and b + word[len(a) :] in others for a, b in _SWAPPED):
            return True
    return False


def swapped(gone: list[str], come: list[str]) -> bool:
    """Whether "in" stands where "out" stood, or the like: words that are too common to be looked for anywhere."""
    return len(gone) == len(come) and any(frozenset(pair) in _SMALL for pair in zip(gone, come, strict=True))
