"""Fits how sure a deed is that the lexicon or the encoder finds, on our own gold of events, and prints the weights.

    python training/statements/calibrate_events.py corpus/gold/events/part-?.jsonl --base BASE --start TRAINED -o WORK

TRAINED is a folder with tagger.pt of a tagger that has learned statements and has not seen the passages. Each third
of the passages is read by a tagger whose event heads have learned from the other two thirds, so that every reading is
of a passage new to it; the gate is left out throughout. Printed: the weights of ``trained_deeds.WEIGHTS``, reliability,
and precision, recall and F1 of deeds (anchor touched, type right) at each least confidence, with weights fitted on the
other passages.
"""

from __future__ import annotations

import argparse
import pprint
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from calibrate import BINS, Floats, calibration_error, fitted, say
from event_labels import examples_of, training_passages
from export import load
from prepare import Example
from spacy.tokens import Token
from tokenizers import Tokenizer
from train import Settings, collated, plain_tokenizer, train

from onrecord.encoder.encoder import Reading
from onrecord.encoder.labels import HEADS
from onrecord.encoder.pieces import pieces_of
from onrecord.evaluate.claims import Event, GoldPassage
from onrecord.evaluate.figures_of_merit import precision_recall_f1, touch
from onrecord.stages.events.deeds import Deed, deeds_in
from onrecord.stages.events.hints import Hints, hints_of
from onrecord.stages.events.trained_deeds import evidence, known, trained
from onrecord.stages.language import load_model, parsed

FOLDS = 3
LEARNED = ("roles", "sides", "deeds", "deed_types")
SETTINGS = Settings(epochs=1.0, rate=1.5e-4, head_rate=3e-3, heads=",".join(LEARNED))
ROUNDS = 12
"""Times that each passage is read."""
_LEAST_HINT = 0.15
"""Least probability of words that are fitted on: lower than what the stage looks at, so that it is no edge."""


@dataclass(frozen=True)
class Judged:
    """A possible deed, what speaks for it, and the gold events that it gets right."""

    passage: int
    evidence: dict[str, float]
    right: frozenset[int]


def main() -> None:
    """Trains the taggers of the folds, reads, fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+", help="JSONL files of passages with events")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--start", type=Path, required=True, help="folder with tagger.pt")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the taggers of the folds")
    arguments = parser.parse_args()
    passages = training_passages(arguments.gold)
    random.Random(1).shuffle(passages)  # noqa: S311
    tokenizer = plain_tokenizer(arguments.base / "tokenizer.json")
    every: list[Judged] = []
    parse = load_model(names=True)
    for fold in range(FOLDS):
        out = arguments.out / f"fold-{fold}"
        others = [one for number, one in enumerate(passages) if number % FOLDS != fold]
        examples = examples_of(tokenizer, others, rounds=ROUNDS)
        heads = {name: len(HEADS[name]) for name in LEARNED}
        train(examples, heads, SETTINGS, arguments.base, out, start=arguments.start)
        tagger = load([out])
        for number in range(fold, len(passages), FOLDS):
            text = passages[number].text
            doc = parsed(parse, text)
            hints = hints_of(doc, reading_of(tagger, tokenizer, text))
            if hints is not None:
                deeds = [deed for sentence in doc.sents for deed in possible(list(sentence), hints)]
                every += [Judged(number, evidence(deed, hints), right(deed, passages[number])) for deed in deeds]
    report(passages, every)


def reading_of(tagger: torch.nn.Module, tokenizer: Tokenizer, text: str) -> Reading:
    """What the tagger, in float32, says of a short text."""
    pieces = pieces_of(tokenizer, text)
    nothing = np.zeros(len(pieces))
    example = Example("", pieces, np.zeros((len(pieces), len(HEADS["roles"])), np.float32), nothing, 0, nothing - 1)
    with torch.no_grad():
        logits = tagger(*collated([(example, 0, len(pieces))], [0]).inputs)
    return Reading(pieces, {name: found[0, 1:-1].softmax(-1).numpy() for name, found in logits.items()})


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
