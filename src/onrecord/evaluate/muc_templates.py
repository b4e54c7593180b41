"""From the record of a dispatch to MUC-4 templates: deeds that are one incident merged, and their slots filled."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.codes.countries import capital_of, country_by_name
from onrecord.codes.word_lists import word_set
from onrecord.document import TOKENS, Document
from onrecord.evaluate import muc
from onrecord.evaluate.figures_of_merit import Scores
from onrecord.evaluate.muc import ConfidenceAnswer, ConfidenceQuestion, Templates
from onrecord.evaluate.muc_classes import (
    EXPLOSIVES,
    FIGHTERS,
    SOLDIERS,
    is_of_state,
    is_person_word,
    target_type,
    victim_type,
)
from onrecord.evaluate.muc_confidence import confidence_of
from onrecord.evaluate.muc_deeds import Deed, Instrument, deeds, is_generic, is_perpetrator
from onrecord.evaluate.muc_dispatches import Dateline
from onrecord.evaluate.muc_notation import (
    PredictedTarget,
    PredictedTemplate,
    PredictedVictim,
    template_of_prediction,
)
from onrecord.evaluate.muc_perpetrators import (
    Blame,
    NamedOrganisation,
    blames,
    claims_and_accusations,
    only_armed_group,
    organisations,
)
from onrecord.evaluate.muc_phrases import Party, nation_name
from onrecord.schema import Place
from onrecord.stages.places.gazetteer import gazetteer, name_key

COUNTRIES = ("ARG", "BOL", "CHL", "COL", "ECU", "SLV", "GTM", "HND", "PER")
"""The countries whose incidents MUC-4 asks for."""
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_OLDEST = dt.timedelta(days=75)
"""Incidents of over about two months before the dispatch count only where they are told as news."""
_KIND_IN_WORDS = {"city": "CITY", "region": "DEPARTMENT", "mountain": "MOUNTAIN", "water": "RIVER", "other": "PLACE"}
_SURE_MODES = ("asserted", "denied")
_EMPTY_HEADS = word_set("member members group groups band column unit units elements troops squad cell")
_INSURGENTS = word_set("guerrilla guerrillas rebel rebels insurgent insurgents commandos commandoes commando")
_NO_VICTIM = word_set("body bodies attack crime it which that responsibility life lives death deaths rights")


@dataclass
class Victim:
    """A person or group whom an incident befell."""

    party: Party
    effect: str | None


@dataclass
class Incident:
    """Deeds that are one and the same."""

    kind: str
    deeds: list[Deed]
    victims: list[Victim] = field(default_factory=list)
    targets: list[Victim] = field(default_factory=list)
    perpetrators: list[Party] = field(default_factory=list)
    blames: list[Blame] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    date: tuple[str, str] | None = None
    place: Place | None = None


@dataclass(frozen=True)
class DispatchPrediction:
    """What the record of one dispatch comes to in MUC-4's terms."""

    id: str
    templates: tuple[PredictedTemplate, ...]
    answers: tuple[ConfidenceAnswer, ...] = ()
    """The confidence class of each organisation asked for."""

    def as_line(self) -> dict[str, object]:
        """The prediction as the MUC-4 scorer reads it, with the answers beside."""
        return {
            "id": self.id,
            "templates": [_filled(template) for template in self.templates],
            "confidence": msgspec.to_builtins(self.answers),
        }


def _filled(template: PredictedTemplate) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(template)
    return {name: value for name, value in fields.items() if value is not None}


def to_templates(
    name: str, line: Dateline, questions: Sequence[ConfidenceQuestion], document: Document
) -> DispatchPrediction:
    """The templates of a dispatch, and the confidence class of each organisation that the questions name."""
    found = (each for each in incidents(document) if _counts(each, document, line))
    answers = (
        ConfidenceAnswer(name, each.template, each.organisations[0], confidence_of(document, each.organisations))
        for each in questions
    )
    return DispatchPrediction(name, tuple(_template(each, document, line) for each in found), tuple(answers))


