"""Views over the whole corpus: copies, actors across articles, incidents, conflicts, relations over time."""

from __future__ import annotations

from onrecord.linking.linking import LinkReport, link
from onrecord.linking.outlets import compare_outlets
from onrecord.linking.reading import (
    Links,
    conflicts,
    copies,
    incidents,
    relations,
    statement_series,
    timeline,
    turns,
)

__all__ = [
    "LinkReport",
    "Links",
    "compare_outlets",
    "conflicts",
    "copies",
    "incidents",
    "link",
    "relations",
    "statement_series",
    "timeline",
    "turns",
]
