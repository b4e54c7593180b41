r"""Attributions (source, cue, content) against PolNeAR.

Gold is a folder ``SPLIT/text/NAME.txt`` and ``SPLIT/attributions/NAME_ANNOTATOR.ann`` (brat). Where several
people annotated an article the prediction is scored against each of them and the counts are averaged, so
that such an article weighs as much as another. "Discard" spans (boilerplate) are taken out for gold and
predictions alike.

Tokens are ``\w+|[^\w\s]``; only those with a letter or digit count. A filler without any (the cue ":") is
stood for by its punctuation. Metrics, each with precision, recall and F1:

``tok.*``     tokens that carry the role in some attribution; ``tok.micro`` sums the three roles.
``exact.*``   distinct fillers of a role with the same tokens.
``over.*``    distinct fillers paired one to one with Jaccard >= 0.5.
``link``      whole attributions: cues touch, contents have Jaccard >= 0.5, sources touch (or gold has
              none), one to one. ``.nosrc`` and ``.nocue`` drop a condition; ``.strict`` asks for Jaccard
              0.5 of sources and 0.8 of contents.
``dq.*``      direct quotes (three or more words in a row between double quotes): ``found`` where some
              attribution covers half of the quoted words, ``right`` where one such has the right source.
"""

from __future__ import annotations

import glob
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.article_tokens import TokenizedArticle, TokenSet
from onrecord.evaluate.figures_of_merit import Scores, Span, f1, greedy_pairs, ratio, resamples
from onrecord.evaluate.record_lines import read_record_lines, read_text

Role: TypeAlias = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
METRICS = (
    *(f"tok.{name}" for name in (*ROLES, "micro")),
    *(f"exact.{role}" for role in ROLES),
    *(f"over.{role}" for role in ROLES),
    *("link", "link.nosrc", "link.nocue", "link.strict", "dq.found", "dq.right"),
)
_PREDICTION_LINE = (
    'A line looks like {"id": "NAME", "attributions": [{"source": [[0, 5]], "cue": [[6, 10]], "content": [[11, 20]]}]}.'
)


class Attribution(msgspec.Struct, frozen=True):
    """One attribution: the spans of each role, () or None where the role is not expressed."""

    source: tuple[Span, ...] | None = ()
    cue: tuple[Span, ...] | None = ()
    content: tuple[Span, ...] | None = ()


class ArticlePrediction(msgspec.Struct, frozen=True):
    """The predicted attributions of one article; ``id`` is the name of its file without ``.txt``."""

    id: str
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True)
class Annotation:
    """What one annotator marked in an article."""

    attributions: tuple[Attribution, ...]
    discarded: tuple[Span, ...]


@dataclass(frozen=True)
class GoldArticle:
    """An article with the annotations of one or more people, by annotator."""

    id: str
    text: str
    annotations: Mapping[str, Annotation]


