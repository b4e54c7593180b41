"""Who speaks of whose deed: 'will' said by the deed's own side is a promise or a threat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.codes.roles import is_part_of_state
from onrecord.schema import Participant
from onrecord.stages.events import arguments
from onrecord.stages.events.deeds import Deed
from onrecord.stages.factuality import Presentation

_OWN_WORDS = frozenset({"we", "i", "us", "our", "it", "they", "he", "she", "its", "his", "her", "their"})


def as_own_deed(
    deed: Deed,
    presented: Presentation,
    doers: Sequence[Token],
    actors: Sequence[Participant],
    speaker: Participant | None,
) -> Presentation:
    """The presentation, with 'will' said by the deed's own side read as a threat or a promise by what the deed is."""
    hostile = deed.quad == 4 or (deed.quad == 3 and deed.sense.type in ("THREATEN", "REJECT"))
    if presented.mode == "promised" and deed.quad == 4 and presented.polarity == "+":
        return replace(presented, mode="threatened")
    warned = presented.holder is not None and deed.head.doc[presented.holder].lemma_ == "warn"
    if presented.mode == "threatened" and warned and not _own_threat(deed, doers, actors, speaker):
        # a warning of what others may do
        return replace(presented, mode="predicted", certainty=presented.certainty or "certain")
    if presented.mode == "threatened" and deed.quad in (1, 2) and presented.polarity == "+":
        return replace(presented, mode="promised")
    open_future = (presented.mode == "predicted" and presented.certainty == "certain") or presented.consequent
    if not open_future or presented.modal not in ("will", "would", "shall") or speaker is None:
        return presented
    unstated = not doers and arguments.is_passive(deed.head) and deed.head.tag_ == "VBN"
    if not unstated and not _same_side(doers, actors, speaker):
        return presented
    mode = "threatened" if hostile and presented.polarity == "+" else "promised"
    return replace(presented, mode=mode, certainty="certain", time_frame="future")


def _own_threat(deed: Deed, doers: Sequence[Token], actors: Sequence[Participant], speaker: Participant | None) -> bool:
    """True where the deed that is warned of is the speaker's own, or nobody is said to be its doer."""
    if speaker is None:
        return True
    if not doers:
        return deed.head.pos_ == "VERB" or deed.head.tag_[:2] == "VB"
    return _same_side(doers, actors, speaker)


def _same_side(doers: Sequence[Token], actors: Sequence[Participant], speaker: Participant) -> bool:
    """True where the speaker speaks for the doer: the same actor, bodies of one state, or 'our', 'its' and the like."""
    words = _name_words(speaker.name)
    official = speaker.country is not None and is_part_of_state(speaker.sector)
    for token, one in zip(doers, actors, strict=False):
        if one.name == speaker.name or token.lower_ in _OWN_WORDS:
            return True
        if any(child.dep_ == "poss" and child.lower_ in _OWN_WORDS for child in token.children):
            return True
        if words & _name_words(one.name):
            return True
        if official and one.country == speaker.country and (is_part_of_state(one.sector) or one.sector is None):
            return True
    return False


def _name_words(name: str) -> set[str]:
    words = {word.lower() for word in name.replace("'s", " ").replace("’s", " ").split() if len(word) > 2}
    return words - {"the", "and", "for", "government", "minister", "president"}
