"""Letter case of texts set all in capitals, as old wire copy is: lower case, with capitals where print would have them.

Every character stays at its place, so that offsets into the restored text are offsets into the text as given. A word
keeps a capital where it begins a sentence, where a list knows it (countries, peoples, given names, organisations, the
gazetteer), where it follows a title or a given name, or where no dictionary of common words has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from onrecord.codes.countries import countries
from onrecord.codes.given_names import is_given_name
from onrecord.codes.organisations import known_organisation
from onrecord.codes.roles import is_honorific, is_rank, longest_title_at
from onrecord.codes.word_lists import word_set
from onrecord.stages.language import MODEL
from onrecord.stages.places.gazetteer import Entry, gazetteer, name_key

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(
    r"(?:\A|(?:\n\s*\n\s*|--\s+)(?:\[[^\]]*\]\s*)*|[.?!][\"'”’)\]]*\s+(?:\[[^\]]*\]\s*)*|:\s+[\"“])[\s\"“'‘(\[]*"
)
_BRACKETED = re.compile(r"[\[(]([A-Z][A-Z0-9&-]{1,9})[\])]")
_EXPLAINED = re.compile(r"\b([A-Z]{2,10})\s+[\[(]([A-Z][^\])]{5,90})[\])]")
_GAP = re.compile(r"[\s\"“”'‘’-]*\Z")
_LONGEST_NAME = 6
_SHARE_OF_CAPITALS = 0.8

_FUNCTION_WORDS = word_set(
    "a an the and or nor but if than then that this these those there here he she it they we i you him"
    " her them us me his hers its their our my your who whom whose which what when where why how not no"
    " all any some each every both either neither such same other another many much more most few several"
    " in on at by for from to of with without within into onto upon over under above below between among"
    " against during before after since until till through throughout across along around about near off"
    " out up down as is are was were be been being am do does did done doing has have had having will would"
    " shall should can could may might must ought so too very also only just even ever never yet still"
    " again already always now once because although though while whereas whether unless however therefore"
    " moreover meanwhile furthermore nevertheless otherwise himself herself itself themselves ourselves"
    " myself yourself anyone anything everyone everything someone something nobody nothing none else per"
    " via versus toward towards amid amidst despite except regarding concerning including according aboard"
    " beside besides beyond behind inside outside like unlike plus cannot ain't o'clock hereby thereby"
    " whereby thus hence whoever whatever whomever whichever wherever whenever somewhere anywhere"
    " everywhere nowhere"
)
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
    ("er", ""), ("er", "e"), ("r", ""), ("est", ""), ("est", "e"), ("ly", ""), ("ness", ""), ("ers", ""), ("ers", "e"),
)  # fmt: skip
_PREFIXES = ("un", "re", "non", "anti", "counter", "mis", "over", "under", "inter", "pre", "co", "narco", "ultra")
_UNITS = word_set("km kg mm cm ml lb oz mph hp m")
_MORE_COMMON_WORDS = word_set(
    "antidrug antinarcotics antigovernment antiguerrilla antiterrorist antipersonnel antitank"
    " antiaircraft antisubversive paramilitary paramilitaries guerrillas guerilla guerillas campesino"
    " campesinos narco narcos extraditable vice ex pro anti co communique communiques indiscriminately"
    " clandestinely submachinegun submachineguns machinegun machineguns minibus minibuses newscast"
    " newscasts ceasefire ceasefires infrastructure terrorists terrorist telephonic presumably allegedly"
    " reportedly hereinafter teleprinter roadblock roadblocks"
)
_NOT_PLACES = word_set(
    "acre ascension bade bari batman bender bimbo bloke bride carnot colon dorado engels faro ganja ghat"
    " grad honcho lander lira mantilla manta mara mascara masai metro nada para pest plateau reunion ruse"
    " saga saki sale sari serra shan simmering telemark tours tyre unity vale valley warder zeta canaries"
    " mission independence"
)
"""Common words that are also names of large places."""
_ENGLISH_SPEAKING = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "IND", "PHL", "JAM", "NGA", "GHA"})
_LARGE = 100_000
_PARTICLES = word_set("de del da do dos das di van von y e la las los der den bin al el")
_NAME_OPENERS = word_set(
    "san santa santo el la los las puerto villa ciudad nueva nuevo rio monte cerro new port saint st"
)
_CALENDAR = word_set(
    "january february march april may june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)
_ORGANISATION_HEADS = word_set(
    "police guard army force forces front movement party union court congress assembly council committee"
    " commission ministry department institute university bank battalion brigade regiment division"
    " federation association alliance confederation league office agency command church conference"
    " organization group column"
)
_ORGANISATION_OPENERS = word_set(
    "national supreme central armed air popular revolutionary democratic liberation people's workers"
    " peoples treasury legislative constituent united christian communist socialist liberal conservative"
    " patriotic radical republican nationalist international human foreign interior defense presidential"
)
_SHORT_TITLES = word_set(
    "col gen lt capt maj sgt cpl cmdr adm brig dr mr mrs ms msgr fr rev sen rep gov pres prof father"
    " sister brother monsignor don dona"
)  # fmt: skip
_TITLES_OF_ONE = word_set(
    "president minister colonel general major captain lieutenant sergeant commander archbishop bishop"
    " cardinal pope senator ambassador judge mayor governor doctor professor deputy secretary"
)


@dataclass
class _Word:
    """A word of the text and what is known of its case."""

    start: int
    text: str
    begins: bool
    """First word of a sentence."""
    joined: bool
    """Nothing but blanks, quotes or hyphens between this word and the one before."""
    lower: str = field(init=False)
    capital: bool = False
    upper: bool = False

    def __post_init__(self) -> None:
        self.lower = self.text.lower()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def stem(self) -> str:
        """The word in lower case without a possessive ending."""
        return re.sub(r"['’]s?\Z", "", self.lower)


def is_in_capitals(text: str) -> bool:
    """True where over four fifths of the letters are capitals."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > _SHARE_OF_CAPITALS * len(letters)