def score(gold: Sequence[Templates], predictions: Iterable[DispatchPrediction]) -> Scores:
    """The figures of ``muc.score``, and those of ``muc.score_confidence`` as "confidence given organisation"."""
    listed = list(predictions)
    templates = (Templates(each.id, tuple(map(template_of_prediction, each.templates))) for each in listed)
    answers = [answer for each in listed for answer in each.answers]
    return {**muc.score(gold, templates), "confidence given organisation": muc.score_confidence(gold, answers)}


def incidents(document: Document) -> list[Incident]:
    """The incidents of a dispatch in the order in which the text first tells of them."""
    named = organisations(document)
    found: list[Incident] = []
    for deed in deeds(document):
        if not _is_told(deed):
            continue
        home = next((each for each in reversed(found) if _belongs(deed, each)), None)
        if home is None:
            if deed.weak and not deed.patients:
                continue
            home = Incident(deed.incident, [])
            found.append(home)
        _add(home, deed, document, named)
    for blame in claims_and_accusations(document, named):
        _attach(blame, found)
    rebels = only_armed_group(document, named)
    for each in found:
        words = {word for party in each.perpetrators for word in party.words}
        if rebels is not None and not each.blames and words & _INSURGENTS:
            each.blames.append(Blame(rebels, each.deeds[0].sentence))
    return found


def _is_told(deed: Deed) -> bool:
    """Whether the text tells the deed as one that was done, tried or threatened."""
    fact = deed.factuality
    if fact.polarity == "-" and fact.mode != "denied" and deed.event is not None and not deed.foiled:
        return False
    return fact.mode in (*_SURE_MODES, "threatened") or deed.event is None


# ---------------------------------------------------------------- merging


def _belongs(deed: Deed, incident: Incident) -> bool:
    """Whether a deed is a mention, or a part, of an incident told before."""
    last = incident.deeds[-1]
    same_sentence = any(each.sentence.start == deed.sentence.start for each in incident.deeds)
    near = deed.sentence.first - last.sentence.last < 120
    if deed.incident != incident.kind:
        mixed = {deed.incident, incident.kind}
        if not (deed.weak or mixed == {"ATTACK", "BOMBING"}):
            return False
        if not (same_sentence or (deed.definite and near) or (deed.weak and near)):
            return False
    if _conflict(deed, incident):
        return False
    if same_sentence or deed.weak:
        return same_sentence or near
    if _share_parties(deed, incident):
        return True
    new = [each for each in deed.patients if _is_victim(each) or _thing(each) is not None]
    if not new:
        return True
    return deed.definite or deed.sentence.paragraph == last.sentence.paragraph


def _conflict(deed: Deed, incident: Incident) -> bool:
    if deed.date and incident.date and not _overlap(deed.date, incident.date):
        return True
    if deed.place and incident.place and deed.place.name != incident.place.name:
        finer = {"country", "region"}
        return deed.place.kind not in finer and incident.place.kind not in finer
    return False


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _share_parties(deed: Deed, incident: Incident) -> bool:
    before = [each.party for each in (*incident.victims, *incident.targets)]
    return any(_is_same(one, other) for one in deed.patients for other in before)


def _is_same(one: Party, other: Party) -> bool:
    if one.head == other.head:
        return True
    if one.name and other.name:
        return one.name.split()[-1] == other.name.split()[-1] or bool(_long(one.name) & _long(other.name))
    if one.name or other.name:
        return False
    same = one.words[-1:] == other.words[-1:]
    return same and (one.number == other.number or "PLURAL" in (one.number, other.number))


def _long(name: str) -> set[str]:
    return {word for word in name.split() if len(word) > 3}


def _add(incident: Incident, deed: Deed, document: Document, named: Sequence[NamedOrganisation]) -> None:
    incident.deeds.append(deed)
    if deed.incident == "BOMBING" and incident.kind == "ATTACK":
        incident.kind = "BOMBING"
    incident.date = incident.date or deed.date
    if deed.place is not None and (incident.place is None or incident.place.kind == "country"):
        incident.place = deed.place
    for party in deed.patients:
        if _thing(party) is not None:
            _merge(incident.targets, party, deed.physical)
        elif _is_victim(party):
            effect = deed.human if incident.kind != "KIDNAPPING" or deed.human != "DEATH" else "DEATH"
            _merge(incident.victims, party, effect)
    for party in deed.agents:
        if is_perpetrator(party) and not any(_is_same(party, each) for each in incident.perpetrators):
            incident.perpetrators.append(party)
    incident.blames.extend(blames(document, deed, named))
    for instrument in deed.instruments:
        if all(instrument.text != each.text for each in incident.instruments):
            incident.instruments.append(instrument)


