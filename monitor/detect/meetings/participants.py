"""Who meets, and where: the phrases of an event resolved to the persons and bodies of the document."""

from __future__ import annotations

from monitor.detect.meetings.cast import Cast
from monitor.detect.meetings.company import Event
from monitor.detect.meetings.phrases import PLACE_PREPS, Chunk, nation_of
from monitor.detect.meetings.sentence import Sentence
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.voices import Voice
from monitor.detect.meetings.words import CITY_OF, GO, KNOWN_ALONE, MEDIA, RULERS, SAY, SEATS, VISIT_NOUNS
from monitor.text import name_key, same_name


def speaker_of(s: Sentence, said: Voice | None, cast: Cast) -> str | None:
    if said is None:
        return None
    source = Source(s.toks, s.found, said)
    if (MEDIA - {"agency", "press"}).intersection(source.words) and not source.speaks:
        return None
    if (apposed := source.apposed) is not None and said.last < said.verb and cast.is_person(apposed) and not any(c.possessive and cast.is_person(c) for c in source.inside):
        return cast.fullest(apposed.name)  # "the agency's head, Jo Do, wrote"
    for chunk in source.inside:
        if source.itself(chunk):
            if cast.is_person(chunk):
                return cast.fullest(chunk.name)
            if chunk.kind == "name" and len(chunk.name.split()) == 1 and chunk.name.lower() not in MEDIA:
                return chunk.name
            if chunk.kind == "title":
                return _holder(s, chunk, cast)
            if chunk.kind == "pronoun" and chunk.name.lower() in {"he", "she"}:
                return next((n for n in reversed(cast.recent) if cast.fits(chunk.name.lower(), n)), None)
    return None


def parties_of(s: Sentence, event: Event, cast: Cast, speaker: str | None, said: Voice | None) -> tuple[list[str], int]:
    """(the parties in their fullest form, how many of them are named)."""
    parties: list[str] = []
    named = 0
    met = [cast.fullest(c.name) for c in event.objects if cast.is_person(c)]
    theirs = [cast.fullest(c.name) for c in s.found if said and said.first <= c.first < said.last and (c.possessive or c.prep in {"for", "of"}) and (cast.is_person(c) or _famous(c))]
    for chunk in [*event.subject, *event.objects]:
        if event.kind == "visit" and chunk in event.objects and (nation_city(chunk.name) or chunk.name.lower() in SEATS):
            continue
        for name, known in _members(s, chunk, cast, speaker or next(iter(theirs), None), [*parties, *(met if chunk in event.subject else [])]):
            if not any(same_name(name, p) for p in parties):
                parties.append(name)
                named += known
    if event.kind == "noun" and not event.subject and len(parties) == 1 and theirs and not same_name(theirs[0], parties[0]):
        parties.append(theirs[0])  # "her spokesman would not say whether the meeting with B stands": implied, and not counted as named
    host = _host(s, event, cast, speaker, parties)
    if host is not None and not any(same_name(host, p) for p in parties):
        parties.append(host)
        named += 1
    return parties, named


def _famous(chunk: Chunk) -> bool:
    """A ruler known by the bare surname, whom the text gives no other name."""
    return chunk.kind == "name" and name_key(chunk.name) in KNOWN_ALONE


def _members(s: Sentence, chunk: Chunk, cast: Cast, speaker: str | None, have: list[str]) -> list[tuple[str, bool]]:
    if chunk.kind == "pair" and chunk.nations:  # "the US and Russian presidents"
        held_by = [(cast.holder(chunk.titles, (nation,)), nation) for nation in chunk.nations]
        return [(name or _of_nation(nation, " ".join(chunk.titles)), name is not None) for name, nation in held_by]
    if chunk.kind == "pair":
        here = list(dict.fromkeys(cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.kind in {"person", "name"}))
        two = here if len(here) == 2 and not cast.recent else cast.two()
        return [(n, True) for n in two] if len(two) == 2 else [(chunk.name, False)]
    if chunk.kind == "pronoun":
        return _pronoun(s, chunk, cast, speaker, have)
    if chunk.kind == "title":
        held = _holder(s, chunk, cast, speaker)
        if held is None and chunk.titles == ("pope",):  # there is one
            return [("Pope", True)]
        if held is None and chunk.nations and s.toks[max(0, chunk.begin - 1)].low not in _NOT_IN_OFFICE:
            return [(_of_nation(chunk.nations[0], _whole(s, chunk)), False)]
        return [(held, True)] if held else [(_whole(s, chunk), False)]
    if chunk.kind == "group":
        return [(chunk.name, False)]
    return [(cast.fullest(chunk.name), True)]


def _of_nation(nation: str, title: str) -> str:
    return f"{nation.title()}{'’' if nation.endswith('s') else '’s'} {title}"


def _holder(s: Sentence, chunk: Chunk, cast: Cast, speaker: str | None = None) -> str | None:
    """Who is meant by a title: in the words of a ruler or of her office the one who speaks, where the title is hers; else the one
    who bears it. Nobody for "the former president", "the next prime minister"."""
    if {s.toks[k].low for k in range(chunk.begin, chunk.first)} & _NOT_IN_OFFICE or s.toks[max(0, chunk.begin - 1)].low in _NOT_IN_OFFICE:
        return None
    wanted = RULERS.intersection(chunk.titles)
    if speaker and wanted and not chunk.nations and wanted <= cast.titles(speaker):
        return speaker
    return cast.holder(chunk.titles, chunk.nations, {cast.fullest(c.name) for c in s.found if cast.is_person(c)})


