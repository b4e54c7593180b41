"""How likely an attribution is right, from the probabilities of its tags and from how far the decoder's variants agree.

A logistic model whose weights were fitted by ``training/statements/calibrate.py`` on PolNeAR's development split; right
means right in the sense of the scorer's ``link``: the cue met, the content met by half, the source met.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.stages.tagged_attribution.linker import Draft
from onrecord.stages.tagged_attribution.spans import Layout, Tagged

_WEAKEST = -12.0
"""Below this, how well a content goes with its cue makes no difference."""
WEIGHTS: dict[str, float] = {
    "broken": 0.136,
    "content 0": 0.231,
    "content 1": 0.243,
    "content 2": -0.018,
    "content begins": 0.054,
    "content finishes": 0.069,
    "content frames": 0.051,
    "content least": 0.076,
    "content length": 0.114,
    "content mean": 0.054,
    "cue 0": -0.433,
    "cue 1": -0.257,
    "cue 2": 0.018,
    "cue begins": 0.086,
    "cue frames": -0.442,
    "cue least": -0.254,
    "cue length": -0.095,
    "cue mean": 0.336,
    "frames sure": 0.169,
    "gap": -0.033,
    "no cue": -0.129,
    "no source": -0.597,
    "one": -2.832,
    "quoted": 0.048,
    "same 0": 0.407,
    "same 1": 0.657,
    "same 2": 0.805,
    "same frames": 1.448,
    "source gap": -0.037,
    "source least": -0.035,
    "source mean": 0.115,
    "strongest join": 0.011,
    "weakest content": -0.051,
    "weakest join": 0.019,
}
INNER_WEIGHTS: dict[str, float] = {
    "broken": 0.459,
    "content 0": -0.059,
    "content 1": 0.732,
    "content 2": 0.429,
    "content begins": 0.111,
    "content finishes": 0.155,
    "content frames": 1.941,
    "content least": 0.059,
    "content length": -0.118,
    "content mean": 0.37,
    "cue 0": -1.042,
    "cue 1": -0.655,
    "cue 2": 1.117,
    "cue begins": 0.122,
    "cue frames": -0.839,
    "cue in the lexicon": 0.827,
    "cue least": -0.067,
    "cue length": 0.262,
    "cue mean": 0.249,
    "frames sure": 0.241,
    "gap": 0.394,
    "infinitive": -0.015,
    "no cue": -0.721,
    "no source": -0.04,
    "noun": -0.348,
    "one": -4.353,
    "participle": 0.559,
    "quoted": 0.488,
    "same 0": 0.7,
    "same 1": -0.154,
    "same 2": 0.129,
    "same frames": 0.556,
    "source gap": -0.131,
    "source least": -0.135,
    "source mean": 0.084,
    "strongest join": 0.324,
    "weakest content": -0.139,
    "weakest join": 0.182,
}
"""Those for attributions inside others, fitted by ``training/statements/calibrate_nested.py`` on our own gold."""
SETTLING = (1.003, -0.018)
"""Slope and shift of the log odds, fitted on the chosen attributions."""


def evidence(layout: Layout, draft: Draft) -> dict[str, float]:
    """What the confidence rests on, by name; log odds where it is a probability."""
    cue, sources, contents = draft.cue, draft.sources, draft.contents
    found = {
        "one": 1.0,
        "content mean": log_odds(sum(one.mean * (one.end - one.start) for one in contents) / _length(contents)),
        "content least": log_odds(min(one.least for one in contents)),
        "content begins": log_odds(contents[0].begins),
        "content finishes": log_odds(contents[-1].finishes),
        "content length": math.log(_length(contents)),
        "strongest join": max(_WEAKEST, max(draft.joins)),
        "broken": float(len(contents) > 1),
        "quoted": float(layout.quotation((contents[0].start + contents[0].end) // 2) is not None),
    }
    if len(contents) > 1:
        found["weakest join"] = max(_WEAKEST, min(draft.joins))
        found["weakest content"] = log_odds(min(one.mean for one in contents))
    if cue is None:
        found["no cue"] = 1.0
    else:
        found["cue mean"] = log_odds(cue.mean)
        found["cue least"] = log_odds(cue.least)
        found["cue begins"] = log_odds(cue.begins)
        gap = min(max(one.start - cue.end, cue.start - one.end, 0) for one in contents)
        found["gap"] = math.log1p(gap)
        found["cue length"] = math.log(cue.end - cue.start)
    if sources:
        found["source mean"] = log_odds(min(one.mean for one in sources))
        found["source least"] = log_odds(min(one.least for one in sources))
        if cue is not None:
            found["source gap"] = math.log1p(min(max(one.start - cue.end, cue.start - one.end, 0) for one in sources))
    else:
        found["no source"] = 1.0
    return found


def calibrated(found: dict[str, float]) -> float:
    """The probability in [0.01, 0.99] that the attribution is right, as one candidate among others."""
    return _likelihood(found, WEIGHTS)


def calibrated_inside(found: dict[str, float]) -> float:
    """The same for an attribution inside the content of another, given that this one is right."""
    return _likelihood(found, INNER_WEIGHTS)


def _likelihood(found: dict[str, float], weights: dict[str, float]) -> float:
    score = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return min(0.99, max(0.01, 1 / (1 + math.exp(-max(-20.0, min(20.0, score))))))


def settled(likelihood: float) -> float:
    """The confidence of an attribution that was chosen, from the probability it had as a candidate.

    To be chosen as the likeliest of several makes a probability too high by a little; this takes it back.
    """
    slope, shift = SETTLING
    return 1 / (1 + math.exp(-(slope * log_odds(likelihood) + shift)))


def log_odds(probability: float) -> float:
    """The log odds of a probability, kept within 0.002 and 0.998."""
    kept = min(0.998, max(0.002, probability))
    return math.log(kept / (1 - kept))


def _length(contents: Sequence[Tagged]) -> int:
    return sum(one.end - one.start for one in contents)
