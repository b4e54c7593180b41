"""Verbs and nouns by which a place name stands for a government; pronouns; nouns that at times name a body."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codes.given_names import Gender
from onrecord.codes.word_lists import word_set


@dataclass(frozen=True)
class PronounKind:
    """Person, gender, number and use of a pronoun."""

    person: int
    gender: Gender | None = None
    plural: bool = False
    possessive: bool = False
    reflexive: bool = False
    relative: bool = False


PRONOUNS: dict[str, PronounKind] = {
    "he": PronounKind(3, "m"), "him": PronounKind(3, "m"), "his": PronounKind(3, "m", possessive=True),
    "himself": PronounKind(3, "m", reflexive=True),
    "she": PronounKind(3, "f"), "her": PronounKind(3, "f", possessive=True),
    "hers": PronounKind(3, "f", possessive=True), "herself": PronounKind(3, "f", reflexive=True),
    "it": PronounKind(3), "its": PronounKind(3, possessive=True), "itself": PronounKind(3, reflexive=True),
    "they": PronounKind(3, plural=True), "them": PronounKind(3, plural=True),
    "their": PronounKind(3, plural=True, possessive=True), "theirs": PronounKind(3, plural=True, possessive=True),
    "themselves": PronounKind(3, plural=True, reflexive=True),
    "who": PronounKind(3, relative=True), "whom": PronounKind(3, relative=True),
    "whose": PronounKind(3, possessive=True, relative=True),
    "which": PronounKind(3, relative=True),
    "i": PronounKind(1), "me": PronounKind(1), "my": PronounKind(1, possessive=True),
    "mine": PronounKind(1, possessive=True), "myself": PronounKind(1, reflexive=True),
    "we": PronounKind(1, plural=True), "us": PronounKind(1, plural=True),
    "our": PronounKind(1, plural=True, possessive=True), "ours": PronounKind(1, plural=True, possessive=True),
    "ourselves": PronounKind(1, plural=True, reflexive=True),
}  # fmt: skip

SPEECH_VERBS = word_set(
    "say tell add announce claim declare state note warn insist argue deny admit report acknowledge"
    " confirm explain reply respond write ask complain concede promise vow pledge urge suggest allege"
    " stress maintain contend recall remark assert predict caution joke tweet post comment boast testify"
    " quip continue think believe call demand"
)  # fmt: skip

ACTING_VERBS = SPEECH_VERBS | word_set(
    "reject accuse condemn agree refuse want seek try plan decide threaten send deploy supply sign join"
    " veto approve impose lift order launch attack invade withdraw recall expel recognise recognize"
    " support back oppose offer accept negotiate host fear hope expect blame criticise criticize denounce"
    " dismiss propose pass adopt ban suspend sanction retaliate mediate annex arm fund finance annul"
    " ratify abstain vote intend see regard view consider fire shell bomb strike seize pressure press push"
    " force lobby prefer welcome praise dispute appeal invite visit summon break sever restore end halt"
    " stop start begin continue maintain keep hold give take lend pay buy sell provide receive need let"
    " allow prevent block protest rule govern control win lose defeat kill arrest detain release extradite"
    " mobilise mobilize prepare withhold cut raise face react retract apologise apologize respond resume"
    " cancel postpone delay investigate charge indict convict acquit elect appoint name nominate oust sack"
    " resign help cooperate ally commit declare issue publish broadcast air estimate put count conclude"
    " find show hint signal consult discuss meet talk speak hail mock label brand favour favor fail"
    " succeed work act move make use shut close open test"
)  # fmt: skip
"""Verbs whose subject is one who acts in politics or speaks."""

ACTING_NOUNS = word_set(
    "decision demand claim rejection refusal offer proposal plan policy position stance threat warning"
    " statement announcement response reaction support opposition accusation allegation troops forces army"
    " attack invasion war aggression ally talk deal agreement treaty relation tie negotiation meeting"
    " sanction pressure government minister president ambassador condemnation criticism denial insistence"
    " request appeal decree order veto vote effort attempt influence interest aid help involvement role"
    " withdrawal pact alliance conflict dispute tension"
)  # fmt: skip
"""Nouns that make one who acts of the place name they belong to: "Moscow's demand", "talks with Tehran"."""

TARGET_NOUNS = word_set(
    "invasion annexation occupation bombing bombardment shelling recognition condemnation criticism"
    " support defense defence partition isolation encirclement liberation conquest destruction demand"
    " pressure withdrawal"
)  # fmt: skip
"""Deeds done to the state that follows "of" or "from"."""

GIVING_VERBS = word_set(
    "give send supply sell offer provide deliver promise lend grant extend say tell appeal respond reply"
    " pledge concede apologise apologize submit surrender yield return transfer ship export belong refer"
    " object listen talk speak"
)  # fmt: skip

SEATS: dict[str, str] = {
    "Kremlin": "GOV", "White House": "GOV", "Downing Street": "GOV", "Whitehall": "GOV", "Pentagon": "MIL",
    "Capitol Hill": "LEG", "Elysée": "GOV", "Élysée": "GOV", "Elysee": "GOV", "Elysée Palace": "GOV",
    "Élysée Palace": "GOV", "Quai d'Orsay": "GOV", "Foggy Bottom": "GOV", "Blue House": "GOV", "Vatican": "REL",
}  # fmt: skip
"""Buildings that stand for those who rule from them, where they act."""

FUNCTION_NOUNS = frozenset(
    {
        "head", "chief", "chairman", "chairwoman", "chair", "chairperson", "spokesman", "spokeswoman", "spokesperson",
        "director", "leader", "adviser", "advisor", "aide", "member", "official", "officer", "coordinator",
        "negotiator",
        "executive", "representative",
    }
)  # fmt: skip
"""Nouns for those who act for a body and take its sector."""

WEAK_BODIES = word_set(
    "house office center centre service program programme project board staff mission executive exchange"
    " bench diet post times campaign movement division order press family industry radio television school"
    " hospital network station church club fund trust community team tribe front university college"
    " institute museum chamber district fleet foundation website outlet force group business market"
    " channel crew initiative leadership administration resistance unit corps wing herald journal tribune"
    " society authority institution mosque squadron union league"
) - frozenset({"group", "administration", "union", "leadership", "authority"})  # fmt: skip
"""Nouns that name a body only where they act: "the office said" and not "in his office"."""
