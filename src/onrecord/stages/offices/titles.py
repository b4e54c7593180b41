"""Phrases that name an office: the title, the body or territory it belongs to, and whether it is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.codes.countries import capital_of, country_by_name, country_by_people
from onrecord.codes.roles import is_honorific, longest_role, role_sector
from onrecord.codes.word_lists import word_set
from onrecord.document import Sentence
from onrecord.schema import OfficeStatus

_STATUS_WORDS: dict[str, OfficeStatus] = {
    "former": "former", "ex": "former", "erstwhile": "former", "one-time": "former", "onetime": "former",
    "late": "former", "ousted": "former", "deposed": "former", "toppled": "former", "disgraced": "former",
    "then": "former", "previous": "former", "retired": "former", "overthrown": "former", "fugitive": "former",
    "exiled": "former", "sacked": "former", "dismissed": "former", "expelled": "former", "fired": "former",
    "once": "former", "jailed": "former", "impeached": "former",
    "departed": "former", "fallen": "former", "sometime": "former", "past": "former",
    "acting": "acting", "interim": "acting", "caretaker": "acting", "temporary": "acting", "provisional": "acting",
    "elect": "designated", "designate": "designated", "incoming": "designated", "nominee": "designated",
    "current": "current", "incumbent": "current", "outgoing": "current", "new": "current", "present": "current",
    "newly": "current", "longtime": "current", "long-time": "current", "veteran": "current", "appointed": "current",
    "elected": "current", "embattled": "current", "recently": "current", "reigning": "current",
}  # fmt: skip
_NOT_OFFICES = word_set(
    "activist campaigner lawyer solicitor barrister author writer novelist poet playwright actor actress"
    " singer artist musician rapper comedian filmmaker film-maker producer resident student farmer worker"
    " engineer architect widow daughter son wife husband pilot witness historian economist sociologist"
    " philosopher academic scholar researcher scientist physicist analyst lecturer doctor physician"
    " surgeon nurse journalist reporter correspondent columnist photographer blogger commentator presenter"
    " host cartoonist expert bodyguard interpreter agent citizen comrade tycoon oligarch magnate"
    " businessman businesswoman billionaire banker entrepreneur financier industrialist developer investor"
    " dissident terrorist whistleblower hacker preacher evangelist guru candidate nominee contender"
    " hopeful frontrunner front-runner environmentalist broadcaster moderator teacher chemist pollster"
    " strategist father mother brother sister count father-in-law cosmonaut astronaut cadet private"
    " official officer executive member founder co-founder cleric saint don politician warlord"
)  # fmt: skip
"""Callings and plights, which are no office."""

_PORTFOLIOS = word_set(
    "defense defence foreign interior finance justice health education agriculture trade economy economic"
    " energy labor labour culture environment transport information war state treasury commerce industry"
    " planning security affairs tourism sport sports science communications development housing welfare"
    " immigration intelligence public works home internal external social women youth religious homeland"
    " veterans natural resources the consumer protection nutrition exchequer and general reconciliation"
    " digital transformation of"
)  # fmt: skip
_WITH_PORTFOLIO = word_set("minister vice-minister secretary undersecretary commissioner mayor commissar")
"""Titles whose "of" or "for" and a bare common noun say for what, not of whom: "commissioner of police"."""
_WORDS_FOR_TERRITORY = word_set(
    "state city region country province district republic town county island territory enclave village"
    " oblast nation"
)  # fmt: skip
_NOT_IN_PHRASE = frozenset({"VERB", "AUX", "ADP", "CCONJ", "PRON"})
_LINKS = frozenset({"of", "for", "in", "at"})


@dataclass(frozen=True)
class TitlePhrase:
    """A noun phrase that names an office, as token positions (half-open)."""

    head: int
    first: int
    """First token of the whole phrase."""
    last: int
    """One past its last token, with what it is an office of."""
    title: tuple[int, int]
    body: tuple[int, int] | None
    """What it is an office of: a body or a territory."""
    possessor: int | None
    """A possessive pronoun that stands for the body ("its"), to be resolved."""
    status: OfficeStatus


def title_phrase(parse: Doc, token: Token, sentence: Sentence, names: Mapping[int, tuple[int, int]]) -> (
    TitlePhrase | None
):  # fmt: skip
    """The office whose head noun this token is, or None. ``names`` maps tokens inside names to the name's range."""
    if token.i in names or token.tag_ not in {"NN", "NNP", "JJ"} or token.lower_ in _NOT_OFFICES:
        return None
    first = _phrase_start(parse, token, sentence)
    words = [word.text for word in parse[first : token.i + 1]]
    length = longest_role("title", words)
    role = " ".join(words[-length:]).lower().replace(" - ", "-") if length else ""
    if not length or role in _NOT_OFFICES or is_honorific(role) or _is_modifier(parse, token, sentence):
        return None
    if words[-length:] == words and length == 1 and token.lower_ in {"head", "chair", "general", "major"}:
        after = parse[token.i + 1].lower_ if token.i + 1 < sentence.last else ""
        if token.lower_ in {"head", "chair"} and after not in {"of", "-"}:
            return None
    last = _title_end(parse, token, sentence)
    start = token.i + 1 - length
    start = _widened(parse, first, start, names)
    body, possessor = _body_before(parse, first, start, names)
    end = last
    if body is None or parse[body[0]].lower_ in _STATUS_WORDS:
        following = _body_after(parse, token, last, sentence)
        if following is not None and possessor is None:
            body = following
            end = following[1]
    status = _status(parse, first, start, last, sentence)
    if end == last:
        end = _past_elect(parse, last, sentence)
    return TitlePhrase(token.i, first, end, (start, last), body, possessor, status)


