"""Words round a number: comparators, units, currencies, and what verbs and nouns say of the people counted."""

from __future__ import annotations

from typing import TypeAlias

from onrecord.schema import Comparator, FigureRole
from onrecord.stages.figures.numbers import listed

Bounds: TypeAlias = tuple[float | None, float | None]

COMPARATORS: dict[str, str] = {
    "some": "approx", "about": "approx", "around": "approx", "roughly": "approx", "approximately": "approx",
    "an estimated": "approx", "estimated": "approx", "barely": "approx", "possibly": "approx", "perhaps": "approx",
    "maybe": "approx", "nearer": "approx", "nearer to": "approx", "circa": "approx", "close to": "approx",
    "in the region of": "approx", "something like": "approx", "probably": "approx", "hardly": "approx",
    "nearly": "almost", "almost": "almost", "approaching": "almost",
    "at least": "at_least", "no fewer than": "at_least", "no less than": "at_least", "not fewer than": "at_least",
    "not less than": "at_least", "a minimum of": "at_least", "as young as": "at_least", "as few as": "at_least",
    "as little as": "at_least", "upwards of": "at_least", "as low as": "at_least",
    "more than": "more_than", "well over": "more_than", "just over": "more_than", "a little over": "more_than",
    "a little more than": "more_than", "slightly over": "more_than", "slightly more than": "more_than",
    "well above": "more_than", "just above": "more_than", "far more than": "more_than", "over": "more_than",
    "above": "more_than", "passed": "more_than", "exceeded": "more_than", "exceeding": "more_than",
    "in excess of": "more_than", "topped": "more_than", "older than": "more_than", "upward of": "more_than",
    "up to": "at_most", "as many as": "at_most", "no more than": "at_most", "not more than": "at_most",
    "as much as": "at_most", "within": "at_most", "at most": "at_most", "a maximum of": "at_most",
    "as high as": "at_most", "as old as": "at_most",
    "fewer than": "less_than", "less than": "less_than", "under": "less_than", "just under": "less_than",
    "just below": "less_than", "below": "less_than", "well under": "less_than", "younger than": "less_than",
    "just short of": "less_than", "a little under": "less_than",
    "all": "exact", "exactly": "exact", "precisely": "exact", "only": "exact", "just": "exact", "all of": "exact",
    "the other": "exact", "another": "exact", "an additional": "exact", "a further": "exact", "a total of": "exact",
}  # fmt: skip
"""Comparator wording to comparator; "almost" is an approximation from below."""
AFTER_NUMBER: dict[str, str] = {
    "or more": "at_least", "or over": "at_least", "or above": "at_least", "or older": "at_least", "or so": "approx",
    "or fewer": "at_most", "or less": "at_most", "or under": "at_most", "or younger": "at_most", "at least": "at_least",
    "at most": "at_most", "-odd": "approx", "-plus": "at_least", "plus": "at_least",
}  # fmt: skip

VAGUE: dict[str, float | None] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2e9,
    "tens of thousands": 20_000, "tens of millions": 2e7, "tens of billions": 2e10, "hundreds of thousands": 200_000,
    "hundreds of millions": 2e8, "hundreds of billions": 2e11, "thousands of millions": 2e9, "several hundred": 200,
    "several thousand": 2_000, "several million": 2_000_000, "several dozen": 24, "several hundreds": 200,
    "a few hundred": 200, "a few thousand": 2_000, "a few dozen": 24, "a few million": 2_000_000, "few hundred": 200,
    "few thousand": 2_000, "many thousands": 2_000, "many hundreds": 200, "several thousands": 2_000,
    "several tens of thousands": 20_000, "several billion": 2e9, "a few billion": 2e9, "tens": 20,
    "dozens upon dozens": 24, "hundreds upon hundreds": 200, "scores upon scores": 40, "lakhs": 2e5, "crores": 2e7,
    "a handful": None, "a few": None, "several": None, "handful": None,
}  # fmt: skip
"""Vague counts to their lower bound; the upper one is open (guidelines: "dozens" is at least two of them)."""

