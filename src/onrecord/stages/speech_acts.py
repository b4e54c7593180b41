"""What sort of speech act a cue word performs, and what it says of the content: mode, polarity, certainty."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files

import msgspec

from onrecord.encoder.labels import KIND_LABELS
from onrecord.schema import Certainty, Mode, Polarity, StatementKind, VoiceKind


class SpeechAct(msgspec.Struct, frozen=True):
    """A kind of speech act with the mode it puts its content in and how sure that makes it."""

    kind: StatementKind
    mode: Mode
    certainty: Certainty = "certain"
    polarity: Polarity = "+"
    """- where the act itself is negated ("did not say"); a denial is an act that took place."""


WANTS_OF_OTHERS = SpeechAct("wants", "demanded")
"""Who wants something from others wishes it and, by saying so, demands it."""
_PLAIN: Mapping[str, SpeechAct] = {
    "asserts": SpeechAct("asserts", "asserted"),
    "reports": SpeechAct("reports", "asserted"),
    "denies": SpeechAct("denies", "denied"),
    "demands": SpeechAct("demands", "demanded"),
    "promises": SpeechAct("promises", "promised"),
    "threatens": SpeechAct("threatens", "threatened"),
    "believes": SpeechAct("believes", "asserted", "probable"),
    "wants": SpeechAct("wants", "predicted", "probable"),
    "decrees": SpeechAct("decrees", "asserted"),
    "estimates": SpeechAct("estimates", "predicted", "probable"),
    "shows": SpeechAct("shows", "asserted"),
}
"""What an act of a kind does to its content where no word of the lexicon says it more exactly."""
KNOWN_WEIGHT, UNKNOWN_WEIGHT = 2.5, 0.0
"""Log odds that the lexicon's and frame's kind has before the encoder's probabilities, in the lexicon and not in it."""
LEXICON = "speech_acts.tsv"
_DEMANDS_WITH_INFINITIVE = frozenset(("ask", "tell", "call", "warn", "caution", "remind", "want", "expect"))
_PLANS_WITH_INFINITIVE = frozenset(("propose", "seek", "decide", "choose", "resolve"))
_ASKS = frozenset(("ask", "wonder", "question", "inquire", "enquire"))
_WISHES_TO_KNOW = frozenset(("want", "wish"))
_DEMANDS_ONLY_DEEDS = frozenset(("remind", "advise", "instruct"))
"""With a that-clause these tell; with an infinitive they demand."""
_WEIGHS = frozenset(("consider", "contemplate", "weigh"))
_DECLARES = frozenset(("declare", "proclaim"))
_LETS_KNOWN = frozenset(("know", "understand"))
_MEDIA_VERBS = frozenset(("write", "announce", "reveal", "disclose", "recount"))
_EVIDENCE = frozenset(("suggest", "point", "according"))
_SPEAKERS: frozenset[VoiceKind] = frozenset(("person", "office", "collective", "unnamed", "author"))
_QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "when", "where", "who", "what", "which"))
TALLY = "tally"
"""Start of the frames in which somebody gives a number: put the dead at 40, counted 40 dead."""
LET_KNOWN = "let"
"""Start of the frames of "let it be known that"."""
_CLAUSAL = ("ccomp", "quote", "paren", "as", "before", "after", "rest", "label", "signed", "that", "sentence", "clause")
"""Starts of the frames whose content is a clause or a quotation."""
_HARM = frozenset(
    (
        "attack", "strike", "fire", "shoot", "kill", "bomb", "shell", "destroy", "close", "block", "blockade", "leave",
        "retaliate", "respond", "punish", "arrest", "detain", "dismiss", "expel", "cut", "suspend", "seize", "march",
        "boycott", "sue", "court", "disarm", "walk", "withdraw", "resign", "burn", "storm", "invade", "occupy",
        "crush", "veto", "prosecute", "quit", "fight", "resist",
    )
)  # fmt: skip
_NO_DEEDS = frozenset(
    ("be", "have", "become", "know", "like", "want", "need", "remain", "see", "seem", "lose", "die", "hope", "expect",
     "prefer", "think", "believe", "feel", "understand", "fall", "miss", "suffer", "love", "find", "welcome")
)  # fmt: skip
"""Verbs of states and of what happens to somebody: nobody promises them."""
_HEDGES: Mapping[str, Certainty] = {
    **dict.fromkeys(("reportedly", "apparently", "seemingly", "presumably", "probably", "likely"), "probable"),
    **dict.fromkeys(("allegedly", "supposedly", "purportedly", "possibly", "perhaps", "maybe"), "possible"),
}
_POSSIBLE_MODALS = frozenset(("may", "might", "could"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "without"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_LESS_SURE: Mapping[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unstated": 3}


@functools.cache
def lexicon() -> Mapping[str, SpeechAct]:
    """Cue word (or verb_preposition) to its act; raises ValueError if a word stands twice."""
    acts: dict[str, SpeechAct] = {}
    for line in files("onrecord.stages").joinpath(LEXICON).read_text(encoding="utf8").splitlines():
        if line.startswith("#") or not line:
            continue
        *fields, words = line.split("\t")
        act = msgspec.convert(dict(zip(("kind", "mode", "certainty"), fields, strict=True)), SpeechAct)
        for word in words.split():
            if word in acts:
                raise ValueError(f"{LEXICON}: {word!r} stands twice; keep one")
            acts[word] = act
    return acts


def speech_act(
    lemma: str,
    frame: str,
    following: Sequence[str] = (),
    opening: str = "",
    *,
    speaker: VoiceKind | None = None,
    verb: str = "",
) -> SpeechAct:
    """The act of a cue.

    ``lemma`` is the cue word's, ``frame`` the grammatical frame it was found in, ``following`` the words of the cue
    after the cue word ("for" in "called for"), ``opening`` the first word of the content, ``speaker`` the kind of
    voice that performs it, ``verb`` the lemma of an infinitive the cue governs ("refused to say"). Words that are in
    no list assert a clause or a quotation, want what an infinitive says and hold an attitude otherwise.
    """
    acts = lexicon()
    # The preposition of "called for" stands in the cue, or opens the content ("for NATO to adopt").
    phrase = acts.get(f"{lemma}_{following[0]}") if following else acts.get(f"{lemma}_{opening}")
    infinitive = (
        "xcomp" in frame or frame.startswith("inf") or frame.partition(" ")[0].endswith(("inf", "inf~", "inf|"))
    )
    controlled = infinitive and ("obj" in frame or "pass" in frame or "ccomp:inf" in frame)
    if phrase is not None:
        return phrase
    if frame.startswith(TALLY):
        return SpeechAct("estimates", "asserted")
    if lemma in _ASKS and opening in _QUESTION_WORDS:
        return acts["wonder"]
    if lemma in _WISHES_TO_KNOW and verb == "know":
        return acts["wonder"]
    special = _by_frame(acts, lemma, frame, speaker, infinitive=infinitive, verb=verb)
    if special is not None:
        return special
    if lemma in _DEMANDS_WITH_INFINITIVE and (controlled or (infinitive and lemma in ("ask", "call"))):
        return acts["expect"] if lemma == "expect" else WANTS_OF_OTHERS if lemma == "want" else acts["demand"]
    if lemma == "want" and frame.startswith("obj"):
        return WANTS_OF_OTHERS
    if lemma in _PLANS_WITH_INFINITIVE and infinitive and not controlled:
        return acts["plan"]
    known = acts.get(lemma)
    if known is not None:
        return known
    if frame.startswith(_CLAUSAL):
        return acts["say"]
    return acts["plan"] if infinitive else acts["believe"]


def _by_frame(
    acts: Mapping[str, SpeechAct], lemma: str, frame: str, speaker: VoiceKind | None, *, infinitive: bool, verb: str
) -> SpeechAct | None:
    """The act of a word that means something else in this frame or from this kind of voice; None if it does not."""
    clause = frame.startswith(_CLAUSAL) or "+ccomp" in frame or frame.startswith("quote")
    if lemma == "agree":
        return acts["promise"] if infinitive else acts["say"] if clause else acts["believe"]
    if lemma == "ask" and "for" in frame:
        return acts["demand"]
    if lemma == "assure" and clause:
        return acts["say"]
    if lemma in _DEMANDS_ONLY_DEEDS and clause and not infinitive:
        return acts["say"]
    if lemma in ("decline", "refuse") and verb in acts and acts[verb].kind in ("asserts", "reports"):
        # Who refuses to say keeps silent: nothing is denied.
        return SpeechAct("asserts", "asserted", "certain", "-")
    if lemma in _WEIGHS and frame.startswith("obj") and "oprd" not in frame:
        return acts["plan"]
    if lemma in _DECLARES and not clause and frame.startswith(("obj", "pass", "acl", "oprd")):
        return acts["rule"]
    if lemma in _LETS_KNOWN and frame.startswith(LET_KNOWN):
        return acts["say"]
    if lemma == "report" and speaker in _SPEAKERS:
        return acts["say"]
    if lemma in _MEDIA_VERBS and speaker == "medium":
        return acts["report"]
    if lemma == "say" and speaker == "nobody" and frame.startswith("pass"):
        return acts["report"]
    if lemma in _EVIDENCE and speaker == "document":
        return acts["show"]
    if lemma in ("indicate", "signal") and speaker in ("person", "office", "collective", "organisation") and clause:
        return acts["say"]
    return None


def weighed(act: SpeechAct, kinds: Sequence[float], *, known: bool) -> SpeechAct:
    """The act, or another if the encoder is sure enough that it is of another kind.

    ``kinds`` are the encoder's probabilities in the order of KIND_LABELS; ``known`` tells whether the cue is in the
    lexicon, which then counts for more. Both weights were chosen on the development half of our own gold.
    """
    scores = [math.log(max(one, 1e-4)) for one in kinds]
    scores[KIND_LABELS.index(act.kind)] += KNOWN_WEIGHT if known else UNKNOWN_WEIGHT
    best = KIND_LABELS[max(range(len(scores)), key=scores.__getitem__)]
    return act if best == act.kind else msgspec.structs.replace(_PLAIN[best], polarity=act.polarity)


def of_duty(act: SpeechAct) -> SpeechAct:
    """The act of somebody who says that something must or should be done: he demands it."""
    return lexicon()["demand"] if act.kind in ("asserts", "reports") and act.mode == "asserted" else act


def of_own_deed(act: SpeechAct, lemma: str, verb: str, *, negated: bool, conditional: bool) -> SpeechAct:
    """The act of somebody who says what he himself will do: a promise, or a threat if the deed does harm.

    ``verb`` is the lemma of the deed. A warning, and harm on a condition, threaten; harm that is ruled out is
    promised; to say plainly that one will not do something remains an assertion.
    """
    acts = lexicon()
    if act.kind not in ("asserts", "reports", "promises") or act.mode not in ("asserted", "promised"):
        return act
    harms = verb in _HARM
    if negated:
        return acts["promise"] if harms else act
    if lemma == "warn" or (harms and conditional):
        return acts["threaten"]
    return act if verb in _NO_DEEDS else acts["promise"]


def qualified(act: SpeechAct, cue: Sequence[str], *, conditional: bool = False, asked: bool = False) -> SpeechAct:
    """The act as the words of the cue qualify it: negation, modals, hedges, conditions, questions.

    "did not say" is negative, "may have said" makes it possible, "reportedly said" probable, "would say" and "if
    he says" hypothetical, "will say" predicted, "did he say" asked.
    """
    mode, certainty, polarity = act.mode, act.certainty, act.polarity
    for word in cue:
        hedge = _HEDGES.get(word, "possible" if word in _POSSIBLE_MODALS else None)
        if hedge is not None and _LESS_SURE[hedge] > _LESS_SURE[certainty]:
            certainty = hedge
    if sum(word in _NEGATIONS for word in cue) % 2:
        polarity = "-"
    if mode == "asserted" and any(word in ("will", "'ll", "’ll", "shall") for word in cue):
        mode = "predicted"
    if conditional or any(word in ("would", "'d", "’d") for word in cue) or any(word in _CONDITIONS for word in cue):
        mode, certainty = "hypothetical", "possible"
    elif asked:
        mode, certainty = "asked", "possible"
    return SpeechAct(act.kind, mode, certainty, polarity)
