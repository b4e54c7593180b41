"""Two outlets compared: what one reports and the other leaves out, whom each quotes, what became of the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Tables(Protocol):
    """The tables of the links, to be asked in SQL."""

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of the answer, days as ISO text."""
        ...


_FEWEST_WORDS = 4
"""Shorter statements are the same by chance."""
_CHOSEN = """
with chosen as (
    select id, label, outlet = $second as is_second
    from linked_articles
    where outlet in ($first, $second) and $first <> $second
      and (published >= cast($start as date) or $start is null)
      and (published <= cast($end as date) or $end is null)
      and ($incident is null or id in (select article from incident_reports where incident = $incident))
)
"""
_INCIDENTS = f"""
{_CHOSEN},
told as (
    select r.incident,
        list({{article: r.label, start: r.start, "end": r."end", quote: r.quote,
            sentence_start: r.sentence_start, sentence_end: r.sentence_end, voice: r.voice, copy: r.copy}}
            order by r.printed, r.start) filter (where not c.is_second) as first,
        list({{article: r.label, start: r.start, "end": r."end", quote: r.quote,
            sentence_start: r.sentence_start, sentence_end: r.sentence_end, voice: r.voice, copy: r.copy}}
            order by r.printed, r.start) filter (where c.is_second) as second
    from incident_reports r join chosen c on c.id = r.article
    where $incident is null or r.incident = $incident
    group by r.incident
)
select i.id, i.type, i.start, i."end", i.place, i.summary,
    coalesce(t.first, []) as first, coalesce(t.second, []) as second
from told t join incidents i on i.id = t.incident
order by len(i.witnesses) desc, i.start nulls last, i.id
"""
_QUOTED = f"""
{_CHOSEN}
select q.speaker,
    coalesce(sum(q.times) filter (where not c.is_second), 0)::bigint as first,
    coalesce(sum(q.times) filter (where c.is_second), 0)::bigint as second
from quoted q join chosen c on c.id = q.article
group by q.speaker_identity, q.speaker
order by first + second desc, q.speaker, q.speaker_identity
"""
_FIGURES = f"""
{_CHOSEN}
select f.incident, f.field,
    list(distinct f.value order by f.value) filter (where not c.is_second) as first,
    list(distinct f.value order by f.value) filter (where c.is_second) as second
from incident_figures f join chosen c on c.label = f.label
where $incident is null or f.incident = $incident
group by f.incident, f.field
having len(first) > 0 and len(second) > 0
order by f.incident, f.field
"""
_SAME_WORDS = f"""
{_CHOSEN},
said as (
    select distinct s.statement, s.speaker, s.speaker_identity, s.same_words, s.label, s.start, s."end", s.quote,
        s.printed, c.is_second
    from statement_series s join chosen c on c.id = s.article where s.length >= {_FEWEST_WORDS}
)
select f.speaker,
    {{article: f.label, start: f.start, "end": f."end", quote: f.quote}} as first,
    {{article: s.label, start: s.start, "end": s."end", quote: s.quote}} as second
from said f join said s using (speaker_identity, same_words)
where not f.is_second and s.is_second
qualify row_number() over (
    partition by speaker_identity, same_words order by f.printed, s.printed, f.start, s.start
) = 1
order by f.printed, f.start
"""
_CHANGED_WORDS = f"""
{_CHOSEN},
versions as (
    select speaker, statement, label, start, "end", quote, other, other_label, other_quote, change from changed_words
)
select v.speaker, v.change, v.label as article, v.start, v."end", v.quote, v.other_label as before,
    v.other_quote as quote_before, o.start as start_before, o."end" as end_before, c.is_second as changed_by_second
from versions v
join chosen c on c.label = v.label
join chosen b on b.label = v.other_label and b.is_second <> c.is_second
join (select distinct statement, start, "end" from statement_series) o on o.statement = v.other
order by v.label, v.start
"""


def compare_outlets(
    links: Tables,
    first: str,
    second: str,
    *,
    incident: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> dict[str, Any]:
    """What two outlets have, each list with the keys ``first`` and ``second`` for what is of which.

    ``incidents``: those that either reports, with its reports (an empty list = leaves it out); ``quoted``: speakers and
    how often each quotes them; ``figures``: what both count in one incident; ``same_words``: statements that both carry
    word for word; ``changed_words``: those cut, added to or changed, with the version ``before``. Of one incident and
    its articles alone where one is named, of articles published from ``start`` to ``end`` (ISO dates) where these are.
    """
    asked = {"first": first, "second": second, "incident": incident, "start": start, "end": end}
    return {
        "first": first,
        "second": second,
        "incidents": links.rows(_INCIDENTS, asked),
        "quoted": links.rows(_QUOTED, asked),
        "figures": links.rows(_FIGURES, asked),
        "same_words": links.rows(_SAME_WORDS, asked),
        "changed_words": links.rows(_CHANGED_WORDS, asked),
    }
