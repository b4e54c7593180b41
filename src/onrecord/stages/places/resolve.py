"""Which place a name is: the size of the places that share it, and what else the document names.

Each name has a few candidates. A candidate starts from a prior (its size, its kind, whether this is its main name) and
gains from the words beside the name and from the other names of the document that lie in the same country, in the same
division or near by. The names are weighed against each other a few times, after which each has one choice and a
probability. All weights were set on LGL (local news of the United States) and GeoVirus (world news) gold names.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.stages.places import words
from onrecord.stages.places.gazetteer import Entry, Gazetteer, Match, name_key
from onrecord.stages.places.recognise import PlaceName

EARTH_RADIUS_KM = 6371.0
MOST_CANDIDATES = 12
"""Per name, best prior first: more change nothing but the time."""
MOST_NAMES = 150
"""Different names weighed against each other in one document; the rest keep their prior."""


NAMED_TOWN = 5_000
"""People from which a town that has a name for its own goes before towns of which it is a nickname."""
LARGE_TOWN = 50_000
"""People from which a town goes before the division named after it."""


UNMISTAKABLE = 2.5
"""How far the prior of a country has to be ahead of its namesakes to count as named."""


@dataclass(frozen=True)
class Weights:
    """What each kind of evidence adds to a candidate's score (natural logarithm of odds)."""

    population: float = 0.65
    """Per natural logarithm of the population."""
    country: float = 4.0
    region: float = 1.5
    second_level: float = -2.0
    city: float = 0.0
    wide: float = 2.0
    """Continents, areas, waters, mountains."""
    alias: float = -1.0
    spelling: float = -2.5
    kind_fits: float = 3.0
    kind_differs: float = -2.0
    parent: float = 8.0
    """The state or country named after a comma holds it."""
    same_country: float = 1.0
    same_region: float = 2.3
    near: float = 1.9
    near_km: float = 80.0
    named_country: float = 0.8
    """Per natural logarithm of one plus the mentions of its country and its people."""
    in_named_country: float = 2.0
    """The same for the mentions of its country by name, for what is not the country itself."""
    before_region: float = 1.0
    """How far a large town goes before the division of the same name: "in Idlib", "in New York" is the town."""
    none: float = 4.0
    """The score of none of the candidates."""
    rounds: int = 4


WEIGHTS = Weights()


@dataclass(frozen=True)
class Choice:
    """The place chosen for a name."""

    entry: Entry | None
    probability: float
    """Share of the chosen candidate and its namesakes in the same division (a town, its district), 0 to 1; 0 if there
    is none."""
    rule: str
    others: tuple[Entry, ...] = ()
    """The next best candidates, best first."""


NOT_FOUND = Choice(None, 0.0, "not in the gazetteer")