def _merge(into: list[Victim], party: Party, effect: str | None) -> None:
    for each in into:
        if _is_same(each.party, party):
            each.effect = "DEATH" if "DEATH" in (effect, each.effect) else each.effect or effect
            if party.name and each.party.name and len(party.name) > len(each.party.name):
                each.party = party
            return
    into.append(Victim(party, effect))


def _attach(blame: Blame, found: Sequence[Incident]) -> None:
    """Ties a claim or accusation to the incident told last before it, or to the first one."""
    before = [each for each in found if each.deeds[0].sentence.start <= blame.sentence.start]
    for incident in (before[-1:] or found[:1]) if found else ():
        incident.blames.append(blame)


def _thing(party: Party) -> str | None:
    if party.name is not None and not set(party.words[-1:]) & set(_last_words(party)):
        return None
    words = list(party.words)
    return target_type(words[-1], words[:-1]) if words else None


def _last_words(party: Party) -> list[str]:
    return [word.lower() for word in (party.description or party.name or "").split()[-1:]]


def _is_victim(party: Party) -> bool:
    if is_generic(party) or set(party.words[-1:]) & _NO_VICTIM:
        return False
    return party.name is not None or any(is_person_word(word) for word in party.words)


# ---------------------------------------------------------------- which count


def _counts(incident: Incident, document: Document, line: Dateline) -> bool:
    country = _country(incident, line)
    if country is not None and country not in COUNTRIES:
        return False
    published = document.article.published
    if incident.date and published:
        age = dt.date.fromisoformat(published) - dt.date.fromisoformat(incident.date[1])
        if age > _OLDEST:
            return False
    if all(each.factuality.time_frame == "history" for each in incident.deeds):
        return False
    victims = _countable_victims(incident)
    if not victims and not incident.targets:
        recorded = any(each.event is not None for each in incident.deeds)
        return incident.kind == "BOMBING" and recorded and incident.date is not None
    if all(each.weak for each in incident.deeds) and not incident.perpetrators and not incident.instruments:
        return any(each.event is not None for each in incident.deeds) and bool(victims)
    return True


def _countable_victims(incident: Incident) -> list[Victim]:
    """Victims but for fighters, and for soldiers, whom MUC-4 leaves out as parties to a fight."""
    found = []
    for each in incident.victims:
        words = set(each.party.words)
        if words & FIGHTERS or (words & SOLDIERS and each.party.name is None and incident.kind == "ATTACK"):
            continue
        if any(_is_same(each.party, one) for one in incident.perpetrators):
            continue
        found.append(each)
    return found


# ---------------------------------------------------------------- filling


def _template(incident: Incident, document: Document, line: Dateline) -> PredictedTemplate:
    country = _country(incident, line)
    victims = _countable_victims(incident)
    named = _distinct(incident.blames)
    perpetrators = [each for each in incident.perpetrators if not _is_organisation(each, named)]
    instruments = [each for each in incident.instruments if incident.kind != "BOMBING" or each.kind in EXPLOSIVES]
    if incident.kind in ("KIDNAPPING", "ARSON", "ROBBERY"):
        instruments = []
    return PredictedTemplate(
        incident_type=incident.kind,
        date=_date(incident, document),
        location=_location(incident, country),
        stage=_stage(incident),
        category=_category(incident, named),
        instrument_id=tuple(each.text for each in instruments) or None,
        instrument_type=tuple((each.kind, each.text) for each in instruments) or None,
        perp_individual=tuple(dict.fromkeys(_with_body(each, document) for each in perpetrators)) or None,
        perp_org=tuple(each.organisation.name for each in named) or None,
        perp_org_confidence=tuple(
            (confidence_of(document, (each.organisation.name,)), each.organisation.name) for each in named
        )
        or None,
        targets=tuple(_targets(incident, country)) or None,
        victims=tuple(_victims(victims, country)) or None,
    )