_NOT_IN_OFFICE = frozenset("former ex then late incoming outgoing next new vice deputy acting interim exiled self-proclaimed".split())


def _whole(s: Sentence, chunk: Chunk) -> str:
    return " ".join(t.text for t in s.toks[chunk.first : chunk.last])


def _pronoun(s: Sentence, chunk: Chunk, cast: Cast, speaker: str | None, have: list[str]) -> list[tuple[str, bool]]:
    low = chunk.name.lower()
    told = {c.first for c in s.found if c.begin and s.toks[c.begin - 1].low in {"told", "tells", "tell"}}  # whom it is told is not whom it is told of
    if low in {"i", "we", "me", "myself"}:
        return [(speaker, True)] if speaker else []
    if low in {"they", "them"}:
        here = list(dict.fromkeys(cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.kind in {"person", "name"} and not c.possessive and not _speaks(s, c)))
        recent = here if len(here) == 2 else [n for n in cast.recent[-2:] if n not in have]
        return [(n, True) for n in recent] if len(recent) == 2 else []
    if (ahead := _ahead(s, chunk, cast)) is not None and ahead not in have and cast.fits(low, ahead):
        return [(ahead, True)]
    here = [cast.fullest(c.name) for c in s.found if c.first < chunk.first and c.first not in told and cast.is_person(c) and not c.possessive and c.prep not in {"in", "of", "with", "for", "by"} and not _is_channel(s, c)]
    if not here:
        here = [cast.fullest(c.name) for c in s.found if c.first < chunk.first and cast.is_person(c) and c.prep == "by"]
    if not here and not speaker:
        here = [c.name for c in s.found if c.first < chunk.first and c.kind == "name" and not c.possessive and c.prep not in PLACE_PREPS | {"of", "with", "by"} and not (c.first == 0 and c.last == 1) and not _is_channel(s, c)][-1:]
    here, recent = ([n for n in names if n not in have and cast.fits(low, n)] for names in ([*here, *([speaker] if speaker and not here else [])], cast.recent))
    options = here or recent
    return [(options[-1], True)] if options else [(chunk.name.lower(), False)]


def _is_channel(s: Sentence, chunk: Chunk) -> bool:
    """Where somebody says it: "wrote on Truth Social", "in a post on Telegram"."""
    before = s.toks[chunk.begin - 2].low if chunk.begin > 1 else ""
    return chunk.prep in {"on", "via"} and (before in SAY or before in _POSTS)


_POSTS = frozenset("post posts posted message messages video statement account live".split())


def _speaks(s: Sentence, chunk: Chunk) -> bool:
    return chunk.last < len(s.toks) and s.toks[chunk.last].low in {"said", "says", "told", "added"}


_OPENINGS = frozenset("following after before during ahead in at amid despite when while as since until upon speaking".split())


def _ahead(s: Sentence, chunk: Chunk, cast: Cast) -> str | None:
    """"After his talks with A, B flew home": whom the sentence names behind its opening, where it is a person and nobody is named before."""
    if s.toks[0].low not in _OPENINGS or any(c.first < chunk.first and cast.is_person(c) for c in s.found):
        return None
    comma = next((k for k in range(chunk.last, len(s.toks)) if s.toks[k].text == ","), len(s.toks))
    subject = next((c for c in s.found if c.first > comma), None)
    return cast.fullest(subject.name) if subject is not None and subject.begin == comma + 1 and cast.is_person(subject) and not subject.possessive else None


def _host(s: Sentence, event: Event, cast: Cast, speaker: str | None, parties: list[str]) -> str | None:
    """Whom a visit is paid to: the nation visited, the holder of the house, or the speaker who says "come to"."""
    if event.kind not in {"visit", "go"} and event.word not in VISIT_NOUNS:
        return None
    for chunk in s.found:  # "at the invitation of Jo Do"
        if chunk.prep == "of" and chunk.begin > 1 and s.toks[chunk.begin - 2].low == "invitation" and cast.is_person(chunk):
            return cast.fullest(chunk.name)
    for chunk in s.found:
        if (chunk.first > event.at and chunk.prep == "to") or (event.kind == "visit" and chunk.first > event.at and chunk.begin == event.at + 1) or (
            event.kind == "go" and chunk.first > event.at and chunk.prep == "to"
        ):
            seat = SEATS.get(chunk.name.lower())
            if seat is not None:
                if event.word in GO and event.word.startswith(("com", "cam")) and speaker and speaker not in parties:
                    return speaker
                return cast.holder(seat[2].split()) or chunk.name
            nation = nation_of(chunk.name)
            return chunk.name if nation and chunk.name.lower() != nation_city(chunk.name) else None
    return None


def nation_city(name: str) -> str | None:
    """The name itself where it is a capital and no nation."""
    return name.lower() if name.lower() in CITY_OF else None


def place_of(s: Sentence, event: Event) -> str | None:
    """Where: the first "in" or "at" phrase behind the event, else a destination; "the White House in Washington" is both."""
    picked: list[Chunk] = []
    for chunk in s.found:
        if chunk.first <= event.at or chunk in event.objects:
            continue
        if chunk.kind in {"place", "org", "name"} and chunk.prep in ({"in", "at"} | ({"to"} if event.kind in {"visit", "go", "host"} or event.word in VISIT_NOUNS else set())):
            if picked and chunk.begin - picked[-1].last > 3:
                break
            picked.append(chunk)
            if len(picked) == 2:
                break
        elif picked:
            break
    if not picked and event.kind == "visit":
        picked = [c for c in event.objects if c.kind in {"place", "nation", "org"}][:1]
    return ", ".join(c.name for c in picked) or None
