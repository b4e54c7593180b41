"""One declaration per record type gives the tables, the JSON Schema, the docs page and the validation."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyarrow as pa
import pytest

from onrecord.ids import sealed
from onrecord.schema import RECORD_TYPES, TABLE_TYPES, Date, Record, Span
from onrecord.schema_pages import schema_page
from onrecord.tables import arrow_schema, arrow_table, meaning_of

DATE = Date(
    article="article-1",
    spans=(Span(3, 10, 3, 10, "Tuesday"),),
    confidence=0.9,
    stage="dates",
    stage_version="1",
    type="DATE",
    value="1991-08-20",
    start="1991-08-20",
    end="1991-08-20",
    rule="weekday",
)


@pytest.mark.parametrize("name", TABLE_TYPES)
def test_every_field_of_every_table_says_what_it_means(name):
    described = msgspec.inspect.type_info(TABLE_TYPES[name])
    unexplained = [field.name for field in described.fields if not meaning_of(field)]
    assert unexplained == []


@pytest.mark.parametrize("name", TABLE_TYPES)
def test_arrow_columns_are_the_declared_fields_with_their_meaning(name):
    schema = arrow_schema(name)
    assert tuple(schema.names) == TABLE_TYPES[name].__struct_fields__
    assert all(field.metadata[b"meaning"] for field in schema)


@pytest.mark.parametrize(("name", "kind"), RECORD_TYPES.items())
def test_every_record_has_evidence_voice_factuality_confidence_and_maker(name, kind):
    assert issubclass(kind, Record)
    common = {"spans", "voice", "statement", "polarity", "mode", "certainty", "confidence", "stage", "stage_version"}
    assert common <= set(kind.__struct_fields__)


def test_a_record_comes_back_from_arrow_as_it_went_in():
    record = sealed(DATE)
    rows = arrow_table("dates", [record]).to_pylist()
    assert msgspec.convert(rows[0], type=Date) == record


def test_a_column_that_must_not_be_null_is_declared_so():
    assert not arrow_schema("events").field("type").nullable
    assert arrow_schema("events").field("place").nullable
    assert arrow_schema("places").field("lat").type == pa.float64()


def test_the_same_record_made_by_the_same_version_has_the_same_id_and_another_version_another():
    assert sealed(DATE).id == sealed(DATE).id
    assert sealed(DATE).id.startswith("date-")
    later = msgspec.structs.replace(DATE, stage_version="2")
    assert sealed(later).id != sealed(DATE).id


def test_a_sealed_record_sealed_again_keeps_its_id():
    assert sealed(sealed(DATE)) == sealed(DATE)


def test_a_record_with_a_confidence_above_one_is_not_valid():
    broken = {**msgspec.to_builtins(sealed(DATE)), "confidence": 1.2}
    with pytest.raises(msgspec.ValidationError, match="confidence"):
        msgspec.convert(broken, type=Date)


def test_a_record_is_frozen():
    with pytest.raises(AttributeError):
        DATE.value = "1991-08-21"  # type: ignore[misc]


def test_the_docs_page_of_the_record_types_is_the_one_the_declarations_give():
    page = Path(__file__).parent.parent / "docs" / "schema.md"
    assert page.read_text(encoding="utf-8") == schema_page(), "run: python -m onrecord.schema_pages > docs/schema.md"
