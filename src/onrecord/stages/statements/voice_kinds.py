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
_OCCUPATIONS = _words(
    "abbot accountant actor actress apprentice archivist artist author baker banker barber barman barrister",
    "biographer boatman bookseller boss brewer bricklayer broker brother-in-law builder butcher caretaker carpenter",
    "carter cashier chaplain chauffeur chemist clerk coachman cobbler collector columnist commandant commissar",
    "composer conductor constable contractor cook courier craftsman curate customer dealer dentist deserter disciple",
    "docker doctor electrician engineer envoy farmer farmhand ferryman fireman fisherman fitter foreman forester",
    "gardener gendarme geologist governess grocer guide headman headmaster headmistress historian host hotelier",
    "housewife hunter innkeeper inspector instructor interpreter jailer janitor jeweller joiner journalist juror",
    "laborer labourer landlady landlord landowner lecturer librarian locksmith lodger manager mason mathematician",
    "mechanic mediator merchant messenger midwife miller miner missionary moneylender monk nanny nephew newsagent",
    "novelist nun nurse orderly organiser organizer owner painter passenger pastor paymaster peasant pensioner",
    "pharmacist photographer physician pilot playwright plumber poet porter postman postmaster preacher priest",
    "printer professor psychiatrist publisher pupil referee registrar reservist sailor scholar schoolboy schoolgirl",
    "schoolmaster schoolmistress schoolteacher scientist sculptor seamstress secretary sentry sergeant servant sexton",
    "shepherd shoemaker shopkeeper signalman sister-in-law smuggler sociologist stallholder statistician steward",
    "stoker stonemason student superior supervisor surgeon surveyor tailor taxidermist teacher teenager telegraphist",
    "tenant trader trainee translator treasurer tutor typesetter typist undertaker vendor veterinarian vicar villager",
    "violinist waiter waitress watchmaker watchman weaver welder widow widower woodcutter worker workman writer",
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


def may_speak(lemma: str) -> bool:
    """True for a noun for a person (by office, work or part in what is told), a body, a medium or a document."""
    return any(lemma in nouns for nouns in (_OFFICES, _UNNAMED, _OCCUPATIONS, _ORGANISATIONS, _MEDIA, _DOCUMENTS))


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
