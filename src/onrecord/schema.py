"""The record types: the one declaration from which tables, JSON Schema, docs and validation follow.

Each record is a frozen msgspec struct. A field's type says what it may hold, its ``Meta`` says what it means; nothing
else in the project repeats either. ``onrecord.tables`` derives the Arrow schemas, ``onrecord.schema_pages`` the JSON
Schema and the documentation pages.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypeVar

from msgspec import Meta, Struct

CODEBOOK = "PLOVER 2.0 draft (SANCTION in quad 4)"

Polarity: TypeAlias = Literal["+", "-"]
Mode: TypeAlias = Literal[
    "asserted", "demanded", "promised", "threatened", "predicted", "hypothetical", "asked", "denied"
]
Certainty: TypeAlias = Literal["certain", "probable", "possible", "unstated"]
TimeFrame: TypeAlias = Literal["past", "present", "future", "history"]
MentionKind: TypeAlias = Literal["name", "title", "pronoun", "group"]
ActorKind: TypeAlias = Literal[
    "person", "organisation", "state", "armed_group", "party", "medium", "collective", "document"
]
Sector: TypeAlias = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC", "IGO", "NGO",
]  # fmt: skip
StatementKind: TypeAlias = Literal[
    "asserts", "reports", "denies", "demands", "promises", "threatens", "believes", "wants", "decrees",
    "estimates", "shows",
]  # fmt: skip
StatementForm: TypeAlias = Literal["direct", "indirect", "mixed"]
VoiceKind: TypeAlias = Literal[
    "author", "person", "office", "organisation", "medium", "document", "unnamed", "collective", "nobody"
]
OfficeStatus: TypeAlias = Literal["current", "former", "acting", "designated"]
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Comparator: TypeAlias = Literal["exact", "approx", "at_least", "more_than", "at_most", "less_than", "between", "vague"]
FigureRole: TypeAlias = Literal[
    "killed", "wounded", "arrested", "abducted", "displaced", "protesters", "troops", "votes", "money", "distance",
    "age", "other",
]  # fmt: skip
DateType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceKind: TypeAlias = Literal["country", "region", "city", "water", "mountain", "continent", "area", "other"]
Precision: TypeAlias = Literal["point", "city", "region", "country", "wider"]
Sign: TypeAlias = Literal["cooperative", "conflictual"]
Leaning: TypeAlias = Literal["favourable", "unfavourable", "distancing"]
LoadedKind: TypeAlias = Literal["epithet", "label", "manner", "deed", "scare quotes"]
Severity: TypeAlias = Literal["error", "warning", "note"]
PublishedFrom: TypeAlias = Literal["option", "meta", "field", "front matter", "byline", "dateline", "url"]

_Country: TypeAlias = Annotated[
    str | None,
    Meta(
        description="ISO 3166-1 alpha-3 code (XKX for Kosovo; ISO 3166-3 codes such as SUN for states that are"
        " no more); null = none or unknown"
    ),
]


class Span(Struct, frozen=True):
    """Words of the article: half-open offsets in Unicode code points."""

    start: Annotated[int, Meta(description="first code point, into the article's text", ge=0)]
    end: Annotated[int, Meta(description="one past the last code point, into the article's text", ge=0)]
    file_start: Annotated[
        int | None,
        Meta(description="first code point in the file as decoded; null where the file is not text (PDF, WARC)"),
    ]
    file_end: Annotated[int | None, Meta(description="one past the last code point in the file as decoded")]
    quote: Annotated[str, Meta(description="the words themselves: text[start:end]")]


class MapSegment(Struct, frozen=True):
    """A stretch of the article's text that stands in the file character by character."""

    start: Annotated[int, Meta(description="first code point, into the article's text", ge=0)]
    file_start: Annotated[int, Meta(description="its place in the file as decoded", ge=0)]
    length: Annotated[int, Meta(description="code points that run in step", ge=0)]


