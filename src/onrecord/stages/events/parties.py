"""The parties to a deed as argument words: who does it, and to whom, as the clause has it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from onrecord.codes import countries
from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed, victims_of
from onrecord.stages.events.lexicon import in_class, lemma_of, noun_senses
from onrecord.stages.events.needs import is_public

_SPEECH_TYPES = frozenset({"ACCUSE", "SUPPORT", "REJECT", "AGREE", "CONCEDE", "REQUEST", "THREATEN"})
_NO_ADDRESSEE = frozenset({"deny", "dispute", "contest", "dismiss", "refute", "allege"})
"""Verbs whose content names what is talked about, not whom it is said to."""
_WORLDLY = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_ADDRESSING = frozenset({"ask", "beg", "press", "pressure", "lobby", "petition", "implore"})
"""Verbs of requesting whose object is whoever is asked, if they say what for."""
_PURPOSES = frozenset(
    {
        "protest",
        "demand",
        "denounce",
        "condemn",
        "oppose",
        "press",
        "urge",
        "call",
        "defiance",
        "opposition",
        "criticise",
    }
)
"""What a protest says it is for."""
_NOBODY = frozenset({"power", "that", "this", "which", "control", "what", "something", "nothing"})
"""Objects that are done to without being anybody."""


def actors_of(deed: Deed) -> list[Token]:
    """The head words of those who do the deed, in text order; empty where nobody is named."""
    verbal = deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    found = arguments.agent(deed.head) if verbal else _doer_of_noun(deed)
    if found is None and verbal and deed.sense.type in ("MOBILIZE", "RETREAT"):
        moved = arguments.patient(deed.head)
        found = moved if moved is not None and in_class(moved, "TROOPS") else None
    if found is not None and found.dep_ == "dobj" and found.head != deed.head and in_class(found, "DOCUMENT"):
        # "issued a declaration demanding": who issues it demands
        found = arguments.agent(found.head) or found
    if found is None:
        return []
    named = [
        noun for noun in arguments.coordinated(found) if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
    ]
    return [noun for noun in named if not _is_instrument(noun)]


def _is_instrument(noun: Token) -> bool:
    """True for bombs, blasts and other deeds, which do nothing on their own account."""
    if noun.pos_ == "PRON" or noun.ent_type_ in _WORLDLY:
        return False
    if noun.pos_ == "NOUN" and not noun.ent_type_ and lemma_of(noun) in noun_senses() and not is_public(noun):
        return not in_class(noun, "HUMAN|POLITICAL|DOCUMENT|TROOPS")
    return in_class(
        noun, "WEAPON|explosion|blast|fire|attack|bombing|raid|airstrike|ambush|clash|device|landmine|crossfire"
    ) and not in_class(noun, "TROOPS")


def recipients_of(deed: Deed, doers: Sequence[Token]) -> list[Token]:
    """The head words of those the deed is done to, in text order; empty where nobody is named or both sides act."""
    verbal = deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    if (
        verbal
        and deed.sense.type == "ASSAULT"
        and any(child.dep_ == "dobj" and _reflexive(child) for child in deed.head.children)
    ):
        # "urged him to shoot himself"
        return list(doers)
    found = _recipient_of_verb(deed, doers) if verbal else _recipient_of_noun(deed)
    if found is None and not verbal:
        found = victims_of(deed.head)
    if deed.sense.type == "PROTEST" and (found is None or not _responsible(found)):
        found = _protested_at(deed.clause)
    if found is None:
        return []
    named = [noun for noun in arguments.coordinated(found) if noun.i not in {doer.i for doer in doers}]
    named = [noun for noun in named if noun.lower_ not in _NOBODY]
    if deed.trained and deed.sense.type != "ASSAULT":
        # where the recipient of such a word stands is a guess, and things are seldom recipients but of attacks
        named = [
            noun for noun in named if is_public(noun) or noun.pos_ == "NUM" or in_class(noun, "HUMAN|TROOPS|OFFICIAL")
        ]
    if deed.sense.type == "SANCTION":
        # "froze Soviet aid", "suspended Chad's membership"
        named = [
            owner
            for noun in named
            for owner in ((in_class(noun, "AIDSTUFF|TIES|TALKS|membership") and _responsible(noun)) or [noun])
        ]
    elif verbal and deed.sense.type == "REQUEST" and _is_addressed(deed.head, found):
        pass
    elif deed.sense.type in _SPEECH_TYPES or deed.sense.type == "PROTEST":
        named = [owner for noun in named for owner in _responsible(noun)]
    return list(dict.fromkeys(named))


def _protested_at(verb: Token) -> Token | None:
    """What a protest is about by its purpose: 'marched to demand the removal of', 'in protest at', 'demanding that'."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            purpose = next((leaf for leaf in child.children if leaf.lemma_ in _PURPOSES and leaf.dep_ == "pobj"), None)
        else:
            purpose = child if child.dep_ in ("advcl", "xcomp") and child.lemma_ in _PURPOSES else None
        if purpose is None:
            continue
        aims = [arguments.prepositional(purpose, word) for word in ("against", "at", "over", "of", "on", "from")]
        if purpose.tag_[:2] == "VB":
            inner = arguments.complement(purpose)
            aims = [arguments.own_subject(inner) if inner is not None else None, arguments.patient(purpose), *aims]
        found = next((noun for noun in aims if noun is not None and _responsible(noun)), None)
        if found is not None:
            return found
    return None


