"""What a sense asks of the clause: objects and prepositions of a class, particles, complements, parties of politics."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.codes import countries
from onrecord.stages.events import arguments
from onrecord.stages.events.lexicon import Sense, in_class, lemma_of, light_verbs, noun_senses, verb_senses
from onrecord.stages.events.verbal_attacks import is_verbal_attack

_TASKS = frozenset(
    {
        "verify", "ensure", "oversee", "protect", "monitor", "lead", "run", "prepare", "draft", "keep", "guard", "find",
        "make", "enforce", "manage", "advise", "supervise", "implement", "investigate", "maintain", "train", "help",
    }
)  # fmt: skip
"""What one is charged with as a duty."""
_WAGING = frozenset({"launch", "wage", "start", "begin", "unleash", "mount", "conduct", "declare", "open", "pursue"})
"""Verbs by which a war is made and not only spoken of."""
_LABOUR = frozenset(
    {
        "worker", "union", "driver", "teacher", "doctor", "nurse", "miner", "hunger", "general", "student", "staff",
        "labour", "labor", "day", "hour", "pay", "wage", "transport", "rail", "prisoner", "solidarity",
    }
)  # fmt: skip
"""Words before 'strike' that make it a stoppage of work."""
_MILITARY = frozenset(
    {"military", "naval", "joint", "live-fire", "war", "air", "army", "artillery", "missile", "nato", "border"}
)
_STRIKE_FROM = frozenset(
    {
        "air", "missile", "drone", "rocket", "military", "artillery", "retaliatory", "nuclear", "israeli", "american",
        "us", "u.s.", "russian",
    }
)  # fmt: skip
"""Words before 'strike' that make it an attack."""
_TRUCES = frozenset({"ceasefire", "truce", "armistice"})
_DEADLY = frozenset({"kill", "wound", "injure", "destroy", "hit", "target", "damage", "strike", "level", "flatten"})
"""What an attack does and a stoppage of work does not."""
_WORLDLY = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"})
COMPLEMENT_NEEDS = frozenset({"conflict", "own-deed", "ends-conflict"})
_PRONOUNS = frozenset({"they", "he", "she", "it", "we", "them", "him", "her", "us", "who", "i", "me", "whom"})
_THIRD_PARTIES = _PRONOUNS - {"i", "me", "us"}
_BACKGROUND = frozenset({"at", "before", "after", "during", "since", "ahead", "of", "following", "in", "until", "for"})
_UNARMED = frozenset(
    {
        "uphill",
        "legal",
        "court",
        "courtroom",
        "election",
        "electoral",
        "political",
        "takeover",
        "real",
        "losing",
        "proxy",
        "bidding",
    }
)
"""Words that make a battle one without arms."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "no", "any", "each", "every", "both", "its", "their"})
_SELF_SUFFICIENT = frozenset({"talk", "fighting", "gunfire", "shelling", "hostility", "negotiation", "airstrike"})
"""Nouns that name a deed in particular without an article: 'shelling went on'."""
_ASKING = frozenset({"call", "ask", "appeal", "press", "push", "plea", "request", "demand"})
_STOPPED = "AIDSTUFF|TIES|TALKS|export|import|flight|shipment|delivery|sale|programme|program|link|membership"
_PRONOUN_CLASSES = frozenset({"HUMAN", "PRISONER", "OFFICIAL", "LEADERSHIP", "BUILDING"})


def met_needs(sense: Sense, verb: Token) -> set[int] | None:
    """The tokens that meet the needs of a sense, or None where one is not met."""
    used: set[int] = set()
    needs_particle = any(need.startswith("prt:") for need in sense.needs)
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    if particles and not needs_particle and particles[0] in ("out", "off", "down", "up", "back", "in", "over", "away"):
        return None
    for need in sense.needs:
        found = _need(need, verb)
        if found is None:
            return None
        used |= found
    return used


