"""Words that place names stand with: types, prepositions, abbreviations of states, and what makes a capital act."""

from __future__ import annotations

from onrecord.stages.places.gazetteer import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return {left: right for left, _, right in (pair.partition("=") for pair in text.split())}


MOTION_WORDS = _words(
    """
    go come travel fly flee escape return move march drive retreat withdraw sail head rush walk send take bring spread
    evacuate deport arrive republican democrat
    """
)
"""Their "from X" and "to X" are places."""

_TYPE_WORDS_BY_KIND: dict[Kind, frozenset[str]] = {
    "region": _words(
        """
        region province oblast krai kray district county counties parish governorate state prefecture
        department canton territory republic raion rayon provinces regions districts states peninsula
        emirate division municipality enclave
        """
    ),
    "city": _words(
        """
        city town village township hamlet suburb settlement port borough neighborhood neighbourhood commune
        capital cities towns villages suburbs resort
        """
    ),
    "water": _words(
        """
        river sea lake strait gulf bay canal ocean reservoir creek delta
        """
    ),
    "mountain": _words(
        """
        mountain mountains mount hills
        """
    ),
    "area": _words(
        """
        island islands valley desert
        """
    ),
    "other": _words(
        """
        corridor
        """
    ),
}
TYPE_WORDS: dict[str, Kind] = {word: kind for kind, words in _TYPE_WORDS_BY_KIND.items() for word in words}
"""A word beside a name ("the town of X", "X province") and the kind of place it says X is."""

DIVISION_AFTER = _words(
    """
    region province oblast krai kray district county parish governorate state prefecture canton territory
    raion rayon department municipality
    """
)
"""Type words that may follow a name and belong to it: "Belgorod region", "Rapides Parish"."""

CAPITALISED_TYPES = _words(
    """
    County Parish Province Region District Oblast Krai Governorate Prefecture Township River Lake Bay Island
    Islands Valley Creek Peninsula Mountains Strait Sea Gulf Raion Counties
    """
)
"""Type words that close a name when written with a capital."""

