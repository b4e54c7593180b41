"""Place names and where they lie, against LGL and GeoVirus.

A gold line is {"id", "text", "places": [{"start", "end", "text", "geonameid", "lat", "lon", "country",
"kind"}]}. Gold without coordinates counts for recognition only; "optional": true is neither missed nor
spurious. Gold and predictions are paired one to one: the same span first, then the longest overlap.

The error of a pair is 0 km where both have the same GeoNames id or are the same country, else the great-
circle distance. ``accuracy161`` is the share of gold places with coordinates that were found and put within
161 km (100 miles); ``end_to_end`` asks the same of precision and recall; ``mean_km`` and ``median_km`` are
over the places found and located; ``recognition`` and ``exact_span`` do not look at the location.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.evaluate.figures_of_merit import (
    NEAR_KM,
    Miss,
    Scores,
    great_circle_km,
    greedy_pairs,
    ratio,
    rounded_percent,
    rounded_percentages,
)
from onrecord.evaluate.geonames_countries import country_of_geonames_id
from onrecord.evaluate.record_lines import read_record_lines

_GOLD_LINE = (
    'A line looks like {"id": "p1", "text": "...", "places": [{"start": 0, "end": 4, "geonameid": 703448, '
    '"lat": 50.45, "lon": 30.52, "country": "UA", "kind": "place"}]}.'
)
_PREDICTION_LINE = (
    'A line looks like {"id": "p1", "places": [{"start": 0, "end": 4, "geonameid": 703448, "lat": 50.45, '
    '"lon": 30.52, "country": "UA"}]}.'
)


class Place(msgspec.Struct, frozen=True):
    """A place name, gold or predicted, with its location where there is one.

    ``lat`` and ``lon`` are in degrees, ``country`` is an ISO 3166-1 alpha-2 code; ``kind`` "country" says
    that the place is that country. A predicted place may have any of these null: found and not located.
    """

    start: int
    end: int
    geonameid: int | str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    kind: str | None = None
    optional: bool | None = False


class GoldText(msgspec.Struct, frozen=True):
    """A text with its places."""

    id: str
    text: str
    places: tuple[Place, ...]


class TextPrediction(msgspec.Struct, frozen=True):
    """The places found in one text."""

    id: str
    places: tuple[Place, ...] | None = ()


def load_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldText, remedy=_GOLD_LINE)


def load_predictions(path: Path) -> list[TextPrediction]:
    """The predictions of a file, one text a line. Raises InputError on a bad line."""
    return read_record_lines(path, TextPrediction, remedy=_PREDICTION_LINE)


def error_km(gold: Place, predicted: Place) -> float | None:
    """How far off a prediction is; None where it, or the gold, is not located."""
    same_id = _geonames_id(gold) is not None and _geonames_id(gold) == _geonames_id(predicted)
    if same_id or (country_named(gold) and country_named(gold) == country_named(predicted)):
        return 0.0
    if gold.lat is None or gold.lon is None or predicted.lat is None or predicted.lon is None:
        return None
    return great_circle_km(gold.lat, gold.lon, predicted.lat, predicted.lon)


def country_named(place: Place) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that the place is; None if it is no country."""
    by_id = country_of_geonames_id().get(_geonames_id(place) or 0)
    if by_id:
        return by_id
    return (place.country or "").upper() or None if place.kind == "country" else None


