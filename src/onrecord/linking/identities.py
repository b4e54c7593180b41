"""Which actors of different articles are one: spellings and short names together, namesakes apart."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from onrecord.codes.countries import country_by_demonym, country_by_name
from onrecord.codes.word_lists import word_set
from onrecord.linking.groups import Groups
from onrecord.linking.names import PersonKey, body_key, is_short_for, person_key
from onrecord.linking.tables_made import make_table

_SUCCESSORS: tuple[frozenset[str], ...] = (
    word_set("SUN RUS UKR BLR EST LVA LTU MDA GEO ARM AZE KAZ UZB TKM KGZ TJK"),
    word_set("YUG SCG SRB MNE HRV SVN BIH MKD XKX"),
    word_set("CSK CZE SVK"),
    word_set("DDR DEU"),
)
"""States and those they were part of: a person may be given either."""
_IDENTITIES = pa.schema(
    [
        ("identity", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("country", pa.string()),
        ("spellings", pa.list_(pa.string())),
        ("times", pa.int64()),
    ]
)
_FORMS = pa.schema([("form", pa.int64()), ("identity", pa.string()), ("rule", pa.string())])
_PERSON_KEYS = pa.schema([("given", pa.string()), ("surname", pa.string()), ("times", pa.int64())])


@dataclass(frozen=True)
class Form:
    """One way of naming an actor."""

    number: int
    name: str
    kind: str
    country: str | None
    sector: str | None
    title: str | None
    organisation: str | None
    home: str | None
    times: int


@dataclass
class _Identity:
    """Forms taken for one actor so far."""

    key: str
    forms: list[tuple[Form, str]] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    posts: dict[str, set[str]] = field(default_factory=dict)
    times: int = 0

    def take(self, form: Form, rule: str) -> None:
        self.forms.append((form, rule))
        self.times += form.times
        if form.country:
            self.countries.add(form.country)
        if form.home:
            self.homes.add(form.home)
        if form.title and form.organisation:
            self.posts.setdefault(form.title, set()).add(_body(form.organisation))

    def refuses(self, form: Form) -> bool:
        """Whether the form names somebody else: of another country, or in the same post of another body."""
        if form.country and self.countries and not any(_compatible(form.country, each) for each in self.countries):
            return True
        if form.title and form.organisation and form.title in self.posts:
            held = self.posts[form.title]
            elsewhere = not form.home or form.home not in self.homes
            return elsewhere and all(_body(form.organisation) != body for body in held)
        return False

    def agreement(self, form: Form) -> int:
        """How much speaks for the form being this one."""
        known = form.country or form.home
        same_post = bool(
            form.title and form.organisation and _body(form.organisation) in self.posts.get(form.title, set())
        )
        return 2 * (known in self.countries) + (form.home in self.homes) + 2 * same_post


def fold_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the table ``person_keys``: each folded name of a person with how often it is used."""
    times: defaultdict[PersonKey, int] = defaultdict(int)
    for name, count in connection.execute(
        "select name, sum(times) from actor_forms where kind = 'person' group by name"
    ).fetchall():
        key = person_key(name)
        if key is not None:
            times[key] += int(count)
    make_table(connection, "person_keys", _PERSON_KEYS, [(*key, count) for key, count in sorted(times.items())])


def identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables ``identities`` and ``form_identities``."""
    forms = [
        Form(*row)
        for row in connection.execute(
            "select form, name, kind, country, sector, title, organisation, home, times from actor_forms order by form"
        ).fetchall()
    ]
    similar = connection.execute("select given, surname, frequent from similar_surnames order by alike desc").fetchall()
    found = [*_persons([form for form in forms if form.kind == "person"], similar), *_bodies(forms)]
    identities: list[tuple[object, ...]] = []
    members: list[tuple[int, str, str]] = []
    used: set[str] = set()
    for each in sorted(found, key=lambda identity: (identity.key, -identity.times)):
        country = max(sorted(each.countries), key=lambda code: _weight(each, code), default=None)
        name = _full_name(each)
        code = _name_id(each.key, country, used)
        spellings = sorted({form.name for form, _ in each.forms})
        identities.append((code, name, each.forms[0][0].kind, country, spellings, each.times))
        members.extend((form.number, code, rule) for form, rule in each.forms)
    make_table(connection, "identities", _IDENTITIES, identities)
    make_table(connection, "form_identities", _FORMS, sorted(members))


def _persons(forms: list[Form], similar: Iterable[tuple[str, str, str]]) -> list[_Identity]:
    keyed = [(form, key) for form in forms if (key := person_key(form.name)) is not None]
    spellings: Groups[PersonKey] = Groups()
    by_surname: defaultdict[str, dict[PersonKey, int]] = defaultdict(dict)
    for form, key in keyed:
        if key.given:
            by_surname[key.surname][key] = by_surname[key.surname].get(key, 0) + form.times
    for keys in by_surname.values():
        _join_givens(sorted(keys, key=lambda key: -keys[key]), spellings)
    for given, surname, frequent in similar:
        if given in _givens(by_surname[surname]) and given in _givens(by_surname[frequent]):
            spellings.join(PersonKey(given, frequent), PersonKey(given, surname))
    full: defaultdict[PersonKey, list[_Identity]] = defaultdict(list)
    for form, key in keyed:
        if key.given:
            lead = spellings.lead(key)
            _place(form, "full name" if lead == key else "spelling", f"person:{lead.given} {lead.surname}", full[lead])
    candidates: defaultdict[str, list[_Identity]] = defaultdict(list)
    for key, identities in full.items():
        for each in identities:
            names = {person_key(form.name) or key for form, _ in each.forms}
            for word in {name.surname for name in names} | {name.given for name in names if len(name.given) > 1}:
                candidates[word].append(each)
    alone: defaultdict[str, list[_Identity]] = defaultdict(list)
    for form, key in keyed:
        if not key.given:
            _place_short(form, key, candidates[key.surname], alone[key.surname])
    return [each for group in (*full.values(), *alone.values()) for each in group]


def _join_givens(keys: list[PersonKey], spellings: Groups[PersonKey]) -> None:
    """Joins given names before one surname that are forms of each other: an initial, a shortened or respelt name."""
    leads: list[PersonKey] = []
    for key in keys:
        fitting = [lead for lead in leads[:20] if _same_given(lead.given, key.given)]
        if len(fitting) == 1:
            spellings.join(fitting[0], key)
        else:
            leads.append(key)


def _same_given(one: str, other: str) -> bool:
    if is_short_for(one, other):
        return True
    vowels = str.maketrans("", "", "aeio")
    return min(len(one), len(other)) >= 5 and one.translate(vowels) == other.translate(vowels)


def _place(form: Form, rule: str, key: str, identities: list[_Identity]) -> None:
    fitting = [each for each in identities if not each.refuses(form)]
    if fitting:
        max(fitting, key=lambda each: (each.agreement(form), each.times)).take(form, rule)
    else:
        identities.append(_Identity(key))
        identities[-1].take(form, rule if len(identities) == 1 else "namesake: other country or office")


def _place_short(form: Form, key: PersonKey, candidates: list[_Identity], alone: list[_Identity]) -> None:
    """A surname alone goes to the one bearer that fits, to the one that fits best, or stays by itself."""
    fitting = sorted(
        (each for each in candidates if not each.refuses(form)), key=lambda each: (-each.agreement(form), -each.times)
    )
    if fitting:
        clear = len(fitting) == 1 or fitting[0].agreement(form) > fitting[1].agreement(form)
        if clear or fitting[0].times > 9 * fitting[1].times:
            fitting[0].take(
                form, "short name: the one bearer that fits" if clear else "short name: by far the most named"
            )
            return
    _place(form, "short name: nobody, or more than one, bears it in full", f"person:{key.surname}", alone)


def _bodies(forms: list[Form]) -> list[_Identity]:
    found: dict[str, _Identity] = {}
    for form in forms:
        if form.kind == "person":
            continue
        keyed = body_key(form.name)
        if keyed is None:
            continue
        key, own = keyed
        if not own:
            key = f"{key} of {form.country or form.home or '?'}"
        found.setdefault(key, _Identity(key)).take(form, "same name" if own else "same name and country")
    return list(found.values())


def _full_name(identity: _Identity) -> str:
    longest = max(len(form.name.split()) > 1 for form, _ in identity.forms)
    times: defaultdict[str, int] = defaultdict(int)
    for form, _ in identity.forms:
        if (len(form.name.split()) > 1) == longest:
            times[form.name] += form.times
    return min(times, key=lambda name: (-times[name], name))


def _weight(identity: _Identity, code: str) -> int:
    return sum(form.times for form, _ in identity.forms if form.country == code)


def _name_id(key: str, country: str | None, used: set[str]) -> str:
    """An id that stays the same when articles are added: over the key, the country and a number for namesakes."""
    number = 0
    while True:
        digest = hashlib.sha256(f"{key}|{country or ''}|{number}".encode()).hexdigest()[:16]
        if f"identity-{digest}" not in used:
            used.add(f"identity-{digest}")
            return f"identity-{digest}"
        number += 1


def _compatible(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _SUCCESSORS)


def _givens(keys: dict[PersonKey, int]) -> set[str]:
    return {key.given for key in keys}


def _body(written: str) -> str:
    """The body of an office: one for 'Ukrainian', 'Ukraine' and 'the Ukraine'."""
    country = country_by_name(written) or country_by_demonym(written)
    if country is not None:
        return country
    keyed = body_key(written)
    return keyed[0] if keyed else written.casefold()
