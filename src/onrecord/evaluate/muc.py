"""MUC-4 templates: who did what to whom, when, where, how many, and on whose word.

Gold is {"id", "text", "templates": [{"INCIDENT: TYPE": [line, ...], ...}]} with the full keys; see
``muc_notation`` for both notations. Per slot there are POS (possible), ACT (actual), COR, PAR, INC, SPU and
MIS; recall is (COR + PAR/2) / POS, precision (COR + PAR/2) / ACT. The templates of a text, and the fills of
a slot, are aligned one to one so that COR + PAR/2 is greatest; a pair of templates has to agree in the
incident type, at least in part, and to touch in a target, victim or perpetrator (MUC-4 scoring guidelines).
Optional templates and fills are not counted when missing. ``total``, over all slots with unaligned
templates as missing and spurious, is the official F over all templates.

Against the official scores of seventeen systems these figures are within one point overall on average and
two to three a slot: smaller differences mean nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.assignment import best_assignment
from onrecord.evaluate.figures_of_merit import Scores, precision_recall_f1, ratio
from onrecord.evaluate.muc_notation import (
    EMPTY_TEMPLATE,
    SLOTS,
    Fill,
    PredictedTemplate,
    Template,
    template_of_key,
    template_of_prediction,
)
from onrecord.evaluate.muc_values import FULL, content_words, fill_credit, string_credit
from onrecord.evaluate.record_lines import numbered_records, read_record_lines

TALLIES = ("POS", "ACT", "COR", "PAR", "INC", "SPU", "MIS")
GROUPS: Mapping[str, str] = {
    "incident": "inc-",
    "perpetrator": "perp-",
    "physical target": "phys-",
    "human target": "hum-",
}
"""Groups of slots by the beginning of their names."""

CONFIDENCES = (
    "REPORTED AS FACT",
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)
_CONTENT_SLOTS = (
    "phys-tgt-id",
    "phys-tgt-type",
    "hum-tgt-name",
    "hum-tgt-desc",
    "hum-tgt-type",
    "perp-ind-id",
    "perp-org-id",
)
_GOLD_LINE = 'A line looks like {"id": "m1", "templates": [{"INCIDENT: TYPE": ["BOMBING"], "INCIDENT: DATE": [...]}]}.'
_PREDICTION_LINE = (
    'A line looks like {"id": "m1", "templates": [{"incident_type": "BOMBING", "date": "16 NOV 89", '
    '"perp_org": ["..."], "victims": [{"name": "...", "effect": "DEATH"}]}]}.'
)
_ANSWER_LINE = 'A line looks like {"id": "m1", "template": "1", "org": "...", "confidence": "REPORTED AS FACT"}.'


@dataclass(frozen=True)
class Templates:
    """The templates of one text, of a key or predicted."""

    id: str
    templates: tuple[Template, ...]


class ConfidenceAnswer(msgspec.Struct, frozen=True):
    """The confidence class given to an organisation that the key names."""

    id: str
    template: str | int
    org: str
    confidence: str


@dataclass(frozen=True)
class ConfidenceQuestion:
    """An organisation of a key (any of ``organisations`` names it) and the classes that are right."""

    id: str
    template: str
    organisations: tuple[str, ...]
    incident_type: str | None
    right: tuple[str, ...]


@dataclass(frozen=True)
class AlignedPair:
    """A template of the key with the one predicted for it; either may be missing."""

    key: Template | None
    response: Template | None
    tallies: Mapping[str, Counter[str]]


class _KeyLine(msgspec.Struct, frozen=True):
    id: str
    templates: tuple[dict[str, tuple[str, ...] | None], ...] | None = ()


class _PredictionLine(msgspec.Struct, frozen=True):
    id: str
    templates: tuple[dict[str, object], ...] | None = ()


# ---------------------------------------------------------------- reading


def load_gold(path: Path) -> list[Templates]:
    """The keys of a gold file, one text a line. Raises InputError on a bad line."""
    lines = read_record_lines(path, _KeyLine, remedy=_GOLD_LINE)
    return [Templates(line.id, tuple(map(template_of_key, line.templates or ()))) for line in lines]


def load_predictions(path: Path) -> list[Templates]:
    """The predictions of a file, in the plain form or that of the keys. Raises InputError on a bad line."""
    predictions = []
    for number, line in numbered_records(path, _PredictionLine, remedy=_PREDICTION_LINE):
        try:
            templates = tuple(map(_template, line.templates or ()))
        except msgspec.ValidationError as problem:
            raise InputError(str(path), str(problem), _PREDICTION_LINE, place=f"line {number}") from None
        predictions.append(Templates(line.id, templates))
    return predictions


def load_confidence_answers(path: Path) -> list[ConfidenceAnswer]:
    """The answers to ``confidence_questions``, one a line. Raises InputError on a bad line."""
    return read_record_lines(path, ConfidenceAnswer, remedy=_ANSWER_LINE)


def _template(fields: Mapping[str, object]) -> Template:
    if SLOTS["inc-type"].name in fields:
        lines = msgspec.convert(fields, dict[str, tuple[str, ...] | None])
        return template_of_key(lines)
    return template_of_prediction(msgspec.convert(fields, PredictedTemplate))


# ---------------------------------------------------------------- alignment


def tally_slot(slot: str, keys: Sequence[Fill], responses: Sequence[Fill]) -> Counter[str]:
    """POS, ACT, COR, PAR, INC, SPU and MIS of one slot of an aligned pair of templates."""
    credit = [[fill_credit(slot, response, key) for response in responses] for key in keys]
    # The bonus prefers required fills to optional ones of the same credit.
    gain = [
        [each + (1e-6 if each and not key.optional else 0) for each in row]
        for key, row in zip(keys, credit, strict=True)
    ]
    pairs = best_assignment(gain)
    correct = sum(credit[i][j] == FULL for i, j in pairs)
    paired = {i for i, _ in pairs}
    left = [key for i, key in enumerate(keys) if i not in paired]
    required = sum(not key.optional for key in left)
    surplus = len(responses) - len(pairs)
    # What is left of either side is set off against the other as incorrect; optional fills only as far as they serve.
    possible = min(len(left), max(required, surplus))
    incorrect = min(possible, surplus)
    return Counter(
        POS=len(pairs) + possible,
        ACT=len(pairs) + surplus,
        COR=correct,
        PAR=len(pairs) - correct,
        INC=incorrect,
        SPU=surplus - incorrect,
        MIS=possible - incorrect,
    )


def may_align(key: Template, response: Template) -> bool:
    """Whether two templates meet the content condition: the incident type, and some target or perpetrator.

    In the string slots one word in common is enough. Templates with nothing in any of these slots may be
    aligned.
    """
    types = (fill_credit("inc-type", given, k) for k in key.of("inc-type") for given in response.of("inc-type"))
    if not any(types):
        return False
    if any(_in_touch(slot, key.of(slot), response.of(slot)) for slot in _CONTENT_SLOTS):
        return True
    return not any(template.of(slot) for template in (key, response) for slot in _CONTENT_SLOTS)


def align(keys: Sequence[Template], responses: Sequence[Template], *, unrestricted: bool = False) -> list[AlignedPair]:
    """The pairs of templates of a text, one to one, with the greatest COR + PAR/2, then what is left over.

    A missing optional template is left out. ``unrestricted`` drops the content condition.
    """
    tallies = {
        (i, j): _tally_pair(key, response)
        for i, key in enumerate(keys)
        for j, response in enumerate(responses)
        if unrestricted or may_align(key, response)
    }
    gain = [[_credit(tallies.get((i, j), {})) for j in range(len(responses))] for i in range(len(keys))]
    pairs = best_assignment(gain)
    aligned = [AlignedPair(keys[i], responses[j], tallies[i, j]) for i, j in pairs]
    with_response, with_key = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, key in enumerate(keys):
        if i not in with_response and not key.optional:
            aligned.append(AlignedPair(key, None, _tally_pair(key, EMPTY_TEMPLATE)))
    for j, response in enumerate(responses):
        if j not in with_key:
            aligned.append(AlignedPair(None, response, _tally_pair(EMPTY_TEMPLATE, response)))
    return aligned


def _in_touch(slot: str, keys: Sequence[Fill], responses: Sequence[Fill]) -> bool:
    if any(fill_credit(slot, response, key) for key in keys for response in responses):
        return True
    if SLOTS[slot].kind != "string":
        return False
    return not _content_of(keys).isdisjoint(_content_of(responses))


def _content_of(fills: Iterable[Fill]) -> set[str]:
    return {word for fill in fills for each in fill.alternatives for word in content_words(each.value)}


def _tally_pair(key: Template, response: Template) -> dict[str, Counter[str]]:
    filled = (slot for slot in SLOTS if slot in key.fills or slot in response.fills)
    return {slot: tally_slot(slot, key.of(slot), response.of(slot)) for slot in filled}


def _credit(tallies: Mapping[str, Counter[str]]) -> float:
    return sum(tally["COR"] + tally["PAR"] / 2 for tally in tallies.values())


# ---------------------------------------------------------------- scores


def score(gold: Sequence[Templates], predictions: Iterable[Templates], *, unrestricted: bool = False) -> Scores:
    """{"slots": {slot: tallies and F}, "total": tallies and F, "templates": tallies, "conf": see below}.

    F is in [0, 1]. Texts without a prediction count as without templates. "conf" is the table of
    ``score_confidence`` for the organisations that the predictions found themselves.
    """
    by_id = {prediction.id: prediction.templates for prediction in predictions}
    slots: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    templates: Counter[str] = Counter()
    answers: list[tuple[tuple[str, ...], str | None]] = []
    for text in gold:
        for pair in align(text.templates, by_id.get(text.id, ()), unrestricted=unrestricted):
            has_key, has_response = pair.key is not None, pair.response is not None
            templates["POS"] += has_key
            templates["ACT"] += has_response
            templates["COR"] += has_key and has_response
            templates["SPU"] += not has_key
            templates["MIS"] += not has_response
            for slot, tally in pair.tallies.items():
                slots[slot].update(tally)
            if pair.key is not None:
                answers += _confidences(pair.key, pair.response or EMPTY_TEMPLATE)
    total: Counter[str] = Counter()
    for tally in slots.values():
        total.update(tally)
    return {
        "slots": {slot: _with_f(tally) for slot, tally in slots.items()},
        "total": _with_f(total),
        "templates": dict(templates),
        "conf": _confidence_table(answers),
    }


def totals_by_group(scores: Scores) -> Scores:
    """The tallies and F of the slots of each group, from the figures of ``score``."""
    totals = {}
    for group, beginning in GROUPS.items():
        tally: Counter[str] = Counter()
        for slot, figures in scores["slots"].items():
            if slot.startswith(beginning):
                tally.update({name: figures[name] for name in TALLIES})
        totals[group] = _with_f(tally)
    return totals


def _with_f(tally: Counter[str]) -> dict[str, float]:
    half_counted = tally["COR"] + tally["PAR"] / 2
    harmonic = precision_recall_f1(half_counted, predicted=tally["ACT"], gold=tally["POS"])[2]
    return {**{name: tally[name] for name in TALLIES}, "F": harmonic}


# ---------------------------------------------------------------- confidence


def confidence_questions(gold: Iterable[Templates]) -> list[ConfidenceQuestion]:
    """Every organisation of the keys whose confidence is asked for: on whose word is it the perpetrator?"""
    return [
        ConfidenceQuestion(
            text.id,
            template.number,
            fill.alternatives[0].ties,
            template.of("inc-type")[0].alternatives[0].value if template.of("inc-type") else None,
            tuple(alternative.value.upper() for alternative in fill.alternatives),
        )
        for text in gold
        for template in text.templates
        for fill in template.of("perp-org-conf")
        if not fill.optional and fill.alternatives[0].ties
    ]


def score_confidence(gold: Iterable[Templates], answers: Iterable[ConfidenceAnswer]) -> Scores:
    """{"n", "answered", "accuracy_all", "accuracy_answered", "macro_f1", "per_class"}, shares in [0, 1].

    The organisation is given; an answer names it by the first of its alternatives. Any class listed by the
    key is right; no answer is wrong in ``accuracy_all``.
    """
    given = {(answer.id, str(answer.template), answer.org.upper()): answer.confidence.upper() for answer in answers}
    return _confidence_table(
        (question.right, given.get((question.id, question.template, question.organisations[0].upper())))
        for question in confidence_questions(gold)
    )


def _confidences(key: Template, response: Template) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """For each organisation of a key the right classes and the one predicted for the name closest to it."""
    for fill in key.of("perp-org-conf"):
        if fill.optional:
            continue
        ties = fill.alternatives[0].ties
        named = [
            (_name_credit(given.alternatives[0].ties, ties), given.alternatives[0].value.upper())
            for given in response.of("perp-org-conf")
        ]
        closest = max(named, key=lambda each: each[0], default=(0.0, ""))
        right = tuple(alternative.value.upper() for alternative in fill.alternatives)
        yield right, closest[1] if closest[0] > 0 else None


def _name_credit(ties: Sequence[str], key: Sequence[str]) -> float:
    return max((string_credit(a, b, proper_name=True) for a in ties for b in key), default=0.0)


def _confidence_table(answers: Iterable[tuple[tuple[str, ...], str | None]]) -> dict[str, object]:
    """The table of answers (right classes, class given or None).

    A right answer counts for the class given.
    """
    listed = list(answers)
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for classes, answer in listed:
        ok = answer in classes
        expected = answer if ok and answer is not None else classes[0]
        gold[expected] += 1
        right[expected] += ok
        if answer:
            given[answer] += 1
    f_of = {each: ratio(2 * right[each], gold[each] + given[each]) for each in CONFIDENCES}
    present = [each for each in CONFIDENCES if gold[each]]
    answered = sum(answer is not None for _, answer in listed)
    return {
        "n": len(listed),
        "answered": answered,
        "accuracy_all": ratio(right.total(), len(listed)),
        "accuracy_answered": ratio(right.total(), answered),
        "macro_f1": ratio(sum(f_of[each] for each in present), len(present)),
        "per_class": {
            each: {"gold": gold[each], "pred": given[each], "tp": right[each], "f1": f_of[each]} for each in CONFIDENCES
        },
    }
