"""The cue lexicon: which words express an attributing act, in which frame, and how often they do.

``lexicon.tsv`` holds, for a lemma in a frame, how often such a reading was an attribution in annotated articles, and
``weights.tsv`` what the surroundings of a reading add to that in log odds. Both are made by ``training/cue_lexicon.py``
from the training articles of PolNeAR (Newell, Margolin and Ruths 2018); the probability that comes out is the
confidence of the attribution.

Measured on the 1,952 outermost attributions found in PolNeAR's development articles (right: cue and source touch,
contents meet by half, as in the metric ``link``): of those with confidence 0.32-0.4 41 % are right, 0.4-0.5 45 %,
0.5-0.6 51 %, 0.6-0.7 69 %, 0.7-0.8 84 %, 0.8-0.9 87 %, from 0.9 on 89 %. Thresholds and frames were chosen on the same
articles. No such figure exists for nested attributions, which PolNeAR does not annotate.
"""

from __future__ import annotations

import csv
import functools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from onrecord.stages.attribution.page import Page
from onrecord.stages.attribution.readings import Reading
from onrecord.stages.attribution.tree import Tree

LEXICON, WEIGHTS = "lexicon.tsv", "weights.tsv"
ANY = "*"
"""Stands for every lemma (what a frame is worth by itself) or every frame (what a lemma is worth)."""
SMOOTHING = 3.0
"""Readings' worth of the frame's own precision that a lemma's precision is smoothed with."""

OWN_PRECISION: Mapping[str, float] = {
    "tally:obj": 0.6, "tally:at": 0.8, "tally:of": 0.7, "let-known": 0.9, "verbal-attack": 0.7,
}  # fmt: skip
"""Precision of frames that PolNeAR holds too seldom to count.

On the development passages of the grounding set 14 of 15 numbers given "at", 9 of 9 "of" and 9 of 9 as object had the
right source; the constants are lower, since those passages are written to hold tolls. The last two are estimates."""

_SOURCE_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("i", "we", "my", "our"), "author"),
    **dict.fromkeys(("he", "she", "they", "his", "her", "their"), "personal"),
    **dict.fromkeys(("you", "your", "one"), "general"),
    **dict.fromkeys(("who", "whom", "whose"), "who"),
    **dict.fromkeys(("it", "its", "this", "that", "which", "these", "those", "what"), "thing"),
}
_FAMILY_END = re.compile(r"[:+& ~|]")
_MODALS = frozenset(("would", "could", "might", "may", "should", "will", "can", "must", "'ll", "’ll", "'d", "’d"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Precision by (lemma, part of speech, frame), and the weights of what stands round a reading."""

    precision: Mapping[tuple[str, str, str], float]
    weights: Mapping[str, float]

    def base(self, lemma: str, part: str, frame: str) -> tuple[float, float, bool] | None:
        """(precision of the word in the frame, of the word in any frame, known word?); None for an unknown frame."""
        if frame in OWN_PRECISION:
            return OWN_PRECISION[frame], OWN_PRECISION[frame], True
        table = self.precision
        frame_alone = table.get((ANY, part, frame))
        if frame_alone is None:
            return None
        known = table.get((lemma, part, frame))
        word = table.get((lemma, part, ANY))
        general = table.get((ANY, part, ANY), 0.1)
        return (frame_alone if known is None else known), (general if word is None else word), known is not None


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    precision = {(row["lemma"], row["part"], row["frame"]): float(row["precision"]) for row in _rows(LEXICON)}
    weights = {row["feature"]: float(row["weight"]) for row in _rows(WEIGHTS)}
    return Lexicon(precision, weights)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files(__package__) / name).open(encoding="utf8") as lines:
        yield from csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )


def confidence(words: Lexicon, page: Page, reading: Reading) -> float:
    """The probability that the reading is an attribution; 0 for a frame the lexicon does not have."""
    base = words.base(*reading.key)
    if base is None:
        return 0.0
    if reading.frame in OWN_PRECISION:
        return OWN_PRECISION[reading.frame]
    in_frame, anywhere, known = base
    weights = words.weights
    score = weights["bias"] + weights["in frame"] * logit(in_frame) + weights["anywhere"] * logit(anywhere)
    if not known:
        score += weights["unknown"]
    return logistic(score + sum(weights.get(name, 0.0) for name in surroundings(page, reading)))


def surroundings(page: Page, reading: Reading) -> list[str]:
    """Names of what holds round a reading, each with a weight in ``weights.tsv``."""
    family = reading.part + " " + _FAMILY_END.split(reading.frame)[0]
    tree, token = page.tree, reading.token
    source = source_class(tree, reading.source_head)
    words = sum(page.words_in(start, end) for start, end in reading.content)
    names = [f"family={family}", f"source={source}", f"{family}|source={source}", f"{family}|dep={tree.dep[token]}"]
    names += [f"tag={tree.tag[token]}", f"{family}|tag={tree.tag[token]}"]
    length = "1" if words == 1 else "2" if words == 2 else "3-5" if words < 6 else "6-30" if words < 31 else "31+"
    names += [f"words={length}", f"{family}|words={length}"]
    if reading.in_quote:
        names += ["in quote", f"{family}|in quote"]
    if not reading.in_quote and any(page.holds_quotation(start, end) for start, end in reading.content):
        names += ["quoted", f"{family}|quoted"]
    if reading.frame[-1] in "~|":
        names += [f"tail{reading.frame[-1]}", f"{family}|tail{reading.frame[-1]}"]
    if " " in reading.frame:
        names += [reading.frame.rstrip("~|"), f"{reading.frame.rstrip('~|')}|{source}"]
    if len(reading.content) > 1:
        names.append(f"{family}|broken")
    before = [tree.lower[child] for child in tree.children[token] if child < token]
    names += [
        f"{name}" for name, marks in (("modal", _MODALS), ("negated", _NEGATIONS)) if any(w in marks for w in before)
    ]
    if "to" in before:
        names.append(f"{family}|infinitive")
    if any(word in ("if", "when", "because", "while", "as", "although") for word in before):
        names.append("subordinate")
    opening = page.text[reading.content[0][0] : reading.content[0][0] + 12].lower().split()
    names.append("first=" + opening[0].strip("“\"',’"))
    return names


def source_class(tree: Tree, head: int | None) -> str:
    """What sort of word heads the source: a pronoun's class, name, plural, noun; none."""
    if head is None:
        return "none"
    known = _SOURCE_CLASSES.get(tree.lower[head])
    if known is not None:
        return known
    return {"NNP": "name", "NNPS": "name", "NNS": "plural", "NN": "noun"}.get(tree.tag[head], "other")


def logit(probability: float) -> float:
    """The log odds, for probabilities kept within 0.005 and 0.995."""
    bounded = min(0.995, max(0.005, probability))
    return math.log(bounded / (1 - bounded))


def logistic(score: float) -> float:
    """The probability of a log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