def with_case_restored(text: str) -> str:
    """The text, of the same length, in lower case with capitals where print would have them.

    A text that is not set in capitals comes back as it is. A character whose lower case has another length (there are
    a few, such as the dotted capital I) stays as it is.
    """
    if not is_in_capitals(text):
        return text
    words = list(_words(text))
    acronyms = _acronyms(text)
    _mark_lists(words, text)
    _mark_unknown(words, acronyms)
    _mark_after_titles(words)
    _mark_repeated(words)
    _mark_organisations(words)
    _mark_written_out(words, text)
    _mark_particles(words)
    pieces, position = [], 0
    for word in words:
        pieces += [_lowered(text[position : word.start]), _in_case(word)]
        position = word.end
    return "".join((*pieces, _lowered(text[position:])))


def _in_case(word: _Word) -> str:
    if word.upper:
        return re.sub(r"['’][Ss]\Z", lambda ending: ending[0].lower(), word.text)
    if not (word.capital or word.begins or word.lower == "i" or word.lower.startswith(("i'", "i’"))):
        return _lowered(word.text)
    for prefix in ("d'", "o'", "d’", "o’"):
        if word.lower.startswith(prefix) and len(word.text) > 4:
            return word.text[:3] + _lowered(word.text[3:])
    return word.text[:1] + _lowered(word.text[1:])


def _lowered(text: str) -> str:
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _words(text: str) -> Iterator[_Word]:
    stops = _SENTENCE_START.finditer(text)
    starts = {found.end() for found in stops if not _is_after_abbreviation(text, found.start())}
    before = 0
    for found in _WORD.finditer(text):
        joined = bool(_GAP.match(text[before : found.start()]))
        yield _Word(found.start(), found[0], found.start() in starts, joined)
        before = found.end()


