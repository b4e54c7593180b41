"""Words that decide the classes of a MUC-4 template: deeds, instruments, targets, victims, perpetrators.

The classes are those of the slot configuration of MUC-4; the words are written by hand for news of political violence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.codes.roles import is_rank
from onrecord.codes.word_lists import word_set


@dataclass(frozen=True)
class DeedWord:
    """What a verb or noun says of an incident."""

    incident: str
    human: str | None = None
    """Effect on a person it befalls."""
    physical: str | None = None
    """Effect on a thing it befalls."""
    weak: bool = False
    """An effect that any incident may have: it takes the type of the incident it belongs to."""


def _as(kind: str, words: str, separator: str = " ") -> dict[str, str]:
    return dict.fromkeys(words.split(separator), kind)


def _words(text: str, deed: DeedWord) -> dict[str, DeedWord]:
    return dict.fromkeys(text.split(), deed)


DEED_VERBS: Mapping[str, DeedWord] = {
    **_words(
        "kill murder assassinate massacre execute slay behead machinegun gun liquidate exterminate lynch slaughter",
        DeedWord("ATTACK", "DEATH"),
    ),
    **_words("wound injure hurt", DeedWord("ATTACK", "INJURY", weak=True)),
    **_words("die perish", DeedWord("ATTACK", "DEATH", weak=True)),
    **_words(
        "attack assault ambush raid storm strafe shoot fire beat torture rape shell mortar stab harass riddle",
        DeedWord("ATTACK"),
    ),
    **_words("bomb dynamite explode detonate", DeedWord("BOMBING", physical="SOME DAMAGE")),
    **_words("kidnap abduct disappear", DeedWord("KIDNAPPING")),
    **_words("burn torch", DeedWord("ARSON", "DEATH", "SOME DAMAGE")),
    **_words("hijack", DeedWord("HIJACKING")),
    **_words("rob steal loot", DeedWord("ROBBERY", physical="PROPERTY TAKEN FROM TARGET")),
    **_words("damage shatter", DeedWord("ATTACK", physical="SOME DAMAGE", weak=True)),
    **_words("destroy demolish gut", DeedWord("ATTACK", physical="DESTROYED", weak=True)),
    **_words("sabotage", DeedWord("ATTACK", physical="SOME DAMAGE")),
}
DEED_NOUNS: Mapping[str, DeedWord] = {
    **_words("murder assassination killing massacre slaying execution", DeedWord("ATTACK", "DEATH")),
    **_words("death", DeedWord("ATTACK", "DEATH", weak=True)),
    **_words("attack assault ambush raid shooting beating torture rape", DeedWord("ATTACK")),
    **_words("bombing explosion blast dynamiting", DeedWord("BOMBING")),
    **_words("kidnapping abduction kidnap disappearance", DeedWord("KIDNAPPING")),
    **_words("arson", DeedWord("ARSON")),
    **_words("hijacking", DeedWord("HIJACKING")),
    **_words("robbery theft", DeedWord("ROBBERY")),
    **_words("sabotage", DeedWord("ATTACK")),
}
PLANTING_VERBS = word_set(
    "place plant throw hurl launch set lob leave detonate activate deactivate defuse toss put explode fire"
)
"""Verbs of which an instrument is the object: a bombing, or an attempt at one."""
FOILED_VERBS = word_set("defuse deactivate disarm thwart foil")
BATTLE_WORDS = word_set(
    "clash fighting combat battle skirmish firefight confrontation offensive fight operation counterattack war"
)

_INSTRUMENTS: Mapping[str, str] = {
    **_as("VEHICLE BOMB", "car bomb;car-bomb;truck bomb;vehicle bomb;bus bomb;car bombs", ";"),
    **_as("BOMB", "bomb;bombs;time bomb", ";"),
    **_as("DYNAMITE", "dynamite tnt"),
    **_as("EXPLOSIVE", "explosive explosives device devices charge charges"),
    **_as("GRENADE", "grenade grenades"),
    **_as("ROCKET", "rocket rockets bazooka"),
    **_as("MISSILE", "missile missiles"),
    **_as("MINE", "mine mines"),
    **_as("MORTAR", "mortar mortars"),
    **_as("MACHINE GUN", "machinegun machineguns submachinegun submachineguns"),
    **_as("RIFLE", "rifle rifles shotgun"),
    **_as("HANDGUN", "pistol pistols revolver revolvers"),
    **_as("GUN", "gun guns firearm firearms bullet bullets weapon weapons"),
    **_as("MOLOTOV COCKTAIL", "cocktail cocktails firebomb firebombs"),
    **_as("CUTTING DEVICE", "machete machetes knife knives bayonet"),
    **_as("STONE", "stone stones"),
}
EXPLOSIVES = frozenset(
    ("VEHICLE BOMB", "BOMB", "DYNAMITE", "EXPLOSIVE", "GRENADE", "ROCKET", "MISSILE", "MINE", "MOLOTOV COCKTAIL")
)
BOMBS = frozenset(("VEHICLE BOMB", "BOMB", "DYNAMITE", "EXPLOSIVE"))
"""What makes an attack a bombing."""
_LOOSE = word_set("device devices charge charges weapon weapons gun guns mine mines stone stones")
"""Words that name an instrument only with a word beside them or as what is used."""


def instrument_type(head: str, modifiers: Iterable[str]) -> str | None:
    """The class of an instrument by its head and the words before it, or None where it is none."""
    before = [word.lower() for word in modifiers]
    head = head.lower()
    found = _INSTRUMENTS.get(f"{before[-1]} {head}" if before else "") or _INSTRUMENTS.get(head)
    if found is None:
        return None
    if "dynamite" in before:
        return "DYNAMITE"
    if found == "EXPLOSIVE" and head in _LOOSE and not {"explosive", "incendiary", "powerful", "bomb"} & set(before):
        return None
    if found in ("MINE", "STONE") and not before:
        return None
    if "molotov" in before:
        return "MOLOTOV COCKTAIL"
    if found == "GUN" and "machine" in before:
        return "MACHINE GUN"
    return None if found == "MOLOTOV COCKTAIL" and head.startswith("cocktail") else found


_TARGETS: Mapping[str, str] = {
    **_as(
        "TRANSPORT VEHICLE",
        "bus buses car cars vehicle vehicles truck trucks plane planes airplane airliner aircraft"
        " helicopter train trains jeep van ambulance taxi automobile motorcade minibus minibuses pickup"
        " tanker ship boat dumptruck dumptrucks trailer trailers locomotive motorcycle",
    ),
    **_as(
        "ENERGY",
        "tower towers pylon pylons pipeline pipelines substation substations powerline transformer"
        " transformers grid powerplant hydroelectric refinery",
    ),
    **_as("DIPLOMAT OFFICE OR RESIDENCE", "embassy embassies consulate consulates"),
    **_as("FINANCIAL", "bank banks branch branches"),
    **_as(
        "COMMERCIAL",
        "store stores restaurant restaurants hotel hotels shop shops mall supermarket market factory"
        " factories dealership establishment establishments warehouse warehouses bar discotheque theater"
        " theaters cinema business businesses company companies firm firms plant plants clinic pharmacy"
        " drugstore drugstores",
    ),
    **_as(
        "CIVILIAN RESIDENCE",
        "house houses home homes residence residences apartment apartments dwelling shack shacks",
    ),
    **_as("TRANSPORTATION ROUTE", "bridge bridges highway railway railroad road tracks airstrip"),
    **_as(
        "GOVERNMENT OFFICE OR RESIDENCE",
        "ministry ministries palace courthouse presidency municipality congress city-hall hall government-"
        " house courts prefecture",
    ),
    **_as("ORGANIZATION OFFICE", "headquarters office offices premises"),
    **_as("COMMUNICATIONS", "newspaper newspapers antenna transmitter telephone booth booths exchange"),
    **_as("LAW ENFORCEMENT FACILITY", "checkpoint precinct police-station jail prison"),
    **_as(
        "OTHER",
        "building buildings school schools church churches university hospital hospitals installation"
        " installations facility facilities property properties structure structures temple cathedral"
        " monastery convent farm farms ranch estate clubs club station stations post posts poles pole"
        " library monument statue center",
    ),
}
_TARGET_MODIFIERS: Mapping[str, str] = {
    **_as("ENERGY", "electric electrical electricity power energy oil transmission high-tension"),
    **_as(
        "COMMUNICATIONS",
        "radio television telephone newspaper communications telecommunications press media",
    ),
    **_as("LAW ENFORCEMENT FACILITY", "police das"),
    **_as("FINANCIAL", "bank banking savings"),
    **_as("DIPLOMAT OFFICE OR RESIDENCE", "embassy consulate ambassador diplomatic"),
    **_as(
        "GOVERNMENT OFFICE OR RESIDENCE",
        "government presidential ministry municipal mayor governor tax treasury customs vice",
    ),
    **_as("ORGANIZATION OFFICE", "party political"),
    **_as("COMMERCIAL", "commercial shopping"),
}
_MILITARY_SITES = word_set("barracks garrison base bases brigade battalion regiment fort headquarters")


def target_type(head: str, modifiers: Iterable[str]) -> str | None:
    """The class of a physical target by its head and the words before it; None for what is none (barracks, towns)."""
    before = {word.lower() for word in modifiers}
    head = head.lower()
    found = _TARGETS.get(head)
    if found is None or ({"military", "army", "enemy", "guerrilla", "rebel"} & before and found != "TRANSPORT VEHICLE"):
        return None
    if head in _MILITARY_SITES and not before:
        return None
    if found in ("TRANSPORT VEHICLE", "DIPLOMAT OFFICE OR RESIDENCE", "FINANCIAL", "TRANSPORTATION ROUTE"):
        return None if head in ("branch", "branches") and not before else found
    for word in before:
        if word in _TARGET_MODIFIERS:
            return _TARGET_MODIFIERS[word]
    return found


# ---------------------------------------------------------------- people

_VICTIM_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("SECURITY GUARD", word_set("bodyguard bodyguards guard guards watchman watchmen escort escorts")),
    (
        "LEGAL OR JUDICIAL",
        word_set("judge judges magistrate magistrates prosecutor prosecutors lawyer attorney justice notary juror"),
    ),
    (
        "DIPLOMAT",
        word_set("diplomat diplomats ambassador ambassadors consul attache"),
    ),
    (
        "LAW ENFORCEMENT",
        word_set(
            "policeman policemen police officer officers detective agent agents patrolman carabinero"
            " carabineros sheriff policewoman"
        ),
    ),
    (
        "GOVERNMENT OFFICIAL",
        word_set(
            "minister mayor mayors governor president vice-president councilman councilmen official"
            " officials prefect congressman deputy senator vice minister authorities"
        ),
    ),
    (
        "POLITICAL FIGURE",
        word_set(
            "candidate candidates politician politicians militant militants leader leaders activist"
            " activists legislator legislators presidential"
        ),
    ),
    (
        "ACTIVE MILITARY",
        word_set(
            "soldier soldiers colonel general lieutenant major captain sergeant corporal troops marine"
            " marines soldiery serviceman servicemen military commander"
        ),
    ),
)
FIGHTERS = word_set(
    "guerrilla guerrillas rebel rebels terrorist terrorists insurgent insurgents extremist extremists"
    " criminal criminals subversive subversives gunman gunmen fighter fighters combatant combatants contra"
    " contras delinquent delinquents enemy attacker attackers assailant assailants kidnapper kidnappers"
    " trafficker traffickers murderer murderers assassin assassins commando commandos narco-terrorists"
    " mercenary mercenaries"
)
"""People who do the deeds; killed ones are no victims for MUC-4."""
SOLDIERS = word_set(
    "soldier soldiers troop troops army military patrol unit units battalion brigade convoy garrison"
    " barracks detachment marine marines position positions forces enemy armed casualties"
)
PERPETRATORS = FIGHTERS | word_set(
    "individual individuals man men person persons people subject subjects member members squad squads"
    " soldier soldiers troop troops patrol column columns group groups gang gangs cell cells band unit"
    " units militia militias mob youth youths policeman policemen unknown element elements woman women"
    " hooligan hooligans mafia mafias personnel hitman hitmen murderer killer killers suspect suspects"
    " agent agents cartel"
)
PERSONS = word_set(
    "person persons people man men woman women child children boy girl boys girls civilian civilians"
    " citizen citizens peasant peasants priest priests jesuit jesuits student students worker workers"
    " employee employees driver drivers journalist journalists reporter reporters newsman newsmen"
    " cameraman teacher teachers professor professors doctor nurse nun nuns bishop archbishop missionary"
    " missionaries businessman businessmen resident residents villager villagers farmer farmers rancher"
    " industrialist wife husband daughter son father mother brother sister relative relatives family"
    " passenger passengers passerby passersby bystander bystanders maid cook housekeeper technician"
    " engineer engineers native american americans tourist tourists hostage hostages youth youths minor"
    " minors baby infant elder human victim victims others other unionist unionists trade-unionist"
    " director rector manager editor owner member members population inhabitant inhabitants refugee"
    " refugees indian indians clergyman clergymen religious spokesman secretary adviser advisers advisor"
    " assistant aide mason miner miners fisherman merchant economist trade-union pilot crewman crew clerk"
    " guest guests neighbor neighbors companion companions colleague"
)
_ARMED_STATE = word_set(
    "army soldiers soldier troops troop military police policemen policeman government battalion brigade"
    " guard air force armed forces regiment paramilitary squad squads colonel lieutenant captain regime"
    " death-squad"
)


def victim_type(words: Iterable[str], *, former: bool) -> str:
    """The class of a human target by the words that describe it."""
    described = {word.lower() for word in words}
    found = next((kind for kind, listed in _VICTIM_WORDS if described & listed), "CIVILIAN")
    if found == "CIVILIAN" and any(is_rank(word) for word in described):
        found = "ACTIVE MILITARY"
    if found in ("POLITICAL FIGURE", "GOVERNMENT OFFICIAL") and described & word_set(
        "student labor union peasant religious"
    ):
        return "CIVILIAN"
    if former and found in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY"):
        return f"FORMER {found}"
    return found


@cache
def is_person_word(word: str) -> bool:
    """True for a noun in lower case that names people who can be victims."""
    return word in PERSONS or any(word in listed for _, listed in _VICTIM_WORDS) or word in FIGHTERS


def is_of_state(words: Iterable[str]) -> bool:
    """True where the words name an armed force or body of a state, or a death squad, as a perpetrator."""
    return bool({word.lower() for word in words} & _ARMED_STATE)