CURRENCY_SIGNS: dict[str, str] = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "NT$": "TWD", "MX$": "MXN", "Z$": "ZWL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₪": "ILS", "₴": "UAH", "₺": "TRY", "₦": "NGN", "฿": "THB", "₫": "VND", "₱": "PHP",
    "₸": "KZT", "₾": "GEL", "Rs.": "INR", "Rs": "INR", "INR.": "INR", "GB#": "GBP",
}  # fmt: skip
CURRENCY_CODES: tuple[str, ...] = (
    "USD", "EUR", "GBP", "JPY", "INR", "RUB", "CHF", "CNY", "RMB", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN",
    "CZK", "HUF", "TRY", "UAH", "KZT", "BRL", "ZAR", "MXN", "KRW", "PKR", "BDT", "LKR", "NPR", "AED", "SAR", "ILS",
    "EGP", "NGN", "KES", "GHS", "IDR", "MYR", "THB", "VND", "PHP", "SGD", "HKD", "TWD", "GEL", "AMD", "AZN", "BYN",
)  # fmt: skip
CURRENCY_WORDS: dict[str, str] = {
    "us dollar": "USD", "american dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "hong kong dollar": "HKD", "singapore dollar": "SGD", "new zealand dollar": "NZD", "taiwan dollar": "TWD",
    "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "sterling": "GBP", "egyptian pound": "EGP",
    "syrian pound": "SYP", "lebanese pound": "LBP", "sudanese pound": "SDG", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "pakistani rupee": "PKR", "sri lankan rupee": "LKR", "nepali rupee": "NPR", "rupee": "INR",
    "rouble": "RUB", "ruble": "RUB", "swiss franc": "CHF", "french franc": "FRF", "cfa franc": "XOF",
    "hryvnia": "UAH", "hryvnya": "UAH", "tenge": "KZT", "zloty": "PLN", "zlotys": "PLN", "lira": "TRY",
    "turkish lira": "TRY", "shekel": "ILS", "rial": "IRR", "riyal": "SAR", "dirham": "AED", "dinar": "IQD",
    "naira": "NGN", "rand": "ZAR", "real": "BRL", "reais": "BRL", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "dong": "VND", "taka": "BDT", "won": "KRW", "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK",
    "forint": "HUF", "koruna": "CZK", "lari": "GEL", "manat": "AZN", "mexican peso": "MXN", "peso": "MXN",
    "deutsche mark": "DEM", "d-mark": "DEM", "deutschmark": "DEM", "cedi": "GHS", "leu": "RON", "lei": "RON",
    "lev": "BGN", "kwacha": "ZMW", "birr": "ETB", "afghani": "AFN", "som": "KGS",
}  # fmt: skip
UNITS: dict[str, str] = {
    "percent": "percent", "per cent": "percent", "pct": "percent", "%": "percent",
    "percentage point": "percentage point",
    "point": "point", "km": "km", "kms": "km", "kilometer": "km", "kilometre": "km", "square km": "km2",
    "square kilometer": "km2", "square kilometre": "km2", "sq km": "km2", "km2": "km2", "mile": "mile",
    "nautical mile": "nautical mile", "square mile": "mile2", "kg": "kg", "kilogram": "kg", "kilo": "kg",
    "tonne": "tonne", "ton": "tonne", "metric ton": "tonne", "barrel": "barrel", "metre": "metre", "meter": "metre",
    "cm": "cm", "foot": "foot", "feet": "foot", "yard": "yard", "hectare": "hectare", "acre": "acre", "litre": "litre",
    "liter": "litre", "gallon": "gallon", "megawatt": "megawatt", "gigawatt": "gigawatt", "kilowatt": "kilowatt",
    "degree": "degree", "gram": "gram", "gramme": "gram", "ounce": "ounce", "carat": "carat", "bushel": "bushel",
    "kph": "km/h", "mph": "mile/h", "cubic metre": "m3", "cubic meter": "m3",
}  # fmt: skip
"""Unit as written (plural s cut) to its name; a lone "m" after digits is a million, as newspapers write it."""
DISTANCE_UNITS = frozenset({"km", "mile", "nautical mile", "metre", "foot", "yard", "cm", "km2", "mile2"})
MASS_UNITS = frozenset({"kg", "tonne", "barrel", "litre", "gallon", "gram", "ounce", "bushel", "m3"})

