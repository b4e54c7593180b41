"""What is said of the people counted: killed, wounded, arrested, ..., from nouns, the parse, then plain windows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.schema import FigureRole
from onrecord.stages.figures.grammar import NumberExpression
from onrecord.stages.figures.lexicon import (
    DISTANCE_UNITS,
    KILL_NOUNS,
    MEASURED,
    PERSON_NOUNS,
    ROLE_NOUNS,
    ROLE_VERBS,
    VOTE_NOUNS,
)

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Counted:
    """The noun that a number counts: its stretch of the text and its head in the parse."""

    start: int
    end: int
    head: Token | None


def text_of(parse: Doc) -> str:
    """The text of the parse, kept with it: spaCy puts it together from its tokens each time it is asked."""
    text: str = parse.user_data.get(_TEXT_KEY, "")
    if len(text) == 0:
        text = parse.user_data[_TEXT_KEY] = parse.text
    return text


def keep_text(parse: Doc, text: str) -> None:
    """Nothing; from now on text_of(parse) is this text, which must be that of the parse."""
    parse.user_data[_TEXT_KEY] = text


_TEXT_KEY = "onrecord.text"


def tokens_of(parse: Doc, start: int, end: int) -> list[Token]:
    """The tokens that a stretch touches."""
    span = parse.char_span(start, end, alignment_mode="expand")
    return list(span) if span is not None else []


def role_of(parse: Doc, number: NumberExpression, counted: Counted | None, sentence: Offsets) -> FigureRole:
    """What the number says of what it counts, from the noun, the verb that governs it, then the nearest harm verb."""
    if number.unit == "year":
        return "age"
    if number.unit in DISTANCE_UNITS:
        return "distance"
    if len(number.unit) == 3 and number.unit.isupper():
        return "money"
    head = counted.head if counted else None
    lemma = head.lemma_.lower() if head is not None else ""
    lowered = head.lower_ if head is not None else ""
    if lowered in ("dead", "killed", "deceased") or (
        lemma in KILL_NOUNS and lemma not in ("victim", "life", "loss", "execution")
    ):
        return "killed"
    if lowered in ("injured", "wounded", "hurt"):
        return "wounded"
    if number.unit in ("percent", "percentage point", "point"):
        return _share_role(parse, lemma, sentence)
    edge = counted.end if counted and counted.start >= number.start else number.end
    role = _role_after(text_of(parse), max(edge, number.end), sentence[1])
    if role is None:
        role = _role_by_parse(parse, number, head)
    if role is None:
        role = _role_before(text_of(parse), number.start, sentence[0], adjacent=head is not None)
    if role is not None:
        return role
    for nouns, named in ROLE_NOUNS:
        if lemma in nouns:
            return named
    return "other"


def _share_role(parse: Doc, lemma: str, sentence: Offsets) -> FigureRole:
    words = text_of(parse)[sentence[0] : sentence[1]].lower()
    if lemma in VOTE_NOUNS or re.search(
        r"\b(?:vote[sdr]?|voted|voting|turnout|ballots?|election|poll|referendum|parliament|seats)\b", words
    ):
        return "votes"
    if lemma in ("dead", "victim"):
        return "killed"
    return "other"


_AFTER = re.compile(
    (
        r"(?:\s*\([^)]{0,80}\))?(?:,[^.;:]{0,120},)?\s*(?:(?:of|from|in|with|on|at|near|belonging\s+to"
        r"|identified\s+as)\s[^.;:]{0,80}?\s)?"
        r"(?:(?:who|that)\s+)?(?:(?:had|have|has|were|was|are|is|been|being|be|also|reportedly|allegedly"
        r"|later|then|feared|confirmed|believed|found|left|shot|burnt|burned|hacked|stabbed|beaten|stoned"
        r"|crushed|gunned|to|down)\s+){0,5}"
        r"(?P<state>killed|dead|died|dies|die|injured|wounded|hurt|arrested|detained|captured|abducted"
        r"|kidnapped|displaced|fled|murdered|slain|executed|perished|beheaded|massacred|succumbed|death"
        r"|(?:in|into)\s+(?:custody|detention))\b"
    ),
    re.I,
)
_STATE_ROLES: dict[str, FigureRole] = {
    "killed": "killed", "dead": "killed", "died": "killed", "dies": "killed", "die": "killed", "murdered": "killed",
    "slain": "killed", "executed": "killed", "perished": "killed", "beheaded": "killed", "massacred": "killed",
    "succumbed": "killed", "death": "killed", "injured": "wounded", "wounded": "wounded", "hurt": "wounded",
    "arrested": "arrested", "detained": "arrested", "captured": "arrested", "abducted": "abducted",
    "kidnapped": "abducted", "displaced": "displaced", "fled": "displaced",
}  # fmt: skip
_ENDS_CLAUSE = re.compile(
    (
        r"\s*(?:$|[.,;:)\"\u201d-]|\s(?:in|by|on|at|near|during|when|after|and|as|while|from|over|since"
        r"|including|with|or|but|who|along|before|so|under|amid|late|early|today|yesterday|this|last|for"
        r"|to|here|there)\b)"
    ),
    re.I,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be)\b", re.I)


def _role_after(text: str, at: int, end: int) -> FigureRole | None:
    """The role of a state word directly after the number: "34 injured", "25 were hurt"."""
    match = _AFTER.match(text, at, end)
    if match is None:
        return None
    if re.search(r"\bshot\s+down\b", match.group()):
        return None
    word = match["state"].lower()
    intransitive = word in ("died", "dies", "die", "succumbed", "perished", "fled", "death") or word.endswith(
        ("custody", "detention")
    )
    shot = word == "dead" and re.search(r"\bshot\s+dead$", match.group(), re.I)
    if (
        (not intransitive and (word != "dead" or shot))
        and not _PASSIVE.search(text, at, match.end())
        and not _ENDS_CLAUSE.match(text, match.end(), end)
    ):
        # "ten rebels killed a policeman": they did it.
        return None
    return _STATE_ROLES.get(word, "arrested")


_BEFORE = re.compile(
    (
        r"\b(?P<state>kill(?:ed|ing|s)?|murder(?:ed|ing)|shot\s+dead|gunned\s+down|hacked\s+to\s+death"
        r"|beheaded|claimed|injur(?:ed|ing|e)|wound(?:ed|ing)|arrest(?:ed|ing)?|detained|abducted"
        r"|kidnapped|displaced|dead|toll)\b(?P<between>[^.;:]{0,60})$"
    ),
    re.I,
)


def _role_before(text: str, at: int, start: int, *, adjacent: bool) -> FigureRole | None:
    """The role of the nearest state word to the left, for a number that the parse leaves alone: "shot dead one person".

    Where a noun is counted the word must stand directly before the number.
    """
    found = None
    for match in re.finditer(_BEFORE.pattern, text[max(start, at - 90) : at], re.I):
        found = match
    if found is None or (
        adjacent and (found["between"].strip() or found["state"].lower() in ("dead", "toll", "claimed"))
    ):
        return None
    word = found["state"].lower()
    for stem, role in (
        ("injur", "wounded"),
        ("wound", "wounded"),
        ("arrest", "arrested"),
        ("detain", "arrested"),
        ("abduct", "abducted"),
        ("kidnap", "abducted"),
        ("displac", "displaced"),
    ):
        if word.startswith(stem):
            return role  # type: ignore[return-value]
    return "killed"


def verb_role(verb: Token) -> FigureRole | None:
    """The role that a verb gives whom it befalls: kill, die, shoot dead; injure; arrest; abduct; else None."""
    lemma = verb.lemma_.lower()
    for verbs, role in ROLE_VERBS:
        if lemma in verbs:
            return role
    if lemma in ("shoot", "hack", "beat", "stab", "burn", "gun") and any(
        child.lower_ in ("dead", "death", "alive")
        or (lemma == "gun" and child.lower_ == "down")
        or any(inner.lower_ == "death" for inner in child.children)
        for child in verb.children
    ):
        return "killed"
    if lemma == "lose" and any(child.dep_ == "dobj" and child.lemma_ in ("life", "limb") for child in verb.children):
        return "killed"
    if lemma in ("claim", "cost") and any(child.lemma_ in ("life", "toll") for child in verb.children):
        return "killed"
    if lemma == "hold" and not any(
        child.dep_ == "dobj" and child.lemma_ not in PERSON_NOUNS for child in verb.children
    ):
        return "arrested" if any(child.dep_ in ("nsubjpass",) for child in verb.children) else None
    if lemma == "take" and any(child.lower_ == "hostage" for child in verb.children):
        return "abducted"
    return None


def _told_of(verb: Token) -> FigureRole | None:
    """The role in the infinitive of "are estimated to have been killed", "were believed to have died"."""
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i:
            helpers = {word.lower_ for word in child.children if word.dep_ in ("aux", "auxpass")}
            if "been" in helpers or child.lemma_ in ("die", "perish", "flee"):
                return verb_role(child)
    return None


def _role_by_parse(parse: Doc, number: NumberExpression, head: Token | None) -> FigureRole | None:
    token = head
    if token is None:
        words = tokens_of(parse, number.number_start, number.number_end)
        if not words:
            return None
        token = words[-1]
        while token.dep_ in ("nummod", "quantmod", "compound", "advmod") and token.head.i != token.i:
            token = token.head
    for child in token.children:
        if (
            child.dep_ in ("acl", "relcl", "amod")
            and (role := verb_role(child)) is not None
            and (child.tag_ == "VBN" or not any(inner.dep_ == "dobj" for inner in child.children))
        ):
            return role
    seen = 0
    while seen < 8:
        seen += 1
        relation, governor = token.dep_, token.head
        if governor.i == token.i:
            return None
        if governor.pos_ in ("VERB", "AUX") or governor.tag_ in ("VBN", "VBD", "VBG"):
            role = verb_role(governor)
            if role is None and relation == "nsubjpass":
                role = _told_of(governor)
                if role is not None:
                    return role
            if role is None:
                if relation == "nsubj" and governor.lemma_ in ("be", "find", "leave"):
                    return None
                if (
                    relation in ("nsubj", "nsubjpass", "dobj", "ccomp", "oprd")
                    and governor.lemma_ == "leave"
                    and any(child.lower_ == "dead" for child in governor.subtree)
                ):
                    return "killed"
                return None
            has_object = any(child.dep_ in ("dobj", "ccomp") for child in governor.children)
            passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in governor.children)
            if relation == "nsubj" and governor.lemma_ == "lose":
                return role
            if relation in ("nsubj",) and has_object and role not in ("protesters", "displaced", "votes"):
                return None
            if (
                relation == "nsubj"
                and not passive
                and governor.tag_ != "VBN"
                and role not in ("protesters", "displaced", "votes")
                and governor.lemma_ not in ("die", "perish", "succumb", "drown", "surrender", "lose")
            ):
                return None
            if relation in ("agent", "prep", "npadvmod", "advcl"):
                return None
            return role
        if governor.dep_ == "pobj" and relation not in ("conj", "appos", "nummod", "prep", "pobj", "compound", "nmod"):
            return None
        if relation == "pobj" and governor.lower_ in (
            "by",
            "with",
            "in",
            "at",
            "near",
            "from",
            "against",
            "for",
            "after",
            "on",
            "under",
            "between",
            "to",
            "than",
        ):
            if governor.lower_ == "to" and governor.head.lemma_.lower() in MEASURED:
                token = governor.head
                continue
            return None
        for nouns, named in ROLE_NOUNS[:1]:
            if (
                governor.lemma_.lower() in nouns
                and relation in ("prep", "pobj")
                and (head is not None or governor.lemma_.lower() == "toll")
            ):
                return named
        if governor.lemma_.lower() in ("arrest", "killing", "murder", "abduction", "detention") and relation == "prep":
            return {"arrest": "arrested", "detention": "arrested", "abduction": "abducted"}.get(
                governor.lemma_.lower(), "killed"
            )  # type: ignore[return-value]
        token = governor
    return None