class Article(Struct, frozen=True, kw_only=True):
    """One document as it was given: its text, what is known of it, and the way back to the file."""

    id: Annotated[str, Meta(description="content-addressed id: the same bytes give the same id")]
    key: Annotated[str, Meta(description="the id or path that the input gave")]
    source: Annotated[str, Meta(description="file the article came from, as given")]
    locator: Annotated[
        str | None,
        Meta(description="place inside a container file: 'line 12', 'record at byte 680'; else null"),
    ] = None
    format: Annotated[str, Meta(description="reader that read it: text, markdown, html, pdf, jsonl, parquet, warc")]
    title: Annotated[str | None, Meta(description="headline")] = None
    byline: Annotated[str | None, Meta(description="author line, without 'by'")] = None
    publisher: Annotated[str | None, Meta(description="outlet")] = None
    published: Annotated[
        str | None,
        Meta(description="ISO date of publication; null where the input states none (never invented)"),
    ] = None
    published_from: Annotated[PublishedFrom | None, Meta(description="where the date of publication was found")] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code, detected or declared")] = None
    url: Annotated[str | None, Meta(description="address the article was published at")] = None
    sha256: Annotated[str, Meta(description="hash of the article's bytes (the file, the line, the payload)")]
    text: Annotated[str, Meta(description="the running text all offsets point into")]
    boilerplate: Annotated[
        tuple[Span, ...],
        Meta(description="bylines, date lines, running heads, contact footers: kept in the text, not coded"),
    ] = ()
    offset_map: Annotated[
        tuple[MapSegment, ...], Meta(description="from text to file; empty where the file is not text")
    ] = ()


class Record(Struct, frozen=True, kw_only=True):
    """What every record has: evidence, voice, factuality, confidence, and what made it."""

    id: Annotated[str, Meta(description="content-addressed id")] = ""
    article: Annotated[str, Meta(description="id of the article")]
    spans: Annotated[tuple[Span, ...], Meta(description="evidence: the exact words this record rests on")]
    voice: Annotated[
        tuple[str, ...],
        Meta(description="chain of sources from the outermost inwards, as actor names; empty = the author's own word"),
    ] = ()
    statement: Annotated[
        str | None,
        Meta(description="id of the innermost statement in whose content the evidence stands; null = the author"),
    ] = None
    polarity: Annotated[
        Polarity, Meta(description="+ happened or holds, - did not, as the innermost voice puts it")
    ] = "+"
    mode: Annotated[Mode, Meta(description="mode of speech of the innermost voice")] = "asserted"
    certainty: Annotated[Certainty, Meta(description="how sure the innermost voice is")] = "certain"
    confidence: Annotated[
        float, Meta(description="probability that the record is right, from development data", ge=0, le=1)
    ]
    stage: Annotated[str, Meta(description="stage that made the record")]
    stage_version: Annotated[str, Meta(description="version of that stage")]


class Mention(Record, frozen=True, kw_only=True):
    """Words that refer to an actor."""

    actor: Annotated[str, Meta(description="id of the actor referred to")]
    name: Annotated[str, Meta(description="canonical name of that actor")]
    kind: Annotated[MentionKind, Meta(description="name, title, pronoun or group")]


class Actor(Record, frozen=True, kw_only=True):
    """A person, organisation, state, part of a state, armed group, medium or unnamed collective, in one article."""

    name: Annotated[str, Meta(description="canonical name: the fullest form in the article")]
    kind: Annotated[ActorKind, Meta(description="what sort of actor")]
    country: _Country = None
    sector: Annotated[Sector | None, Meta(description="PLOVER sector; null = unknown")] = None
    identifier: Annotated[
        str | None, Meta(description="identifier in an outside register, with its prefix; null = not known")
    ] = None


class Office(Record, frozen=True, kw_only=True):
    """A person holds a title of an organisation or territory."""

    person: Annotated[str, Meta(description="canonical name of the holder")]
    actor: Annotated[str | None, Meta(description="actor id of the holder")] = None
    person_spans: Annotated[tuple[Span, ...], Meta(description="the holder's name at this place")]
    title: Annotated[str, Meta(description="title as written, without acting/former")]
    title_spans: Annotated[tuple[Span, ...], Meta(description="the title at this place")]
    organisation: Annotated[
        str | None, Meta(description="body or territory as written; null = none stated at this place")
    ] = None
    organisation_spans: Annotated[tuple[Span, ...], Meta(description="the body or territory at this place")] = ()
    status: Annotated[OfficeStatus, Meta(description="status on the day of publication")]
    start: Annotated[str | None, Meta(description="ISO date the office began, if stated")] = None
    end: Annotated[str | None, Meta(description="ISO date the office ended, if stated")] = None