def choices(
    names: Sequence[PlaceName],
    gazetteer: Gazetteer,
    *,
    parents: Mapping[int, int],
    peoples: Mapping[str, int],
    weights: Weights = WEIGHTS,
) -> list[Choice]:
    """The choice for each name, in the order of the names.

    ``parents`` maps the position of a name to the position of the name that says in what it lies ("Paris, Texas").
    ``peoples`` counts the words for the people of each country (alpha-3) in the document. Within a document the same
    name is the same place, unless a parent says otherwise.
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        parent = names[parents[position]].key if position in parents else ""
        groups[(name.key, name.kind if name.kind in {"region", "water", "country"} else "", parent)].append(position)
    found: list[Choice] = [NOT_FOUND] * len(names)
    pool: list[_Candidate] = []
    mentions: list[float] = []
    members: list[list[int]] = []
    for (_, _, parent), positions in _with_known_parent(groups).items():
        first = names[positions[0]]
        matches = candidates(first, gazetteer)
        rated = sorted(
            (
                _Candidate(len(members), match, prior(match, [names[p] for p in positions], weights))
                for match in matches
            ),
            key=lambda candidate: (-candidate.score, candidate.match.entry.row),
        )
        rated = [_behind_namesake(candidate, rated, first, weights) for candidate in rated]
        rated = [_behind_main_name(candidate, rated, first) for candidate in rated]
        rated.sort(key=lambda candidate: (-candidate.score, candidate.match.entry.row))
        if parent:
            holders = holding(parent, gazetteer)
            rated = [_held(candidate, holders, weights) for candidate in rated]
            rated.sort(key=lambda candidate: (-candidate.score, candidate.match.entry.row))
        if rated:
            pool += rated[:MOST_CANDIDATES]
            members.append(positions)
            mentions.append(1 + math.log(len(positions)))
    if pool:
        scores = _weighed(pool, np.array(mentions), peoples, weights)
        scored: list[list[tuple[_Candidate, float]]] = [[] for _ in members]
        for candidate, score in zip(pool, scores, strict=True):
            scored[candidate.group].append((candidate, float(score)))
        for positions, rivals in zip(members, scored, strict=True):
            choice = _choice(rivals, weights.none)
            for position in positions:
                found[position] = choice
    return found


def candidates(name: PlaceName, gazetteer: Gazetteer) -> list[Match]:
    """The places that the name may stand for, in no order."""
    state = words.state_key(name.text, after_comma=name.kind == "region")
    if state:
        return [
            match
            for match in gazetteer.named(state)
            if match.entry.letter == "R" and match.entry.country in words.STATE_COUNTRIES
        ]
    found: dict[int, Match] = {}
    for key in dict.fromkeys((name_key(name.text), name.key, _without_type(name.key), _without_modifier(name.key))):
        for match in gazetteer.named(key):
            found.setdefault(match.entry.row, match)
        if key and found and not (name.kind and not any(match.entry.kind == name.kind for match in found.values())):
            break
    if not found and len(name.key) > 4:
        for match in gazetteer.spelled_like(name.key):
            found.setdefault(match.entry.row, match)
    return list(found.values())


def prior(match: Match, names: Sequence[PlaceName], weights: Weights) -> float:
    """The score of a candidate before the rest of the document is looked at."""
    entry = match.entry
    score = weights.population * math.log(entry.population + 100)
    score += {"C": weights.country, "R": weights.region, "D": weights.second_level, "P": weights.city}.get(
        entry.letter, weights.wide
    )
    if match.by == "alias":
        score += weights.alias
    elif match.by == "spelling":
        score += weights.spelling
    kinds = {name.kind for name in names if name.kind}
    if kinds:
        fits = entry.kind in kinds or (entry.kind == "area" and "region" in kinds)
        score += weights.kind_fits if fits else weights.kind_differs
    return score


def holding(key: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The countries and divisions that a parent's name may stand for."""
    state = words.state_key(key.upper() if len(key) <= 2 else key.title(), after_comma=True)
    return tuple(match.entry for match in gazetteer.named(state or key) if match.entry.letter in {"C", "R", "D"})


