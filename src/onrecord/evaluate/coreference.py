"""Who a pronoun or a surname refers to, and whole coreference chains, against GUM.

A gold line is {"id", "text", "clusters": [{"type", "mentions": [[start, end]], "heads": [[start, end]]}]},
one cluster an entity, ``heads`` parallel to ``mentions``.

Pronouns are he, him, his, she, her and so on of a person who has an earlier mention that is no pronoun. One
is right (``pronoun_accuracy``) if its predicted cluster has a mention, no pronoun, that overlaps such a
mention of the right entity; ``pronoun_nearest`` looks only at the nearest one before it and at heads, so
that merging clusters does not help. Surnames are mentions of a person by one capitalised word after a full
name; one is right if the smallest predicted mention around it shares a cluster with another that overlaps
an earlier full name of the right entity; ``surname_ambiguous`` is the same where several persons of the
text are named with that word.

Chains (``muc``, ``b3``, ``ceafe``, their mean ``conll``) are over clusters of persons and organisations,
without singletons. A predicted cluster without a type is left out where it touches gold mentions of other
types only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.evaluate.coreference_chains import Fractions, measure_chains, pair_mentions
from onrecord.evaluate.figures_of_merit import (
    Miss,
    Scores,
    Span,
    ratio,
    rounded_percent,
    rounded_percentages,
    touch_any,
)
from onrecord.evaluate.record_lines import read_record_lines

CHAIN_TYPES = ("person", "organization")
HE_OR_SHE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_OTHER_PRONOUNS = (
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves it its itself they them "
    "their theirs themselves themself who whom whose which that this these those one oneself"
)
PRONOUNS = HE_OR_SHE | frozenset(_OTHER_PRONOUNS.split())

_FORMS_OF_ADDRESS = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Sen", "Rep", "Gov", "Gen"]
_TITLES = ["President", "Minister", "Senator", "Judge", "Justice", "Professor", "Chancellor"]
_ADDRESS = re.compile(
    rf"^(?:(?:{'|'.join((*_FORMS_OF_ADDRESS, 'Col', 'Capt', 'Lt', 'Sgt', *_TITLES, 'General'))})\.?\s+)+"
)
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_NO_FIRST_NAME = "|".join((*_FORMS_OF_ADDRESS, *_TITLES, "The"))
_BEFORE_SURNAME = rf"(?<![\w.])(?!(?:{_NO_FIRST_NAME})\b)[A-ZÀ-ÖØ-Þ][\w'’.-]*\s+(?:[\w'’.-]+\s+){{0,2}}?"
_GENITIVE = re.compile(r"['’]s?$")
_GOLD_LINE = (
    'A line looks like {"id": "g1", "text": "...", "clusters": [{"type": "person", "mentions": [[0, 4]], '
    '"heads": [[0, 4]]}]}.'
)
_PREDICTION_LINE = 'A line looks like {"id": "g1", "clusters": [{"type": "person", "mentions": [[0, 4], [9, 11]]}]}.'


class GoldCluster(msgspec.Struct, frozen=True):
    """The mentions of one entity, each with its head; without ``heads`` a mention is its own."""

    type: str
    mentions: tuple[Span, ...]
    heads: tuple[Span, ...] | None = None

    def with_heads(self) -> list[tuple[Span, Span]]:
        """Pairs of mention and head."""
        return list(zip(self.mentions, self.heads or self.mentions, strict=False))


class Cluster(msgspec.Struct, frozen=True):
    """A predicted cluster."""

    mentions: tuple[Span, ...]
    type: str | None = None


class GoldText(msgspec.Struct, frozen=True):
    """A text with its entities."""

    id: str
    text: str
    clusters: tuple[GoldCluster, ...]


class TextPrediction(msgspec.Struct, frozen=True):
    """The clusters found in one text."""

    id: str
    clusters: tuple[Cluster, ...] | None = ()


@dataclass(frozen=True)
class PronounQuestion:
    """A pronoun, the mentions of its person that are no pronouns, and the heads of those before it."""

    mention: Span
    named: tuple[Span, ...]
    heads_before: tuple[Span, ...]


@dataclass(frozen=True)
class SurnameQuestion:
    """A mention by surname, the surname in it, the full names before it, and whether others bear it too."""

    mention: Span
    surname: Span
    full_names: tuple[Span, ...]
    ambiguous: bool


@dataclass(frozen=True)
class _Answer:
    right: bool
    nearest: bool = False
    cluster: tuple[Span, ...] | None = None


# ---------------------------------------------------------------- reading


def load_gold(path: Path) -> list[GoldText]:
    """The texts of a gold file. Raises InputError on a bad line."""
    return read_record_lines(path, GoldText, remedy=_GOLD_LINE)


def load_predictions(path: Path) -> list[TextPrediction]:
    """The predictions of a file, one text a line. Raises InputError on a bad line."""
    return read_record_lines(path, TextPrediction, remedy=_PREDICTION_LINE)


# ---------------------------------------------------------------- questions


def pronoun_questions(text: GoldText) -> list[PronounQuestion]:
    """Every he or she of a person who is mentioned otherwise before, in the order of the clusters."""
    questions = []
    for cluster in text.clusters:
        if cluster.type != "person":
            continue
        named = [(m, head) for m, head in cluster.with_heads() if not _is_pronoun(text.text, m)]
        for mention in cluster.mentions:
            before = tuple(head for m, head in named if m[0] < mention[0])
            if before and _bare(text.text, mention).lower() in HE_OR_SHE:
                questions.append(PronounQuestion(mention, tuple(m for m, _ in named), before))
    return questions


def surname_questions(text: GoldText) -> list[SurnameQuestion]:
    """Every mention of a person by the surname alone after a full name, in the order of the clusters."""
    persons = [cluster for cluster in text.clusters if cluster.type == "person"]
    bearers = _bearers(text.text, persons)
    questions = []
    for cluster in persons:
        for mention in cluster.mentions:
            surname = None if _is_he_or_she(text.text, mention) else _surname_alone(text.text, mention)
            if surname is None:
                continue
            word = text.text[slice(*surname)]
            full_names = tuple(
                m for m in cluster.mentions if m[0] < mention[0] and _holds_full_name(text.text, m, word)
            )
            if full_names:
                questions.append(SurnameQuestion(mention, surname, full_names, len(bearers[word]) > 1))
    return questions


def _bearers(text: str, persons: Sequence[GoldCluster]) -> dict[str, set[int]]:
    """The persons named with a word, as a surname alone or as the last word of a name."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for k, cluster in enumerate(persons):
        for mention, head in cluster.with_heads():
            surname = _surname_alone(text, mention)
            if surname:
                bearers[text[slice(*surname)]].add(k)
            for word in re.findall(_NAME_WORD, text[slice(*head)])[-1:]:
                bearers[re.sub(r"['’]s$", "", word)].add(k)
    return bearers