def _need(need: str, verb: Token) -> set[int] | None:
    kind, _, wanted = need.partition(":")
    if need in COMPLEMENT_NEEDS:
        return set()
    if need == "no-o":
        return set() if arguments.patient(verb) is None else None
    if need == "pass":
        return set() if arguments.is_passive(verb) else None
    if need == "act":
        return None if arguments.is_passive(verb) else set()
    if need == "verbal":
        return set() if is_verbal_attack(verb) else None
    if need == "not-you":
        thanked = arguments.patient(verb)
        return None if thanked is not None and thanked.lower_ in ("you", "god", "goodness") else set()
    if need == "no-for":
        return (
            set()
            if not any(child.dep_ == "prep" and child.lower_ in ("for", "on", "upon") for child in verb.children)
            else None
        )
    if need == "both":
        doer = arguments.agent(verb)
        return set() if doer is not None and len(arguments.coordinated(doer)) > 1 and _is_political(verb) else None
    if need == "no-x":
        named = any(child.dep_ in ("oprd", "attr", "acomp") for child in verb.children)
        twice = sum(child.dep_ == "dobj" for child in verb.children) > 1
        return set() if arguments.complement(verb) is None and not named and not twice else None
    if kind == "prt":
        # "gave in to them" and not "gave hope in the polls"
        adjacent = wanted in ("in", "on", "to", "over")
        return (
            set()
            if any(
                child.lower_ == wanted
                and (
                    child.dep_ == "prt"
                    or (child.dep_ in ("prep", "advmod") and (not adjacent or child.i == verb.i + 1))
                )
                for child in verb.children
            )
            else None
        )
    if kind == "adv":
        words = set(wanted.split("|"))
        return (
            set()
            if any(child.lower_ in words and child.dep_ not in ("nsubj", "dobj") for child in verb.children)
            else None
        )
    if need == "its-own":
        owned = arguments.patient(verb)
        return (
            None
            if owned is None
            or not any(
                child.dep_ == "poss" and child.lower_ in ("its", "their", "his", "her", "our")
                for child in owned.children
            )
            else set()
        )
    if kind == "until":
        return set() if any(child.lower_ == "until" for child in verb.subtree) else None
    if kind == "x":
        return _clausal_need(wanted, verb)
    if kind == "pred":
        return _predicate_need(wanted, verb)
    if kind == "not-o":
        spared = arguments.patient(verb)
        return None if spared is not None and in_class(spared, wanted) else set()
    if kind == "not-own":
        doer = arguments.agent(verb)
        return None if doer is not None and in_class(doer, wanted) else set()
    if kind == "own":
        doer = arguments.agent(verb) or (arguments.subject(verb) if not arguments.is_passive(verb) else None)
        return (
            set() if doer is not None and any(in_class(noun, wanted) for noun in arguments.coordinated(doer)) else None
        )
    if kind == "o":
        found = arguments.patient(verb)
        if found is None or found.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            return None
        if not wanted:
            return set()
        held = next((noun for noun in arguments.coordinated(found) if _holds(noun, wanted)), None)
        if held is None:
            stands_for = _THIRD_PARTIES if "BUILDING" in wanted else _THIRD_PARTIES - {"it", "we"}
            return set() if found.lower_ in stands_for and not _PRONOUN_CLASSES.isdisjoint(wanted.split("|")) else None
        return {held.i} if lemma_of(held) in noun_senses() else set()
    found = arguments.prepositional(verb, kind)
    if found is None:
        other = arguments.patient(verb)
        found = arguments.prepositional(other, kind) if other is not None and not arguments.is_passive(verb) else None
    if found is None and kind == "for" and not wanted and _for_clause(verb) is not None:
        return set()
    if need == "with:" and _is_task(verb):
        return None
    if found is None and kind in ("on", "for", "against", "from") and not wanted:
        gerund = any(
            child.dep_ == "prep" and child.lower_ == kind and any(leaf.dep_ == "pcomp" for leaf in child.children)
            for child in verb.children
        )
        return set() if gerund else None
    if found is None or (wanted and not any(_holds(noun, wanted) for noun in arguments.coordinated(found))):
        return None
    return {found.i} if wanted and lemma_of(found) in noun_senses() else set()