def _is_after_abbreviation(text: str, stop: int) -> bool:
    """True where the stop belongs to an abbreviation such as Col. or U.S., with one blank only after it."""
    if text[stop : stop + 1] != "." or text[stop + 1 : stop + 3].isspace():
        return False
    last = re.search(r"([A-Za-z.]+)\Z", text[:stop])
    word = last[1].lower() if last else ""
    return word.strip(".") in _SHORT_TITLES or "." in word or (len(word) == 1 and word.isalpha())


# ---------------------------------------------------------------- what lists know


def _mark_lists(words: Sequence[_Word], text: str) -> None:
    position = 0
    while position < len(words):
        length = _listed_length(words, position)
        for word in words[position : position + length]:
            word.capital = word.stem not in _FUNCTION_WORDS and word.stem not in _PARTICLES
        if length and words[position].stem in _NAME_OPENERS:
            words[position].capital = True
        position += max(length, 1)
    for word in words:
        if word.stem in _CALENDAR and word.stem not in ("may", "march"):
            word.capital = True
    for position, word in enumerate(words):
        if word.stem in ("may", "march"):
            after = words[position + 1].start if position + 1 < len(words) else word.end
            before = words[position - 1].end if position else 0
            word.capital = any(map(str.isdigit, text[before : word.start] + text[word.end : after]))


def _listed_length(words: Sequence[_Word], first: int) -> int:
    longest = 1
    while longest < _LONGEST_NAME and first + longest < len(words) and words[first + longest].joined:
        longest += 1
    for length in range(longest, 0, -1):
        run = words[first : first + length]
        lowered = " ".join((*(word.lower for word in run[:-1]), run[-1].stem))
        if lowered in _listed_names():
            return length
        written = " ".join((*(word.text for word in run[:-1]), run[-1].text[: len(run[-1].stem)]))
        if length > 1 and known_organisation(written) is not None:
            return length
        if _is_place(lowered, length, run):
            return length
    return 0


@cache
def _listed_names() -> frozenset[str]:
    names = {
        name.lower()
        for country in countries()
        for name in (*country.names, *country.demonyms, *country.capitals)
        if name.lower() not in ("car", "male", "us", "turkey") and name[:1].isupper()
    }
    return frozenset(names | {"turkey", "latin america", "central america", "south america", "america", "americas"})


def _is_place(lowered: str, length: int, run: Sequence[_Word]) -> bool:
    if lowered in _NOT_PLACES or lowered in _FUNCTION_WORDS or run[0].stem in _FUNCTION_WORDS - _NAME_OPENERS:
        return False
    entries = _places(lowered)
    if not entries:
        return False
    if length > 1:
        return run[0].stem in _NAME_OPENERS or not all(is_common_word(word.stem) for word in run)
    if len(lowered) < 4 or lowered in _other_words():
        return False
    return any(
        each.country not in _ENGLISH_SPEAKING and (each.letter != "P" or each.population >= _LARGE) for each in entries
    )


@cache
def _places(lowered: str) -> tuple[Entry, ...]:
    matches = gazetteer().named(name_key(lowered))
    return tuple(match.entry for match in matches if match.by == "name" and match.entry.letter in "CRDP")


# ---------------------------------------------------------------- common words


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns, and the other lemmas with irregular forms, of the dictionary that the parser's lemmatizer comes with."""
    import spacy.util
    from spacy.lookups import Lookups

    folder = Path(spacy.util.get_package_path(MODEL))
    lookups = Lookups().from_disk(next(folder.glob("*/lemmatizer/lookups")))
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    others = {word for kind in ("verb", "adj", "adv") for table in (index, irregular) for word in table[kind]}
    return frozenset(index["noun"]) | frozenset(irregular["noun"]), frozenset(others)


def _other_words() -> frozenset[str]:
    return _dictionary()[1]