class Statement(Record, frozen=True, kw_only=True):
    """A source says, believes, wants or shows a content: one attribution.

    Its voice is that of whoever reports it; polarity and certainty say whether the act took place (a denial did,
    "did not say" did not), mode what the source does with the content.
    """

    source: Annotated[tuple[Span, ...], Meta(description="the words that name the source; empty = none named")]
    cue: Annotated[tuple[Span, ...], Meta(description="the words that express the attributing act")]
    content: Annotated[tuple[Span, ...], Meta(description="what is attributed; may be broken")]
    speaker: Annotated[
        str | None,
        Meta(description="the source resolved: actor name or noun phrase as written; null = nobody named"),
    ] = None
    speaker_actor: Annotated[str | None, Meta(description="actor id of the speaker, if resolved")] = None
    speaker_kind: Annotated[VoiceKind, Meta(description="kind of voice")] = "nobody"
    addressee: Annotated[str | None, Meta(description="whom it was said to, as written")] = None
    kind: Annotated[StatementKind, Meta(description="kind of speech act")]
    form: Annotated[StatementForm, Meta(description="direct: all quoted; mixed: partly; indirect: not")]
    parent: Annotated[str | None, Meta(description="id of the statement this one is nested in")] = None
    depth: Annotated[int, Meta(description="0 = in the author's own text, 1 = inside a statement, ...", ge=0)] = 0


class Participant(Struct, frozen=True, kw_only=True):
    """One actor or recipient of an event."""

    name: Annotated[str, Meta(description="canonical name, or the noun phrase as written")]
    actor: Annotated[str | None, Meta(description="actor id, if resolved")] = None
    country: _Country = None
    sector: Annotated[Sector | None, Meta(description="PLOVER sector; null = unknown")] = None
    spans: Annotated[tuple[Span, ...], Meta(description="the words that name it in this event")]


class Interval(Struct, frozen=True):
    """A closed interval of days."""

    start: Annotated[str | None, Meta(description="first day, ISO; null = open")]
    end: Annotated[str | None, Meta(description="last day, ISO; null = open")]


class Event(Record, frozen=True, kw_only=True):
    """Someone did something to someone, in one voice."""

    anchor: Annotated[tuple[Span, ...], Meta(description="the words that name the deed")]
    type: Annotated[EventType, Meta(description="PLOVER event type")]
    event_mode: Annotated[str | None, Meta(description="PLOVER mode of the type (arrest, demo, ...)")] = None
    contexts: Annotated[tuple[str, ...], Meta(description="PLOVER contexts (military, election, ...)")] = ()
    quad: Annotated[
        int,
        Meta(
            description="1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
            ge=1,
            le=4,
        ),
    ]
    intensity: Annotated[float, Meta(description="PLOVER intensity, -10 (conflict) to 10 (cooperation)")]
    cameo: Annotated[str | None, Meta(description="CAMEO root code, crosswalk")] = None
    codebook: Annotated[str, Meta(description="codebook and version")] = CODEBOOK
    actors: Annotated[tuple[Participant, ...], Meta(description="who did it; empty = not stated")] = ()
    recipients: Annotated[tuple[Participant, ...], Meta(description="to whom; empty = not stated")] = ()
    date: Annotated[Interval | None, Meta(description="when, as days; null = not stated")] = None
    date_record: Annotated[str | None, Meta(description="id of the date record it rests on")] = None
    place: Annotated[str | None, Meta(description="where, by name; null = not stated")] = None
    place_record: Annotated[str | None, Meta(description="id of the place record it rests on")] = None
    figures: Annotated[tuple[str, ...], Meta(description="ids of the figures that measure it")] = ()
    time_frame: Annotated[
        TimeFrame,
        Meta(description="against the speech that carries it; history = over a year before publication"),
    ] = "past"
    rule: Annotated[
        str,
        Meta(
            description="what found the deed: speech verb, verb, light verb, noun (the lexicon), trained anchor (the"
            " encoder), or what points back to it: claimed, denied before, stands for it"
        ),
    ] = ""


class Figure(Record, frozen=True, kw_only=True):
    """A number that counts or measures something, with its bounds."""

    number: Annotated[tuple[Span, ...], Meta(description="the number words alone")]
    low: Annotated[float | None, Meta(description="lower bound; null = open")]
    high: Annotated[float | None, Meta(description="upper bound; null = open")]
    comparator: Annotated[Comparator, Meta(description="how the number is bounded, as written")]
    unit: Annotated[
        str,
        Meta(description="'' for plain counts; percent, percentage point, year, km, ...; ISO 4217 for money"),
    ] = ""
    counted: Annotated[str | None, Meta(description="what is counted, as written; null = not stated")] = None
    counted_spans: Annotated[tuple[Span, ...], Meta(description="the words for what is counted")] = ()
    role: Annotated[FigureRole, Meta(description="what the number says of it")] = "other"