def _bare(text: str, mention: Span) -> str:
    """The words of a mention without quotes, brackets and genitive."""
    return _GENITIVE.sub("", text[slice(*mention)].strip().strip('"“”(),.'))


def _is_pronoun(text: str, mention: Span) -> bool:
    return _bare(text, mention).lower() in PRONOUNS


def _is_he_or_she(text: str, mention: Span) -> bool:
    return _bare(text, mention).lower() in HE_OR_SHE


def _surname_alone(text: str, mention: Span) -> Span | None:
    """The surname in a mention that has nothing else but a form of address; else None."""
    word = _ADDRESS.sub("", _bare(text, mention))
    if not re.fullmatch(_NAME_WORD, word) or word.lower() in PRONOUNS or word.isupper():
        return None
    start = text.find(word, *mention)
    return (start, start + len(word)) if start >= 0 else None


def _holds_full_name(text: str, mention: Span, surname: str) -> bool:
    """Whether the surname follows another capitalised word, no form of address, with at most two words between."""
    return bool(re.search(_BEFORE_SURNAME + re.escape(surname) + r"(?!\w)", text[slice(*mention)]))


# ---------------------------------------------------------------- answers


def _answer_pronoun(text: str, question: PronounQuestion, clusters: Sequence[Cluster]) -> _Answer:
    # Where clusters share the mention the last one counts.
    holding = [cluster.mentions for cluster in clusters if question.mention in cluster.mentions]
    if not holding:
        return _Answer(right=False)
    others = [m for m in holding[-1] if not _is_pronoun(text, m)]
    before = [m for m in others if m[0] < question.mention[0]]
    return _Answer(
        right=touch_any(others, question.named),
        nearest=bool(before) and touch_any([max(before)], question.heads_before),
        cluster=holding[-1],
    )


def _answer_surname(question: SurnameQuestion, clusters: Sequence[Cluster]) -> _Answer:
    start, end = question.surname
    around = [
        (m[1] - m[0], m, k)
        for k, cluster in enumerate(clusters)
        for m in cluster.mentions
        if m[0] <= start and end <= m[1]
    ]
    if not around:
        return _Answer(right=False)
    _, smallest, k = min(around)
    others = [m for m in clusters[k].mentions if m != smallest]
    return _Answer(right=touch_any(others, question.full_names), cluster=clusters[k].mentions)


# ---------------------------------------------------------------- scores