def _with_body(party: Party, document: Document) -> str:
    """The words for a perpetrator, with what he belongs to where the head alone says nothing ("members of the ELN")."""
    head = document[TOKENS][party.head]
    if party.name is not None or head.lower_ not in _EMPTY_HEADS:
        return party.text
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.i - head.i < 9:
                    return re.sub(r"\s+", " ", document[TOKENS][party.head : inner.i + 1].text).upper()
    return party.text


def _distinct(found: Sequence[Blame]) -> list[Blame]:
    """One blame an organisation."""
    kept: dict[str, Blame] = {}
    for blame in found:
        kept.setdefault(blame.organisation.actor or blame.organisation.name, blame)
    return list(kept.values())


def _is_organisation(party: Party, named: Sequence[Blame]) -> bool:
    return any(blame.organisation.first <= party.head < blame.organisation.last for blame in named)


def _country(incident: Incident, line: Dateline) -> str | None:
    if incident.place is not None and incident.place.country:
        return incident.place.country
    return country_of_dateline(line)


def country_of_dateline(line: Dateline) -> str | None:
    """The country a dispatch comes from: the one in brackets, or that of its city; None where there is neither."""
    if line.country:
        return country_by_name(line.country.title())
    if not line.city:
        return None
    capital = capital_of(line.city.title())
    if capital:
        return capital
    matches = [match.entry for match in gazetteer().named(name_key(line.city)) if match.entry.letter in "PR"]
    local = [entry for entry in matches if entry.country in COUNTRIES]
    best = max(local or matches, key=lambda entry: entry.population, default=None)
    return best.country if best else None


def _location(incident: Incident, country: str | None) -> str | None:
    if country is None:
        return None
    place = incident.place
    if place is None or place.kind == "country" or place.country != country:
        return nation_name(country)
    name = re.sub(r" (?:DEPARTMENT|PROVINCE|CITY|MUNICIPALITY)$", "", _plain(place.spans[0].quote))
    return f"{nation_name(country)}: {name} ({_KIND_IN_WORDS.get(place.kind, 'CITY')})"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", re.sub(r"\s+", " ", name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()


def _date(incident: Incident, document: Document) -> str | None:
    published = document.article.published
    if incident.date is not None:
        first, last = (dt.date.fromisoformat(day) for day in incident.date)
        if first == last:
            return _day(first)
        if (last - first).days <= 31:
            return f"{_day(first)} - {_day(last)}"
    return f"- {_day(dt.date.fromisoformat(published))}" if published else None


def _day(day: dt.date) -> str:
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year % 100:02}"


def _stage(incident: Incident) -> str:
    if all(each.factuality.mode == "threatened" for each in incident.deeds):
        return "THREATENED"
    if any(each.foiled for each in incident.deeds):
        return "ATTEMPTED"
    return "ACCOMPLISHED"


def _category(incident: Incident, named: Sequence[Blame]) -> str:
    words = [word for each in incident.perpetrators for word in each.words]
    words += [word for blame in named for word in blame.organisation.name.split()]
    rebel = any(word.lower() in ("liberation", "front", "people's") for word in words)
    return "STATE-SPONSORED VIOLENCE" if is_of_state(words) and not rebel else "TERRORIST ACT"


def _targets(incident: Incident, country: str | None) -> Iterator[PredictedTarget]:
    for each in incident.targets:
        party = each.party
        yield PredictedTarget(
            id=party.text,
            type=_thing(party),
            number=party.number,
            nation=_foreign(party, country),
            effect=each.effect or ("SOME DAMAGE" if incident.kind in ("BOMBING", "ARSON") else None),
        )


def _victims(found: Iterable[Victim], country: str | None) -> Iterator[PredictedVictim]:
    for each in found:
        party = each.party
        yield PredictedVictim(
            name=party.name,
            description=party.description,
            type=victim_type(party.words, former=party.former),
            number=party.number,
            nation=_foreign(party, country),
            effect=each.effect,
        )


def _foreign(party: Party, country: str | None) -> str | None:
    foreign = [code for code in party.nations if code != country]
    return nation_name(foreign[0]) if foreign and country else None
