"""Attacks with words: 'the senator attacked the ministry' accuses; 'the rebels attacked the ministry' assaults."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.codes.word_lists import word_set
from onrecord.stages.events import arguments
from onrecord.stages.events.lexicon import in_class

_ENOUGH = 3
"""Score from which on an attack is one with words.

The weights were set by hand on two samples of attacks in PolNeAR (train, 77 each). In a third of 76, in part of the
same articles, 15 of the 16 that they call verbal are, and about a dozen verbal ones stay ASSAULT, most of them nouns
without doer or target.
"""
_HOW = word_set(
    "openly publicly verbally sharply harshly bitterly fiercely repeatedly personally fiercely furiously angrily"
    " savagely strongly scathingly directly again frequently roundly viciously relentlessly routinely"
)
"""Adverbs of criticism."""
_WHAT = word_set(
    "public verbal personal scathing sharp harsh bitter scurrilous rhetorical blistering stinging withering political"
    " partisan negative unfair false baseless unfounded ad hominem smear twitter online repeated open ugly"
    " outspoken unprecedented frequent constant blunt racist sexist misogynistic anti-semitic vicious savage"
)
"""Adjectives of criticism."""
_MAKES = word_set(
    "join launch make mount continue unleash lead start begin renew resume drop fling step escalate wage fire"
)
"""Verbs whose subject makes the attacks that are their object; whoever denounces an attack does not."""
_PERSONS = word_set("he she him her his hers")
_SAYING = word_set(
    "accuse blame call say tell encourage urge brand describe demand question charge allege suggest argue criticise"
    " criticize denounce mock label dub ridicule claim compare warn deride liken declare vow dismiss"
)
_OF_TERROR = word_set(
    "terrorist terror deadly fatal chemical suicide armed lone-wolf nuclear military air ground cyber"
)
_OPINION = word_set(
    "criticism critic speech statement interview debate remark editorial letter tweet campaign column criticise"
    " criticize rhetoric ad policy record blame comment plan lie candidate election article podcast newspaper"
    " conference post race primary voter nominee supporter endorse democratic republican message"
)
_ARMED = word_set(
    "kill wound injure dead gun gunman weapon missile bomb bomber shell rocket drone grenade mortar artillery troop"
    " soldier knife casualty explosion explosive warplane airstrike rifle bullet tank militant guerrilla insurgent"
    " jihadist mob crowd ambush raid fire stone brick machete burn destroy storm wound jet suicide hacker cyber tear"
    " gas shot shoot victim hospital"
)
_ARMED_DOERS = "rebel|militant|gunman|insurgent|guerrilla|mob|crowd|fighter|bomber|man|youth"
_FIGHTS = frozenset({"battle", "fight", "clash", "war", "skirmish", "combat"})
_CONTESTS = word_set(
    "election nomination primary campaign candidate candidacy poll ballot voter delegate nominee caucus lawsuit court"
    " lawyer appeal bid bidder takeover shareholder investor market price game season championship legislation bill"
    " budget tax custody copyright patent ratings audience"
)
"""Words round a battle that is fought without arms."""
_NO_FOES = word_set(
    "cancer disease illness infection virus flu pandemic epidemic addiction alcoholism depression obesity dementia aids"
    " fire blaze wildfire flame inferno flood poverty hunger inequality crime corruption fraud inflation unemployment"
    " recession pollution warming deficit debt odds discrimination racism drug ignorance"
)
"""What is fought without being anybody."""
_INSTITUTIONS = word_set(
    "ministry minister government cabinet party parliament congress senate court judge opposition president premier"
    " leadership administration regime commission committee council bank union media press newspaper leader"
    " policy decision plan proposal record law bill reform candidate opponent rival critic nominee idea handling"
    " establishment elite system programme program deal agreement treaty stance position senator governor mayor"
    " chancellor secretary reporter journalist judiciary democrat republican liberal conservative character integrity"
    " credibility strategy approach budget amendment rule ruling order legislation institution move"
)
"""What one attacks with words more often than with arms."""
_SPEAKERS = word_set(
    "minister president premier leader politician lawmaker senator candidate critic party opposition government"
    " spokesman spokeswoman chairman chairwoman deputy mp editorial newspaper governor mayor ministry secretary"
    " chancellor committee union congressman congresswoman representative campaign commentator columnist kremlin"
    " pope bishop ambassador activist nominee democrat republican conservative liberal ad official diplomat he she"
)


def is_contest(word: Token) -> bool:
    """True for a battle or clash at the polls, in court or on a market, where nothing in the sentence is armed.

    True too for one with an illness, a fire or a wrong: 'her battle with cancer', 'crews fought the blaze'.
    """
    if word.lemma_.lower() not in _FIGHTS:
        return False
    against = [arguments.patient(word)] if word.tag_[:2] == "VB" else []
    against += [arguments.prepositional(word, preposition) for preposition in ("with", "against", "over", "for")]
    if any(foe is not None and foe.pos_ == "NOUN" and foe.lemma_.lower() in _NO_FOES for foe in against):
        return True
    around = {other.lemma_.lower() for other in word.sent if other.i != word.i}
    return not around.isdisjoint(_CONTESTS) and around.isdisjoint(_ARMED)


def is_verbal_attack(word: Token) -> bool:
    """True where the attack that the verb or noun names is one with words; a score over the words round it decides."""
    verbal = word.tag_[:2] == "VB"
    doer = arguments.agent(word) if verbal else _doer_of_noun(word)
    target = arguments.patient(word) if verbal else _target_of_noun(word)
    score = _of_doer(doer) + _of_target(target) + _of_manner(word)
    if doer is not None and (doer.ent_type_ == "PERSON" or doer.lower_ in _PERSONS):
        # one person on another, or a speaker's "attacks" in the plural
        score += int(target is None or target.ent_type_ == "PERSON" or target.lower_ in _PERSONS)
    around = [other for other in word.sent if other.i != word.i]
    score -= 2 * min(2, sum(other.lemma_.lower() in _ARMED for other in around))
    score += min(1, sum(other.lemma_.lower() in _OPINION for other in around))
    return score >= _ENOUGH


def _of_doer(doer: Token | None) -> int:
    if doer is None:
        return 0
    if in_class(
        doer, "TROOPS|WEAPON|AIRCRAFT|rebel|militant|gunman|insurgent|guerrilla|mob|crowd|fighter|bomber|man|youth"
    ):
        return -4
    if in_class(doer, "GPE|NORP"):
        return 0
    return int(doer.ent_type_ in ("PERSON", "ORG") or doer.lemma_.lower() in _SPEAKERS or doer.lower_ in _SPEAKERS)


def _of_target(target: Token | None) -> int:
    if target is None:
        return 0
    if target.lemma_.lower() in _INSTITUTIONS and target.tag_ != "NNPS":
        return 2
    if any(child.lemma_.lower() in _INSTITUTIONS for child in target.lefts if child.dep_ in ("compound", "amod")):
        return 2
    if target.ent_type_ in ("ORG", "PERSON"):
        return 1
    if in_class(target, "TROOPS|BUILDING|AIRCRAFT|PLACE"):
        return -3
    if target.pos_ == "NOUN" and not target.ent_type_ and not in_class(target, "HUMAN|POLITICAL|DIPLOMAT|ARMS"):
        # a thing of the mind, such as a comment or a role
        return 2
    return int(target.lower_ in _PERSONS or target.ent_type_ == "NORP" or in_class(target, "HUMAN|OFFICIAL|LEADERSHIP"))


def _of_manner(word: Token) -> int:
    score = 0
    for child in word.children:
        lemma = child.lemma_.lower()
        if child.lower_ in ("personal", "verbal", "verbally"):
            score += 3
        elif child.lower_ in _OF_TERROR:
            score -= 4
        elif child.lower_ in (_HOW | _WHAT):
            score += 2
        if child.dep_ in ("advcl", "conj") and child.tag_ in ("VBG", "VBD", "VBN", "VBZ") and lemma in _SAYING:
            score += 2 if child.tag_ == "VBG" else 1
        if child.dep_ == "prep" and child.lower_ in ("for", "over", "as"):
            score += 2
        if child.dep_ == "prep" and child.lower_ == "by":
            score += 2 * any(leaf.dep_ == "pcomp" and leaf.lemma_ in _SAYING for leaf in child.children)
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "near", "with"):
            place = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            if place is not None and (place.ent_type_ in ("GPE", "LOC", "FAC") or in_class(place, "PLACE")):
                score -= 1
    if word.tag_[:2] != "VB" and word.dep_ == "dobj":
        # "joined the attacks on the bank, blaming its board"
        score += any(
            child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in _SAYING
            for child in word.head.children
        )
    return score


def _doer_of_noun(noun: Token) -> Token | None:
    by = arguments.prepositional(noun, "by") or arguments.prepositional(noun, "from")
    if by is not None or arguments.under_it(noun) is not None:
        return by
    owner = next((child for child in noun.children if child.dep_ == "poss" and child.ent_type_ != "DATE"), None)
    if owner is not None:
        return owner
    if noun.dep_ == "dobj" and noun.head.lemma_ in _MAKES:
        return arguments.agent(noun.head)
    return None


def _target_of_noun(noun: Token) -> Token | None:
    return arguments.under_it(noun) or arguments.prepositional(noun, "on") or arguments.prepositional(noun, "against")