def _past_elect(parse: Doc, last: int, sentence: Sentence) -> int:
    """One past "-elect" or "-designate" right behind the title, else the title's end."""
    hyphened = last + 1 < sentence.last and parse[last].text == "-"
    return last + 2 if hyphened and parse[last + 1].lower_ in {"elect", "designate"} else last


def _phrase_start(parse: Doc, token: Token, sentence: Sentence) -> int:
    """The first token of the stretch before the head that its modifiers fill."""
    first = token.i
    while first > sentence.first:
        before = parse[first - 1]
        hyphen = before.text == "-" and not before.whitespace_
        if before.is_space or (before.is_punct and not hyphen):
            break
        if before.pos_ in _NOT_IN_PHRASE and not (before.lower_ in {"ex", "then"} or _may_modify(before)):
            break
        if before.tag_ in {"VBN", "VBG"} and before.lower_ not in _STATUS_WORDS:
            break
        if before.lower_ == "once" and first - 1 > sentence.first and parse[first - 2].text == ",":
            first -= 1
            break
        if before.tag_ in {"RB", "WRB", "WP", "WDT", "EX", "UH"} and before.lower_ not in _STATUS_WORDS:
            break
        if before.lower_ in {"that", "whether", "because", "when", "while", "if"}:
            break
        first -= 1
        if before.dep_ == "det" or before.tag_ in {"DT", "PRP$"}:
            break
    return first


def _may_modify(token: Token) -> bool:
    return token.tag_ in {"PRP$", "VBN", "POS", "VBG"} and token.lower_ not in {"named", "appointed", "called"}


def _is_modifier(parse: Doc, token: Token, sentence: Sentence) -> bool:
    """True for "presidential" uses inside a longer noun: "president election", "minister-level"."""
    if token.i + 1 >= sentence.last:
        return False
    following = parse[token.i + 1]
    if following.text == "-" and not token.whitespace_:
        return parse[min(token.i + 2, len(parse) - 1)].lower_ not in {"elect", "designate", "general"}
    if token.lower_ in {"chief", "deputy", "senior", "head"} and following.pos_ in {"NOUN", "ADJ"}:
        return following.text.islower()
    longer = token.dep_ in {"compound", "amod"} and token.head.i == token.i + 1 and following.text.islower()
    return longer and following.pos_ == "NOUN"


def _title_end(parse: Doc, token: Token, sentence: Sentence) -> int:
    """One past the title: "head of state", "minister of defense", "secretary of state for industry"."""
    last = token.i + 1
    for length in (5, 4, 3):
        words = parse[token.i : min(token.i + length, sentence.last)]
        if len(words) == length and role_sector("title", words.text):
            return token.i + length
    if token.lower_ in _WITH_PORTFOLIO and last + 1 < sentence.last and parse[last].lower_ in {"of", "for"}:
        ahead = last + 1
        while (
            ahead < sentence.last
            and parse[ahead].tag_ in {"JJ", "NN", "NNP"}
            and parse[ahead].dep_ in {"amod", "compound"}
        ):
            ahead += 1
        word = parse[ahead] if ahead < sentence.last else None
        if (
            word is not None
            and word.tag_ in {"NN", "NNS"}
            and word.dep_ == "pobj"
            and word.lower_ not in _WORDS_FOR_TERRITORY
        ):
            return ahead + 1
    if token.lower_ in {"minister", "secretary", "undersecretary", "ministers", "chancellor"}:
        while last + 1 < sentence.last and parse[last].lower_ in {"of", "for"}:
            ahead = last + 1
            while ahead < sentence.last and parse[ahead].lower_ in _PORTFOLIOS:
                ahead += 1
            if ahead == last + 1:
                break
            while parse[ahead - 1].lower_ in {"and", "the", "of"}:
                ahead -= 1
            if ahead <= last + 1:
                break
            last = ahead
    return last