@cache
def is_common_word(word: str) -> bool:
    """True for a word in lower case, in any regular inflection, of the dictionary of common words.

    The dictionary is WordNet as the parser's lemmatizer has it, with some names among its nouns.
    """
    if word in _FUNCTION_WORDS or word in _MORE_COMMON_WORDS or word in _UNITS:
        return True
    nouns, others = _dictionary()
    return any(form in nouns or form in others for form in _uninflected(word))


def _uninflected(word: str) -> Iterator[str]:
    yield word
    if word.endswith("men") and len(word) > 4:
        yield word[:-3] + "man"
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)] + instead
            if len(stem) < 3:
                continue
            yield stem
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word[len(prefix) :]


def _mark_unknown(words: Sequence[_Word], acronyms: frozenset[str]) -> None:
    for word in words:
        stem = word.stem
        if "." in word.text or stem.upper() in acronyms:
            word.upper = True
        elif len(stem) > 1 and not is_common_word(stem) and stem not in _CALENDAR:
            word.upper = not re.search(r"[aeiouyà-ü]", stem) and stem not in _SHORT_TITLES
            word.capital = True
        if 1 < len(stem) < 6 and stem not in _FUNCTION_WORDS and stem not in _other_words():
            word.upper = word.upper or known_organisation(stem.upper()) is not None


def _acronyms(text: str) -> frozenset[str]:
    """Short words in brackets of their own, as in "the Farabundo Marti National Liberation Front [FMLN]"."""
    found = set()
    for match in _BRACKETED.finditer(text):
        word = match[1]
        before = re.findall(r"[A-Z]+", text[max(0, match.start() - 120) : match.start()])
        initials = "".join(each[0] for each in before[-2 * len(word) :] if each.lower() not in _FUNCTION_WORDS)
        rare = match[0][0] == "(" and len(word) < 6 and not is_common_word(word.lower())
        if word.lower() not in _FUNCTION_WORDS and (rare or _spells(initials, word)):
            found.add(word)
    for match in _EXPLAINED.finditer(text):
        written_out = re.findall(r"[A-Z]+", match[2])
        initials = "".join(each[0] for each in written_out if each.lower() not in _FUNCTION_WORDS)
        rare = len(written_out) > 1 and len(match[1]) < 6 and not is_common_word(match[1].lower())
        if match[1].lower() not in _FUNCTION_WORDS and (rare or _spells(initials, match[1])):
            found.add(match[1])
    return frozenset(found)


def _spells(initials: str, word: str) -> bool:
    """Whether three fifths of the word's letters are among the initials, in order."""
    met = 0
    for letter in initials:
        if met < len(word) and letter == word[met]:
            met += 1
    return met >= 0.6 * len(word) and met > 1


# ---------------------------------------------------------------- what stands beside names


def _mark_after_titles(words: Sequence[_Word]) -> None:
    for position, word in enumerate(words):
        length = longest_title_at([each.stem.upper() for each in words[position : position + 5]])
        if not length and word.stem in _SHORT_TITLES:
            length = 1
        if not length:
            continue
        title, after = words[position : position + length], position + length
        if after >= len(words) or not _may_begin_name(words, after, strong=_is_strong(title)):
            continue
        for each in title:
            each.capital = each.capital or each.stem not in _FUNCTION_WORDS
        words[after].capital = True
    for position, word in enumerate(words[:-1]):
        follower = words[position + 1]
        if not (is_given_name(word.text) and follower.joined):
            continue
        if word.stem in _CALENDAR or (word.stem in _FUNCTION_WORDS and not word.capital):
            continue
        if follower.begins or _is_demonym(follower) or follower.stem in _FUNCTION_WORDS:
            continue
        introduced = position > 0 and words[position - 1].capital and word.joined
        if follower.capital or is_given_name(follower.text):
            word.capital = follower.capital = True
        elif introduced and word.capital and follower.stem not in _other_words():
            follower.capital = not longest_title_at([follower.text])


def _is_strong(title: Sequence[_Word]) -> bool:
    last = title[-1].stem
    return is_rank(last) or is_honorific(last) or last in _SHORT_TITLES or last == "president"


