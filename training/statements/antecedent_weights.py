"""Fits the weights of the evidence for a pronoun's antecedent on our own gold of statements.

    python training/statements/antecedent_weights.py corpus/gold/statements/part-*.jsonl

Every source that is a pronoun of the third person, in a statement that is found and whose gold speaker is known, is one
choice among those spoken of before it; right is whoever has the gold's name. Printed are the weights that belong into
``stages/statements/antecedent_weights.py`` and how many choices are right, each fifth of the passages judged by weights
fitted on the others.
"""

from __future__ import annotations

import argparse
import pprint
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from onrecord.document import ATTRIBUTIONS, STATEMENTS, Attribution, Document
from onrecord.evaluate.kinds import KINDS
from onrecord.evaluate.statements import GoldPassage, load_gold, same_name, spans_of
from onrecord.pipeline import Pipeline, default_stages, stages_for
from onrecord.stages.statements.antecedents import PRONOUNS, Choice, Referent, likeliest, pronoun_class
from onrecord.stages.statements.speakers import Speakers

if TYPE_CHECKING:
    from spacy.tokens import Token

FOLDS = 5
PENALTY = 2.0
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Row:
    """A choice: what speaks for each candidate, which are right, and the number of the passage."""

    pronouns: str
    evidence: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    passage: int


class Taught(Speakers):
    """Finds speakers, takes for a pronoun whom the gold says, and keeps each choice."""

    def __init__(self, document: Document, names: Mapping[int, str], passage: int) -> None:
        super().__init__(document)
        self.rows: list[Row] = []
        self._gold = names
        self._passage = passage
        self._now: tuple[Token, Attribution, str] | None = None

    def _meant(self, pronoun: Token, attribution: Attribution, word: str = "") -> Referent | None:
        self._now = pronoun, attribution, word
        return super()._meant(pronoun, attribution, word)

    def choose(self, word: str, choices: Sequence[Choice]) -> Referent | None:
        """Whom the gold names, where it names one of the choices and the source is the pronoun itself."""
        assert self._now is not None  # noqa: S101
        pronoun, attribution, several = self._now
        gold = self._gold.get(len(self.found))
        if gold is None or several or pronoun.tag_ == "PRP$" or pronoun.lower_ not in PRONOUNS:
            return likeliest(word, choices)
        names = [self._of_referent(one.referent, pronoun, attribution).name for one in choices]
        right = [same_name(gold, name) for name in names]
        self.rows.append(Row(pronoun_class(word), [one.evidence for one in choices], right, self._passage))
        return choices[right.index(True)].referent if any(right) else likeliest(word, choices)


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="corpus/gold/statements/part-*.jsonl")
    rows = rows_of(parser.parse_args().gold)
    classes = sorted({row.pronouns for row in rows})
    for name in classes:
        own = [row for row in rows if row.pronouns == name]
        right = sum(
            is_right(row, fitted([other for other in own if other.passage % FOLDS != fold]))
            for fold in range(FOLDS)
            for row in own
            if row.passage % FOLDS == fold
        )
        print(f"{name}: {right} of {len(own)} right out of fold")  # noqa: T201
    found = {name: fitted([row for row in rows if row.pronouns == name]) for name in classes}
    pprint.pp({name: {key: round(value, 2) for key, value in one.items()} for name, one in found.items()})


def rows_of(files: Sequence[Path]) -> list[Row]:
    """The choices of all passages."""
    pipeline = Pipeline(stages_for((STATEMENTS,), default_stages()))
    pipeline.setup()
    found: list[Row] = []
    number = 0
    for path in files:
        for passage, task in zip(load_gold(path), KINDS["statements"].tasks(path, ""), strict=True):
            document = pipeline.code(task.article)
            taught = Taught(document, names_of(passage, document[ATTRIBUTIONS]), number)
            for one in document[ATTRIBUTIONS]:
                taught.add(one, taught.cue_word(one))
            found += taught.rows
            number += 1
    return found


def names_of(passage: GoldPassage, attributions: Sequence[Attribution]) -> dict[int, str]:
    """The gold's speaker for each attribution (by number) whose cue and half of whose content it has."""
    names: dict[int, str] = {}
    for gold in passage.statements:
        cue, content = (letters(spans_of(passage.text, passage.id, part)) for part in (gold.cue, gold.content))
        for number, one in enumerate(attributions):
            theirs = letters(one.content)
            if cue & letters(one.cue) and 2 * len(content & theirs) >= len(content | theirs):
                names.setdefault(number, gold.speaker)
    return names


def letters(spans: Sequence[tuple[int, int]]) -> set[int]:
    """The code points of the spans."""
    return {place for start, end in spans for place in range(start, end)}


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Weights of a log-linear model over the candidates with an L2 penalty; rows without a right one are left out."""
    names = sorted({name for row in rows for one in row.evidence for name in one})
    tables = [
        (np.array([[one.get(name, 0.0) for name in names] for one in row.evidence]), np.array(row.right, float))
        for row in rows
        if any(row.right)
    ]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:  # type: ignore[type-arg]
        total, slope = 0.5 * PENALTY * float(weights @ weights), PENALTY * weights
        for table, right in tables:
            scores = table @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            share = float(likely @ right)
            total -= float(np.log(share))
            slope = slope - table.T @ (likely * right / share - likely)
        return total, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, best.tolist(), strict=True))


def is_right(row: Row, weights: Mapping[str, float]) -> bool:
    """Whether the candidate with the highest sum of weights is right."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in row.evidence]
    return row.right[max(range(len(scores)), key=scores.__getitem__)]


if __name__ == "__main__":
    main()