class Date(Record, frozen=True, kw_only=True):
    """A time expression and the days it stands for."""

    type: Annotated[DateType, Meta(description="TIMEX3 type")]
    value: Annotated[str | None, Meta(description="TIMEX3 value; null = could not be resolved")]
    start: Annotated[str | None, Meta(description="first day, ISO; null = no day or open")] = None
    end: Annotated[str | None, Meta(description="last day, ISO; null = no day or open")] = None
    rule: Annotated[str, Meta(description="rule that gave the value, or the reason why there is none")]
    anchor: Annotated[
        str | None,
        Meta(description="what a relative value counts from: 'published' or the ISO date in the text"),
    ] = None


class Place(Record, frozen=True, kw_only=True):
    """A place name and where it lies."""

    name: Annotated[str, Meta(description="gazetteer name, or the name as written when it is not in the gazetteer")]
    country: _Country = None
    admin1: Annotated[str | None, Meta(description="first-level division, by name")] = None
    lat: Annotated[
        Annotated[float, Meta(ge=-90, le=90)] | None,
        Meta(description="latitude, degrees; null = not located"),
    ] = None
    lon: Annotated[
        Annotated[float, Meta(ge=-180, le=180)] | None,
        Meta(description="longitude, degrees; null = not located"),
    ] = None
    kind: Annotated[PlaceKind, Meta(description="feature class")] = "other"
    precision: Annotated[Precision | None, Meta(description="how fine the coordinates are")] = None
    gazetteer_id: Annotated[
        str | None, Meta(description="GeoNames id as 'geonames:703448'; null = not in GeoNames")
    ] = None
    rule: Annotated[str, Meta(description="rule that chose the place, or the reason why there is none")]
    alternatives: Annotated[tuple[str, ...], Meta(description="gazetteer ids of the next best candidates")] = ()


class Relation(Record, frozen=True, kw_only=True):
    """How one actor stands towards another, in this article and in one voice."""

    actor: Annotated[str, Meta(description="canonical name of who acts")]
    target: Annotated[str, Meta(description="canonical name of whom it is towards")]
    actor_id: Annotated[str | None, Meta(description="actor id")] = None
    target_id: Annotated[str | None, Meta(description="actor id of the target")] = None
    sign: Annotated[Sign, Meta(description="cooperative or conflictual")]
    events: Annotated[tuple[str, ...], Meta(description="ids of the events it follows from")] = ()
    statements: Annotated[tuple[str, ...], Meta(description="ids of the statements it follows from")] = ()


class LoadedWord(Record, frozen=True, kw_only=True):
    """A word by which the author judges or keeps a distance, in the author's own voice.

    That the author uses it is what is recorded, not whether it is deserved. What speakers say in such words is in their
    statements.
    """

    word: Annotated[str, Meta(description="the word as the lexicon has it; the words themselves in scare quotes")]
    leaning: Annotated[
        Leaning,
        Meta(description="how it presents what it is said of; distancing: as claimed by others, not by the author"),
    ]
    kind: Annotated[
        LoadedKind,
        Meta(description="epithet (brutal), label (regime), manner (bravely), deed (boasted), or scare quotes"),
    ]
    target: Annotated[
        str | None, Meta(description="canonical name of the actor it is said of; null = the syntax names none")
    ] = None
    target_actor: Annotated[str | None, Meta(description="actor id of that actor")] = None
    target_spans: Annotated[tuple[Span, ...], Meta(description="the words that name it at this place")] = ()


class Problem(Struct, frozen=True, kw_only=True):
    """Something that went wrong with an input, kept in the store beside what went right."""

    id: Annotated[str, Meta(description="content-addressed id")] = ""
    source: Annotated[str, Meta(description="file as given")]
    place: Annotated[str | None, Meta(description="line, byte or page; null = the whole file")] = None
    article: Annotated[str | None, Meta(description="article id, if it got that far")] = None
    stage: Annotated[str, Meta(description="reader or stage that met it")]
    severity: Annotated[Severity, Meta(description="error: not coded; warning: coded in part; note: nothing lost")]
    problem: Annotated[str, Meta(description="what is wrong")]
    remedy: Annotated[str, Meta(description="what to do about it")]


AnyRecord = TypeVar("AnyRecord", bound=Record)

RECORD_TYPES: dict[str, type[Record]] = {
    "mentions": Mention,
    "actors": Actor,
    "offices": Office,
    "statements": Statement,
    "events": Event,
    "figures": Figure,
    "dates": Date,
    "places": Place,
    "relations": Relation,
    "loaded_words": LoadedWord,
}
"""Layer name (also the table's and the JSON list's name) to record type, in reading order."""

TABLE_TYPES: dict[str, type[Struct]] = {"articles": Article, **RECORD_TYPES, "problems": Problem}
"""Every table of a store."""