def distance_km(one: Entry, other: Entry) -> float | None:
    """The great-circle distance in km, or None if either is not located."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = (math.radians(degrees) for degrees in (one.lat, one.lon, other.lat, other.lon))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


@dataclass(frozen=True)
class _Candidate:
    group: int
    match: Match
    score: float


def _with_known_parent(
    groups: Mapping[tuple[str, str, str], list[int]],
) -> dict[tuple[str, str, str], list[int]]:
    """Groups in which a name without a parent joins its namesakes that have one, if these have only one."""
    parents: dict[str, set[str]] = defaultdict(set)
    for key, _, parent in groups:
        if parent:
            parents[key].add(parent)
    joined: dict[tuple[str, str, str], list[int]] = {}
    for (key, kind, parent), positions in groups.items():
        if not parent and len(parents[key]) == 1:
            (parent,) = parents[key]
        joined.setdefault((key, kind, parent), []).extend(positions)
    return joined


def _behind_namesake(
    candidate: _Candidate, rivals: Sequence[_Candidate], name: PlaceName, weights: Weights
) -> _Candidate:
    """The candidate, a large town as good as the division named after it, the division behind the town."""
    entry = candidate.match.entry
    if name.kind == "region" or not entry.admin1:
        return candidate
    namesakes = [rival for rival in rivals if rival.match.entry.region == entry.region]
    towns = [
        r.score
        for r in namesakes
        if r.match.entry.letter == "P"
        and r.match.entry.population >= LARGE_TOWN
        and (r.match.by == "name" or not r.match.entry.name.endswith(" City") or r.match.entry.population > 1_000_000)
    ]
    divisions = [r.score for r in namesakes if r.match.entry.letter in "RD"]
    if not towns or not divisions:
        return candidate
    score = candidate.score
    best = max(*towns, *divisions)
    if entry.letter == "P" and entry.population >= LARGE_TOWN:
        score = max(score, max(divisions))
    elif entry.letter in "RD":
        score = min(score, best - weights.before_region)
    return _Candidate(candidate.group, candidate.match, score)


def _behind_main_name(candidate: _Candidate, rivals: Sequence[_Candidate], name: PlaceName) -> _Candidate:
    """The candidate, a town of the United States behind any town that has its nickname for a name.

    Their other names are mostly those of quarters and ways of calling them: "Bridgetown" is in Barbados, not Portland.
    """
    entry = candidate.match.entry
    nickname = entry.country == "USA" and entry.letter == "P" and candidate.match.by == "alias"
    if not nickname or entry.name.lower().startswith(name.text.lower()):
        return candidate
    named = [r.score for r in rivals if r.match.by == "name" and r.match.entry.population >= NAMED_TOWN]
    return _Candidate(candidate.group, candidate.match, min([candidate.score, *(score - 0.1 for score in named)]))


def _held(candidate: _Candidate, holders: Sequence[Entry], weights: Weights) -> _Candidate:
    entry = candidate.match.entry
    for holder in holders:
        inside = (
            (holder.letter == "C" and entry.country == holder.country)
            or (holder.letter == "R" and entry.region == holder.region)
            or (holder.letter == "D" and entry.region == holder.region and (distance_km(entry, holder) or 0) < 60)
        )
        if inside and entry.row != holder.row:
            return _Candidate(candidate.group, candidate.match, candidate.score + weights.parent)
    return candidate


def _weighed(
    pool: Sequence[_Candidate], mentions: npt.NDArray[np.float64], peoples: Mapping[str, int], weights: Weights
) -> npt.NDArray[np.float64]:
    """The candidates' scores after the names have been weighed against each other."""
    base = np.array([candidate.score for candidate in pool])
    group = np.array([candidate.group for candidate in pool])
    # Georgia is no state because Americans or the United States are named: only places in them make it one.
    countries = {c.group for c in pool if c.match.entry.letter == "C" and c.match.by == "name"}
    shadowed = np.array([c.group in countries and c.match.entry.letter != "C" for c in pool])
    of_people = np.array([math.log1p(peoples.get(c.match.entry.country, 0)) for c in pool])
    base += weights.named_country * np.where(shadowed, 0, of_people)
    named = _countries_named(pool, mentions)
    base += np.array(
        [
            0
            if c.match.entry.letter == "C" or c.group in countries
            else weights.in_named_country * math.log1p(named.get(c.match.entry.country, 0))
            for c in pool
        ]
    )
    if len(mentions) > MOST_NAMES:
        return base
    country = _codes([candidate.match.entry.country for candidate in pool])
    region = _codes(["\t".join(candidate.match.entry.region).strip() for candidate in pool])
    other = group[:, None] != group[None, :]
    same_country = (country[:, None] == country[None, :]) & (country[:, None] >= 0) & other
    wide = np.array([c.match.entry.letter == "C" for c in pool])
    same_country &= ~(shadowed[:, None] & wide[None, :])
    same_region = (region[:, None] == region[None, :]) & (region[:, None] >= 0) & other
    near = _nearness(pool, weights.near_km) * other
    strength = mentions[group]
    scores = base.copy()
    for _ in range(weights.rounds):
        support = _shares(scores, group) * strength
        scores = (
            base
            + weights.same_country * np.log1p(same_country @ support)
            + weights.same_region * np.log1p(same_region @ support)
            + weights.near * np.log1p(near @ support)
        )
    return scores