def _is_addressed(verb: Token, noun: Token) -> bool:
    """True for 'asked dockers to stop' and 'demanded that its partners stop': they are to act, whatever the noun."""
    inner = arguments.complement(verb)
    if verb.lemma_ in _ADDRESSING and noun == arguments.patient(verb):
        # "asked both sides for restraint"
        return any(child.dep_ == "prep" and child.lower_ == "for" for child in verb.children) or inner is not None
    if inner is None or noun.pos_ == "DET":
        return False
    if inner.dep_ == "ccomp" and inner.tag_ in ("VB", "VBP") and arguments.own_subject(inner) == noun:
        return not any(child.dep_ == "mark" and child.lower_ == "for" for child in inner.children)
    return noun == arguments.patient(verb) and arguments.has_to(inner)


def _recipient_of_verb(deed: Deed, doers: Sequence[Token]) -> Token | None:
    verb = deed.head
    for slot in deed.sense.slots:
        found = None
        if slot == "o":
            found = arguments.patient(verb) or _of_gerund(verb)
        elif slot == "d":
            found = arguments.second_object(verb)
        elif slot == "~":
            found = arguments.prepositional(verb, "with")
        else:
            found = arguments.prepositional(verb, slot) or _through_object(verb, slot)
        if found is not None and found.i not in {doer.i for doer in doers} and not _reflexive(found):
            return found
    asked = _asked_for(verb) if deed.sense.type == "REQUEST" else None
    if asked is not None:
        return asked
    if (deed.sense.type in _SPEECH_TYPES or "speech" in deed.sense.flags) and verb.lemma_ not in _NO_ADDRESSEE:
        return _from_complement(verb, doers)
    if deed.sense.type == "AID":
        return _helped(verb)
    return None


def _of_gerund(verb: Token) -> Token | None:
    """What a gerund used as a noun is done to: 'the shelling of Debaltseve'."""
    return arguments.prepositional(verb, "of") if verb.tag_ == "VBG" else None


def _asked_for(verb: Token) -> Token | None:
    """Who is to act in 'called for the council to meet'."""
    for child in verb.children:
        marked = any(leaf.dep_ == "mark" and leaf.lower_ == "for" for leaf in child.children)
        if child.dep_ in ("advcl", "ccomp") and marked and verb.lemma_ in ("call", "appeal", "press", "push", "plead"):
            return arguments.own_subject(child)
    return None


