"""The kinds of gold that ``onrecord eval`` reads: how each is found, run and scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec

from onrecord.api import read_sources
from onrecord.coded import CodedArticle, records_of
from onrecord.document import (
    ACTORS,
    DATES,
    EVENTS,
    FIGURES,
    LAYERS,
    MENTIONS,
    OFFICES,
    PLACES,
    STATEMENTS,
    Document,
    Layer,
)
from onrecord.errors import InputError
from onrecord.evaluate import (
    adapters,
    attribution,
    claims,
    coreference,
    dates,
    event_adapters,
    grounding,
    leaders,
    muc,
    muc_dispatches,
    muc_templates,
    names,
    places,
    plover_gsr,
    plv,
    satp,
    statements,
    whole_record,
)
from onrecord.evaluate.figures_of_merit import Scores
from onrecord.evaluate.record_lines import read_record_lines, write_record_lines
from onrecord.ids import article_id
from onrecord.pipeline import Pipeline, default_stages, stages_for
from onrecord.readers import ReadOptions
from onrecord.schema import RECORD_TYPES, Article, MapSegment


class Passage(msgspec.Struct, frozen=True):
    """A text to be coded, as a gold file gives it."""

    id: str
    text: str
    published: str | None = None


@dataclass(frozen=True)
class Task:
    """One text to be coded, and how its record becomes a prediction."""

    article: Article
    predict: Callable[[CodedArticle], Any]
    predict_from_document: Callable[[Document], Any] | None = None
    """Goes before ``predict`` where a prediction needs more than the record holds (the parse)."""


@dataclass(frozen=True)
class Kind:
    """One kind of gold."""

    name: str
    describes: str
    layers: tuple[Layer[Any], ...]
    """Layers that the predictions are made from: only the stages they need are run."""
    suffix: str
    """Suffix of gold files; '' where the gold is a folder."""
    tasks: Callable[[Path, str], Iterator[Task]]
    """(path, split) to the passages; the split only matters where the gold is a folder."""
    score: Callable[[Path, str, list[Any]], Scores]
    """(path, split, predictions) to the figures of the official scorer."""
    as_line: Callable[[Any], object] = lambda prediction: prediction
    """A prediction as it is written to a file."""


@dataclass(frozen=True)
class Evaluation:
    """What came out for one gold file."""

    gold: Path
    split: str
    predictions: Sequence[Any]
    scores: Scores


def evaluate(
    kind: Kind, path: Path, *, split: str = "dev", on_passage: Callable[[int, int], None] | None = None
) -> list[Evaluation]:
    """What came out for each gold file under the path, in order of name.

    Raises InputError where there is no gold of this kind. ``on_passage`` is told (done, all) after each passage.
    """
    pipeline = Pipeline(stages_for(kind.layers, default_stages()))
    pipeline.setup()
    evaluations = []
    for gold in gold_files(kind, path):
        tasks = list(kind.tasks(gold, split))
        predictions = []
        for number, task in enumerate(tasks, start=1):
            document = pipeline.code(task.article)
            if task.predict_from_document is not None:
                predictions.append(task.predict_from_document(document))
            else:
                predictions.append(task.predict(CodedArticle(task.article, records_of(document))))
            if on_passage:
                on_passage(number, len(tasks))
        evaluations.append(Evaluation(gold, split, predictions, kind.score(gold, split, predictions)))
    return evaluations


def write_predictions(kind: Kind, evaluations: Sequence[Evaluation], path: Path) -> None:
    """Writes the predictions as JSONL; with several gold files, those of each into PATH-stem.NAME.jsonl."""
    for evaluation in evaluations:
        target = path if len(evaluations) == 1 else path.with_name(f"{path.stem}.{evaluation.gold.stem}{path.suffix}")
        write_record_lines(target, map(kind.as_line, evaluation.predictions))


def gold_files(kind: Kind, path: Path) -> list[Path]:
    """The gold files of a kind: the path itself, or the files in it with the kind's suffix."""
    if not path.exists():
        raise InputError(str(path), "no such file or folder", "Check the path given with --data.")
    if not kind.suffix or path.is_file():
        return [path]
    found = sorted(each for each in path.iterdir() if each.name.endswith(kind.suffix))
    if not found:
        raise InputError(
            str(path), f"holds no {kind.suffix} file", f"Give the gold of kind {kind.name}: {kind.describes}."
        )
    return found


