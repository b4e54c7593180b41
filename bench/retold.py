# ruff: noqa: E501  a template sentence stays on one line
"""Invented incidents retold by many outlets: a corpus of any size whose links are known.

    python -m bench.retold --articles 1000 --seed 1 --jsonl corpus.jsonl --gold gold.json
    python -m bench.retold --articles 100000 --seed 1 --record big.record --gold gold.json

Each incident is told by several outlets with changed figures, voices, days and places, is denied, taken up again as
background by later reports, and reprinted: word for word, with small edits, cut short. ``--jsonl`` writes articles for
``onrecord build``; ``--record`` writes a record folder as a coder would that finds most of what is marked, so that
linking can be measured without coding. The gold says what is a copy of what, which words report which incident, which
figures, days and places contradict each other, and what is denied.

Every sentence is invented. The towns exist, what is said to happen there does not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

OUTLETS = (
    "Northern Courier", "Daily Lantern", "Harbour Post", "Wire Union", "Evening Standard Bearer", "Capital Gazette",
    "Radio Meridian", "The Observer of Facts", "Morning Chronicle", "City Dispatch", "Free Tribune", "Atlas News",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """A country with its towns and those who act in it."""

    country: str
    demonym: str
    towns: tuple[str, ...]
    rebels: str
    given: str
    family: str

    def person(self, chance: random.Random) -> str:
        """The name of somebody, one of sixty-four."""
        return f"{chance.choice(self.given.split())} {chance.choice(self.family.split())}"

    def governor(self, town: str) -> str:
        """The name of the governor of a town, always the same."""
        return self.person(random.Random(f"{self.country} {town}"))  # noqa: S311


SETTINGS = (
    Setting("Nigeria", "Nigerian", ("Kano", "Maiduguri", "Jos", "Kaduna", "Sokoto", "Enugu", "Zaria", "Yola"), "Harvest Brigade",
            "Ibrahim Ngozi Musa Chinedu Aisha Emeka Yusuf Folake", "Danladi Okafor Bello Eze Abubakar Nwosu Adeyemi Lawal"),
    Setting("Colombia", "Colombian", ("Medellín", "Cali", "Cúcuta", "Pasto", "Popayán", "Ibagué"), "Front of the Rivers",
            "Álvaro Marta Jorge Lucía Camilo Beatriz Hernán Paola", "Restrepo Quintero Salcedo Arango Zapata Cardona Giraldo Mejía"),
    Setting("Pakistan", "Pakistani", ("Peshawar", "Quetta", "Lahore", "Multan", "Sukkur", "Faisalabad"), "Mountain League",
            "Tariq Sana Bilal Naveed Farah Imran Zubair Nadia", "Mehmood Qureshi Afridi Shah Baloch Khattak Memon Rana"),
    Setting("Kenya", "Kenyan", ("Mombasa", "Kisumu", "Nakuru", "Garissa", "Eldoret", "Lamu"), "Coast Movement",
            "Peter Grace Hassan Joyce Daniel Amina Moses Esther", "Mwangi Otieno Abdi Kamau Wanjiru Kiptoo Ochieng Mutua"),
    Setting("Ukraine", "Ukrainian", ("Kharkiv", "Odesa", "Lviv", "Poltava", "Kherson", "Sumy"), "Steppe Battalion",
            "Petro Oksana Andriy Iryna Mykola Olha Taras Nadiya", "Melnyk Hrytsenko Lysenko Tkachuk Bondar Kravets Savchenko Marchuk"),
    Setting("Peru", "Peruvian", ("Arequipa", "Cusco", "Trujillo", "Puno", "Iquitos", "Ayacucho"), "Red Condor",
            "Raúl Carmen Óscar Elena Julio Rosario Víctor Pilar", "Mendoza Huamán Paredes Vargas Quispe Salazar Rojas Cáceres"),
    Setting("Philippines", "Philippine", ("Davao", "Cebu City", "Zamboanga", "Iloilo", "Cotabato", "Baguio"), "Island Vanguard",
            "Ramon Liza Efren Teresa Danilo Corazon Noel Imelda", "Villanueva Santos Dimaculangan Reyes Bautista Aquino Pascual Manalo"),
    Setting("Turkey", "Turkish", ("Diyarbakır", "Izmir", "Adana", "Trabzon", "Konya", "Gaziantep"), "Eastern Column",
            "Mehmet Ayşe Kemal Selin Orhan Zeynep Murat Elif", "Yıldız Demir Aksoy Kaya Çelik Polat Şahin Erdem"),
    Setting("Mexico", "Mexican", ("Oaxaca", "Culiacán", "Morelia", "Tijuana", "Veracruz", "Puebla"), "Cartel of the Plain",
            "Hugo Rosa Manuel Silvia Arturo Leticia Ernesto Norma", "Cárdenas Ibarra Ortega Lozano Fuentes Navarro Robles Zamora"),
    Setting("Ethiopia", "Ethiopian", ("Mekelle", "Gondar", "Dire Dawa", "Hawassa", "Jimma", "Bahir Dar"), "Highland Front",
            "Abebe Hirut Dawit Saba Kebede Tigist Yonas Meron", "Tadesse Alemu Girma Tesfaye Bekele Wolde Haile Desta"),
)  # fmt: skip

# Marks: [E|...] words that report the incident; [K|...] killed, [W|...] wounded, [N|...] people in the street;
# [A|...] who did it, [R|...] to whom; [P|...] where; [D|...] when; [V|...] on whose word, [C|...] its cue;
# [X|...] words of a denial. Braces are filled in.
LEADS: dict[str, tuple[str, ...]] = {
    "ASSAULT": (
        "[A|Gunmen] [E|killed] [K|{killed} {victims}] in [P|{town}] [D|on {day}], [V|police] [C|said].",
        "[K|{killed} {victims}] were [E|killed] [D|on {day}] when [A|armed men] [E|attacked] a market in [P|{town}], {country}.",
        "[A|Fighters of the {rebels}] [E|stormed] a village near [P|{town}] [D|on {day}] and [E|shot dead] [K|{killed} {victims}], [V|a local official] [C|told] reporters.",
        "A [E|raid] by [A|gunmen] on the outskirts of [P|{town}] left [K|{killed} {victims}] dead [D|on {day}], according to [V|the {demonym} police].",
        "[V|Officials] [C|said] [A|unknown attackers] had [E|killed] [K|{killed} {victims}] [D|on {day}] in [P|{town}].",
    ),
    "PROTEST": (
        "[N|{crowd}] [A|teachers] [E|marched] through [P|{town}] [D|on {day}] to demand higher pay, [V|organisers] [C|said].",
        "[N|{crowd}] people [E|demonstrated] in [P|{town}] [D|on {day}] against the rise of bread prices.",
        "A [E|protest] by [N|{crowd}] [A|students] blocked the main square of [P|{town}], {country}, [D|on {day}].",
        "[A|Students] and teachers [E|rallied] in [P|{town}] [D|on {day}]; [V|the unions] [C|counted] [N|{crowd}] people.",
    ),
    "COERCE": (
        "[A|Police] [E|arrested] [R|{person}], a {demonym} opposition politician, in [P|{town}] [D|on {day}].",
        "[R|{person}], who leads the {demonym} opposition, was [E|detained] in [P|{town}] [D|on {day}], [V|a lawyer] [C|said].",
        "[A|Security forces] [E|arrested] the opposition leader [R|{person}] [D|on {day}] at a house in [P|{town}], {country}.",
        "The opposition politician [R|{person}] was taken from a hotel in [P|{town}] and [E|arrested] [D|on {day}].",
    ),
    "ACCUSE": (
        "[A|{official}], the governor of [P|{town}], [E|accused] [R|{minister}], the {demonym} interior minister, [D|on {day}] of hiding the dead of the floods.",
        "The governor of [P|{town}], [A|{official}], [D|on {day}] [E|blamed] the interior minister, [R|{minister}], for the floods.",
        "[D|On {day}] [A|{official}], governor of [P|{town}] in {country}, [E|criticised] Interior Minister [R|{minister}] over the floods.",
    ),
    "CONSULT": (
        "[A|{official}], a {demonym} envoy, [E|met] [R|{minister}] in [P|{town}] [D|on {day}] for talks about a truce.",
        "The envoy [A|{official}] and [R|{minister}] [E|met] [D|on {day}] in [P|{town}], {country}, to discuss a truce.",
        "[R|{minister}] received the {demonym} envoy [A|{official}] in [P|{town}] [D|on {day}] for [E|talks].",
    ),
}  # fmt: skip

MORE: dict[str, tuple[str, ...]] = {
    "ASSAULT": (
        "[V|Residents] [C|said] [K|{killed} people] had been [E|killed].",
        "[V|A doctor] at the hospital [C|said] [K|{killed} people] were [E|killed] and [W|{wounded}] wounded.",
        "[W|{wounded} people] were [E|wounded] in the [E|attack], [V|the Red Crescent] [C|said].",
        "The attackers fled before soldiers arrived.",
        "[V|The governor] [C|condemned] the [E|killings] and promised an inquiry.",
    ),
    "PROTEST": (
        "[V|Police] [C|said] [N|{crowd} people] took part in the [E|rally].",
        "[V|Organisers] [C|put] the crowd at [N|{crowd}].",
        "The [E|march] ended without arrests, witnesses said.",
    ),
    "COERCE": (
        "His family has not been told where he is held after the [E|arrest].",
        "[V|The party] [C|said] [R|{person}] had been [E|arrested] without a warrant.",
        "A court is to hear the case next month.",
    ),
    "ACCUSE": (
        "The [E|accusation] came a day before the budget vote.",
        "Aides of the minister would not comment.",
    ),
    "CONSULT": (
        "The [E|meeting] lasted four hours.",
        "Neither side said what had been agreed.",
    ),
}  # fmt: skip

DENIALS: dict[str, tuple[str, ...]] = {
    "ASSAULT": (
        "The {rebels} [X|denied that its fighters had [E|attacked] the {place_word}].",
        "A spokesman for the army [X|denied that anyone had been [E|killed]].",
    ),
    "PROTEST": ("The mayor [X|denied that there had been any [E|protest]].",),
    "COERCE": ("A police spokesman [X|denied that {person} had been [E|arrested]].",),
    "ACCUSE": ("",),
    "CONSULT": ("The foreign ministry [X|denied that the two had [E|met]].",),
}

_PARTS = (
    ("The road to {place}", "The bridge at {place}", "The hospital in {place}", "The market of {place}", "The school near {place}",
     "The ferry to {place}", "The water tower of {place}", "The railway line past {place}", "The old mill at {place}", "The bus station in {place}"),
    ("has been closed", "is to open again", "was painted blue", "has stood empty", "will be sold", "is under repair", "was built by hand",
     "has changed owners twice", "belongs to nobody", "is said to be haunted"),
    ("since the rains", "after the holidays", "for the third year in a row", "before the harvest", "because of a lost key",
     "without much ado", "to the surprise of most", "as the almanac had it", "for want of cement", "against the advice of two engineers"),
)  # fmt: skip
_VILLAGES = (
    "Oldbridge", "Three Wells", "Millford", "Greyholm", "Saltmarsh", "Kingsmoor", "Redcliff", "Highfield", "Lowater", "Birchley",
    "Stonegate", "Fernhill", "Whitcombe", "Larkspur", "Dunmore", "Ashby Cross", "Thornwick", "Elmstead", "Coldharbour", "Nettleton",
)  # fmt: skip


_ENDS = (
    "has a new clock",
    "lost its only baker",
    "waits for a doctor",
    "held a fair",
    "sold its tram",
    "kept its old name",
    "counts more goats than voters",
    "has no letter box",
    "won a prize for soup",
    "argues about a fence",
)


def _filler(chance: random.Random) -> str:
    """One of eight million sentences that say nothing to the point: what makes two reports different texts."""
    subject, verb, rest = (chance.choice(each) for each in _PARTS)
    return f"{subject.format(place=chance.choice(_VILLAGES))} {verb} {rest}, and {chance.choice(_VILLAGES)} {chance.choice(_ENDS)}."


_BACKGROUND = {
    "ASSAULT": "Last month {rebels} fighters [B|attacked] a barracks in the same region.",
    "PROTEST": "A [B|march] of pensioners was broken up in March.",
    "COERCE": "Two other politicians were [B|arrested] earlier this year.",
    "ACCUSE": "The two have been at odds for years.",
    "CONSULT": "A first round of [B|talks] failed last year.",
}
_MARK = re.compile(r"\[([A-Z])\|")
_NUMBER_WORDS = dict(
    enumerate(["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
)
_SPELLINGS = (
    ("organisers", "organizers"),
    ("metres", "meters"),
    ("harbour", "harbor"),
    ("criticised", "criticized"),
    ("centre", "center"),
)


@dataclass(frozen=True)
class Mark:
    """Marked words of an article, by offsets into its text."""

    kind: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True)
class Incident:
    """Something that happened, as it happened."""

    number: int
    type: str
    setting: Setting
    town: str
    day: dt.date
    killed: int
    wounded: int
    crowd: int
    person: str
    official: str
    minister: str


@dataclass
class Report:
    """One article."""

    id: str
    incident: Incident
    publisher: str
    published: dt.date
    title: str
    text: str
    marks: list[list[Mark]]
    """The marks of each sentence of the text that has any."""
    copy_of: str | None = None
    day_told: dt.date = dt.date.min
    town_told: str = ""
    figures: dict[str, list[tuple[float | None, float | None, int, int, str]]] = field(default_factory=dict)


def incidents(articles: int, chance: random.Random, *, days: int | None = None) -> Iterator[Incident]:
    """Incidents without end, spread over so many days; if None, so that a town seldom has two of one type in a week."""
    days = days or max(120, articles // 8)
    number = 0
    while True:
        setting = chance.choice(SETTINGS)
        town = chance.choice(setting.towns)
        yield Incident(
            number, chance.choice(("ASSAULT", "ASSAULT", "ASSAULT", "PROTEST", "PROTEST", "COERCE", "ACCUSE", "CONSULT")),
            setting, town, dt.date(1990, 1, 1) + dt.timedelta(days=chance.randrange(days)),
            chance.choice((2, 3, 4, 5, 6, 8, 9, 11, 12, 14, 17, 21, 30)), chance.choice((5, 7, 13, 18, 25, 40)),
            chance.choice((300, 500, 800, 2000, 5000, 20000)), setting.person(chance), setting.governor(town),
            setting.governor("the capital"),
        )  # fmt: skip
        number += 1


def reports(articles: int, seed: int, *, days: int | None = None) -> Iterator[Report]:
    """So many articles, in groups by incident; the incidents are of ``days`` days."""
    chance = random.Random(seed)  # noqa: S311
    made = 0
    for incident in incidents(articles, chance, days=days):
        outlets = chance.sample(OUTLETS, chance.choice((1, 1, 2, 3, 4, 5, 6)))
        denier = chance.randrange(len(outlets)) if chance.random() < 0.4 else -1
        own: list[Report] = []
        for position, outlet in enumerate(outlets):
            own.append(
                _told(f"a{made + len(own)}", incident, outlet, chance, first=position == 0, denies=position == denier)
            )
        for original in list(own):
            if chance.random() < 0.35:
                own.append(_reprinted(f"a{made + len(own)}", original, chance))
        yield from own[: articles - made]
        made += len(own)
        if made >= articles:
            return


def reports_of_one(number: int, seed: int) -> Iterator[Report]:
    """So many reports of one and the same incident, none of them a copy."""
    chance = random.Random(seed)  # noqa: S311
    incident = next(each for each in incidents(1000, chance) if each.type == "ASSAULT")
    for position in range(number):
        yield _told(f"r{position}", incident, chance.choice(OUTLETS), chance, first=True, denies=False)


def printings_of_one(number: int, seed: int) -> Iterator[Report]:
    """So many printings of one report in the same words."""
    original = next(reports(1, seed))
    for position in range(number):
        yield replace(original, id=f"c{position}", copy_of="c0" if position else None)


def _told(name: str, incident: Incident, outlet: str, chance: random.Random, *, first: bool, denies: bool) -> Report:
    published = incident.day + dt.timedelta(days=chance.choice((0, 1, 1, 2)))
    day, town, killed, crowd = incident.day, incident.town, incident.killed, incident.crowd
    # A report differs from the others in one thing at most: one that differs in all is of another incident to any reader.
    differs = "" if first else chance.choices(("figures", "day", "town", ""), (30, 8, 12, 50))[0]
    if differs == "day":
        day -= dt.timedelta(days=1)
    elif differs == "town" and incident.type in ("COERCE", "CONSULT"):  # else nothing would tell which incident it is
        town = chance.choice([each for each in incident.setting.towns if each != incident.town])
    elif differs == "figures":
        killed += chance.choice((1, 3, 6, 9))
        crowd *= chance.choice((2, 3, 10))
    values = {
        "town": town, "country": incident.setting.country, "demonym": incident.setting.demonym,
        "rebels": incident.setting.rebels, "victims": chance.choice(("people", "villagers", "civilians")),
        "day": _day_words(day, published, chance), "person": incident.person, "official": incident.official,
        "minister": incident.minister, "place_word": chance.choice(("village", "market", "town")),
    }  # fmt: skip
    figures = {"killed": killed, "crowd": crowd, "wounded": incident.wounded}
    sentences = [_filled(chance.choice(LEADS[incident.type]), values, figures, chance)]
    others = [_filled(each, values, figures, chance) for each in chance.sample(MORE[incident.type], 2)]
    fillers = [_filler(chance) for _ in range(chance.choice((4, 5, 6)))]
    if denies:
        others.append(_filled(chance.choice(DENIALS[incident.type]), values, figures, chance))
    if chance.random() < 0.3:
        others.append(_BACKGROUND[incident.type].format(**values))
    body = [*others, *fillers]
    chance.shuffle(body)
    text, marks = _unmarked([*sentences, *(each for each in body if each)])
    title = f"News from {town}: {_plain(fillers[0])[:40].rstrip('. ')}"
    report = Report(name, incident, outlet, published, title, text, marks, None, day, town)
    return _with_figures(report)


def _reprinted(name: str, original: Report, chance: random.Random) -> Report:
    outlet = chance.choice([each for each in OUTLETS if each != original.publisher])
    published = original.published + dt.timedelta(days=chance.choice((0, 1)))
    how = chance.choice(("same", "edited", "cut"))
    lines = _remarked(original)
    if how == "edited":
        lines = [_respelled(line) for line in lines]
        lines.insert(chance.randrange(1, len(lines) + 1), _filler(chance))
    elif how == "cut":
        lines = lines[: max(4, (2 * len(lines)) // 3)]
    text, marks = _unmarked(lines)
    report = Report(
        name, original.incident, outlet, published, original.title, text, marks, original.copy_of or original.id,
        original.day_told, original.town_told,
    )  # fmt: skip
    return _with_figures(report)


def _day_words(day: dt.date, published: dt.date, chance: random.Random) -> str:
    if chance.random() < 0.6 and (published - day).days < 6:
        return day.strftime("%A")
    return f"{day.day} {day.strftime('%B')}" if chance.random() < 0.5 else f"{day.strftime('%B')} {day.day}"


def _filled(template: str, values: dict[str, str], figures: dict[str, int], chance: random.Random) -> str:
    words = {name: _figure_words(number, chance) for name, number in figures.items()}
    filled = template.format(**values, **words)
    for at, letter in enumerate(filled):
        if letter.isdigit():
            break
        if letter.isalpha() and filled[at + 1 : at + 2] != "|":
            return filled[:at] + letter.upper() + filled[at + 1 :]
    return filled


def _figure_words(number: int, chance: random.Random) -> str:
    bound = chance.choice(("", "", "", "at least "))
    shown = _NUMBER_WORDS[number] if number in _NUMBER_WORDS and chance.random() < 0.6 else f"{number:,}"
    return bound + shown


def _plain(marked: str) -> str:
    return _MARK.sub("", marked).replace("]", "")


def _unmarked(lines: list[str]) -> tuple[str, list[list[Mark]]]:
    """The text of marked sentences, two to three a paragraph, and the marks of each sentence."""
    text = ""
    marks: list[list[Mark]] = []
    for number, line in enumerate(lines):
        if number:
            text += "\n\n" if number % 2 else " "
        opened: list[tuple[str, int]] = []
        own: list[Mark] = []
        begin = len(text)
        at = 0
        while at < len(line):
            mark = _MARK.match(line, at)
            if mark:
                opened.append((mark.group(1), len(text)))
                at = mark.end()
            elif line[at] == "]" and opened:
                kind, start = opened.pop()
                own.append(Mark(kind, start, len(text)))
                at += 1
            else:
                text += line[at]
                at += 1
        if own:
            marks.append([Mark("S", begin, len(text)), *own])
    return text, marks


def _remarked(report: Report) -> list[str]:
    """The report's sentences with their marks put back."""
    by_start = {each[0].start: each for each in report.marks}
    lines = []
    at = 0
    for line in re.split(r"(\n\n|(?<=[.!?]) )", report.text):
        if line and line.strip():
            own = by_start.get(at, [])[1:]
            lines.append(_insert(line, at, own))
        at += len(line)
    return lines


