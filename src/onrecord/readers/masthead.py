"""What stands round an article: headline, author line, date line, contact footer, sign-off, bare addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.readers.layout import Paragraph, is_sentence_like
from onrecord.readers.publication_dates import MONTH, DateClaim, is_date_line, is_later_date

_MOST_HEAD_PARAGRAPHS = 8
"""Where no running text has begun by then, there is no masthead to look for."""
_LONGEST_HEADLINE = 200
_LONGEST_FULL_STOPPED_HEADLINE = 140
_LONGEST_BYLINE = 150
_LONGEST_FOOTER = 350
_BODY_WORDS = 12
_BODY_SENTENCE_WORDS = 6

_BY = re.compile(
    r"(?:(?:written|reported|story|report|text|analysis|opinion)\s+)?by:?\s+(?P<names>\S.*)", re.IGNORECASE
)
_PARTICLES = frozenset((
    "de", "da", "di", "do", "du", "del", "della", "der", "den", "von", "van", "ter", "ten", "la", "le", "al", "el",
    "bin", "ibn", "bint", "abu", "af", "y", "e", "and", "&",
))  # fmt: skip
_ANONYMOUS = frozenset((
    "staff", "reuters", "agencies", "correspondent", "correspondents", "editors",
))  # fmt: skip
_PART_BREAK = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s*,\s+(?=\D)|\s*;\s*")
_TAIL_DATE = re.compile(
    rf"[\s,|•·–—-]+(?P<date>(?:\w+day,?\s+)?(?:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}}),?\s+\d{{4}}.*)$", re.IGNORECASE
)
_PLACE_TAIL = re.compile(r"\s+in\s+[A-Z].*$")

_DATELINE_DATE = rf"(?P<date>(?i:{MONTH})\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?i:{MONTH}),?\s+\d{{4}})"
_AGENCY = r"\s*(?:\([^)]{2,40}\)|/[^/]{2,40}/)?"
_COUNTRY = r"(?:,\s+[A-Z][\w. ]{1,40}?)?"
_DATELINES = (
    re.compile(rf"[A-Z][A-Z.'’ -]{{2,60}}{_COUNTRY},?\s+{_DATELINE_DATE}{_AGENCY}\s*[-–—:.]"),
    re.compile(
        # A sentence may begin with a day too: "On Friday, 3 May 2019 - the eve of the vote - ..."
        r"(?!(?:On|In|At|By|From|Since|Until|Before|After|The)\b|\w+day\b)"
        rf"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{0,3}}{_COUNTRY}(?:,\s+|\s+[-–—]\s+){_DATELINE_DATE}{_AGENCY}\s+[-–—]\s"
    ),
)
"""Place and date before the first sentence, the place in capitals or as any name."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_ADDRESS_ONLY = re.compile(
    rf"(?:(?:e-?mail|web(?:site)?|tel(?:ephone)?|phone|fax|twitter|facebook|link|source)\s*[.:]\s*)?"
    rf"(?:{_ADDRESS.pattern}|@\w+|\+?[\d ()/-]{{7,20}})[\s.,;|]*",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"""to\s+contact\s+(?:the|us|our)\b
    | (?:press|media|editorial)\s+contacts?\b
    | contact(?:\s+us)?\s*(?::|$)
    | contact\s+the\s+(?:author|editor|reporter|writer)s?\b
    | follow\s+(?:us|me|our|the\s+author|@\w|.{3,40}\bon\s+(?:twitter|facebook|x|instagram|telegram|mastodon|bluesky)\b)
    | (?:like|join|find)\s+us\s+on\b
    | subscribe\b(?:\s*$|\s+(?:to|now|here|today|for)\b)
    | unsubscribe\b
    | sign\s+up\s+(?:for|to|here)\b
    | share\s+(?:this|on|via)\b
    | share\s*$
    | click\s+here\b
    | (?:read|see|watch)\s+(?:more|also|next)\b\s*(?::|$|\bat\b|\bon\b)
    | also\s+read\s*:
    | related(?:\s+(?:articles?|stories|coverage|topics?|content))?\s*(?::|$)
    | recommended\s+for\s+you
    | most\s+(?:read|popular)\s*$
    | advertisements?\s*$
    | advertising\s*$
    | sponsored(?:\s+content)?\s*$
    | (?:©|\(c\)\s+\w)
    | copyright\s*(?:©|\(c\)|:|\d{4}\b|by\b)
    | (?:tags?|topics?|filed\s+under|categories)\s*:
    | (?:this\s+)?(?:article|story|post|piece)\s+(?:was\s+)?(?:first|originally)\s+(?:published|appeared)\b
    | originally\s+(?:published|appeared)\b
    | \((?:additional\s+)?(?:reporting|writing|editing|compiled|translated)\s+by\s+[^()]{3,250}\)\s*$
    | (?:additional\s+)?(?:reporting|writing)\s+by\s+[^.;]{3,150};\s*(?:additional|writing|editing)\b
    | (?:additional\s+)?(?:reporting|editing)\s+by\s+\S+(?:\s+\S+){1,5}$
    | (?:photo|image|picture)s?(?:\s+(?:credit|by|courtesy))?\s*:
    | (?:donate|support\s+(?:us|our\s+work))\b(?:\s*$|\s+(?:now|here|today)\b)
    | download\s+(?:our|the)\s+app\b
    | visit\s+(?:us|our\s+(?:web\s?site|page|shop))\b
    | for\s+more\s+information,?\s+(?:visit|contact|see|call|go)\b
    | (?:posted|published)\s+in\s*:
    | \d{1,3}\s*(?:min(?:ute)?s?)\s+read\s*$
    | \d+\s+(?:comments?|shares?)\s*$
    | (?:leave|post|add)\s+a\s+comment\b
    | listen\s+to\s+this\s+(?:article|story)\b
    | (?:e-?mail|print)\s+this\s+(?:article|page|story)\b
    | (?:terms\s+(?:of|and)\s+(?:use|service|conditions)|privacy\s+policy)\s*(?:$|[|•·])
    | cookies?\s+(?:policy|settings)\s*(?:$|[|•·])""",
    re.IGNORECASE | re.VERBOSE,
)
_RIGHTS = re.compile(r"\ball\s+rights\s+reserved\b", re.IGNORECASE)
_END_MARK = re.compile(
    r"(?:#\s*#\s*#|-\s*30\s*-|[-–—*]?\s*ends?\s*[-–—*]?|\*(?:\s*\*)+|_{3,}|-{3,}|={3,})", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Masthead:
    """What the paragraphs themselves say about the article."""

    title: str | None
    byline: str | None
    claims: tuple[DateClaim, ...]
    furniture: frozenset[int]
    """Positions of the paragraphs that are no article text."""


def headline_position(paragraphs: Sequence[Paragraph]) -> int | None:
    """The position of the paragraph that is the headline: a first heading or title-like first line, or None."""
    body = [position for position, each in enumerate(paragraphs) if _is_body(each)]
    for position, paragraph in enumerate(paragraphs[:_MOST_HEAD_PARAGRAPHS]):
        text = paragraph.text
        if paragraph.kind == "heading":
            return position
        if paragraph.kind != "prose" or is_footer(text) or is_date_line(text) or _byline(text):
            continue
        follows = any(later > position for later in body)
        return position if follows and _is_headline(text) else None
    return None


def masthead(paragraphs: Sequence[Paragraph], headline: int | None) -> Masthead:
    """Headline, author, dates and furniture of an article's paragraphs.

    The author line is one that starts with "By" or a bare name next to a date line; both are looked for before the
    running text begins, and in the last two paragraphs. Footers are looked for everywhere.
    """
    furniture = {
        position
        for position, each in enumerate(paragraphs)
        if each.kind == "furniture" or (position != headline and is_footer(each.text))
    }
    claims: list[DateClaim] = []
    byline: str | None = None
    region = _outskirts(paragraphs, headline)
    dated = {position for position in region if is_date_line(paragraphs[position].text)}
    for position in region:
        text = paragraphs[position].text
        if position in dated:
            furniture.add(position)
            if not is_later_date(text):
                claims.append(DateClaim(text, "byline"))
            continue
        found = _byline(text, beside_a_date=position - 1 in dated or position + 1 in dated)
        if found is None:
            continue
        furniture.add(position)
        name, date = found
        byline = byline or name
        if date:
            claims.append(DateClaim(date, "byline"))
    first = next((each for position, each in enumerate(paragraphs) if _is_body(each) and position != headline), None)
    dateline = next(filter(None, (each.match(first.text) for each in _DATELINES)), None) if first else None
    if dateline:
        claims.append(DateClaim(dateline["date"], "dateline"))
    title = paragraphs[headline].text if headline is not None else None
    return Masthead(title, byline, tuple(claims), frozenset(furniture))


def is_footer(text: str) -> bool:
    """True for contact lines, bare addresses, copyright lines, sign-offs, calls to subscribe or share."""
    if len(text) > _LONGEST_FOOTER:
        return False
    bare = text.strip(" \t*_-–—|•[]")
    return bool(
        _FOOTER.match(bare)
        or _RIGHTS.search(text)
        or _ADDRESS_ONLY.fullmatch(text.strip())
        or _END_MARK.fullmatch(text.strip())
    )


def author_name(byline: str) -> str | None:
    """The author line without 'by', or None where nothing is left."""
    stripped = re.sub(r"^by:?(?:\s+|$)", "", byline.strip(), flags=re.IGNORECASE).strip(" ,|•·–—-")
    return stripped or None


def is_name_line(text: str) -> bool:
    """True for a line that is an author line by itself: 'By Ingrid Solberg', 'Ingrid Solberg, 7 October 2022'."""
    return text[:1].isupper() and _byline(text) is not None


def _outskirts(paragraphs: Sequence[Paragraph], headline: int | None) -> list[int]:
    head: list[int] = []
    for position, paragraph in enumerate(paragraphs[:_MOST_HEAD_PARAGRAPHS]):
        if position == headline:
            continue
        if _is_body(paragraph):
            break
        head.append(position)
    tail = [position for position in range(max(0, len(paragraphs) - 2), len(paragraphs)) if position not in head]
    return head + [position for position in tail if position != headline and not _is_body(paragraphs[position])]


def _is_body(paragraph: Paragraph) -> bool:
    if paragraph.kind not in ("prose", "item"):
        return False
    words = len(_WORD.findall(paragraph.text))
    if words < _BODY_SENTENCE_WORDS or is_date_line(paragraph.text) or is_footer(paragraph.text):
        return False
    if is_sentence_like(paragraph.text):
        return _byline(paragraph.text) is None
    return words >= 2 * _BODY_WORDS


def _is_headline(text: str) -> bool:
    if len(text) > _LONGEST_HEADLINE:
        return False
    if not text.endswith(".") and not text.endswith((":", ";", ",")):
        # A question or exclamation may be a headline; a full stop inside means running text.
        return not re.search(r"[a-z)]\.\s+[A-Z]", text)
    return text.endswith(".") and len(text) <= _LONGEST_FULL_STOPPED_HEADLINE and _is_title_case(text)


def _is_title_case(text: str) -> bool:
    longer = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text)[1:] if len(word) > 3]
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _byline(text: str, *, beside_a_date: bool = False) -> tuple[str, str | None] | None:
    """The author and the date in an author line, or None where it is none."""
    if len(text) > _LONGEST_BYLINE or "\n" in text:
        return None
    date: str | None = None
    tail = _TAIL_DATE.search(text)
    if tail and is_date_line(tail["date"]):
        date, text = tail["date"], text[: tail.start()]
    by = _BY.fullmatch(text.strip())
    if by is None and not beside_a_date and date is None:
        return None
    names = (by["names"] if by else text).strip().rstrip(",")
    first = _PLACE_TAIL.sub("", _PART_BREAK.split(names)[0])
    if not _is_name(first, may_be_one_word=by is not None):
        return None
    return names, date


def _is_name(text: str, *, may_be_one_word: bool) -> bool:
    words = text.split()
    if not words or len(words) > 9 or any(map(str.isdigit, text)):
        return False
    if len(words) == 1:
        word = words[0]
        return may_be_one_word and (word.lower() in _ANONYMOUS or (word.isupper() and len(word) <= 5))
    if text.endswith(".") and not re.search(r"(?:\b[A-Z]|Jr|Sr)\.$", text):
        return False
    if re.search(r"[!?:;()\[\]\"“”]", text):
        return False
    return all(
        word[0].isupper() or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-")) for word in words
    )