def article_of(passage: Passage) -> Article:
    """The passage as an article whose text is exactly the passage's: no reader mends or drops anything."""
    return Article(
        id=article_id(passage.id.encode().hex()),
        key=passage.id,
        source=passage.id,
        format="text",
        published=passage.published,
        published_from="field" if passage.published else None,
        language="en",
        sha256="",
        text=passage.text,
        offset_map=(MapSegment(0, 0, len(passage.text)),) if passage.text else (),
    )


_PASSAGE_LINE = 'A line looks like {"id": "1", "published": "2022-10-07", "text": "..."}.'


def _line_tasks(predict: Callable[[str, CodedArticle], Any]) -> Callable[[Path, str], Iterator[Task]]:
    def tasks(path: Path, _split: str) -> Iterator[Task]:
        for passage in read_record_lines(path, Passage, remedy=_PASSAGE_LINE):
            yield Task(article_of(passage), partial(predict, passage.id))

    return tasks


def _line_score(
    load: Callable[[Path], Sequence[Any]], score: Callable[[Any, Any], Scores]
) -> Callable[[Path, str, list[Any]], Scores]:
    return lambda path, _split, predictions: score(load(path), predictions)


def _polnear_split(path: Path, split: str) -> tuple[Path, str]:
    """The folder and the split in it: the path may be the data set or one split of it."""
    return (path.parent, path.name) if (path / "text").is_dir() else (path, split)


def _polnear_tasks(path: Path, split: str) -> Iterator[Task]:
    folder, name = _polnear_split(path, split)
    for article in attribution.load_gold(folder, splits=(name,)):
        yield Task(article_of(Passage(article.id, article.text)), partial(adapters.to_polnear, article.id))


def _polnear_score(path: Path, split: str, predictions: list[Any]) -> Scores:
    folder, name = _polnear_split(path, split)
    return attribution.score(attribution.load_gold(folder, splits=(name,)), predictions)


def _plv_tasks(path: Path, _split: str) -> Iterator[Task]:
    for row, gold in enumerate(plv.load_gold(path)):
        predict = partial(event_adapters.to_plv, row, gold.source, gold.target)
        yield Task(article_of(Passage(str(row), gold.sentence)), predict)


def _toponym_tasks(path: Path, _split: str) -> Iterator[Task]:
    for gold in places.load_gold(path):
        spans = [(each.start, each.end) for each in gold.places]
        yield Task(
            article_of(Passage(gold.id, gold.text)), _needs_the_parse, partial(adapters.to_toponyms, gold.id, spans)
        )


def _satp_tasks(path: Path, _split: str) -> Iterator[Task]:
    for row, gold in enumerate(satp.load_gold(path)):
        article = article_of(Passage(str(row), gold.text))
        yield Task(article, _needs_the_parse, partial(adapters.to_satp, row))


def _plover_tasks(path: Path, _split: str) -> Iterator[Task]:
    seen: Counter[str] = Counter()
    for gold in plover_gsr.load_gold(path):
        seen[gold.id] += 1
        # Two sentences of the gold share an id; the scorer knows the second as ID#2.
        name = gold.id if seen[gold.id] == 1 else f"{gold.id}#{seen[gold.id]}"
        yield Task(article_of(Passage(name, gold.text)), partial(event_adapters.to_plover, name))


def _muc_tasks(path: Path, _split: str) -> Iterator[Task]:
    asked: dict[str, list[muc.ConfidenceQuestion]] = {}
    for question in muc.confidence_questions(muc.load_gold(path)):
        asked.setdefault(question.id, []).append(question)
    for passage in read_record_lines(path, Passage, remedy='A line looks like {"id": "m1", "text": "...", ...}.'):
        line = muc_dispatches.dateline(passage.text)
        predict = partial(muc_templates.to_templates, passage.id, line, asked.get(passage.id, ()))
        yield Task(muc_dispatches.article_of_dispatch(passage.id, passage.text), _needs_the_parse, predict)


def _needs_the_parse(_coded: CodedArticle) -> Any:
    raise NotImplementedError("this prediction is made from the document: the record holds no parse")


def _statement_tasks(path: Path, _split: str) -> Iterator[Task]:
    for gold in statements.load_gold(path):
        article = article_of(Passage(gold.id, gold.text, gold.published))
        yield Task(article, partial(statements.StatementPair, gold.id, gold.statements))


def _record_tasks(path: Path, _split: str) -> Iterator[Task]:
    articles = {article.key.rpartition("/")[2]: article for article in sample_articles()}
    for gold in whole_record.load_gold(path):
        if gold.article not in articles:
            raise InputError(str(path), f"{gold.article} is no article of the sample corpus", "Check its 'article'.")
        yield Task(articles[gold.article], partial(whole_record.Pair, gold))