def _is_task(verb: Token) -> bool:
    """True for 'charged them with verifying it', which gives a task and accuses nobody."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "with":
            return any(leaf.dep_ == "pcomp" and leaf.lemma_ in _TASKS for leaf in child.children)
    return False


def _for_clause(verb: Token) -> Token | None:
    """The clause of 'called for the council to meet'."""
    for child in verb.children:
        inner = child if child.dep_ in ("advcl", "ccomp", "xcomp") else None
        if inner is not None and any(leaf.dep_ == "mark" and leaf.lower_ == "for" for leaf in inner.children):
            return inner
    return None


def _holds(noun: Token, wanted: str) -> bool:
    if "PROTESTS" in wanted and noun.lemma_ == "strike" and is_armed_strike(noun):
        return False
    if in_class(noun, wanted):
        return True
    if any(child.dep_ == "compound" and child.lower_ in _TRUCES & set(wanted.split("|")) for child in noun.children):
        # "violated the ceasefire agreement"
        return True
    # "travel ban imposed by decree": the head decides; of-phrases of measure nouns are looked through by in_class
    if noun.ent_type_ in _WORLDLY or lemma_of(noun) in noun_senses():
        return False
    return any(child.dep_ == "compound" and in_class(child, wanted) for child in noun.children)


def _clausal_need(wanted: str, verb: Token) -> set[int] | None:
    for child in verb.children:
        if wanted == "go":
            if child.lower_ == "go" and child.dep_ in ("ccomp", "xcomp"):
                return set()
            continue
        if child.dep_ in ("xcomp", "ccomp", "advcl"):
            asked = any(leaf.tag_ in ("WRB", "WP") for leaf in child.children)
            infinitive = arguments.has_to(child) and child.i > verb.i and not asked
            if (wanted == "to" and infinitive) or (wanted == "that" and not infinitive and child.dep_ == "ccomp"):
                return set()
    return None


def _predicate_need(wanted: str, verb: Token) -> set[int] | None:
    # "what he called a coup" only names a thing
    if any(child.dep_ in ("dobj", "nsubj") and child.lower_ in ("what", "which") for child in verb.children):
        return None
    queue = [
        child for child in verb.children if child.dep_ in ("oprd", "ccomp", "xcomp", "attr", "acomp", "dobj", "prep")
    ]
    for child in list(queue):
        queue += [leaf for leaf in child.children if leaf.dep_ in ("pobj", "attr", "acomp", "conj")]
    return set() if any(in_class(word, wanted) for word in queue) else None


def has_parties(sense: Sense, verb: Token) -> bool:
    """True where the clause names the parties that the sense asks for.

    weak: somebody public anywhere in it; doer: a public doer, or a passive that names none; two: a public doer and a
    public recipient or a proposal.
    """
    if "speech" in sense.flags and not _can_speak(verb):
        return False
    if sense.flags.isdisjoint(("weak", "doer", "two")):
        return True
    if "weak" in sense.flags:
        return _is_political(verb)
    doer = arguments.agent(verb)
    unstated = doer is None and arguments.is_passive(verb)
    if not unstated and (doer is None or not any(is_public(noun) for noun in arguments.coordinated(doer))):
        return False
    if "two" in sense.flags:
        other = arguments.patient(verb)
        return other is not None and any(
            is_public(noun)
            or in_class(noun, "PROPOSAL|LAW|ACCORD|HUMAN|decision|move|effort|policy|right|independence|statement")
            for noun in arguments.coordinated(other)
        )
    return True


def _can_speak(verb: Token) -> bool:
    """False where the doer of a speech act is a thing: 'rules that promise to', 'a system which asks the rich'."""
    doer = arguments.agent(verb)
    if doer is None or doer.lower_ in ("i", "you"):
        return doer is None
    return any(
        is_public(noun) or in_class(noun, "HUMAN|DOCUMENT|OFFICIAL|LEADERSHIP") or noun.pos_ in ("PROPN", "NUM")
        for noun in arguments.coordinated(doer)
    )


def _is_political(verb: Token) -> bool:
    """True where a party to the deed is an actor of politics: a name, or a noun of office, force or protest."""
    nouns = [arguments.agent(verb), arguments.patient(verb), arguments.second_object(verb)]
    nouns += [
        arguments.prepositional(verb, word) for word in ("with", "to", "on", "against", "at", "in", "from", "by", "for")
    ]
    return any(is_public(noun) for found in nouns if found is not None for noun in arguments.coordinated(found))


def is_public(noun: Token) -> bool:
    """True for names, pronouns, and nouns of office, force or protest."""
    if noun.ent_type_ in _WORLDLY or noun.lower_ in _THIRD_PARTIES or in_class(noun, "POLITICAL"):
        return True
    if noun.pos_ == "PROPN" and (countries.country_by_name(noun.text) or countries.capital_of(noun.text)):
        return True
    return any(
        child.ent_type_ in ("GPE", "NORP", "ORG")
        for child in noun.children
        if child.dep_ in ("amod", "poss", "compound", "nmod")
    )


def has_actors(noun: Token, sense: Sense) -> bool:
    """True where the event noun names who does it or to whom."""
    for child in noun.children:
        if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN", "PRON"):
            return True
        if child.dep_ in ("amod", "compound") and child.ent_type_ in ("GPE", "NORP", "ORG"):
            return True
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            return any(leaf.dep_ == "pobj" and leaf.ent_type_ not in ("DATE", "TIME") for leaf in child.children)
        if child.dep_ in ("prep", "agent") and child.lower_ in (*sense.slots, "of"):
            target = next((leaf for leaf in child.children if leaf.dep_ == "pobj"), None)
            if target is not None and is_public(target):
                return True
    return False


def is_armed_strike(noun: Token) -> bool:
    """True for a strike that is an attack: by what stands before it, at whom it is aimed or what it does."""
    modifiers = {child.lower_ for child in noun.children if child.dep_ in ("amod", "compound", "nmod")}
    modifiers |= {word.split("-")[-1] for word in modifiers}
    if modifiers & _STRIKE_FROM:
        return True
    if modifiers & _LABOUR:
        return False
    over = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in ("launch", "carry", "conduct") else noun
    aimed = any(
        child.dep_ == "prep" and child.lower_ in ("on", "against") for word in (noun, over) for child in word.children
    )
    return aimed or (noun.dep_ == "nsubj" and noun.head.lemma_ in _DEADLY)


def noun_flags_met(sense: Sense, noun: Token) -> bool:
    """True where the noun's modifiers and complements fit the flags of the sense."""
    modifiers = {
        child.lower_
        for child in noun.children
        if child.dep_ in ("amod", "compound", "poss", "nmod", "nummod", "npadvmod")
    }
    modifiers |= {word.split("-")[-1] for word in modifiers}
    flags = sense.flags
    if "plural" in flags and noun.tag_ not in ("NNS", "NNPS"):
        return False
    if "strike" in flags:
        return is_armed_strike(noun)
    if "court" in flags:
        return not modifiers.isdisjoint(("legal", "court", "judicial", "disciplinary", "criminal", "infringement"))
    if "labour" in flags:
        return True
    if "verbal" in flags:
        return is_verbal_attack(noun)
    if "waged" in flags:
        light = light_over(noun)
        return light is not None and light.lemma_ in _WAGING
    if "economic" in flags:
        waged = light_over(noun) is not None or arguments.prepositional(noun, "by") is not None
        return waged and not modifiers.isdisjoint(("economic", "trade", "financial"))
    if "parties" in flags:
        return any(
            child.dep_ == "prep"
            and child.lower_ in sense.slots
            and any(leaf.dep_ == "pobj" and is_public(leaf) for leaf in child.children)
            for child in noun.children
        )
    if "brought" in flags:
        return noun.tag_ == "NNS" or any(child.dep_ == "prep" and child.lower_ == "against" for child in noun.children)
    if "armed" in flags:
        return modifiers.isdisjoint(_UNARMED)
    if "asking" in flags and light_over(noun) is None:
        return any(
            (child.dep_ == "prep" and child.lower_ in ("for", "to", "by", "from", "of"))
            or child.dep_ in ("acl", "relcl")
            for child in noun.children
        )
    if "joint" in flags:
        return "joint" in modifiers
    if "arrest" in flags:
        return "arrest" in modifiers
    if "demanded" in flags:
        return noun.head.lemma_ in ("demand", "seek", "pay", "offer") or (
            noun.dep_ == "pobj" and noun.head.head.lemma_ in ("call", "ask")
        )
    if "stopped" in flags:
        of = arguments.prepositional(noun, "of")
        return of is not None and in_class(of, _STOPPED)
    if "military" in flags:
        return bool(modifiers & _MILITARY)
    if "weapon" in flags:
        return bool(modifiers & {"missile", "nuclear", "weapon", "weapons", "rocket", "bomb", "atomic"})
    if "under" in flags:
        return arguments.under_it(noun) is not None and (noun.lower_ != "fire" or not is_verbal_attack(noun))
    if "fire" in flags:
        kinds = {
            "mortar",
            "artillery",
            "rocket",
            "sniper",
            "tank",
            "machine-gun",
            "small-arms",
            "gun",
            "heavy",
            "cannon",
        }
        return bool(modifiers & kinds)
    if "troops" in flags:
        of = arguments.prepositional(noun, "of")
        troops = modifiers & {"troop", "troops", "military", "army", "force"}
        return (
            bool(troops)
            or (of is not None and in_class(of, "TROOPS"))
            or "poss" in {child.dep_ for child in noun.children}
        )
    if "prisoner" in flags:
        of = arguments.prepositional(noun, "of")
        held = modifiers & {"prisoner", "hostage", "detainee", "captive"} or (
            of is None and any(child.dep_ == "poss" for child in noun.children)
        )
        if noun.lemma_ in ("exchange", "swap") and of is None:
            return bool(modifiers & {"prisoner", "hostage", "detainee", "captive"})
        return bool(held) or (of is not None and in_class(of, "PRISONER|HUMAN"))
    if "weak" in flags:
        return has_actors(noun, sense)
    return True


