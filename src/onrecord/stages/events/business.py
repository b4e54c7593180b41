"""Tells the doings of companies, markets and sport from those of politics."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.schema import Participant
from onrecord.stages.events.deeds import Deed
from onrecord.stages.events.lexicon import in_class, noun_classes


def is_private(
    deed: Deed,
    doers: Sequence[Token],
    recipients: Sequence[Token],
    actors: Sequence[Participant],
    targets: Sequence[Participant],
) -> bool:
    """True for the doings of companies, markets and sport: no party of politics, and the sentence speaks of business.

    Attacks and protests are let through: who is private there does not make the deed so.
    """
    named = [*zip(doers, actors, strict=False), *zip(recipients, targets, strict=False)]
    if any(_is_of_politics(token, one) for token, one in named):
        return False
    trade = {word.lemma_.lower() for word in deed.head.sent} & noun_classes()["BUSINESS"]
    firms = bool(named) and all(_is_firm(one) for _, one in named)
    if deed.sense.type in ("PROTEST", "ASSAULT") and deed.head.lemma_ not in ("battle", "fight", "clash", "raid"):
        return len(trade) >= 3
    return firms or len(trade) >= 2


def _is_of_politics(token: Token, one: Participant) -> bool:
    if one.sector is not None:
        return one.sector not in ("BUS", "UNK", "SOC", "AGR", "MED")
    if _is_firm(one):
        return False
    return (
        one.country is not None
        or in_class(token, "TROOPS|OFFICIAL|DIPLOMAT|NORP|GPE")
        or token.lower_ in ("government", "police", "court")
    )


def _is_firm(one: Participant) -> bool:
    if one.sector == "BUS":
        return True
    last = one.name.split()[-1].rstrip(".,").lower() if one.name.split() else ""
    return last in noun_classes()["FIRM"]
