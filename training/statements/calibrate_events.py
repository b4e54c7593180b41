"""Fits how sure a deed is that the lexicon or the encoder finds, on gold new to the encoder, and prints the weights.

    python training/statements/calibrate_events.py corpus/gold/events/part-e.jsonl --weights FOLDER
    python training/statements/calibrate_events.py GOLD... --ending 1 --teacher TEACHER --base MPNET

FOLDER holds weights (attribution.onnx, tokenizer.json) that have not learned from these passages; TEACHER is the larger
model, which has left out those whose number ends in 1, and whose deeds the encoder learned. Printed: the
weights of ``trained_deeds.WEIGHTS``, reliability, and precision, recall and F1 of deeds (anchor touched, type right)
at each least confidence, with weights fitted on the other passages.
"""

from __future__ import annotations

import argparse
import pprint
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibrate import BINS, Floats, article_of, calibration_error, fitted, say
from event_labels import training_passages
from soft_labels import labels, loaded
from spacy.tokens import Token

from onrecord.document import READINGS, TOKENS
from onrecord.encoder.encoder import Reading
from onrecord.evaluate.claims import Event, GoldPassage
from onrecord.evaluate.figures_of_merit import precision_recall_f1, touch
from onrecord.pipeline import Pipeline
from onrecord.stages.encoder import EncoderStage
from onrecord.stages.events.deeds import Deed, deeds_in
from onrecord.stages.events.hints import Hints, hints_of
from onrecord.stages.events.trained_deeds import evidence, known, trained
from onrecord.stages.language import LanguageStage

_LEAST_HINT = 0.15
"""Least probability of words that are fitted on: lower than what the stage looks at, so that it is no edge."""


@dataclass(frozen=True)
class Judged:
    """A possible deed, what speaks for it, and the gold events that it gets right."""

    passage: int
    evidence: dict[str, float]
    right: frozenset[int]


def main() -> None:
    """Reads, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="JSONL files of passages with events")
    parser.add_argument("--weights", type=Path, default=None, help="folder with attribution.onnx and tokenizer.json")
    parser.add_argument("--ending", default="", help="take only the passages whose number ends so")
    parser.add_argument("--teacher", type=Path, default=None, help="folder with teacher.pt: read the deeds with it")
    parser.add_argument("--base", type=Path, default=None, help="folder of all-mpnet-base-v2, for the teacher")
    arguments = parser.parse_args()
    passages = [one for one in training_passages(arguments.gold) if one.id.endswith(arguments.ending)]
    teacher = loaded(arguments.teacher, arguments.base) if arguments.teacher is not None else None
    stages = Pipeline([EncoderStage(arguments.weights), LanguageStage()])
    stages.setup()
    every: list[Judged] = []
    for number, passage in enumerate(passages):
        document = stages.code(article_of(passage.id, passage.text))
        reading = document[READINGS]
        if teacher is not None:
            said = {name: one.astype(np.float32) for name, one in labels(teacher, reading.pieces).items()}
            reading = Reading(reading.pieces, said)
        hints = hints_of(document[TOKENS], reading)
        assert hints is not None  # noqa: S101
        for sentence in document[TOKENS].sents:
            deeds = possible(list(sentence), hints)
            every += [Judged(number, evidence(deed, hints), right(deed, passage)) for deed in deeds]
    report(passages, every)


def possible(tokens: list[Token], hints: Hints) -> Iterator[Deed]:
    """Every deed of a sentence between which the stage chooses."""
    deeds = deeds_in(tokens)
    for deed in deeds:
        yield known(deed, hints)
    taken = {token.i for deed in deeds for token in deed.anchor}
    for run in hints.runs(tokens, _LEAST_HINT):
        if not any(token.i in taken for token in run):
            yield trained(run, hints)


def right(deed: Deed, passage: GoldPassage) -> frozenset[int]:
    """The gold events whose anchor the deed touches and whose type it has."""
    span = min(token.idx for token in deed.anchor), max(token.idx + len(token) for token in deed.anchor)

    def fits(event: Event) -> bool:
        return touch(span, event.anchor) and deed.sense.type in event.types

    return frozenset(number for number, event in enumerate(passage.events) if fits(event))


def report(passages: list[GoldPassage], every: list[Judged]) -> None:
    """Prints weights, reliability and scores."""
    names = list(every[0].evidence)
    rows = np.array([[one.evidence[name] for name in names] for one in every])
    true = np.array([float(bool(one.right)) for one in every])
    fold = np.array([one.passage % 5 for one in every])
    said = np.zeros(len(every))
    for held in range(5):
        own = fold == held
        said[own] = 1 / (1 + np.exp(-rows[own] @ fitted(rows[~own], true[~own], penalty=1.0)))
    weights = fitted(rows, true, penalty=1.0)
    say(pprint.pformat({name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}, width=80))
    say(f"possible deeds {len(every)}, right {true.mean():.3f}, calibration error {calibration_error(said, true):.4f}")
    for low in range(BINS):
        own = np.minimum((said * BINS).astype(int), BINS - 1) == low
        if own.any():
            say(f"  {low / BINS:.1f} and over: {own.sum():5d} said {said[own].mean():.3f} right {true[own].mean():.3f}")
    say_scores(passages, every, said)


def say_scores(passages: list[GoldPassage], every: list[Judged], said: Floats) -> None:
    """Prints the scores at each least confidence; of two readings of the same words both count here."""
    gold = sum(len(passage.events) for passage in passages)
    for least in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        kept = [one for one, value in zip(every, said, strict=True) if value >= least]
        found = {(one.passage, number) for one in kept for number in one.right}
        precision = sum(bool(one.right) for one in kept) / max(len(kept), 1)
        recall = len(found) / gold
        f1 = precision_recall_f1(len(found), predicted=len(kept), gold=gold)[2]
        say(f"least {least:.2f} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
