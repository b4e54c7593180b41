"""Our dates in the conventions of TimeML, by which TimeBank and its like are annotated.

Our record gives the day of "three days after the vote": the day of the clause, or a day counted from one mentioned.
TimeML marks "three days" alone, as a DURATION, and leaves "after" to a link (TimeML 1.2.1 guidelines, 2.2.3).
"""

from __future__ import annotations

import re

from onrecord.evaluate.dates import TimeExpression
from onrecord.schema import Date
from onrecord.stages.dates.durations import count_of, duration_value, unit_of

_COUNTED_FROM_AN_EVENT = re.compile(r"(?P<length>(?!the\b).*\S)\s+(?:after|before|later)", re.I | re.S)


def as_timeml(date: Date, text: str) -> TimeExpression:
    """The date's span, type and value as TimeML has them; ``text`` is that of the article."""
    start, end = date.spans[0].start, date.spans[-1].end
    counted = _COUNTED_FROM_AN_EVENT.fullmatch(text[start:end])
    if counted is None or (unit := unit_of(words := counted["length"].lower())) is None:
        return TimeExpression(start, end, date.type, date.value)
    return TimeExpression(start, start + counted.end("length"), "DURATION", duration_value(count_of(words), unit))