def score(
    gold: Sequence[GoldText],
    predictions: Iterable[TextPrediction],
    *,
    exact: bool = False,
    singletons: bool = False,
) -> Scores:
    """{"pronoun_accuracy", "surname_accuracy", ..., "mentions", "muc", "b3", "ceafe", "conll"}.

    Percentages to one decimal, None for a share of nothing. A predicted mention stands for a gold one of
    the same span or, unless ``exact``, for one around it whose head it covers. ``singletons`` keeps chains
    of one mention.
    """
    by_id = {prediction.id: prediction.clusters or () for prediction in predictions}
    counts: Counter[str] = Counter()
    totals: dict[str, Fractions] = {}
    for text in gold:
        clusters = by_id.get(text.id, ())
        counts.update(_question_counts(text, clusters))
        ours, theirs = _chains(text, clusters, exact=exact)
        known = {mention for chain in ours for mention in chain}
        counts["gold mentions"] += len(known)
        counts["predicted mentions"] += sum(map(len, theirs))
        counts["right mentions"] += sum(mention in known for chain in theirs for mention in chain)
        if not singletons:
            ours = [chain for chain in ours if len(chain) > 1]
            theirs = [chain for chain in theirs if len(chain) > 1]
        for name, fractions in measure_chains(ours, theirs).items():
            totals[name] = totals.get(name, Fractions()).plus(fractions)
    chains = {name: _percentages(fractions) for name, fractions in totals.items()}
    right = counts["right mentions"]
    return {
        "pronouns": counts["pronouns"],
        "pronoun_accuracy": rounded_percent(counts["pronouns right"], counts["pronouns"]),
        "pronoun_nearest": rounded_percent(counts["pronouns nearest"], counts["pronouns"]),
        "surnames": counts["surnames"],
        "surname_accuracy": rounded_percent(counts["surnames right"], counts["surnames"]),
        "surname_ambiguous": rounded_percent(counts["ambiguous right"], counts["ambiguous"]),
        "ambiguous": counts["ambiguous"],
        "mentions": _percentages(Fractions(right, counts["gold mentions"], right, counts["predicted mentions"])),
        **chains,
        "conll": round(sum(each["F1"] for each in chains.values()) / 3, 1) if chains else 0.0,
    }


def misses(gold: Sequence[GoldText], predictions: Iterable[TextPrediction]) -> list[Miss]:
    """Every pronoun and surname that was not resolved to the right person, text by text."""
    by_id = {prediction.id: prediction.clusters or () for prediction in predictions}
    return [miss for text in gold for miss in _misses(text, by_id.get(text.id, ()))]


def _misses(text: GoldText, clusters: Sequence[Cluster]) -> Iterator[Miss]:
    def in_context(mention: Span) -> str:
        return text.text[max(0, mention[0] - 60) : mention[1]]

    def words(spans: Iterable[Span]) -> str:
        return " | ".join(text.text[slice(*span)][:40] for span in spans)

    for pronoun in pronoun_questions(text):
        answer = _answer_pronoun(text.text, pronoun, clusters)
        if not answer.right:
            expected = f"{words(pronoun.named[:1])}: {in_context(pronoun.mention)}"
            yield Miss(text.id, "pronoun", expected, words(answer.cluster[:3]) if answer.cluster else None)
    for surname in surname_questions(text):
        answer = _answer_surname(surname, clusters)
        if not answer.right:
            expected = f"{words(surname.full_names[:1])}: {in_context(surname.mention)}"
            yield Miss(text.id, "surname", expected, words(answer.cluster[:3]) if answer.cluster else None)


def _question_counts(text: GoldText, clusters: Sequence[Cluster]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for pronoun in pronoun_questions(text):
        answer = _answer_pronoun(text.text, pronoun, clusters)
        counts["pronouns"] += 1
        counts["pronouns right"] += answer.right
        counts["pronouns nearest"] += answer.nearest
    for surname in surname_questions(text):
        right = _answer_surname(surname, clusters).right
        counts["surnames"] += 1
        counts["surnames right"] += right
        counts["ambiguous"] += surname.ambiguous
        counts["ambiguous right"] += surname.ambiguous and right
    return counts


def _chains(
    text: GoldText, clusters: Sequence[Cluster], *, exact: bool
) -> tuple[list[set[Span]], list[set[Span | tuple[str, Span]]]]:
    """The gold and the predicted chains; a predicted mention that is a gold one is written as that."""
    scored = [cluster for cluster in text.clusters if cluster.type in CHAIN_TYPES]
    heads = {mention: head for cluster in scored for mention, head in cluster.with_heads()}
    elsewhere = {m for cluster in text.clusters if cluster.type not in CHAIN_TYPES for m in cluster.mentions}
    predicted = [set(cluster.mentions) for cluster in clusters if _counts_as_chain(cluster, heads, elsewhere)]
    pairs = pair_mentions(heads, set().union(*predicted), exact=exact)
    chains: list[set[Span | tuple[str, Span]]] = []
    placed: set[Span | tuple[str, Span]] = set()
    for mentions in predicted:
        # A mention belongs to the first cluster that has it.
        chain = {pairs.get(m, ("predicted", m)) for m in mentions} - placed
        placed |= chain
        if chain:
            chains.append(chain)
    return [set(cluster.mentions) for cluster in scored], chains


def _counts_as_chain(cluster: Cluster, scored: Container[Span], elsewhere: Container[Span]) -> bool:
    if cluster.type:
        return cluster.type in CHAIN_TYPES
    return any(m in scored for m in cluster.mentions) or not any(m in elsewhere for m in cluster.mentions)


def _percentages(fractions: Fractions) -> dict[str, float]:
    return rounded_percentages(
        ratio(fractions.precision_part, fractions.precision_whole),
        ratio(fractions.recall_part, fractions.recall_whole),
    )