def _insert(line: str, offset: int, marks: list[Mark]) -> str:
    edits: list[tuple[int, int, int, str]] = []
    for mark in marks:
        edits.append((mark.start - offset, 1, -(mark.end - mark.start), f"[{mark.kind}|"))
        edits.append((mark.end - offset, 0, mark.end - mark.start, "]"))
    for at, _, _, inserted in sorted(edits, reverse=True):
        line = line[:at] + inserted + line[at:]
    return line


def _respelled(line: str) -> str:
    for british, american in _SPELLINGS:
        line = line.replace(british, american)
    return line


_ROLES = {"K": "killed", "W": "wounded", "N": "protesters"}
_BY_WORD = {word: number for number, word in _NUMBER_WORDS.items()}


def bounds(words: str) -> tuple[float, float | None]:
    """The bounds of a figure as the generator words it."""
    plain = words.lower().removeprefix("at least ").split()[0].replace(",", "")
    number = float(_BY_WORD[plain]) if plain in _BY_WORD else float(plain)
    return number, None if words.lower().startswith("at least ") else number


def _with_figures(report: Report) -> Report:
    found: dict[str, list[tuple[float | None, float | None, int, int, str]]] = defaultdict(list)
    for sentence in report.marks:
        for mark in sentence:
            if mark.kind in _ROLES:
                quote = report.text[mark.start : mark.end]
                low, high = bounds(quote)
                found[_ROLES[mark.kind]].append((low, high, mark.start, mark.end, quote))
    report.figures = dict(found)
    return report