def is_spoken_of(noun: Token) -> bool:
    """True for what somebody demands, offers or accepts: 'called for an inquiry', 'agreed to a truce'."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to", "on", "with") else noun.head
    if noun.dep_ not in ("pobj", "dobj") or verb.tag_[:2] != "VB":
        return False
    senses = verb_senses().get(lemma_of(verb), ())
    return any("speech" in sense.flags for sense in senses) or verb.lemma_ in ("accept", "seek", "want", "propose")


def is_generic(noun: Token, sense: Sense, light: Token | None) -> bool:
    """True for an event noun that points at no deed in particular: 'shootings are rare', 'killed in an attack'.

    Such a noun names neither doer nor sufferer, is not definite, and nothing is said to be done about it.
    """
    if light is not None or has_actors(noun, sense) or is_spoken_of(noun) or _is_feared(noun):
        return False
    if arguments.under_it(noun) is not None:
        return False
    determiners = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss")}
    if any(child.dep_ == "poss" for child in noun.children) or determiners & _POINTING:
        return False
    if any(
        child.dep_ in ("prep", "agent") and child.lower_ in (*sense.slots, "of", "by", "in") for child in noun.children
    ):
        return any(leaf.dep_ == "pcomp" for child in noun.children for leaf in child.children)
    if determiners & {"a", "an", "another", "one"} or noun.lemma_ in ("talk", "hostility", "coup", "ceasefire"):
        return noun.dep_ == "pobj" and noun.head.head.lemma_ not in ("kill", "wound", "injure", "die", "hurt")
    return noun.dep_ not in ("attr", "ROOT") and noun.lemma_ not in _SELF_SUFFICIENT


def _is_feared(noun: Token) -> bool:
    """True under 'fears of', 'plans for', 'threat of': the deed is spoken of as one that may come."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for"):
        return False
    return noun.head.head.lemma_ in (
        "fear",
        "threat",
        "risk",
        "plan",
        "warning",
        "danger",
        "report",
        "wave",
        "series",
        "claim",
    )