KILL_VERBS = frozenset(
    listed(
        "kill die perish murder slay assassinate execute massacre behead lynch drown slaughter succumb "
        "gun electrocute hang"
        " decapitate strangle asphyxiate gas claim cost bury stone eliminate"
    )
)
KILL_STRICT = KILL_VERBS - {"gun", "claim", "cost", "bury", "gas", "eliminate", "hang", "stone"}
KILL_NOUNS = frozenset(
    listed("dead death toll body corpse fatality victim life killing deceased casualty remains execution loss")
)
WOUND_VERBS = frozenset(listed("injure wound hurt maim hospitalise hospitalize scald"))
WOUND_NOUNS = frozenset(listed("injured wounded injury"))
ARREST_VERBS = frozenset(
    listed("arrest detain jail capture imprison apprehend nab intern convict free release surrender sentence")
)
ARREST_NOUNS = frozenset(listed("prisoner detainee arrest suspect captive inmate"))
ABDUCT_VERBS = frozenset(listed("abduct kidnap"))
ABDUCT_NOUNS = frozenset(listed("hostage abductee abduction kidnapping"))
DISPLACE_VERBS = frozenset(listed("flee displace evacuate uproot expel resettle"))
DISPLACE_NOUNS = frozenset(listed("refugee evacuee migrant"))
PROTEST_VERBS = frozenset(listed("protest march rally demonstrate gather riot turn jostle"))
PROTEST_NOUNS = frozenset(listed("protester demonstrator marcher rioter crowd protestor striker"))
TROOP_NOUNS = frozenset(
    listed(
        "troop soldier reservist fighter militant gunman rebel paratrooper marine mercenary guerrilla "
        "jihadist insurgent"
        " conscript recruit division battalion brigade trooper peacekeeper militiaman serviceman"
    )
)
VOTE_NOUNS = frozenset(
    listed(
        "vote voter seat turnout ballot precinct electorate tally poll constituency lead majority referendum delegate"
    )
)
VOTE_VERBS = frozenset(listed("vote elect back poll"))

ROLE_VERBS: tuple[tuple[frozenset[str], FigureRole], ...] = (
    (KILL_STRICT, "killed"), (WOUND_VERBS, "wounded"), (ABDUCT_VERBS, "abducted"), (ARREST_VERBS, "arrested"),
    (DISPLACE_VERBS, "displaced"), (PROTEST_VERBS, "protesters"), (VOTE_VERBS, "votes"),
)  # fmt: skip
ROLE_NOUNS: tuple[tuple[frozenset[str], FigureRole], ...] = (
    (KILL_NOUNS, "killed"), (WOUND_NOUNS, "wounded"), (ABDUCT_NOUNS, "abducted"), (ARREST_NOUNS, "arrested"),
    (DISPLACE_NOUNS, "displaced"), (PROTEST_NOUNS, "protesters"), (TROOP_NOUNS, "troops"), (VOTE_NOUNS, "votes"),
)  # fmt: skip
PERSON_NOUNS = frozenset(
    listed(
        "child boy girl man woman people person voter youth minor teenager student victim dead wounded "
        "protester suspect"
        " worker banker politician lawyer pupil prisoner soldier villager resident adult"
    )
)
STATES = frozenset(
    listed(
        "dead killed injured wounded hurt missing arrested detained captured abducted kidnapped displaced homeless held"
    )
)
"""Words that head a figure by themselves: "34 injured", "12 dead"."""
MEASURED = frozenset(
    listed(
        "toll count number turnout inflation rate price unemployment total tally output growth share "
        "support crowd dead death"
        " population deficit figure budget pension salary wage estimate"
    )
)
"""Nouns a number is set to: "the toll rose to 37", "put the dead at 44"."""


def bounds(value: float, kind: str) -> tuple[Comparator, Bounds]:
    """The comparator and (low, high) of a number under a comparator of COMPARATORS."""
    if kind == "almost":
        return "approx", (None, value)
    if kind in ("at_least", "more_than"):
        return ("at_least" if kind == "at_least" else "more_than"), (value, None)
    if kind in ("at_most", "less_than"):
        return ("at_most" if kind == "at_most" else "less_than"), (None, value)
    return ("approx" if kind == "approx" else "exact"), (value, value)