def _helped(verb: Token) -> Token | None:
    """Those whom a gift is to help: 'donated ventilators to assist Ethiopia'."""
    target = arguments.patient(verb)
    for word in (*verb.children, *(target.children if target is not None else ())):
        if word.lemma_ in ("help", "assist", "support", "aid", "protect") and arguments.has_to(word):
            return arguments.patient(word)
    return None


def _through_object(verb: Token, preposition: str) -> Token | None:
    """The object of a preposition on the verb's object: 'imposed sanctions on Iran', 'sent aid to Chad'."""
    target = arguments.patient(verb)
    if target is None or (arguments.is_passive(verb) and target.i > verb.i):
        return None
    for noun in arguments.coordinated(target):
        found = arguments.prepositional(noun, preposition)
        if found is not None:
            return found
        for child in noun.children:
            # "lift the sanctions imposed on Iran", "a complaint for damages against the state"
            below = child if child.dep_ == "acl" and child.tag_ == "VBN" else None
            if child.dep_ == "prep" and preposition == "against":
                below = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            found = arguments.prepositional(below, preposition) if below is not None else None
            if found is not None:
                return found
    return None


def _from_complement(verb: Token, doers: Sequence[Token]) -> Token | None:
    """Whom the content of a speech act is about: its own subject, else the first actor named in it."""
    inner = arguments.complement(verb)
    if inner is None:
        return None
    held = {doer.i for doer in doers}
    subject = arguments.own_subject(inner)
    if subject is None:
        # "agreed to give the inspectors access": the one it is done for comes before names that are only mentioned
        given = arguments.second_object(inner) or arguments.prepositional(inner, "to")
        for found in (given, arguments.patient(inner)):
            if found is not None and found.i > verb.i and found.i not in held and found.pos_ in ("NOUN", "PROPN"):
                own = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in found.children)
                if not own and (found.ent_type_ in _WORLDLY or in_class(found, "POLITICAL|HUMAN")):
                    return found
    if subject is not None and subject.i not in held and subject.pos_ in ("NOUN", "PROPN"):
        named = subject.ent_type_ in _WORLDLY or in_class(subject, "POLITICAL|HUMAN")
        if named:
            return subject
    for word in inner.subtree:
        named = word.ent_type_ in ("GPE", "NORP", "PERSON", "ORG") and word.pos_ in ("PROPN", "NOUN", "ADJ")
        if word.i > verb.i and named and word.i not in held:
            head = word
            while (
                head.dep_ in ("compound", "amod", "poss", "nmod")
                and head.head.i > head.i
                and head.head.pos_ in ("PROPN", "NOUN")
            ):
                if head.ent_type_ and head.head.ent_type_ != head.ent_type_ and head.dep_ == "poss":
                    break
                head = head.head
            return head
    return None


def _doer_of_noun(deed: Deed) -> Token | None:
    noun, roles = deed.head, deed.sense.roles
    by = arguments.prepositional(noun, "by")
    if by is not None and by.ent_type_ not in ("DATE", "TIME"):
        return by
    if arguments.under_it(noun) is not None:
        verb = noun.head.head
        return (
            arguments.prepositional(noun, "from")
            or arguments.prepositional(verb, "from")
            or arguments.prepositional(verb, "by")
        )
    if "~" in deed.sense.slots:
        between = arguments.prepositional(noun, "between")
        if between is not None:
            return between
    for child in noun.children:
        if child.dep_ == "poss" and "poss=s" in roles and child.ent_type_ not in ("DATE", "TIME"):
            return child
    if "of=s" in roles:
        of = arguments.prepositional(noun, "of")
        if (
            of is not None
            and of.ent_type_ not in ("DATE", "TIME")
            and (of.ent_type_ in _WORLDLY or in_class(of, "POLITICAL|HUMAN"))
        ):
            return of
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and (
            child.ent_type_ in ("NORP", "GPE", "ORG") or _of_a_people(child)
        ):
            if deed.sense.type in ("ASSAULT", "PROTEST") and child.ent_type_ == "GPE" and _is_town(child):
                continue
            return child
        if child.dep_ in ("compound", "nmod") and in_class(child, "POLITICAL"):
            return child
    if deed.light is not None:
        if arguments.is_passive(deed.light):
            return arguments.agent(deed.light)
        if deed.light.lemma_ in ("receive", "suffer", "face", "undergo"):
            return arguments.prepositional(deed.light, "from") or arguments.prepositional(noun, "from")
        doer = arguments.agent(deed.light)
        return doer if doer != noun else None
    return None