def is_background(noun: Token) -> bool:
    """True for a meeting that only says when or where: 'at the summit', 'before the talks', 'the day of the visit'."""
    if noun.dep_ != "pobj":
        return False
    preposition = noun.head
    return preposition.lower_ in _BACKGROUND and preposition.head.lemma_ not in _ASKING


def light_over(noun: Token) -> Token | None:
    """The light verb whose object (or passive subject) the noun is."""
    node = noun
    while node.dep_ == "conj" and node.head != node and node.head.pos_ == "NOUN":
        node = node.head
    verb = node.head
    if node.dep_ in ("dobj", "nsubjpass", "attr") and lemma_of(verb) in light_verbs():
        named = verb.lemma_ == "call" and any(child.dep_ in ("oprd", "acomp", "ccomp") for child in verb.children)
        obeyed = verb.lemma_ in ("take", "carry", "have") and node.lemma_ == "order"
        # "called the takeover illegal" and "took orders from him" bring no deed about
        return None if named or obeyed else verb
    if (
        node.dep_ == "pobj"
        and verb.head.tag_[:2] == "VB"
        and verb.head.lemma_ in ("engage", "enter", "go", "embark", "call", "join")
    ):
        return verb.head if verb.lower_ in ("in", "into", "on") else None
    if (
        node.dep_ == "dobj"
        and any(child.dep_ == "prt" and child.lower_ == "out" for child in verb.children)
        and verb.lemma_ == "carry"
    ):
        return verb
    return None