def score(gold: Sequence[GoldText], predictions: Iterable[TextPrediction], *, only_with_id: bool = False) -> Scores:
    """{"recognition", "exact_span", "accuracy161", "mean_km", "median_km", "end_to_end", "by_kind", ...}.

    Percentages to one decimal, kilometres; None for a share or mean of nothing. ``only_with_id`` leaves
    gold places without a GeoNames id out of all that concerns location.
    """
    by_id = {prediction.id: prediction.places or () for prediction in predictions}
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    kinds_right: Counter[str] = Counter()
    errors: list[float] = []
    for text in gold:
        predicted = by_id.get(text.id, ())
        pairs = dict(_paired(text.places, predicted))
        matched = [text.places[i] for i in pairs]
        optional = sum(bool(place.optional) for place in matched)
        counts["predicted"] += len(predicted) - optional
        # What no location can be held against is left out of the end-to-end precision.
        counts["to locate"] += len(predicted) - sum(
            bool(place.optional) or not _is_located(place, only_with_id) for place in matched
        )
        for i, place in enumerate(text.places):
            if place.optional:
                continue
            guess = predicted[pairs[i]] if i in pairs else None
            counts["gold"] += 1
            if guess is not None:
                exact = (place.start, place.end) == (guess.start, guess.end)
                counts.update({"found": 1, "exact": exact})
            if not _is_located(place, only_with_id):
                continue
            error = error_km(place, guess) if guess is not None else None
            near = error is not None and error <= NEAR_KM
            kind = place.kind or "other"
            kinds[kind] += 1
            kinds_right[kind] += near
            counts.update({"located gold": 1, "near": near})
            if error is not None:
                errors.append(error)
            if _geonames_id(place) is not None:
                same = guess is not None and _geonames_id(place) == _geonames_id(guess)
                counts.update({"with id": 1, "same id": same})

    def measure(right: str, predicted: str, of: str) -> dict[str, float]:
        return rounded_percentages(ratio(counts[right], counts[predicted]), ratio(counts[right], counts[of]))

    return {
        "gold": counts["gold"],
        "with_coordinates": counts["located gold"],
        "predicted": counts["predicted"],
        "recognition": measure("found", "predicted", "gold"),
        "exact_span": measure("exact", "predicted", "gold"),
        "accuracy161": rounded_percent(counts["near"], counts["located gold"]),
        "same_geonameid": rounded_percent(counts["same id"], counts["with id"]),
        "mean_km": round(statistics.fmean(errors)) if errors else None,
        "median_km": round(statistics.median(errors), 1) if errors else None,
        "located": len(errors),
        "end_to_end": measure("near", "to locate", "located gold"),
        "by_kind": {kind: [rounded_percent(kinds_right[kind], n), n] for kind, n in kinds.most_common()},
    }


def misses(
    gold: Sequence[GoldText], predictions: Iterable[TextPrediction], *, only_with_id: bool = False
) -> list[Miss]:
    """Every gold place with coordinates that was not found, not located, or put more than 161 km away."""
    by_id = {prediction.id: prediction.places or () for prediction in predictions}
    return [miss for text in gold for miss in _misses(text, by_id.get(text.id, ()), only_with_id)]


def _misses(text: GoldText, predicted: Sequence[Place], only_with_id: bool) -> Iterator[Miss]:
    pairs = dict(_paired(text.places, predicted))
    for i, place in enumerate(text.places):
        if place.optional or not _is_located(place, only_with_id):
            continue
        guess = predicted[pairs[i]] if i in pairs else None
        error = error_km(place, guess) if guess is not None else None
        if error is not None and error <= NEAR_KM:
            continue
        what = "not found" if guess is None else "not located" if error is None else f"{error:.0f} km off"
        yield Miss(text.id, what, _in_words(text.text, place), _in_words(text.text, guess))


def _in_words(text: str, place: Place | None) -> str | None:
    if place is None:
        return None
    return f"{text[place.start : place.end]} ({place.lat}, {place.lon}; {place.country}; {place.geonameid})"


def _geonames_id(place: Place) -> int | None:
    identifier = str(place.geonameid)
    return int(identifier) if re.fullmatch(r"\d+", identifier) else None


def _is_located(gold: Place, only_with_id: bool) -> bool:
    return gold.lat is not None and not (only_with_id and gold.geonameid is None)


def _paired(gold: Sequence[Place], predicted: Sequence[Place]) -> list[tuple[int, int]]:
    candidates = []
    for i, ours in enumerate(gold):
        for j, theirs in enumerate(predicted):
            shared = min(ours.end, theirs.end) - max(ours.start, theirs.start)
            if shared > 0:
                same_span = (ours.start, ours.end) == (theirs.start, theirs.end)
                candidates.append(((not same_span, -shared), i, j))
    return greedy_pairs(candidates)
