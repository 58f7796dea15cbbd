"""The verbs and nouns that say how a meeting stands, by their base forms."""

from __future__ import annotations

_IRREGULAR = {
    "meet": "met", "hold": "held", "have": "has had having", "see": "saw seen", "sit": "sat sitting", "pay": "paid", "begin": "began begun beginning",
    "make": "made making", "come": "came coming", "go": "goes went gone", "fly": "flew flown", "say": "said", "tell": "told", "put": "putting",
    "speak": "spoke spoken", "shrink": "shrank", "get": "got getting", "leave": "left", "take": "took taken", "give": "gave given", "find": "found", "set": "setting",
    "forgo": "forwent", "seek": "sought", "think": "thought", "mean": "meant", "lead": "led", "do": "does did done", "be": "is are was were been being am",
    "withdraw": "withdrew withdrawn", "freeze": "froze frozen", "stand": "stood", "break": "broke broken", "fall": "fell fallen", "shake": "shook shaken",
    "write": "wrote written", "know": "knew known", "feel": "felt", "forbid": "forbade forbidden", "let": "letting", "cut": "cutting", "quit": "quitting",
    "drop": "dropped dropping", "scrap": "scrapped scrapping", "plan": "planned planning", "visit": "visited visiting", "rule": "ruled ruling",
    "cancel": "canceled cancelled canceling cancelling", "travel": "traveled travelled traveling travelling", "confer": "conferred conferring",
    "defer": "deferred deferring", "skip": "skipped skipping", "slip": "slipped slipping", "axe": "axed axing", "scrub": "scrubbed scrubbing",
    "pencil": "penciled pencilled", "commit": "committed committing", "schedule": "scheduled scheduling", "nix": "nixed nixes", "bin": "binned binning",
    "resume": "resumed resuming", "host": "hosted hosting", "offer": "offered offering", "wrap": "wrapped wrapping", "shelve": "shelved shelving",
    "reset": "resetting", "hear": "heard", "keep": "kept", "bring": "brought", "run": "ran running", "bump": "bumped bumping", "greet": "greeted greeting", "mull": "mulled mulling",
    "forswear": "forswore", "shun": "shunned shunning", "stop": "stopped stopping", "pull": "pulled pulling", "back": "backed backing", "ban": "banned banning",
}  # fmt: skip


def _forms(base: str) -> set[str]:
    """The base form, -s, -ed and -ing of a verb, by the rules of spelling; irregular ones from the table."""
    s = base + "es" if base.endswith(("s", "x", "z", "ch", "sh")) else base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
    made = {base, s}
    if base.endswith("e"):
        made |= {base + "d", base + "ing" if base.endswith("ee") else base[:-1] + "ing"}
    elif base.endswith("y") and base[-2] not in "aeiou":
        made |= {base[:-1] + "ied", base + "ing"}
    else:
        made |= {base + "ed", base + "ing"}
    return made | set(_IRREGULAR.get(base, "").split())


def _verbs(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEET = _verbs("meet confer huddle convene")
SEE = _verbs("see")  # a meeting where whom it names is a person
SIT = _verbs("sit")  # with "down"
VISIT = _verbs("visit")
HOST = _verbs("host welcome receive greet")
TRAVEL = _verbs("travel fly go head come arrive journey return land leave depart move jet")
HOLD = _verbs("hold have attend conduct begin start open resume continue pay make undertake chair join do get grant enter take finish conclude end complete wrap restart relaunch kick")
CANCEL = _verbs("cancel scrap abandon abort axe nix ditch bin torpedo scupper scrub rescind revoke boycott skip drop shun forgo kill")
POSTPONE = _verbs("postpone delay reschedule defer adjourn suspend shelve mothball pause freeze bump slip rearrange")
REFUSE = _verbs("refuse decline reject deny avoid dismiss shun spurn snub rebuff forbid")
SCHEDULE = _verbs("schedule set slate book fix arrange slot bind tap plan confirm announce")
AGREE = _verbs("agree accept vow pledge promise commit")
HEDGE = _verbs(
    """hope want wish intend expect seek offer ask invite urge propose consider push try aim look like love request call demand suggest threaten volunteer prepare
    attempt need mull weigh discuss explore wait press encourage appeal tell order send allow enable help permit let authorize authorise empower believe think doubt
    guess suspect assume suppose hint float anticipate predict fear desire speculate wonder question debate decide choose tend seem appear rumor rumour allege imagine
    work strive struggle fail clamor beg plead lobby pressure persuade convince entice lure envisage foresee contemplate pencil moot tout"""
)
SAY = _verbs(
    """say tell announce confirm report state reveal disclose write post tweet add note quote declare indicate signal insist reply explain inform acknowledge
    reiterate maintain stress claim understand learn hear know warn argue cite repeat mention observe recall remark emphasize emphasise advise brief notify concede
    admit promise respond answer comment detail"""
)
LEMMA: dict[str, str] = {}
for _base in sorted(
    MEET | SEE | SIT | VISIT | HOST | TRAVEL | HOLD | CANCEL | POSTPONE | REFUSE | SCHEDULE | AGREE | HEDGE | SAY
    | _verbs("secure be call turn put rule pull back withdraw break fall happen occur proceed give keep bring push lunch dine collapse stall focus last follow produce fail end cover center centre include address aim deal")
):  # fmt: skip
    for _form in _forms(_base):
        LEMMA.setdefault(_form, _base)
LEMMA.update({"left": "leave", "held": "hold", "met": "meet", "saw": "see", "means": "mean"})

# Verb and particle
OFF = {("call", "off"): "cancel", ("pull", "out"): "cancel", ("back", "out"): "cancel", ("put", "off"): "postpone", ("put", "back"): "postpone", ("push", "back"): "postpone",
       ("break", "off"): "cancel", ("rule", "out"): "refuse", ("drop", "out"): "cancel", ("fall", "through"): "cancel", ("hold", "off"): "postpone", ("move", "back"): "postpone",
       ("bring", "forward"): "postpone", ("turn", "down"): "refuse", ("kill", "off"): "cancel"}  # fmt: skip


def lemma(form: str) -> str:
    """The base form of a verb that is known here, else the form itself."""
    return LEMMA.get(form, form)
