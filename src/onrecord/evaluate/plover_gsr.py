"""Plain event coding against the PLOVER gold standard records (322 sentences of the CAMEO manual).

Gold is a JSON list of {"id", "event", "source", "target"}, parties as lists of {"code"}; the DOCUMENT
record is passed over. A prediction gives a sentence's events with type and the countries of actors and
recipients, of which the first three letters count. A *dyad* is right where the actor is a gold source and
the recipient a gold target, or, where gold has no target (mostly mutual agreements), a gold source; an
event with several actors and no recipient is read as each to each. The headline is ``all_three_share``:
sentences with an event of the right category between the right two.

Two tables are made, since gold has the names of 2016: "2016" takes newer names back, "2021" brings both to
the newer names; ``alias`` adds a third that takes JPN, ITA and VNM for the odd JAP, ITL and VTN of the
gold. Two gold records share an id: the events of the second are given as ID#2, else both get the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.figures_of_merit import Scores, f1
from onrecord.evaluate.record_lines import read_bytes, read_record_lines

Scheme: TypeAlias = Literal["2016", "2021"]

NAMES_OF_2021: Mapping[str, str] = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
COUNTRY_ALIASES: Mapping[str, str] = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}

_GOLD_FILE = 'The file is a JSON list of {"id", "event", "source": [{"code"}], "target": [{"code"}]}.'
_PREDICTION_LINE = (
    'A line looks like {"id": "...", "events": [{"type": "ASSAULT", "actor_countries": ["RUS"], '
    '"recipient_countries": ["UKR"]}]}.'
)


class Party(msgspec.Struct, frozen=True):
    """A source or target of a gold record: a country code, or IGO and the like."""

    code: str = ""


class GoldRecord(msgspec.Struct, frozen=True):
    """A gold record; a source or target that is a bare string has no code."""

    id: str
    event: str
    source: tuple[Party, ...] | str | None = None
    target: tuple[Party, ...] | str | None = None
    text: str = ""


class PredictedEvent(msgspec.Struct, frozen=True):
    """An event by its type, mode and countries (or CAMEO actor codes, which begin with the country)."""

    type: str
    mode: str | None = None
    actor_countries: tuple[str, ...] | None = ()
    recipient_countries: tuple[str, ...] | None = ()


class SentencePrediction(msgspec.Struct, frozen=True):
    """The events found in one sentence."""

    id: str
    events: tuple[PredictedEvent, ...] | None = ()


@dataclass(frozen=True)
class _Judged:
    """One sentence: its category, the distinct categories predicted, and those predicted between the right two."""

    category: str
    predicted: Collection[str]
    between_the_right: Collection[str]


def load_gold(path: Path) -> list[GoldRecord]:
    """The records of the gold file but for its DOCUMENT record.

    Raises InputError where it is no such list.
    """
    try:
        records = msgspec.json.decode(read_bytes(path), type=list[GoldRecord])
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise InputError(str(path), str(problem), _GOLD_FILE) from None
    return [record for record in records if record.event != "DOCUMENT"]


def load_predictions(path: Path) -> list[SentencePrediction]:
    """The predictions of a file, one sentence a line. Raises InputError on a bad line."""
    return read_record_lines(path, SentencePrediction, remedy=_PREDICTION_LINE)


def score(gold: Sequence[GoldRecord], predictions: Iterable[SentencePrediction], *, alias: bool = False) -> Scores:
    """{"2016": table, "2021": table} and with ``alias`` "2021+alias".

    A table has the counts and the shares in [0, 1] of sentences with the right category (R, P, F), dyad and
    all three, and "per_class": [gold sentences, category right, all three right] by category.
    """
    listed = list(predictions)
    tables = [score_scheme(gold, listed, scheme="2016"), score_scheme(gold, listed, scheme="2021")]
    if alias:
        tables.append(score_scheme(gold, listed, scheme="2021", alias=True))
    return {table["scheme"]: table for table in tables}


def score_scheme(
    gold: Sequence[GoldRecord],
    predictions: Iterable[SentencePrediction],
    *,
    scheme: Scheme,
    alias: bool = False,
) -> Scores:
    """One table of ``score``: in the names of 2016 or of 2021, with or without the aliases of countries."""
    by_id = {prediction.id: prediction.events or () for prediction in predictions}
    seen: Counter[str] = Counter()
    judged = []
    with_event = 0
    for record in gold:
        seen[record.id] += 1
        events = by_id.get(record.id, ())
        if seen[record.id] == 2:
            events = by_id.get(f"{record.id}#2", events)
        with_event += bool(events)
        judged.append(_judge(record, events, scheme, alias))
    hits = sum(each.category in each.predicted for each in judged)
    given = sum(len(each.predicted) for each in judged)
    dyads = sum(bool(each.between_the_right) for each in judged)
    all_three = sum(each.category in each.between_the_right for each in judged)
    sentences = max(len(gold), 1)
    recall, precision = hits / sentences, hits / max(given, 1)
    return {
        "scheme": f"{scheme}+alias" if alias else scheme,
        "n": len(gold),
        "with_event": with_event,
        "category_hits": hits,
        "predicted_categories": given,
        "R": recall,
        "P": precision,
        "F": f1(precision, recall),
        "dyad": dyads,
        "dyad_share": dyads / sentences,
        "all_three": all_three,
        "all_three_share": all_three / sentences,
        "per_class": _by_category(judged),
    }


def category(name: str, mode: str | None, scheme: Scheme) -> str:
    """The name of an event type in a scheme.

    "2016" tells an investigation from another accusation by its mode.
    """
    upper = name.upper()
    if scheme == "2021":
        return NAMES_OF_2021.get(upper, upper)
    if upper == "ACCUSE":
        return "INVESTIGATE" if (mode or "").lower().startswith("investigat") else "DISAPPROVE"
    return {"REQUEST": "DEMAND", "FIGHT": "ASSAULT"}.get(upper, upper)


def dyads_of(event: PredictedEvent) -> list[tuple[str, str]]:
    """The pairs (actor, recipient) of an event, "" for none.

    Several actors and no recipient: each to each.
    """
    actors = [code[:3].upper() for code in event.actor_countries or ()]
    recipients = [code[:3].upper() for code in event.recipient_countries or ()]
    if not recipients and len(actors) > 1:
        return [(a, b) for a in actors for b in actors if a != b]
    return [(a, b) for a in actors or [""] for b in recipients or [""]]


def _judge(record: GoldRecord, events: Iterable[PredictedEvent], scheme: Scheme, alias: bool) -> _Judged:
    aliases = COUNTRY_ALIASES if alias else {}
    sources, targets = _codes(record.source, aliases), _codes(record.target, aliases)

    def right(actor: str, recipient: str) -> bool:
        actor, recipient = aliases.get(actor, actor), aliases.get(recipient, recipient)
        return actor in sources and recipient in (targets or sources)

    named = [(category(event.type, event.mode, scheme), dyads_of(event)) for event in events]
    return _Judged(
        category(record.event, None, scheme),
        {name for name, _ in named},
        {name for name, dyads in named if any(right(*dyad) for dyad in dyads)},
    )


def _codes(parties: tuple[Party, ...] | str | None, aliases: Mapping[str, str]) -> set[str]:
    codes = {party.code[:3] for party in parties or () if isinstance(party, Party)}
    return {aliases.get(code, code) for code in codes if code}


def _by_category(judged: Iterable[_Judged]) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for each in judged:
        row = table.setdefault(each.category, [0, 0, 0])
        row[0] += 1
        row[1] += each.category in each.predicted
        row[2] += each.category in each.between_the_right
    return dict(sorted(table.items()))
