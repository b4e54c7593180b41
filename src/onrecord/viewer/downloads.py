"""Rows as CSV or JSON files that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from starlette.responses import Response

from onrecord.commands.screen import shown

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_JSON = msgspec.json.Encoder(decimal_format="number", enc_hook=str)


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows as a CSV file to be saved as ``name``.csv: UTF-8 with a mark at its head, so that Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return _file(("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8", f"{name}.csv")


def json_response(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows as a JSON list of objects, to be saved as ``name``.json; text as it stands in the article."""
    content = _JSON.encode([dict(zip(columns, row, strict=True)) for row in rows])
    return _file(msgspec.json.format(content, indent=1), "application/json", f"{name}.json")


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def _cell(value: Any) -> str:
    """The value as text; what a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = "; ".join(str(each) for each in value)
    elif isinstance(value, float):
        text = f"{value:.12g}"
    else:
        text = str(value)
    text = shown(text)
    is_number = isinstance(value, (int, float))
    return "'" + text if text.startswith(_FORMULA_STARTS) and not is_number else text
