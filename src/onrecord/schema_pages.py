"""The documentation page of the record types, made from their declarations."""

from __future__ import annotations

import inspect

import msgspec

from onrecord.schema import TABLE_TYPES, Interval, MapSegment, Participant, Span
from onrecord.tables import meaning_of

PARTS: tuple[type[msgspec.Struct], ...] = (Span, Interval, Participant, MapSegment)
"""Structs that stand inside records."""


def schema_page() -> str:
    """The Markdown page that lists each table with its fields, types and meanings, and the parts they share."""
    lines = [
        "# Record types",
        "",
        "Made by `python -m onrecord.schema_pages > docs/schema.md` from the declarations in `src/onrecord/schema.py`.",
        "A test keeps the two equal. `onrecord schema --json` prints the same as JSON Schema.",
        "",
        "Offsets count Unicode code points and are half-open.",
    ]
    for name, kind in TABLE_TYPES.items():
        lines += ["", f"## {name}", "", *_field_table(kind)]
    lines += ["", "## Parts of records"]
    for kind in PARTS:
        lines += ["", f"### {kind.__name__}", "", *_field_table(kind)]
    return "\n".join(lines) + "\n"


def type_in_words(kind: msgspec.inspect.Type) -> str:
    """A field's type for a reader: 'text', 'list of Span', 'one of + -', ..., 'or null' where it may be null."""
    match kind:
        case msgspec.inspect.Metadata(type=inner):
            return type_in_words(inner)
        case msgspec.inspect.UnionType(types=types):
            named = [type_in_words(each) for each in types if not isinstance(each, msgspec.inspect.NoneType)]
            return " or ".join([*named, "null"])
        case msgspec.inspect.VarTupleType(item_type=item):
            return f"list of {type_in_words(item)}"
        case msgspec.inspect.StructType(cls=struct):
            return struct.__name__
        case msgspec.inspect.LiteralType(values=values):
            return "one of " + " ".join(f"`{value}`" for value in values)
        case msgspec.inspect.IntType():
            return "integer"
        case msgspec.inspect.FloatType():
            return "number"
    return "text"


def _field_table(kind: type[msgspec.Struct]) -> list[str]:
    described = msgspec.inspect.type_info(kind)
    assert isinstance(described, msgspec.inspect.StructType)  # noqa: S101
    lines = [inspect.cleandoc(kind.__doc__ or ""), "", "| field | type | meaning |", "|---|---|---|"]
    lines += [
        f"| `{field.encode_name}` | {type_in_words(field.type)} | {meaning_of(field)} |" for field in described.fields
    ]
    return lines


if __name__ == "__main__":
    print(schema_page(), end="")  # noqa: T201
