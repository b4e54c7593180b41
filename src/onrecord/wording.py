"""Records in words, for people: whose word it is, how sure, when."""

from __future__ import annotations

from onrecord.schema import Event, Figure, Interval, Participant, Record

_DEED_BY_VOICE = {
    "asserted": "claimed by {}",
    "denied": "denied by {}",
    "demanded": "demanded by {}",
    "promised": "promised by {}",
    "threatened": "threatened by {}",
    "predicted": "expected by {}",
    "hypothetical": "supposed by {}",
    "asked": "asked by {}",
}
_DEED_BY_AUTHOR = {
    "asserted": "the author's own word",
    "denied": "denied by the author",
    "demanded": "demanded",
    "promised": "promised",
    "threatened": "threatened",
    "predicted": "expected",
    "hypothetical": "supposed",
    "asked": "asked",
}
_COMPARATORS = {
    "exact": "{0}",
    "approx": "about {0}",
    "at_least": "at least {0}",
    "more_than": "more than {0}",
    "at_most": "up to {1}",
    "less_than": "fewer than {1}",
    "between": "{0} to {1}",
    "vague": "{0} or more",
}


def voice_in_words(record: Record) -> str:
    """On whose word the record stands, as 'claimed by Kartapolov (as the agency reports); possible'."""
    *outer, innermost = record.voice or ("",)
    if innermost:
        words = _DEED_BY_VOICE[record.mode].format(innermost)
        for source in reversed(outer):
            words += f", as {source} reports"
    else:
        words = _DEED_BY_AUTHOR[record.mode]
        if record.statement is not None:
            words = words.replace("the author's own word", "claimed by nobody named")
    if record.polarity == "-" and record.mode != "denied":
        words = f"not so: {words}"
    if record.certainty in ("probable", "possible"):
        words += f"; {record.certainty}"
    return words


def source_in_words(record: Record) -> str:
    """The chain of voices, outermost first, as 'author > the agency > the committee'."""
    return " > ".join(["author", *record.voice])


def participants_in_words(participants: tuple[Participant, ...]) -> str:
    """Names with country and sector, as 'Sergei Shoigu (RUS GOV)'; '' for none."""
    return "; ".join(
        each.name
        + (
            f" ({' '.join(code for code in (each.country, each.sector) if code)})"
            if each.country or each.sector
            else ""
        )
        for each in participants
    )


def interval_in_words(interval: Interval | None) -> str:
    """The days, as '1991-08-19' or '1991-08-19 to 1991-08-21'; '' for none."""
    if interval is None:
        return ""
    if interval.start == interval.end:
        return interval.start or ""
    return f"{interval.start or '...'} to {interval.end or '...'}"


def deed_in_words(event: Event) -> str:
    """The anchor as written, its pieces joined by ' ... '."""
    return " ... ".join(piece.quote for piece in event.anchor)


def figure_in_words(figure: Figure) -> str:
    """The bounds as 'at least 37 percent', 'up to 400,000'; 'no number' where neither bound is known."""
    low, high = _number(figure.low), _number(figure.high)
    if low is None and high is None:
        return "no number"
    words = _COMPARATORS[figure.comparator].format(low or high, high or low)
    return f"{words} {figure.unit}".rstrip()


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