PLACE_PREPOSITIONS = _words(
    """
    in at near around outside into across throughout inside toward towards via beyond within through onto
    off along neighboring neighbouring nearby
    """
)
"""Before a name, these say that it is a place."""
STANDING_PREPOSITIONS = _words("in at near outside")
"""Before a name that the gazetteer lacks, these make it a place."""
ASKING_WORDS = _words(
    """
    believe invest participate enrol enroll specialise specialize interest involve result join fail play work study
    teach aim look shout laugh point fire throw direct target scoff rage smile employ engineer analyst professor
    director manager executive officer chairman president fellow researcher lecturer editor expert strategist economist
    stake share confidence trust faith belief rise increase fall growth employee worker job eat attend lesson
    lessons write speak publish
    """
)
"""Words that ask for "in" or "at" with what need be no place: "an analyst at X", "a stake in X", "shouted at X"."""
NEVER_PLACES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE", "LAW", "EVENT"}
)
"""Labels of entities that stay what they are whatever stands before them."""
BUILDING_PREPOSITIONS = _words("in at near outside inside on over under into around across from behind to of")
FACILITY_NOUNS = _words(
    """
    airbase airfield airport airstrip barracks bridge camp cemetery crossing dam hills hotel jail lagoon mall market
    mosque palace prison refinery square stadium street temple
    """
)
"""Written small after a name, these make it a building's or a landmark's: "the Bakara market"."""
BUILDING_TYPES = _words(
    """
    Airport Avenue Barracks Bridge Cathedral Cemetery Chowk Embankment Farm House Inn Justice Jail Market Mosque Palace
    Plaza Prison Road Square Stadium Station Strasse Street Temple Tower Towers Villa
    """
)
"""The same within the name."""
INSTITUTION_WORDS = _words(
    """
    Academy Center Centre Clinic Club Company Elementary Festival Gallery Hospital Institute Laboratory Library Museum
    Office Post Restaurant School Shop Theater Theatre Times Unit Zoo
    """
)
"""Within a name these make it an institution's, which is no place name."""
SETTLEMENT_WORDS = _words(
    """
    capital city district fortress hamlet island neighbourhood neighborhood outpost port quarter resort settlement slum
    suburb temple town township village
    """
)
LENGTH_UNITS = _words("km kilometre kilometres kilometer kilometers mile miles")
COMPASS = _words(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west"
)
STATE_OWNED = _words(
    """
    president presidency premier parliament army government ambassador cabinet king queen sultan emir chancellor
    currency junta constitution independence embassy
    """
)
"""What countries have and towns, divisions and people do not."""
TYPES_BEFORE = _words("Lake Mount Port Cape Camp Fort Wadi Jebel Jabal Ras Deir Beit Kafr Puerto")
"""With a capital before another name these make the name of a place."""
POSITION_PREPOSITIONS = _words("over above below beneath under behind round")
"""Before a name that the gazetteer knows, these say so too."""
DEPUTY_NOUNS = _words("deputy deputies member members senator candidate delegate bishop bus train flight")
"""Nouns whose "for X" is a place, if the gazetteer knows it."""
TOWN_OWNED = _words(
    """
    airport archbishop bishop bookmakers bourse cathedral harbour hospital hospitals inhabitants mayor morgue mosque
    mosques outskirts port railway residents shops slums squares station streets suburbs townspeople university walls
    """
)
"""What towns have, and people do not: "the port" in "Mombasa's port"."""
WEAK_PREPOSITIONS = _words("from to of between for and")
"""These leave it open: "from Jackson" may be the town or the man."""
PLACE_NOUNS = _words(
    """
    resident residents mayor people outskirts capital suburb suburbs north south east west northeast
    northwest southeast southwest miles kilometers kilometres km native streets city town village part parts
    way short hospitals police hills slums bishopric quarter center centre centrum airport university province
    state region area areas border coast road highway
    island mosque church bishop archbishop sight walls gates governor siege battle fall liberation bombing
    shelling
    """
)
"""Nouns whose "of X" is a place."""
DIRECTIONS = _words("north south east west central")
"""With a capital before a country these name a part of it, unless the gazetteer knows the whole ("North Korea")."""
TRUST_NOUNS = _words("confidence trust faith belief hope interest influence pressure")
"""With "in" or "on" these take governments: "confidence in the Kremlin"."""
SEA_WORDS = _words("sea coast shore port ports fleet waters basin region herring cod ferry exit resort island islands")
"""After "Baltic" these mean the water; other nouns mean the peoples round it."""
MODIFIERS = _words(
    """
    northern southern eastern western central northeastern northwestern southeastern southwestern
    north-eastern north-western south-eastern south-western northeast northwest southeast southwest downtown
    greater upper lower inner outer mainland rural metropolitan metro nearby neighboring neighbouring
    occupied historic old mid suburban government-held rebel-held
    """
)
"""May stand before a name without being part of it."""

NOT_PLACES = _words(
    """
    god christ allah easter christmas ramadan islam march may august april june july monday friday sunday
    internet web university college church mass hall center centre street avenue road police senate congress
    parliament house mission united union general major central western eastern northern southern north
    south east west northeast northwest southeast southwest mayor council court board office school park
    hospital airport president minister governor sheriff mr mrs ms dr lord sir king queen prince pope
    english french german spanish russian latin mobile reading nice orange man men eden unity independence
    liberty freedom justice hope victory progress reform moon sun earth media enterprise industry commerce
    community state republic province district city town village county river lake sea bay ap afp reuters
    tass interfax xinhua bbc cnn nato eu un imf who covid aids hiv flu ebola sars olympic olympics duma
    afrikaans arabic mandarin cantonese hindi urdu tamil pashto farsi swahili assembly navy army toyota ford
    obama trump one many port strip first scouting movement competition revival swat sec uga doh
    h5n1 swine bird avian mad cow bishop democrat republican democrats republicans labor labour green
    """
)
"""Single words that are place names somewhere, and nearly never in the news unless something else says so."""