def _may_begin_name(words: Sequence[_Word], position: int, *, strong: bool) -> bool:
    word = words[position]
    if not word.joined and words[position - 1].stem not in _SHORT_TITLES:
        return False
    if word.stem in _FUNCTION_WORDS or word.stem in _CALENDAR or len(word.stem) < 2 or _is_demonym(word):
        return False
    if word.capital or is_given_name(word.text):
        return True
    only_noun = word.stem in _dictionary()[0] and word.stem not in _other_words()
    return strong and only_noun and _is_followed_by_name(words, position)


def _is_followed_by_name(words: Sequence[_Word], position: int) -> bool:
    return position + 1 < len(words) and words[position + 1].joined and words[position + 1].capital


def _is_demonym(word: _Word) -> bool:
    return word.stem in _demonyms()


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(name.lower() for country in countries() for name in country.demonyms)


def _mark_repeated(words: Sequence[_Word]) -> None:
    """A word that follows a title or a given name is a surname wherever it stands in the text without an article."""
    surnames = {
        word.stem
        for before, word in pairwise(words)
        if word.capital and before.capital and word.joined and not word.upper
        and (is_given_name(before.text) or before.stem in _TITLES_OF_ONE or before.stem in _SHORT_TITLES)
        and word.stem not in _TITLES_OF_ONE and not _is_demonym(word)
    }  # fmt: skip
    for position, word in enumerate(words):
        before = words[position - 1].stem if position else ""
        if word.stem in surnames and before not in ("a", "an", "the", "to") and word.stem not in _FUNCTION_WORDS:
            word.capital = True


def _mark_organisations(words: Sequence[_Word]) -> None:
    """Bodies whose name is made of common words: an opener such as "national" up to a head such as "police"."""
    for position, word in enumerate(words):
        if word.stem not in _ORGANISATION_OPENERS and not (word.capital and not word.upper):
            continue
        last = position
        while last + 1 < len(words) and words[last + 1].joined and last - position < 5:
            following = words[last + 1]
            parts = following.stem in _ORGANISATION_OPENERS or following.stem in _ORGANISATION_HEADS
            if not (parts or following.capital):
                break
            last += 1
        opened = any(each.stem in _ORGANISATION_OPENERS for each in words[position:last])
        if last > position and opened and words[last].stem in _ORGANISATION_HEADS and words[position].stem != "foreign":
            for each in words[position : last + 1]:
                each.capital = True


def _mark_written_out(words: Sequence[_Word], text: str) -> None:
    """Capitals for what initials stand for, before or after them: "the Popular Unity Front (PUF)"."""
    for position, word in enumerate(words):
        if not word.upper or len(word.text) < 3:
            continue
        if text[word.start - 1 : word.start] in ("(", "["):
            _capitalise(words[max(0, position - 12) : position][::-1], word.text[::-1])
        elif re.match(r"\s+[\[(]", text[word.end : word.end + 3]):
            _capitalise(words[position + 1 : position + 13], word.text)


def _capitalise(run: Sequence[_Word], letters: str) -> None:
    """Capitals for words that begin with the letters, in order, small words left out; none if one differs."""
    named = [word for word in run if word.stem not in _FUNCTION_WORDS and word.stem not in _PARTICLES][: len(letters)]
    if "".join(word.text[0] for word in named) == letters:
        for word in named:
            word.capital = True


def _mark_particles(words: Sequence[_Word]) -> None:
    """Particles inside a name: de, del, y small between two names; El, La, San capital before a name."""
    for position, word in enumerate(words):
        follows = position + 1 < len(words) and words[position + 1].joined and words[position + 1].capital
        if word.stem in _PARTICLES:
            inside = position > 0 and words[position - 1].capital and word.joined and follows
            word.capital = follows and not inside if word.stem in _NAME_OPENERS else False
            word.upper = False
        elif word.stem in _NAME_OPENERS and not is_common_word(word.stem):
            word.capital = word.capital or follows
