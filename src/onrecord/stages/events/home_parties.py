"""Countries of parties that are called by what they are at home: 'the opposition', 'residents', 'the government'.

A government that jails opposition leaders jails its own, strikers who march on parliament march on theirs, and the
residents killed in a raid on a town live there. Nothing is taken from other countries that the sentence names.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.codes.countries import country_by_name
from onrecord.codes.roles import is_part_of_state
from onrecord.codes.word_lists import word_set
from onrecord.schema import Participant

_LOCALS = word_set(
    "resident residents villager villagers citizen citizens civilian civilians people demonstrator demonstrators"
    " protester protesters protestor protestors rioter rioters striker strikers prisoner prisoners inmate inmates voter"
    " voters crowd crowds opposition police policeman policemen parliament government authorities court mayor"
    " shopkeeper shopkeepers farmer farmers worker workers student students teacher teachers rebels insurgents party"
    " parties union unions lawmakers judge youths youth women children men man woman pupils pensioners officials"
    " dissident dissidents activist activists marchers bystanders passers-by worshippers mourners family families"
    " town city village province region district capital area camp"
)
"""Words for people who are taken to be of the country where the deed is done, if nothing else is said of them."""
_BODIES = word_set("government parliament president police opposition authorities cabinet premier king junta regime")
_OWN = frozenset({"OPP", "PTY", "LAB", "EDU", "AGR", "SOC", "REB"})
"""Sectors of those within a state who are not of it."""
_AGAINST_OWN = frozenset({"COERCE", "SANCTION", "CONCEDE"})
"""Deeds of a state against such people: seldom done to those of another."""


def at_home(
    actors: tuple[Participant, ...], recipients: tuple[Participant, ...], type_: str, place: str | None
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Actors and recipients with the countries that follow from what they are.

    ``place``: country of the place where the deed is done, where the text says one.
    """
    if place is not None:
        actors, recipients = _of_the_place(actors, place), _of_the_place(recipients, place)
    return _as_theirs(actors, recipients, type_), _as_theirs(recipients, actors, type_)


def _of_the_place(parties: Sequence[Participant], country: str) -> tuple[Participant, ...]:
    return tuple(
        msgspec.structs.replace(one, country=country)
        if one.country is None and one.sector not in ("MIL", "IGO", "NGO") and _is_local(one)
        else one
        for one in parties
    )


def _is_country(one: Participant) -> bool:
    """True for a state as such: 'Russia', and not 'the Russian government'."""
    return country_by_name(one.name) is not None


def _is_local(one: Participant) -> bool:
    return _head(one) in _LOCALS or any("ethnic " in span.quote for span in one.spans)


def _as_theirs(
    parties: tuple[Participant, ...], others: tuple[Participant, ...], type_: str
) -> tuple[Participant, ...]:
    """The parties, with the country of the others where both can only be of one."""
    countries = {other.country for other in others}
    country = countries.pop() if len(countries) == 1 else None
    if country is None:
        return parties
    of_state = all(is_part_of_state(other.sector) for other in others)
    by_police = all(other.sector in ("COP", "JUD") for other in others)
    within = all(other.sector in _OWN for other in others)

    def theirs(one: Participant) -> bool:
        if one.country is not None:
            return False
        if of_state and type_ in _AGAINST_OWN:
            return one.sector in _OWN or (type_ == "COERCE" and by_police and (one.sector == "CVL" or _is_local(one)))
        if of_state and type_ == "RETREAT" and one.sector in ("OPP", "PTY"):
            return not any(_is_country(other) for other in others)
        return within and one.sector != "IGO" and _head(one) in _BODIES and len(one.name.split()) == 1

    return tuple(msgspec.structs.replace(one, country=country) if theirs(one) else one for one in parties)


def _head(one: Participant) -> str:
    """The last word of the phrase before any preposition."""
    words = (one.spans[-1].quote if one.spans else one.name).lower().split()
    cut = next(
        (at for at, word in enumerate(words) if at and word in ("of", "in", "from", "at", "who", "with")), len(words)
    )
    return words[cut - 1] if words else ""