def _widened(parse: Doc, first: int, start: int, names: Mapping[int, tuple[int, int]]) -> int:
    """The title's first token with modifiers that say which office: "human rights", "construction", "deputy"."""
    while start > first:
        before = parse[start - 1]
        if before.i in names or before.lower_ in _STATUS_WORDS or before.dep_ not in {"compound", "amod", "nmod"}:
            break
        if country_by_people(before.text) or not before.is_alpha or before.lower_ in _WORDS_FOR_TERRITORY:
            break
        if longest_role("body", [before.text]) and before.lower_ not in _PORTFOLIOS | {"police"}:
            break
        if before.pos_ == "ADJ" and before.lower_ not in _PORTFOLIOS | {
            "deputy", "first", "chief", "senior", "vice", "assistant", "regional", "general", "presidential",
        }:  # fmt: skip
            break
        start -= 1
    return start


def _body_before(
    parse: Doc, first: int, start: int, names: Mapping[int, tuple[int, int]]
) -> tuple[tuple[int, int] | None, int | None]:
    """The possessor or premodifier that names the body, or the possessive pronoun that stands for it."""
    before = parse[first:start]
    for word in before:
        if word.tag_ == "PRP$":
            return None, (word.i if word.lower_ in {"its", "their"} else None)
    at = start
    while at > first:
        word = parse[at - 1]
        if (
            (word.lower_ in _STATUS_WORDS and word.i not in names)
            or word.tag_ == "DT"
            or word.text in {"-", ","}
            or word.pos_ == "NUM"
        ):
            break
        known = word.i in names or country_by_people(word.text) or country_by_name(word.text)
        body = longest_role("body", [word.text]) or word.lower_ in _WORDS_FOR_TERRITORY
        if not (known or body or at < start):
            break
        at -= 1
    while at < start and at > 0 and parse[at - 1].text == "-" and at - 1 >= first:
        at += 1
    named = at < start and any(word.i in names for word in parse[at:start])
    if not named:
        for word in before:
            if word.tag_ == "POS" and word.i > 0:
                left = first + (parse[first].lower_ in {"a", "an"})
                return _possessor_range(parse, left, word.i, names), None
    while at < start and parse[at].pos_ == "ADJ" and not country_by_people(parse[at].text) and at not in names:
        at += 1
    return ((at, start) if at < start else None), None


def _possessor_range(parse: Doc, left: int, right: int, names: Mapping[int, tuple[int, int]]) -> tuple[int, int] | None:
    if right - 1 in names:
        name = names[right - 1]
        holder = parse[name[0] : name[1]]
        if holder.ents and holder.ents[0].label_ == "PERSON" and not capital_of(holder.text):
            return None if not country_by_name(holder.text) else name
        return (min(name[0], max(left, 0)), right) if parse[left].tag_ == "DT" else name
    return (left, right) if left < right else None


def _body_after(parse: Doc, token: Token, last: int, sentence: Sentence) -> tuple[int, int] | None:
    """The noun phrase after "of", "for", "in" right behind the title."""
    if last + 1 >= sentence.last or parse[last].lower_ not in _LINKS:
        return None
    preposition = parse[last]
    if preposition.lower_ in {"in", "at", "for"} and preposition.head.i not in range(token.i, last):
        return None
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    if not objects or objects[0].ent_type_ in {"DATE", "TIME", "CARDINAL"}:
        return None
    target = objects[0]
    end = target.right_edge.i + 1
    for word in parse[last + 1 : end]:
        stops = word.dep_ in {"relcl", "acl", "appos", "advcl"} or word.text in {",", ";", "(", "—"}
        if stops and word.i > target.i:
            end = word.left_edge.i if word.dep_ in {"relcl", "acl", "advcl"} else word.i
            break
    end = _before_next_office(parse, last + 2, end)
    while end > last + 1 and (parse[end - 1].is_punct or parse[end - 1].lower_ in {"and", "who"}):
        end -= 1
    return (last + 1, min(end, sentence.last)) if end > last + 1 else None


def _before_next_office(parse: Doc, first: int, end: int) -> int:
    """Where "and the former minister" begins another office inside the stretch, or its end."""
    for at in range(first, end - 1):
        if parse[at].lower_ != "and":
            continue
        after = [word.text for word in parse[at + 1 : end]]
        opens = after[0].lower() in {"the", "a", "an"} or after[0].lower() in _STATUS_WORDS
        if opens and any(longest_role("title", after[: length + 1]) for length in range(len(after))):
            return at
    return end


def _status(parse: Doc, first: int, start: int, last: int, sentence: Sentence) -> OfficeStatus:
    low = max(sentence.first, first - 2)
    for word in reversed(parse[low:start]):
        if word.tag_ == "POS":
            break
        if word.i < first and word.text not in {"-"} and word.lower_ not in {"ex", "then"}:
            continue
        found = _STATUS_WORDS.get(word.lower_.removeprefix("then-").removeprefix("ex-"))
        if word.lower_.startswith(("then-", "ex-")):
            return "former"
        if found and found != "current":
            return found
    after = [word.lower_ for word in parse[last : min(last + 2, sentence.last)] if word.text != ","]
    if any(word in {"elect", "designate", "nominee"} for word in after):
        return "designated"
    return "current"