def _leaders_score(path: Path, _split: str, _predictions: list[Any]) -> Scores:
    """The table of leaders needs no text: it is held against the lists as it stands."""
    return leaders.score(leaders.load_gold(path))


def sample_articles() -> list[Article]:
    """The articles of the sample corpus that comes with the package."""
    with as_file(files("onrecord") / "sample" / "articles") as folder:
        items = read_sources([folder], options=ReadOptions())
        return [item for item in items if isinstance(item, Article)]


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("polnear", "the PolNeAR folder, or one split of it", (STATEMENTS,), "", _polnear_tasks, _polnear_score),
        Kind(
            "claims",
            "JSONL of passages with events, voices and modes",
            (EVENTS, MENTIONS, STATEMENTS),
            ".jsonl",
            _line_tasks(event_adapters.to_claims),
            _line_score(claims.load_gold, claims.score),
        ),
        Kind(
            "plv",
            "TSV of sentences with source, target and root",
            (EVENTS,),
            ".tsv",
            _plv_tasks,
            _line_score(plv.load_gold, plv.score),
        ),
        Kind(
            "plover",
            "the PLOVER gold standard records",
            (EVENTS,),
            ".txt",
            _plover_tasks,
            _line_score(plover_gsr.load_gold, plover_gsr.score),
        ),
        Kind(
            "satp",
            "CSV of incident summaries with counts",
            (FIGURES,),
            ".csv",
            _satp_tasks,
            _line_score(satp.load_gold, satp.score),
        ),
        Kind(
            "time",
            "JSONL of texts with time expressions",
            (DATES,),
            ".jsonl",
            _line_tasks(adapters.to_time),
            _line_score(dates.load_gold, dates.score),
        ),
        Kind(
            "places",
            "JSONL of texts with places",
            (PLACES,),
            ".jsonl",
            _line_tasks(adapters.to_places),
            _line_score(places.load_gold, places.score),
        ),
        Kind(
            "toponyms",
            "JSONL of texts with places; where the names stand is taken from the gold",
            (STATEMENTS,),
            ".jsonl",
            _toponym_tasks,
            _line_score(places.load_gold, places.score),
        ),
        Kind(
            "crossner",
            "JSONL of sentences with named entities",
            (MENTIONS, ACTORS, PLACES),
            ".jsonl",
            _line_tasks(adapters.to_names),
            _line_score(names.load_gold, names.score),
        ),
        Kind(
            "gum",
            "JSONL of texts with coreference clusters",
            (MENTIONS, ACTORS),
            ".jsonl",
            _line_tasks(adapters.to_coreference),
            _line_score(coreference.load_gold, coreference.score),
        ),
        Kind(
            "grounding",
            "JSONL of passages with figures, dates, places and offices",
            (FIGURES, DATES, PLACES, OFFICES, MENTIONS, STATEMENTS),
            ".jsonl",
            _line_tasks(adapters.to_grounding),
            _line_score(grounding.load_gold, grounding.score),
        ),
        Kind(
            "muc4",
            "JSONL of wire dispatches with MUC-4 templates",
            (EVENTS,),
            ".jsonl",
            _muc_tasks,
            _line_score(muc.load_gold, muc_templates.score),
            muc_templates.DispatchPrediction.as_line,
        ),
        Kind(
            "statements",
            "JSONL of our own passages with statements (corpus/gold/statements)",
            (STATEMENTS,),
            ".jsonl",
            _statement_tasks,
            lambda _path, _split, pairs: statements.score(pairs),
            lambda pair: pair.coded.to_builtins(),
        ),
        Kind(
            "leaders",
            "folder with archigos.tsv, reign.csv or both, for the table of heads of state and government",
            (),
            "",
            lambda _path, _split: iter(()),
            _leaders_score,
        ),
        Kind(
            "record",
            "folder of whole-article gold on the sample corpus (corpus/gold/august-1991)",
            tuple(layer for layer in LAYERS if layer.name in RECORD_TYPES),
            "",
            _record_tasks,
            lambda _path, _split, pairs: whole_record.score(pairs),
            lambda pair: pair.coded.to_builtins(),
        ),
    )
}
"""Name to kind."""


def kinds_in_words() -> Iterable[str]:
    """A line for each kind."""
    return (f"{kind.name}: {kind.describes}" for kind in KINDS.values())