STATE_ABBREVIATIONS = _pairs(
    """
    ALA=alabama ARIZ=arizona ARK=arkansas CALIF=california COLO=colorado CONN=connecticut DEL=delaware
    FLA=florida GA=georgia ILL=illinois IND=indiana KAN=kansas KY=kentucky LA=louisiana MD=maryland
    MASS=massachusetts MICH=michigan MINN=minnesota MISS=mississippi MO=missouri MONT=montana NEB=nebraska
    NEV=nevada NH=new_hampshire NJ=new_jersey NM=new_mexico NY=new_york NC=north_carolina ND=north_dakota
    OKLA=oklahoma ORE=oregon PA=pennsylvania RI=rhode_island SC=south_carolina SD=south_dakota
    TENN=tennessee TEX=texas VT=vermont VA=virginia WASH=washington WVA=west_virginia WIS=wisconsin
    WYO=wyoming AL=alabama AK=alaska AZ=arizona AR=arkansas CA=california CO=colorado CT=connecticut
    DE=delaware FL=florida HI=hawaii ID=idaho IL=illinois IN=indiana IA=iowa KS=kansas ME=maine
    MA=massachusetts MI=michigan MN=minnesota MS=mississippi MT=montana NE=nebraska NV=nevada OH=ohio
    OK=oklahoma OR=oregon TN=tennessee TX=texas UT=utah WA=washington WV=west_virginia WI=wisconsin
    WY=wyoming ONT=ontario BC=british_columbia ALTA=alberta SASK=saskatchewan MAN=manitoba NS=nova_scotia
    NB=new_brunswick PEI=prince_edward_island NSW=new_south_wales DC=district_of_columbia
    NT=northern_territory
    """
)
"""AP and postal abbreviations without stops, in capitals, to the key of the state or province (blanks as _)."""
STATE_COUNTRIES = frozenset({"USA", "CAN", "AUS"})
UNMISTAKABLE_ABBREVIATIONS = _words("NSW NY NJ TX")
"""Written without stops and still clear away from a comma."""


def state_key(text: str, *, after_comma: bool) -> str | None:
    """The key of the state that an abbreviation such as "W.Va." or "TX" stands for, or None."""
    letters = text.replace(".", "").replace(" ", "").upper()
    key = STATE_ABBREVIATIONS.get(letters)
    if (
        key is None
        or not text[:1].isupper()
        or not (after_comma or "." in text or letters in UNMISTAKABLE_ABBREVIATIONS)
    ):
        return None
    if after_comma and "." not in text and len(text) > 2 and not text.isupper():
        return None
    return key.replace("_", " ")


TREATY_NOUNS = _words(
    """
    agreement agreements accord accords treaty treaties protocol protocols memorandum memoranda convention
    conventions pact declaration deal process formula consensus principles communique regulation club
    statute charter format conference rules criteria
    """
)
"""After the name of a place these make the name of a text or a process: "the Paris agreement", "the Minsk accords"."""

BUILDINGS = frozenset(
    {
        "kremlin", "white house", "pentagon", "downing street", "10 downing street", "number 10", "no 10",
        "whitehall", "elysee", "elysee palace", "capitol hill", "wall street", "westminster", "quai dorsay",
        "foggy bottom", "blue house", "lubyanka", "zhongnanhai", "bankova", "chigi palace", "vatican",
        "brussels", "geneva", "buckingham palace",
    }
)  # fmt: skip
"""Buildings and seats that stand for those who rule in them, besides the capitals."""

EXPERIENCE_VERBS = _words(
    """
    be lie sit stand burn wake shake suffer become remain grow flood fall come host stretch boast sleep
    swelter experience get stay empty bury smell mourn change
    """
)
"""With a capital as their subject these tell of the city, not of a government."""
ADDRESS_VERBS = _words(
    """
    forgive recognise recognize defy
    accuse tell urge ask warn promise blame back support join follow press pressure pressurise pressurize
    push condemn criticise criticize denounce thank assure inform persuade convince help assist force oblige
    compel isolate sanction punish provoke anger infuriate embarrass irritate alarm reassure please
    challenge threaten give trust distrust invite implore beg remind notify deter fund arm supply
    offer grant deny owe send want let allow enrage worry
    """
)
"""With a capital as their object these reach a government."""
GOVERNMENT_NOUNS = _words(
    """
    minister ministers ministry parliament senate regime junta cabinet rulers generals spokesman spokeswoman
    negotiator negotiators representative representatives embassy delegation
    staff communique communiqué delegate delegates columns vice-minister intelligence bulletin
    count claim claims position stance decision government demand demands policy policies ally allies
    interest interests response view views envoy envoys offer proposal proposals force forces troops army
    military intention intentions ambassador diplomats refusal promise promises threat threats warning
    warnings denial insistence willingness reluctance backing support aid help influence role ambitions
    ambition plan plans strategy war invasion aggression sanctions version account attitude leaders
    leadership officials foreign relations ties relationship request approval consent reaction reply answer
    statement statements line rhetoric propaganda agenda pressure order orders objections objection concerns
    concern accusations accusation allegations rejection recognition security defence defense nuclear
    western teachers partners neighbours neighbors friends enemies foe opponents critics counteroffensive
    offensive campaign bid hope hopes control
    """
)
"""What a government has, and a city seldom: "Moscow's demands"."""
RULING_NOUNS = _words("government regime authorities junta cabinet leadership radio television tv")
"""After a capital these are those who rule or speak there: "the Tehran government", "Damascus radio"."""
DEALING_WORDS = _words(
    """
    relation relations tie ties talk talks war deal negotiation negotiations agreement contact contacts
    dispute conflict cooperation alliance link links dialogue rift row tension tensions pressure sanction
    sanctions blame patience accord differences quarrel trade negotiate side ally cooperate agree work meet
    break pact friendship partnership coordination message messages
    """
)
"""With "with", "between", "against" or "on" these take governments: "talks with Moscow", "ties between X and Y"."""
AREA_PREPOSITIONS = _words("in at near around outside into across throughout inside within through off")