@dataclass(frozen=True)
class Fillers:
    """The token sets of one attribution."""

    source: TokenSet
    cue: TokenSet
    content: TokenSet

    def of(self, role: Role) -> TokenSet:
        """The tokens of one role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True)
class Verdict:
    """One gold attribution, whether it was found (metric ``link``, not one to one), and its words."""

    annotator: str
    found: bool
    source: str
    cue: str
    content: str


@dataclass(frozen=True)
class Tally:
    """How many were predicted, how many gold there are, and how many of either are right."""

    predicted: float = 0.0
    gold: float = 0.0
    right_predicted: float = 0.0
    right_gold: float = 0.0

    def plus(self, other: Tally, shared_by: int = 1) -> Tally:
        """The sum of this tally and the other, divided by ``shared_by``."""
        return Tally(
            self.predicted + other.predicted / shared_by,
            self.gold + other.gold / shared_by,
            self.right_predicted + other.right_predicted / shared_by,
            self.right_gold + other.right_gold / shared_by,
        )


Tallies: TypeAlias = Mapping[str, Tally]


# ---------------------------------------------------------------- reading


def load_gold(folder: Path, *, splits: Sequence[str] = ("dev",)) -> list[GoldArticle]:
    """The annotated articles of the splits, by name.

    Raises InputError on a folder or line that is not as expected.
    """
    articles = []
    for split in splits:
        texts = folder / split / "text"
        if not texts.is_dir():
            raise InputError(str(texts), "no such folder", f"Give the PolNeAR folder that holds {split}/text.")
        for path in sorted(texts.glob("*.txt")):
            annotations = dict(_annotations(folder / split / "attributions", path.stem))
            if annotations:
                articles.append(GoldArticle(path.stem, read_text(path), annotations))
    return articles


def load_predictions(path: Path) -> list[ArticlePrediction]:
    """The predictions of a file, one article a line. Raises InputError on a bad line."""
    return read_record_lines(path, ArticlePrediction, remedy=_PREDICTION_LINE)


def _annotations(folder: Path, stem: str) -> Iterator[tuple[str, Annotation]]:
    for path in sorted(folder.glob(glob.escape(stem) + "_*.ann")):
        annotator = path.stem.removeprefix(stem + "_")
        # Names of articles may begin alike: what is left over after the name has to be a bare annotator.
        if "_" not in annotator:
            yield annotator, read_annotation(path)


def read_annotation(path: Path) -> Annotation:
    """One brat file. Links without a cue or without content (slips of the annotators) are left out."""
    spans: dict[str, list[Span]] = {}
    discarded: list[Span] = []
    links: list[list[tuple[str, str]]] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        columns = line.split("\t")
        if len(columns) < 2:
            continue
        try:
            if re.fullmatch(r"T\d+", columns[0]):
                kind, _, pieces = columns[1].partition(" ")
                spans[columns[0]] = [_brat_span(piece) for piece in pieces.split(";")]
                if kind == "Discard":
                    discarded += spans[columns[0]]
            elif re.fullmatch(r"E\d+", columns[0]):
                links.append([_brat_argument(argument) for argument in columns[1].split()])
        except ValueError:
            remedy = "Expected T1<TAB>Cue 10 14<TAB>said, or E1<TAB>Attribution:T1 Cue:T1 Content:T2."
            raise InputError(str(path), "not brat standoff", remedy, place=f"line {number}") from None
    attributions = [_joined(link, spans) for link in links]
    return Annotation(tuple(a for a in attributions if a.cue and a.content), tuple(discarded))


def _brat_span(piece: str) -> Span:
    start, end = piece.split()
    return int(start), int(end)


def _brat_argument(argument: str) -> tuple[str, str]:
    name, reference = argument.split(":")
    return name, reference


def _joined(link: Iterable[tuple[str, str]], spans: Mapping[str, Sequence[Span]]) -> Attribution:
    """The attribution of one link; a numbered argument ("Content2") adds to its role."""
    pieces: dict[str, list[Span]] = {role: [] for role in ROLES}
    for name, reference in link:
        role = re.sub(r"\d+$", "", name).lower()
        if role in pieces:
            pieces[role] += [span for span in spans.get(reference, ()) if span not in pieces[role]]
    return Attribution(**{role: tuple(found) for role, found in pieces.items()})


# ---------------------------------------------------------------- comparing


def token_sets(tokens: TokenizedArticle, attributions: Iterable[Attribution], banned: TokenSet) -> list[Fillers]:
    """The token sets of the attributions that have a cue or content left."""
    found = [
        Fillers(*(tokens.tokens(spans or (), banned) for spans in (each.source, each.cue, each.content)))
        for each in attributions
    ]
    return [fillers for fillers in found if fillers.cue or fillers.content]


def jaccard(a: TokenSet, b: TokenSet) -> float:
    """Shared tokens over all tokens, in [0, 1]; 0 where both are empty."""
    return len(a & b) / len(a | b) if a or b else 0.0


def compare(article: TokenizedArticle, predicted: Sequence[Fillers], gold: Sequence[Fillers]) -> dict[str, Tally]:
    """The tallies of every metric for one article and one annotation."""
    return {
        **_compare_tokens(article, predicted, gold),
        **_compare_fillers(predicted, gold),
        **_compare_links(predicted, gold),
        **_compare_quotes(article, predicted, gold),
    }


def _tally(predicted: int, gold: int, right: int, right_predicted: int | None = None) -> Tally:
    return Tally(predicted, gold, right if right_predicted is None else right_predicted, right)


def _compare_tokens(
    article: TokenizedArticle, predicted: Sequence[Fillers], gold: Sequence[Fillers]
) -> dict[str, Tally]:
    tallies = {}
    micro = Tally()
    for role in ROLES:
        ours = {token for fillers in predicted for token in fillers.of(role) if article.is_word[token]}
        theirs = {token for fillers in gold for token in fillers.of(role) if article.is_word[token]}
        tallies[f"tok.{role}"] = _tally(len(ours), len(theirs), len(ours & theirs))
        micro = micro.plus(tallies[f"tok.{role}"])
    return {**tallies, "tok.micro": micro}


def _compare_fillers(predicted: Sequence[Fillers], gold: Sequence[Fillers]) -> dict[str, Tally]:
    tallies = {}
    for role in ROLES:
        ours = sorted({fillers.of(role) for fillers in predicted} - {frozenset()}, key=sorted)
        theirs = sorted({fillers.of(role) for fillers in gold} - {frozenset()}, key=sorted)
        near = [
            (-jaccard(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if jaccard(a, b) >= 0.5
        ]
        tallies[f"exact.{role}"] = _tally(len(ours), len(theirs), len(set(ours) & set(theirs)))
        tallies[f"over.{role}"] = _tally(len(ours), len(theirs), len(greedy_pairs(near)))
    return tallies


def _compare_links(predicted: Sequence[Fillers], gold: Sequence[Fillers]) -> dict[str, Tally]:
    candidates: dict[str, list[tuple[float, int, int]]] = {
        "link": [],
        "link.nosrc": [],
        "link.nocue": [],
        "link.strict": [],
    }
    for i, ours in enumerate(predicted):
        for j, theirs in enumerate(gold):
            content = jaccard(ours.content, theirs.content)
            if content < 0.5:
                continue
            same_source, same_cue = jaccard(ours.source, theirs.source), jaccard(ours.cue, theirs.cue)
            candidate = (-(content + 1e-3 * same_source + 1e-3 * same_cue), i, j)
            cue_right = bool(ours.cue & theirs.cue)
            source_right = not theirs.source or bool(ours.source & theirs.source)
            source_close = same_source >= 0.5 or not (ours.source or theirs.source)
            conditions = {
                "link": cue_right and source_right,
                "link.nosrc": cue_right,
                "link.nocue": source_right,
                "link.strict": cue_right and source_close and content >= 0.8,
            }
            for metric, holds in conditions.items():
                if holds:
                    candidates[metric].append(candidate)
    return {m: _tally(len(predicted), len(gold), len(greedy_pairs(pairs))) for m, pairs in candidates.items()}


def _compare_quotes(
    article: TokenizedArticle, predicted: Sequence[Fillers], gold: Sequence[Fillers]
) -> dict[str, Tally]:
    def source_right(ours: Fillers, theirs: Fillers) -> bool:
        return not theirs.source or bool(ours.source & theirs.source)

    gold_quotes, gold_found, gold_right = _quotes_met(article, gold, predicted, lambda g, p: source_right(p, g))
    our_quotes, our_found, our_right = _quotes_met(article, predicted, gold, source_right)
    return {
        "dq.found": _tally(our_quotes, gold_quotes, gold_found, our_found),
        "dq.right": _tally(our_quotes, gold_quotes, gold_right, our_right),
    }


def _quotes_met(
    article: TokenizedArticle,
    quoting: Sequence[Fillers],
    others: Sequence[Fillers],
    source_right: Callable[[Fillers, Fillers], bool],
) -> tuple[int, int, int]:
    """Of the attributions with a quote: how many, covered by half by another, and with the right source too."""
    quotes = found = right = 0
    for fillers in quoting:
        words = article.quoted_words(fillers.content)
        if not words:
            continue
        covering = [other for other in others if len(other.content & words) * 2 >= len(words)]
        quotes += 1
        found += bool(covering)
        right += any(source_right(fillers, other) for other in covering)
    return quotes, found, right


# ---------------------------------------------------------------- scores


def score(
    gold: Sequence[GoldArticle],
    predictions: Iterable[ArticlePrediction],
    *,
    bootstrap: int = 0,
    seed: int = 0,
) -> Scores:
    """{"articles", metric: {"p", "r", "f", "n_pred", "n_gold"}}, percentages to one decimal.

    Articles without a prediction count as empty ones; of two predictions for an article the last counts;
    predictions for articles that are not in the gold are left out. With ``bootstrap`` samples of the
    articles every metric also has "ci", the 95 % interval of its F1.
    """
    by_id = {prediction.id: prediction.attributions for prediction in predictions}
    return _summary([_article_tallies(article, by_id.get(article.id, ())) for article in gold], bootstrap, seed)


def score_annotators(gold: Sequence[GoldArticle], *, bootstrap: int = 0, seed: int = 0) -> Scores:
    """The same figures for people: on articles of several annotators, each of them against each other one."""
    rows = [_annotator_tallies(article) for article in gold if len(article.annotations) > 1]
    return _summary(rows, bootstrap, seed)


def verdicts(article: GoldArticle, attributions: Iterable[Attribution]) -> list[Verdict]:
    """Every gold attribution of an article, hit or missed by the predicted ones, by annotator."""
    tokens = TokenizedArticle(article.text)
    listed = list(attributions)
    found = []
    for annotator, annotation in article.annotations.items():
        banned = tokens.tokens(annotation.discarded)
        predicted = token_sets(tokens, listed, banned)
        for attribution in annotation.attributions:
            for gold in token_sets(tokens, [attribution], banned):
                hit = any(
                    ours.cue & gold.cue
                    and jaccard(ours.content, gold.content) >= 0.5
                    and (not gold.source or ours.source & gold.source)
                    for ours in predicted
                )
                words = {role: _words(article.text, getattr(attribution, role)) for role in ROLES}
                found.append(Verdict(annotator, hit, **words))
    return found


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ... ".join(text[start:end] for start, end in spans)


def _article_tallies(article: GoldArticle, attributions: Sequence[Attribution]) -> dict[str, Tally]:
    tokens = TokenizedArticle(article.text)
    comparisons = []
    for annotation in article.annotations.values():
        banned = tokens.tokens(annotation.discarded)
        ours, theirs = (
            token_sets(tokens, attributions, banned),
            token_sets(tokens, annotation.attributions, banned),
        )
        comparisons.append(compare(tokens, ours, theirs))
    return _sum(comparisons, shared_by=len(comparisons))


def _annotator_tallies(article: GoldArticle) -> dict[str, Tally]:
    tokens = TokenizedArticle(article.text)
    comparisons = []
    people = sorted(article.annotations)
    for one, other in ((a, b) for a in people for b in people if a != b):
        ours, theirs = article.annotations[one], article.annotations[other]
        banned = tokens.tokens(ours.discarded) | tokens.tokens(theirs.discarded)
        comparisons.append(
            compare(
                tokens,
                token_sets(tokens, ours.attributions, banned),
                token_sets(tokens, theirs.attributions, banned),
            )
        )
    return _sum(comparisons, shared_by=len(comparisons))


def _sum(rows: Iterable[Tallies], *, shared_by: int = 1) -> dict[str, Tally]:
    totals: dict[str, Tally] = defaultdict(Tally)
    for row in rows:
        for metric, tally in row.items():
            totals[metric] = totals[metric].plus(tally, shared_by)
    return totals


def _precision_recall_f1(tally: Tally) -> tuple[float, float, float]:
    precision = ratio(tally.right_predicted, tally.predicted)
    recall = ratio(tally.right_gold, tally.gold)
    return precision, recall, f1(precision, recall)


def _summary(rows: Sequence[Tallies], bootstrap: int, seed: int) -> Scores:
    totals = _sum(rows)
    figures: dict[str, dict[str, object]] = {}
    for metric in METRICS:
        tally = totals.get(metric, Tally())
        precision, recall, harmonic = _precision_recall_f1(tally)
        figures[metric] = {
            "p": round(100 * precision, 1),
            "r": round(100 * recall, 1),
            "f": round(100 * harmonic, 1),
            "n_pred": round(tally.predicted, 1),
            "n_gold": round(tally.gold, 1),
        }
    if bootstrap:
        for metric, interval in _intervals(rows, bootstrap, seed).items():
            figures[metric]["ci"] = interval
    return {"articles": len(rows), **figures}


def _intervals(rows: Sequence[Tallies], samples: int, seed: int) -> dict[str, list[float]]:
    """The 95 % interval of each F1 in per cent, by resampling articles (percentile bootstrap, Efron 1979)."""
    drawn: dict[str, list[float]] = {metric: [] for metric in METRICS}
    for sample in resamples(rows, samples, seed=seed):
        totals = _sum(sample)
        for metric in METRICS:
            drawn[metric].append(_precision_recall_f1(totals.get(metric, Tally()))[2])
    lowest, highest = int(0.025 * samples), int(0.975 * samples) - 1
    return {
        metric: [round(100 * values[lowest], 1), round(100 * values[highest], 1)]
        for metric, values in ((metric, sorted(found)) for metric, found in drawn.items())
    }
