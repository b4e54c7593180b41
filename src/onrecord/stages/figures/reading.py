"""What a number counts, and whether it counts at all, read off the parse; plain windows where the parse is no help."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from onrecord.stages.figures.grammar import NumberExpression
from onrecord.stages.figures.lexicon import MASS_UNITS, MEASURED, PERSON_NOUNS, STATES, VOTE_NOUNS
from onrecord.stages.figures.numbers import listed
from onrecord.stages.figures.roles import Counted, text_of, tokens_of, verb_role

_NOUN = ("NOUN", "PROPN")


_NUMBERED = frozenset(
    listed(
        "no. number chapter article section page route highway flight channel resolution level phase unit paragraph"
        " ward room gate day nh nh- # form box bus train platform line exit block plot"
    )
)
"""Words whose number is a label."""


def is_name_part(parse: Doc, number: NumberExpression) -> bool:
    """Whether a number belongs to a name: Tower 22, Boeing 737, Resolution 242, No. 5."""
    if number.form != "plain" or number.unit or number.start != number.number_start:
        return False
    words = tokens_of(parse, number.number_start, number.number_end)
    if not words or not words[0].text[:1].isdigit() or words[0].i == 0:
        return False
    before = parse[words[0].i - 1]
    if _is_numbered_thing(parse, words[-1].i + 1):
        return True
    if (
        before.lower_ in _NUMBERED
        or before.text == "No"
        or (before.lower_ == "of" and before.i and parse[before.i - 1].text == "Group")
    ):
        return True
    if (
        before.is_punct
        or (before.is_sent_start and not _is_named_thing(before))
        or not before.text[:1].isupper()
        or (before.text.isupper() and len(before) > 6)
    ):
        return False
    if before.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "NORP"):
        return False
    if before.ent_type_ == "CARDINAL" and before.pos_ != "PROPN":
        return False
    number_token = words[-1]
    if number_token.head.i == before.i:
        return True
    following = parse[number_token.i + 1] if number_token.i + 1 < len(parse) else None
    return bool(
        before.pos_ == "PROPN"
        and number_token.head.i <= number_token.i
        and (following is None or following.is_punct or following.pos_ in ("ADP", "CCONJ", "AUX", "VERB"))
        and number_token.dep_ in ("nummod", "appos", "npadvmod", "punct")
    )


_UNITS_OF_ARMIES = frozenset(listed("Battalion Division Brigade Regiment Corps Squadron"))
_STREETS = frozenset(listed("Street Avenue Ave. Road Rd. Square Lane Boulevard Blvd. Drive Terrace Crescent Strasse"))
_STREET_OPENINGS = frozenset(listed("Rue Via Calle Avenida Avenue Boulevard Plaza Rua Ulitsa"))
_LONGEST_STREET = 4


def _is_numbered_thing(parse: Doc, at: int) -> bool:
    """True before a unit of an army or the name of a street: "3 Brigade", "10 Downing Street", "24 Rue de Rivoli"."""
    if at >= len(parse):
        return False
    if parse[at].text in _UNITS_OF_ARMIES or parse[at].text in _STREET_OPENINGS:
        return True
    for word in parse[at : at + _LONGEST_STREET]:
        if not word.text[:1].isupper():
            return False
        if word.text in _STREETS:
            return word.i + 1 >= len(parse) or parse[word.i + 1].tag_ != "NNS"
    return False


def _is_named_thing(token: Token) -> bool:
    """True for a name that may have a number of its own, as the first word of a sentence: "Apollo 11"."""
    return token.pos_ == "PROPN" and token.ent_type_ not in ("GPE", "LOC", "PERSON", "NORP")


def is_pronoun_one(parse: Doc, number: NumberExpression) -> bool:
    """Whether "one" is a pronoun or part of an idiom rather than a count."""
    words = tokens_of(parse, number.number_start, number.number_end)
    if len(words) == 1 and words[0].lower_ == "one" and number.unit in ("point", "percentage point"):
        return words[0].i > 0 and parse[words[0].i - 1].lower_ == "at"
    if len(words) != 1 or words[0].lower_ != "one" or number.unit:
        return False
    token = words[0]
    before = parse[token.i - 1].lower_ if token.i else ""
    following = parse[token.i + 1] if token.i + 1 < len(parse) else None
    after = following.lower_ if following is not None else ""
    if before == "any":
        return True
    if before in (
        "no",
        "the",
        "this",
        "that",
        "which",
        "any",
        "every",
        "each",
        "another",
        "only",
        "a",
        "an",
        "new",
        "-",
        "big",
        "good",
        "first",
        "last",
        "former",
    ):
        return following is None or following.pos_ not in _NOUN
    later = parse[token.i + 1 : min(token.i + 12, token.sent.end)]
    for word in later:
        # "One setback followed another", "one kind of rule for another": a pair, not a count of one.
        if word.lower_ == "another" and not (word.i + 1 < len(parse) and parse[word.i + 1].pos_ in (*_NOUN, "NUM")):
            return before not in ("at", "least", "only")
        if word.text in (".", ";", ":", ","):
            break
    if after in (
        "another",
        "side",
        "day",
        "'s",
        "\u2019s",
        "can",
        "could",
        "should",
        "must",
        "may",
        "might",
        "would",
        "thing",
        "way",
        "hand",
        "reason",
        "point",
        "-",
    ):
        return True
    if after == "of" or after in STATES:
        return False
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.ent_type_ != "PERSON":
        return False
    if following is not None and following.ent_type_ == "PERSON":
        # "one Gopal Singh": Indian English for a certain Gopal Singh.
        return True
    if following is not None and following.pos_ in _NOUN:
        return False
    if token.is_sent_start and token.dep_ in ("nsubj", "nsubjpass"):
        return False
    return not (following is not None and following.pos_ == "ADJ")


_NO_TALLY = frozenset(
    ("doubt", "illusion", "qualm", "regret", "hope", "plan", "idea", "reason", "mean", "comment", "excuse", "word",
     "apology", "intention", "sign", "detail", "fear", "scruple")
)  # fmt: skip
"""With "no" these say that something is absent, not how many there are: "he had no doubts"."""
_APOSTROPHES = frozenset("'’‘")


def is_short_year(text: str, number: NumberExpression) -> bool:
    """Whether two digits after an apostrophe stand for a year: "the class of '68"."""
    digits = text[number.number_start : number.number_end]
    return (
        len(digits) == 2
        and digits.isdigit()
        and number.number_start > 0
        and text[number.number_start - 1] in _APOSTROPHES
        and (number.number_start < 2 or not text[number.number_start - 2].isalnum())
    )


def counts_nothing(parse: Doc, number: NumberExpression) -> bool:
    """Whether "no", "nobody" or "none" is idiom rather than a count of zero."""
    words = tokens_of(parse, number.number_start, number.number_end)
    if not words:
        return True
    token = words[-1]
    first = words[0].lower_
    following = parse[token.i + 1] if token.i + 1 < len(parse) else None
    if first == "none":
        return bool(following is not None and following.lower_ in ("the", "other", "too", "-"))
    if first == "not":
        return False
    if first == "no" and len(words) == 1:
        head = token.head
        if token.dep_ != "det" or (head.tag_ != "NNS" and head.lower_ not in ("aircraft", "deaths", "one")):
            return True
        if head.lemma_ in _NO_TALLY:
            return True
        return head.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr")
    governor = token.head
    if token.dep_ in ("attr", "conj"):
        return False
    return not (
        token.dep_ == "nsubjpass"
        or governor.lemma_ in ("die", "leave", "survive", "be")
        or verb_role(governor) is not None
    )


def age_by_context(parse: Doc, number: NumberExpression) -> bool:
    """Whether a bare number is an age: "children under ten", "were barely 14", "a banker of 84", "Anna Berg, 45,"."""
    if number.form != "plain" or number.unit or (number.high or number.low or 999) > 115:
        return False
    words = tokens_of(parse, number.number_start, number.number_end)
    if not words:
        return False
    last, text = words[-1], text_of(parse)
    following = parse[last.i + 1] if last.i + 1 < len(parse) else None
    if following is not None and (
        following.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or following.lower_ in ("percent", "of", "%")
    ):
        return False
    first = tokens_of(parse, number.start, number.start + 1)
    before = parse[first[0].i - 1] if first and first[0].i else None
    if before is None:
        return False
    if (
        number.comparator in ("less_than", "more_than", "at_least", "at_most", "approx")
        and number.start < number.number_start
    ):
        wording = text[number.start : number.number_start].lower().strip()
        if wording.startswith(
            ("under", "over", "above", "below", "barely", "as young as", "as old as", "younger", "older")
        ):
            if before.lemma_.lower() in PERSON_NOUNS or before.lower_ in (
                "are",
                "were",
                "was",
                "is",
                "those",
                "anyone",
                "everyone",
                "some",
            ):
                return wording not in ("over", "above") or before.lemma_.lower() in PERSON_NOUNS
            return False
    if (
        before.lower_ == "of"
        and before.i
        and parse[before.i - 1].lemma_.lower() in PERSON_NOUNS
        and parse[before.i - 1].tag_ == "NN"
    ):
        return True
    left, right = text[max(0, number.start - 2) : number.start], text[number.end : number.end + 1]
    if left.endswith("(") and right == ")" and parse[max(0, before.i - 1)].pos_ in _NOUN:
        return bool(parse[max(0, before.i - 1)].text[:1].isupper())
    if (
        left == ", "
        and right in (",", ".", ";")
        and before.i
        and (number.low or 0) >= 5
        and text[number.number_start].isdigit()
    ):
        name = parse[before.i - 1]
        return bool(
            name.ent_type_ == "PERSON"
            or (
                name.pos_ == "PROPN" and name.text[:1].isupper() and name.ent_type_ not in ("DATE", "GPE", "LAW", "FAC")
            )
        )
    return False


def counted_noun(parse: Doc, number: NumberExpression, sentence_end: int) -> Counted | None:
    """What the number counts: the noun after it, after "of", or the measured noun it is set to; None if elided."""
    words = tokens_of(parse, number.number_start, number.number_end)
    if not words:
        return None
    if number.unit and number.unit not in ("percent", "percentage point", "year", "point"):
        return _after_of(parse, number, sentence_end) if number.unit in MASS_UNITS else None
    if number.form == "ratio" and (inside := _inside_ratio(parse, number)):
        return inside
    if number.unit == "year":
        found = (
            _noun_right(parse, number.end, sentence_end)
            if number.form == "age" and number.comparator == "exact"
            else None
        )
        return found if found is not None and found.head is not None and found.head.pos_ in _NOUN else None
    found = _after_of(parse, number, sentence_end)
    if found is not None:
        return found if found.head is not None else None
    if number.unit in ("", "percent"):
        if number.unit == "" or number.form in ("ratio", "fraction"):
            found = _noun_right(parse, number.end, sentence_end) or _noun_said(parse, number.end, sentence_end)
            if found is not None:
                return found
        return _measured(words)
    return None


def _inside_ratio(parse: Doc, number: NumberExpression) -> Counted | None:
    for token in tokens_of(parse, number.number_start, number.number_end)[1:-1]:
        if token.pos_ in _NOUN:
            return Counted(token.idx, token.idx + len(token), token)
    return None


def _after_of(parse: Doc, number: NumberExpression, sentence_end: int) -> Counted | None:
    """The noun phrase after "of"; a Counted without head where "of" is followed by a pronoun alone."""
    match = re.compile(r"[\"'\u201c\u201d\u2019]?\s+(?:of|out\s+of)\s+").match(text_of(parse), number.end, sentence_end)
    if match is None:
        return None
    words = tokens_of(parse, match.end(), match.end() + 1)
    if not words:
        return None
    pronoun = words[0]
    if pronoun.lower_ in ("them", "those", "these", "whom", "which", "us", "it"):
        after = parse[pronoun.i + 1] if pronoun.i + 1 < len(parse) else None
        if pronoun.lower_ == "them" and after is not None and after.tag_ == "NNS" and after.idx < sentence_end:
            return Counted(after.idx, after.idx + len(after), after)
        if pronoun.lower_ in ("those", "these") and after is not None and not after.is_punct:
            stop = after.i
            while (
                stop + 1 < len(parse)
                and parse[stop + 1].idx < sentence_end
                and not parse[stop + 1].is_punct
                and stop - after.i < 3
                and parse[stop].pos_ not in ("VERB",)
            ):
                stop += 1
            return Counted(pronoun.idx, parse[stop].idx + len(parse[stop]), after)
        return Counted(pronoun.idx, pronoun.idx, None)
    start = pronoun.i
    while start < len(parse) and parse[start].pos_ in ("DET", "PRON", "PUNCT") and parse[start].idx < sentence_end:
        start += 1
    return _phrase(parse, start, sentence_end)


def _noun_right(parse: Doc, at: int, sentence_end: int) -> Counted | None:
    gap = re.compile(r"(?:\s+(?:more|other|additional|further|or\s+more))?[\s\"'\u201c\u201d\u2018\u2019-]+").match(
        text_of(parse), at, sentence_end
    )
    if gap is None or gap.end() >= sentence_end:
        return None
    words = tokens_of(parse, gap.end(), gap.end() + 1)
    return _phrase(parse, words[0].i, sentence_end) if words else None


def _noun_said(parse: Doc, at: int, sentence_end: int) -> Counted | None:
    """The noun that the number is said to be: "of whom three were soldiers"."""
    link = re.compile(r"\s+(?:were|are)\s+").match(text_of(parse), at, sentence_end)
    words = tokens_of(parse, link.end(), link.end() + 1) if link else []
    found = _phrase(parse, words[0].i, sentence_end) if words else None
    return found if found is not None and found.head is not None and found.head.tag_ == "NNS" else None


def _phrase(parse: Doc, start: int, sentence_end: int) -> Counted | None:
    """The noun phrase that begins at a token: premodifiers and nouns up to the head, with "and NOUN" if it goes on."""
    index, head = start, None
    while index < len(parse) and parse[index].idx < sentence_end and index - start < 9:
        token = parse[index]
        if (
            token.lower_ in STATES
            and head is None
            and (index == start or parse[start].pos_ in ("ADJ", "PROPN", "NOUN", "ADV"))
        ):
            following = parse[index + 1] if index + 1 < len(parse) else None
            if following is None or following.pos_ not in (*_NOUN, "ADJ"):
                return Counted(parse[start].idx, token.idx + len(token), token)
        if (token.pos_ in _NOUN and token.tag_ != "POS") or token.lower_ in ("others", "people"):
            head = index
        elif head is not None and not (
            token.tag_ == "POS" or token.text in ("'s", "\u2019s", "-") or token.tag_ == "HYPH"
        ):
            break
        elif (
            (
                head is None
                and token.pos_ not in ("ADJ", "ADV", "VERB", "NUM", "DET", "PRON")
                and not (token.is_punct and token.text in "-\"'\u201c\u201d\u2018\u2019")
            )
            or (head is None and token.pos_ == "VERB" and token.tag_ not in ("VBN", "VBG"))
            or (
                head is None
                and token.pos_ == "VERB"
                and token.dep_ not in ("amod", "compound")
                and not _leads_to_noun(parse, index, sentence_end)
            )
            or (head is None and token.pos_ == "PRON" and index != start)
        ):
            return None
        index += 1
    if (
        head is None
        or parse[head].ent_type_ in ("DATE", "TIME")
        or parse[head].lower_ in ("day", "week", "month", "year")
    ):
        return None
    stop = head
    if (
        head + 2 < len(parse)
        and parse[head + 1].lower_ == "and"
        and parse[head + 2].tag_ == "NNS"
        and parse[head].tag_ == "NNS"
        and parse[head + 2].dep_ == "conj"
    ):
        stop = head + 2
    while parse[start].pos_ in ("DET", "PUNCT", "PRON") and start < head:
        start += 1
    return Counted(parse[start].idx, parse[stop].idx + len(parse[stop]), parse[head])


def _leads_to_noun(parse: Doc, index: int, sentence_end: int) -> bool:
    following = parse[index + 1] if index + 1 < len(parse) else None
    return bool(
        following is not None
        and following.idx < sentence_end
        and following.pos_ in (*_NOUN, "ADJ")
        and following.dep_ not in ("npadvmod",)
    )


def _measured(words: list[Token]) -> Counted | None:
    """The noun that the number is set to: "a turnout of 83%", "the toll rose to 37 from 29", "put the dead at 44"."""
    token = words[-1]
    seen = 0
    while token.head.i != token.i and seen < 8:
        seen += 1
        head = token.head
        if (
            not (token.pos_ in ("NUM", "SYM", "ADP", "ADJ") or token.tag_ in ("CD", "IN", "TO"))
            and token.i != words[-1].i
            and token.lower_ not in ("%", "percent")
        ):
            break
        if token.dep_ in (
            "pobj",
            "prep",
            "nummod",
            "quantmod",
            "compound",
            "npadvmod",
            "pcomp",
            "appos",
            "advmod",
            "attr",
            "acomp",
        ) or token.pos_ in ("NUM", "SYM"):
            if head.pos_ in _NOUN and head.i < words[0].i and head.lemma_.lower() in MEASURED | VOTE_NOUNS:
                return _noun_of(head)
            if head.pos_ in ("VERB", "AUX"):
                return _argument(head, words[0].i)
            token = head
            continue
        break
    return None


def _argument(verb: Token, before: int) -> Counted | None:
    for wanted in (("dobj",), ("nsubj", "nsubjpass")):
        for child in verb.children:
            if child.dep_ in wanted and child.i < before and child.lemma_.lower() in MEASURED:
                return _noun_of(child)
    return None


def _noun_of(noun: Token) -> Counted:
    if noun.lemma_.lower() in ("number", "count", "total"):
        for child in noun.children:
            if child.lower_ == "of":
                for inner in child.children:
                    if inner.pos_ in (*_NOUN, "ADJ"):
                        return Counted(inner.idx, inner.idx + len(inner), inner)
    return Counted(noun.idx, noun.idx + len(noun), noun)
