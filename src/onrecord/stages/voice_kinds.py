"""What kind of voice a noun phrase names, when coreference has no actor for it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.schema import VoiceKind


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_DOCUMENTS = _words(
    "report study survey poll bill law act statute treaty accord agreement resolution document letter memo memorandum",
    "email e-mail text paper book transcript account record records filing complaint lawsuit indictment affidavit",
    "statement communique constitution order decree ruling verdict motion draft plan proposal budget data figures",
    "figure statistics census analysis review audit inquiry investigation evidence footage video tape recording",
    "picture photograph photo image map chart list website tweet post ad advertisement headline poster banner leaflet",
    "biography manifesto pamphlet editorial column cable dossier file research finding findings results",
)
_MEDIA = _words(
    "newspaper daily magazine media press television tv radio broadcaster network station channel outlet agency paper",
    "journal weekly tabloid newswire website blog correspondent",
)
_UNNAMED = _words(
    "source official witness diplomat aide insider analyst expert observer informant person people adviser advisor",
    "operative executive researcher economist lawyer doctor eyewitness bystander critic activist rumour rumor",
    "soldier commander officer prosecutor investigator",
)
_OFFICES = _words(
    "president minister premier chancellor governor mayor secretary spokesman spokeswoman spokesperson chief chairman",
    "chairwoman chair director judge justice ambassador envoy general commander leader senator congressman",
    "congresswoman representative lawmaker king queen prince emir sultan pope bishop archbishop attorney prosecutor",
    "sheriff commissioner speaker head deputy colonel admiral major captain vice-chancellor vice-president",
    "president-elect candidate nominee officer regent monarch mufti ayatollah rector principal ombudsman coroner",
)
_ORGANISATIONS = _words(
    "government ministry administration army military police court parliament congress senate house committee",
    "commission council party union group company firm bank organization organisation association federation",
    "department bureau",
    "office authority cabinet board campaign camp junta regime state country nation embassy presidency church",
    "university institute foundation militia navy force coalition alliance movement agency team panel tribunal",
    "assembly kremlin pentagon opposition faction",
)
_PRONOUNS: dict[str, VoiceKind] = {
    **dict.fromkeys(("he", "she", "him", "her", "his"), "person"),
    **dict.fromkeys(("they", "them", "we", "us", "our", "their", "you", "these", "those"), "collective"),
    **dict.fromkeys(
        ("everyone", "everybody", "many", "most", "some", "others", "few", "several", "all", "both", "one", "nobody",
         "no-one", "none", "anyone", "someone", "somebody"),
        "collective",
    ),
    "it": "organisation",
    "its": "organisation",
}  # fmt: skip
_INDEFINITE = frozenset(("a", "an", "some", "several", "two", "three", "other", "one", "another", "many", "few"))


def kind_of_pronoun(pronoun: str) -> VoiceKind | None:
    """The kind of voice a pronoun or quantifier alone stands for; None for other words."""
    return _PRONOUNS.get(pronoun)


def kind_of_noun_phrase(lemma: str, words: Sequence[str], *, tag: str, entity: str, first: str) -> VoiceKind:
    """The kind of voice of a noun phrase.

    ``lemma`` is that of its head, ``tag`` the head's Penn tag, ``entity`` its entity label or "", ``first`` the first
    word of the phrase; words are in lower case.
    """
    plural = tag in ("NNS", "NNPS")
    if entity == "PERSON":
        return "person"
    if lemma in _MEDIA and entity != "PERSON":
        return "medium"
    if lemma in _DOCUMENTS:
        return "document"
    if lemma in _OFFICES and not plural:
        return "unnamed" if first in _INDEFINITE else "office"
    if lemma in _UNNAMED:
        return "unnamed"
    if lemma in _ORGANISATIONS or entity in ("ORG", "GPE", "FAC", "LOC"):
        return "collective" if plural and lemma in _ORGANISATIONS else "organisation"
    if tag == "NNP":
        return "person" if any(word in ("mr.", "mrs.", "ms.", "dr.") for word in words) else "organisation"
    if plural or entity == "NORP" or first in ("every", "many", "most", "both", "all"):
        return "collective"
    return (
        "unnamed" if first in _INDEFINITE else "collective" if lemma in ("public", "crowd", "community") else "unnamed"
    )