def _recipient_of_noun(deed: Deed) -> Token | None:
    noun, roles = deed.head, deed.sense.roles
    under = arguments.under_it(noun)
    if under is not None:
        return under
    if deed.light is not None and deed.light.lemma_ in ("receive", "suffer", "face", "undergo"):
        return arguments.subject(deed.light)
    slots = [slot for slot in deed.sense.slots if slot != "~"]
    if "of=o" in roles and "of" not in slots:
        slots.insert(0, "of")
    if "~" in deed.sense.slots and "with" not in slots:
        slots.insert(0, "with")
    for slot in slots:
        if slot == "between":
            continue
        found = arguments.prepositional(noun, slot)
        if found is None and deed.light is not None:
            found = arguments.prepositional(deed.light, slot)
        if found is not None:
            return found
    if "stopped" in deed.sense.flags:
        # "a suspension of air links with Serbia"
        stopped = arguments.prepositional(noun, "of")
        if stopped is not None:
            return next((found for slot in slots if (found := arguments.prepositional(stopped, slot))), None)
    if deed.light is not None:
        second = arguments.second_object(deed.light)
        if second is not None and second != noun:
            return second
    if "poss=o" in roles:
        return next(
            (child for child in noun.children if child.dep_ == "poss" and child.ent_type_ not in ("DATE", "TIME")), None
        )
    return None


def _responsible(noun: Token) -> list[Token]:
    """Whom a speech act about a thing is directed at: 'condemned Iran's raid' is directed at Iran."""
    if (
        noun.ent_type_ in _WORLDLY
        or noun.pos_ in ("PRON", "NUM", "PROPN")
        or in_class(noun, "HUMAN|OFFICIAL|POLITICAL")
    ):
        return [noun]
    owners = [
        child
        for child in noun.children
        if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN", "PRON") and child.ent_type_ not in ("DATE", "TIME")
    ]
    if owners and owners[0].tag_ != "PRP$":
        return arguments.coordinated(owners[0])
    for word in ("by", "from"):
        found = arguments.prepositional(noun, word)
        if found is not None:
            return arguments.coordinated(found)
    for child in noun.children:
        # "alleged crimes committed by the army"
        found = arguments.agent(child) if child.dep_ == "acl" and child.tag_ == "VBN" else None
        if found is not None:
            return arguments.coordinated(found)
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and (
            child.ent_type_ in ("NORP", "GPE", "ORG") or _of_a_people(child)
        ):
            return [child]
    for word in ("of", "in", "on", "against", "to"):
        found = arguments.prepositional(noun, word)
        if found is not None and (found.ent_type_ in _WORLDLY or in_class(found, "HUMAN|POLITICAL")):
            return arguments.coordinated(found)
    if owners:
        return owners
    return [noun] if noun.dep_ in ("nsubjpass",) else []


def _of_a_people(word: Token) -> bool:
    return countries.country_by_demonym(word.text) is not None or countries.country_by_people(word.text) is not None


def _is_town(word: Token) -> bool:
    """True for a place name that is no country's: 'the Paris attacks' are attacks in Paris."""
    return countries.country_by_name(word.text) is None and countries.country_by_demonym(word.text) is None


def _reflexive(noun: Token) -> bool:
    return noun.lower_ in ("itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself")