STRIKE_VERBS = _words(
    """
    strike hit leave reach overrun capture attack cross shell bomb visit enter seize retake recapture storm
    besiege surround encircle abandon flee invade liberate occupy defend hold take raid pound target level
    destroy evacuate control bombard devastate pummel rock ravage flood annex
    """
)
"""Their object is often a place: "overran Palma", "left Suwayda"."""
STRIKE_NOUNS = _words(
    """
    raid raids attack attacks assault assaults strike strikes airstrike airstrikes march advance offensive
    siege shelling bombardment grip hold
    """
)
"""With "on" these take a place: "a raid on Sanaa"."""
LOCAL_NOUNS = _words(
    """
    man woman resident residents police officials driver area couple family firefighters teen teenager
    teacher native neighborhood neighborhoods parents suburb airport dam bridge airfield airbase base prison
    checkpoint crossing highway road front plant refinery camp valley corridor bureau hospital mayor border
    railway station reservoir slum slums channel market street square stadium mall hotel cemetery jail camps lagoon
    ghetto suburbs hills harbour temple mosque barracks university airstrip garrison morgue school schools
    """
)
"""Written small after a name, these say that the name is a place: "a Gainesville man", "the Kakhovka dam"."""
DISEASE_WORDS = _words(
    """
    virus disease fever syndrome ebolavirus haemorrhagic hemorrhagic strain flu variant
    """
)
"""After the name of a place these make another name: "the Marburg virus"."""
WILLING_WORDS = _words("ready willing prepared determined reluctant keen eager silent furious adamant")
"""With a capital as the subject of "is" these tell of its government."""
MESSAGE_NOUNS = _words(
    "telegram telegrams letter letters appeal appeals message messages ultimatum offer offers loyalty"
)
"""With "to" these take governments."""
SPEECH_VERBS = _words(
    """
    said says say insisted insists denied denies warned warns accused accuses rejected rejects demanded
    demands called promised promises announced announces responded responds answered answers vowed vows
    urged urges wants wanted declared declares claims claimed believes hopes hoped condemned condemns sees
    regrets pledged pledges offered offers
    """
)
"""After a capital these tell that its government is meant."""
GIVEN_NAMES = _words(
    """
    jordan chad israel georgia kenya india austin dallas houston madison sydney milan sofia florence
    charlotte jackson lincoln washington victoria paris virginia carolina dakota chelsea brooklyn savannah
    alexandria lourdes vienna tyler hamilton nelson albany kent lancaster lydia petra asia america troy
    logan hudson marshall warren douglas clay clinton franklin henderson hopkins harris bradley gary wayne
    dayton tanya amelia charleston salvador santiago francisco diego lorraine adelaide regina geneva roma
    selma eugene
    """
)
"""Places that are also first names or surnames: as a person's label by spaCy they stay persons."""

ORGANISATION_HEADS = _words(
    """
    University Bank Church Party Army Front Movement Union Council Ministry College Institute Museum Academy Congress
    Federation Association Society Alliance League Chamber Confederation Foundation Institution Commission Committee
    """
)
"""With a capital and "of" before a place these make an organisation: "the University of Texas"."""
