"""Scores for people, as tables with the headline figures first, and for machines, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from rich.console import Group
from rich.table import Table

from onrecord.evaluate.figures_of_merit import Scores

Kind: TypeAlias = Literal[
    "attribution",
    "claims",
    "coreference",
    "dates",
    "grounding",
    "leaders",
    "muc",
    "names",
    "places",
    "plover_gsr",
    "plv",
    "satp",
]
"""The kinds of gold, each by the name of its module."""


class Headline(NamedTuple):
    """A main figure: what it is, the keys (or list index, as text) that lead to it, and its unit.

    The unit "share" is shown in per cent too.
    """

    label: str
    path: tuple[str, ...]
    unit: Literal["percent", "share", "km"]


HEADLINES: Mapping[Kind, tuple[Headline, ...]] = {
    "attribution": (
        Headline("linked attributions, F1", ("link", "f"), "percent"),
        Headline("direct quotes with the right source, F1", ("dq.right", "f"), "percent"),
        Headline("source tokens, F1", ("tok.source", "f"), "percent"),
        Headline("cue tokens, F1", ("tok.cue", "f"), "percent"),
        Headline("content tokens, F1", ("tok.content", "f"), "percent"),
    ),
    "claims": (
        Headline("claims presented as facts (lower is better)", ("claims", "as_facts"), "share"),
        Headline("claims found", ("claims", "found"), "share"),
        Headline("plain facts lost", ("plain", "lost"), "share"),
        Headline("plain facts hedged", ("plain", "hedged"), "share"),
        Headline("innermost voice right, of matched events", ("matched", "voice innermost"), "share"),
        Headline("polarity right", ("matched", "polarity"), "share"),
        Headline("mode right", ("matched", "mode"), "share"),
        Headline("certainty right", ("matched", "certainty"), "share"),
        Headline("events found, F1", ("detection", "2"), "share"),
    ),
    "coreference": (
        Headline("he and she to the right person", ("pronoun_accuracy",), "percent"),
        Headline("bare surnames to the right person", ("surname_accuracy",), "percent"),
        Headline("chains, CoNLL mean F1", ("conll",), "percent"),
    ),
    "dates": (
        Headline("value, F1", ("value", "F1"), "percent"),
        Headline("span, strict F1", ("strict", "F1"), "percent"),
        Headline("span, relaxed F1", ("relaxed", "F1"), "percent"),
        Headline("right day", ("day_accuracy",), "percent"),
        Headline("right day of bare weekdays", ("weekday_accuracy",), "percent"),
    ),
    "grounding": (
        Headline("figures right in all, F1", ("figures", "tuple (bounds, comparator, unit, counted)", "F1"), "share"),
        Headline("figures right in all and in voice, F1", ("figures", "tuple and voice", "F1"), "share"),
        Headline("date values, F1", ("dates", "value", "F1"), "share"),
        Headline("places, F1", ("places", "recognition", "F1"), "share"),
        Headline("places within 161 km", ("places", "within 161 km", "acc"), "share"),
        Headline("names that are no place avoided", ("places", "traps avoided", "acc"), "share"),
        Headline("person with title, F1", ("offices", "person-title", "F1"), "share"),
    ),
    "leaders": (
        Headline("leader-days that agree", ("agreement", "both"), "share"),
        Headline("leader-days that agree, Archigos", ("agreement", "Archigos"), "share"),
        Headline("leader-days that agree, REIGN", ("agreement", "REIGN"), "share"),
    ),
    "muc": (
        Headline("all templates, F", ("total", "F"), "share"),
        Headline("confidence, organisation given, macro-F1", ("confidence given organisation", "macro_f1"), "share"),
        Headline("confidence in aligned templates, macro-F1", ("conf", "macro_f1"), "share"),
    ),
    "names": (
        Headline("all names, F1", ("all", "F1"), "percent"),
        Headline("persons, F1", ("PER", "F1"), "percent"),
        Headline("organisations, F1", ("ORG", "F1"), "percent"),
        Headline("places, F1", ("LOC", "F1"), "percent"),
    ),
    "places": (
        Headline("found and within 161 km, F1", ("end_to_end", "F1"), "percent"),
        Headline("within 161 km, of gold places", ("accuracy161",), "percent"),
        Headline("recognition, F1", ("recognition", "F1"), "percent"),
        Headline("mean error", ("mean_km",), "km"),
    ),
    "plover_gsr": (
        Headline("category and both countries right (names of 2016)", ("2016", "all_three_share"), "share"),
        Headline("category and both countries right (names of 2021)", ("2021", "all_three_share"), "share"),
        Headline("category, F1 (names of 2016)", ("2016", "F"), "share"),
    ),
    "plv": (
        Headline("macro-F1 over the roots", ("macro_f1",), "share"),
        Headline("macro-F1 over the quads", ("quad_macro_f1",), "share"),
        Headline("accuracy", ("accuracy",), "share"),
    ),
    "satp": (
        Headline("killed, exact on rows with deaths", ("killed", "exact_pos"), "share"),
        Headline("killed, exact on all rows", ("killed", "exact_all"), "share"),
        Headline("killed, false positives", ("killed", "false_pos"), "share"),
        Headline("all groups of victims, exact on rows with deaths", ("all groups", "exact_pos"), "share"),
        Headline("injured, exact on rows with injured", ("injured", "exact_pos"), "share"),
        Headline("arrested, exact on rows with arrests", ("arrested", "exact_pos"), "share"),
        Headline("abducted, exact on rows with abducted", ("abducted", "exact_pos"), "share"),
    ),
}

_COLUMNS_OF_LISTS: Mapping[str, tuple[str, ...]] = {
    "roots": ("P", "R", "F1", "gold"),
    "quads": ("P", "R", "F1", "gold"),
    "per_class": ("gold", "category right", "all three right"),
    "by_kind": ("within 161 km", "gold"),
    "intervals": ("low", "high"),
}
_TELLING_KEYS: Mapping[Kind, frozenset[str]] = {
    "attribution": frozenset(("link", "dq.right")),
    "claims": frozenset(("claims", "plain", "matched")),
    "coreference": frozenset(("pronoun_accuracy", "surname_accuracy")),
    "dates": frozenset(("day_accuracy", "weekday_accuracy")),
    "grounding": frozenset(("figures", "dates", "places", "offices")),
    "leaders": frozenset(("agreement", "worst countries")),
    "muc": frozenset(("slots", "templates", "conf")),
    "names": frozenset(("all",)),
    "places": frozenset(("accuracy161", "end_to_end")),
    "plover_gsr": frozenset(("2016", "2021")),
    "plv": frozenset(("roots", "quads")),
    "satp": frozenset(("killed",)),
}
"""Figures that only one kind has, so that scores need not say what they are scores of."""

_IN_PERCENT = frozenset(("attribution", "coreference", "dates", "names", "places"))
_NOTHING = "–"


def as_json(scores: Scores) -> str:
    """The scores as one line of JSON."""
    return json.dumps(scores, ensure_ascii=False)


def score_table(scores: Scores, *, title: str | None = None) -> Group:
    """The scores as tables to print: the headline figures of their kind, then all of them."""
    kind = kind_of(scores)
    decimals = 1 if kind in _IN_PERCENT or kind is None else 3
    tables = _tables(scores, (), decimals)
    return Group(_headline_table(scores, title or kind or ""), *tables) if kind else Group(*tables)


def kind_of(scores: Scores) -> Kind | None:
    """The kind of gold that scores are of, told by their figures; None where they are of no kind named here."""
    # A record scored as a whole has figures of several kinds beside its number of articles.
    whole = "statements" in scores
    kinds = (kind for kind, keys in _TELLING_KEYS.items() if keys <= scores.keys() and not whole)
    return next(kinds, None)


def headline_figures(scores: Scores) -> list[tuple[str, str]]:
    """Pairs of label and figure with its unit; "–" for a share of nothing; figures that are not there are left out."""
    kind = kind_of(scores)
    figures = []
    for label, path, unit in HEADLINES[kind] if kind else ():
        holder = _at(scores, path[:-1])
        if holder is None or not _has(holder, path[-1]):
            continue
        shown = _with_unit(_at(holder, path[-1:]), unit)
        interval = holder.get("ci") if isinstance(holder, Mapping) else None
        figures.append((label, f"{shown} [{interval[0]}, {interval[1]}]" if interval else shown))
    return figures


def _headline_table(scores: Scores, title: str) -> Table:
    table = Table(title=title, show_header=False, title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right", style="bold")
    for label, figure in headline_figures(scores):
        table.add_row(label, figure)
    return table


def _with_unit(value: Any, unit: str) -> str:
    if value is None:
        return _NOTHING
    if unit == "km":
        return f"{value:,} km"
    return f"{100 * value if unit == 'share' else value:.1f} %"


def _has(holder: Any, key: str) -> bool:
    return key in holder if isinstance(holder, Mapping) else key.isdecimal() and int(key) < len(holder)


def _at(scores: Any, path: Sequence[str]) -> Any:
    for key in path:
        if not _has(scores, key):
            return None
        scores = scores[key] if isinstance(scores, Mapping) else scores[int(key)]
    return scores


def _tables(scores: Mapping[str, Any], path: tuple[str, ...], decimals: int) -> Iterator[Table]:
    """A table of the single figures, one of all rows with the same columns, then what lies deeper.

    A row that no other is like stands upright, figure by figure.
    """
    single = {key: value for key, value in scores.items() if not isinstance(value, Mapping)}
    columns = _COLUMNS_OF_LISTS.get(path[-1]) if path else None
    if columns and single:
        listed = {key: dict(zip(columns, value, strict=True)) for key, value in single.items()}
        yield _row_table(path, columns, listed, decimals)
    elif single:
        yield _upright_table(path, single, decimals)
    alike: dict[tuple[str, ...], dict[str, Mapping[str, Any]]] = {}
    for key, value in scores.items():
        if isinstance(value, Mapping) and not _is_nested(value) and key not in _COLUMNS_OF_LISTS:
            alike.setdefault(tuple(value), {})[key] = value
    for shared, rows in alike.items():
        if len(rows) > 1:
            yield _row_table(path, shared, rows, decimals)
        else:
            yield from (_upright_table((*path, key), row, decimals) for key, row in rows.items())
    for key, value in scores.items():
        if isinstance(value, Mapping) and (_is_nested(value) or key in _COLUMNS_OF_LISTS):
            yield from _tables(value, (*path, key), decimals)


def _is_nested(scores: Mapping[str, Any]) -> bool:
    return any(isinstance(value, Mapping) for value in scores.values())


def _upright_table(path: tuple[str, ...], figures: Mapping[str, Any], decimals: int) -> Table:
    return _row_table(path, ("value",), {key: {"value": value} for key, value in figures.items()}, decimals)


def _row_table(
    path: tuple[str, ...], columns: Sequence[str], rows: Mapping[str, Mapping[str, Any]], decimals: int
) -> Table:
    table = Table(title=" > ".join(path) or None, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    for key, row in rows.items():
        table.add_row(key, *(_shown(row[column], decimals) for column in columns))
    return table


def _shown(value: Any, decimals: int) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, list):
        return ", ".join(_shown(each, decimals) for each in value) or _NOTHING
    return f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