def _countries_named(pool: Sequence[_Candidate], mentions: npt.NDArray[np.float64]) -> dict[str, float]:
    """How much each country is named, where the name can hardly mean anything else (as Georgia can)."""
    best: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in pool:
        best[candidate.group].append(candidate)
    named: dict[str, float] = defaultdict(float)
    for group, rivals in best.items():
        entry = rivals[0].match.entry
        if entry.letter == "C" and (len(rivals) == 1 or rivals[0].score - rivals[1].score > UNMISTAKABLE):
            named[entry.country] += float(mentions[group])
    return named


def _codes(values: Sequence[str]) -> npt.NDArray[np.int64]:
    """A number for each different value, -1 for the empty one."""
    numbers = {value: i for i, value in enumerate(sorted(set(values) - {""}))}
    return np.array([numbers.get(value, -1) for value in values], dtype=np.int64)


def _nearness(pool: Sequence[_Candidate], scale_km: float) -> npt.NDArray[np.float64]:
    """exp(-distance / scale) between candidates; 0 where one is a country or wider, or not located."""
    narrow = np.array([c.match.entry.letter in "PDO" and c.match.entry.lat is not None for c in pool])
    lat = np.radians([c.match.entry.lat or 0.0 for c in pool])
    lon = np.radians([c.match.entry.lon or 0.0 for c in pool])
    chord = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    nearness: npt.NDArray[np.float64] = np.exp(-km / scale_km) * (narrow[:, None] & narrow[None, :])
    return nearness


def _shares(scores: npt.NDArray[np.float64], group: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The softmax of the scores within each group."""
    size = int(group.max()) + 1
    highest = np.full(size, -np.inf)
    np.maximum.at(highest, group, scores)
    powers = np.exp(scores - highest[group])
    shares: npt.NDArray[np.float64] = powers / np.bincount(group, weights=powers, minlength=size)[group]
    return shares


def _choice(scored: list[tuple[_Candidate, float]], none: float) -> Choice:
    scored.sort(key=lambda pair: (-pair[1], pair[0].match.entry.row))
    highest = scored[0][1]
    best = scored[0][0].match
    shares = [math.exp(score - highest) for _, score in scored]
    same = sum(
        share
        for share, (candidate, _) in zip(shares, scored, strict=True)
        if candidate.match.entry.row == best.entry.row
        or (best.entry.admin1 and candidate.match.entry.region == best.entry.region)
    )
    probability = same / (sum(shares) + math.exp(none - highest))
    rule = {"name": "gazetteer name", "alias": "other name", "spelling": "like spelling"}[best.by]
    if len(scored) == 1:
        rule += ", only candidate"
    return Choice(best.entry, probability, rule, tuple(candidate.match.entry for candidate, _ in scored[1:4]))


def _without_type(key: str) -> str:
    head, _, last = key.rpartition(" ")
    return head if head and last in words.DIVISION_AFTER else key


def _without_modifier(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if rest and (first in words.MODIFIERS or first in words.DIRECTIONS) else key


def is_part(name: PlaceName, entry: Entry) -> bool:
    """True if the name is that of a part of the country the entry is: "East Ukraine"."""
    first, _, rest = name_key(name.text).partition(" ")
    return entry.letter == "C" and bool(rest) and first in words.DIRECTIONS and name_key(entry.name) == rest
