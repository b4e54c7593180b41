"""The public conformance test of a stage: what every stage, built in or from elsewhere, must hold to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.document import Document, Layer, span_of
from onrecord.errors import StageError
from onrecord.ids import sealed
from onrecord.pipeline import Pipeline
from onrecord.schema import Article, Record, Span
from onrecord.stage import Stage


def check_stage(stage: Stage, articles: Iterable[Article], *, before: Sequence[Stage] = ()) -> int:
    """The number of records checked; raises StageError with the first breach of the contract.

    ``before`` are the stages that write what this one reads. Checked for each article: the layers declared in
    ``writes`` are there and no other layer changed; coding twice gives equal records; each record is of its layer's
    type, valid by the schema, sealed with its own id, unique, names this stage and version, belongs to the article, and
    every span in it, at any depth, equals the text at its offsets and maps to the same place in the file.
    """
    if not isinstance(stage, Stage):
        raise StageError(f"{stage!r} is not a stage: it lacks name, version, reads, writes, setup or process")
    upstream = Pipeline(before)
    Pipeline([*before, stage])
    upstream.setup()
    stage.setup()
    checked = 0
    for article in articles:
        document = upstream.code(article)
        once, again = stage.process(document), stage.process(document)
        _check_layers(stage, document, once)
        for layer in stage.writes:
            if layer.record is None:
                continue
            records = once[layer]
            if tuple(records) != tuple(again[layer]):
                raise StageError(f"{stage.name}: coding {article.key!r} twice gives different {layer.name}")
            check_records(stage, layer, article, records)
            checked += len(records)
    return checked


def check_records(stage: Stage, layer: Layer[tuple[Record, ...]], article: Article, records: Sequence[Record]) -> None:
    """Nothing; raises StageError with the first record that breaks the contract (see check_stage)."""
    seen: set[str] = set()
    for record in records:
        where = f"{stage.name}: {layer.name} record {record.id!r} of {article.key!r}"
        if layer.record is None or type(record) is not layer.record:
            raise StageError(f"{where} is a {type(record).__name__}, not a {layer.record}")
        try:
            valid = msgspec.convert(msgspec.to_builtins(record), type=type(record))
        except msgspec.ValidationError as error:
            raise StageError(f"{where} is not valid: {error}") from None
        if msgspec.json.encode(valid) != msgspec.json.encode(record):
            raise StageError(f"{where} holds a value that a store gives back otherwise, such as 5 for 5.0")
        if (record.stage, record.stage_version, record.article) != (stage.name, stage.version, article.id):
            raise StageError(f"{where} names another stage, version or article")
        if sealed(record).id != record.id:
            raise StageError(f"{where} is not sealed: use onrecord.ids.sealed as the last step")
        if record.id in seen:
            raise StageError(f"{where} is there twice: leave out one of two equal records")
        seen.add(record.id)
        if not record.spans:
            raise StageError(f"{where} has no evidence")
        for span in spans_within(record):
            if not 0 <= span.start < span.end <= len(article.text) or span != span_of(article, span.start, span.end):
                raise StageError(f"{where}: span {span} is not what stands in the text or in the file")


def spans_within(struct: msgspec.Struct) -> Iterable[Span]:
    """Every span in a record, at any depth."""
    for name in struct.__struct_fields__:
        content = getattr(struct, name)
        for item in content if isinstance(content, tuple) else (content,):
            if isinstance(item, Span):
                yield item
            elif isinstance(item, msgspec.Struct):
                yield from spans_within(item)


def _check_layers(stage: Stage, before: Document, after: Document) -> None:
    declared = {layer.name for layer in stage.writes}
    added = set(after.layers) - set(before.layers)
    if added != declared - set(before.layers):
        raise StageError(f"{stage.name} declares that it writes {sorted(declared)} but wrote {sorted(added)}")
    for name, content in before.layers.items():
        if after.layers[name] is not content:
            raise StageError(f"{stage.name} changed layer {name!r}, which it may only read")
    if after.article is not before.article:
        raise StageError(f"{stage.name} changed the article")