def gold(told: list[Report]) -> dict[str, object]:
    """What is to be found: copies, incidents with mentions, contradictions and denials."""
    groups: dict[str, list[str]] = defaultdict(list)
    by_incident: dict[int, list[Report]] = defaultdict(list)
    for report in told:
        groups[report.copy_of or report.id].append(report.id)
        by_incident[report.incident.number].append(report)
    answer = []
    for number, group in by_incident.items():
        incident = group[0].incident
        mentions = [_quoted(each, mark) for each in group for line in each.marks for mark in line if mark.kind == "E"]
        denials = [_quoted(each, mark) for each in group for line in each.marks for mark in line if mark.kind == "X"]
        answer.append(
            {
                "id": f"i{number}", "type": incident.type, "start": incident.day.isoformat(),
                "end": incident.day.isoformat(), "place": incident.town, "mentions": mentions, "denials": denials,
                "conflicts": list(_conflicts(group)),
            }
        )  # fmt: skip
    return {"copies": [group for group in groups.values() if len(group) > 1], "incidents": answer}


def _quoted(report: Report, mark: Mark) -> dict[str, object]:
    return {"article": report.id, "start": mark.start, "end": mark.end, "quote": report.text[mark.start : mark.end]}


def _conflicts(group: list[Report]) -> Iterator[dict[str, object]]:
    for role in ("killed", "wounded", "protesters"):
        told = [(report, *figure) for report in group for figure in report.figures.get(role, [])]
        sides = [
            {"article": report.id, "start": start, "end": end, "quote": quote, "value": quote}
            for report, low, high, start, end, quote in told
            if any(_exclude((low, high), (other[1], other[2])) for other in told)
        ]
        if sides:
            yield {"field": role, "sides": sides}
    for name in ("day_told", "town_told"):
        values = {getattr(report, name) for report in group}
        if len(values) > 1:
            sides = [{"article": report.id, "value": str(getattr(report, name))} for report in group]
            yield {"field": "date" if name == "day_told" else "place", "sides": sides}


def _exclude(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    return (one[1] is not None and other[0] is not None and one[1] < other[0]) or (
        other[1] is not None and one[0] is not None and other[1] < one[0]
    )


def line_of(report: Report) -> dict[str, object]:
    """The article as a line of JSONL that ``onrecord build`` reads."""
    return {
        "id": report.id, "title": report.title, "publisher": report.publisher,
        "published": report.published.isoformat(), "language": "en", "text": report.text,
    }  # fmt: skip


def main() -> None:
    """Writes what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jsonl", type=Path)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--gold", type=Path)
    arguments = parser.parse_args()
    told = list(reports(arguments.articles, arguments.seed))
    if arguments.jsonl:
        with arguments.jsonl.open("w", encoding="utf-8") as lines:
            for report in told:
                lines.write(json.dumps(line_of(report), ensure_ascii=False) + "\n")
    if arguments.record:
        from bench.retold_record import write_record

        write_record(told, arguments.record, seed=arguments.seed)
    if arguments.gold:
        arguments.gold.write_text(json.dumps(gold(told), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
