-- Who held which office from when to when, as far as the articles say, with the articles it rests on.
--
-- first_seen and last_seen are the days of the first and last article that gives the office as current; start and end
-- what articles state, the earliest and the latest. ended is the first article that calls the holder former.
create table office_intervals as
select
    i.identity,
    min(i.name) as person,
    lower(o.title) as title,
    min(o.organisation) as organisation,
    min(l.published) filter (where o.status in ('current', 'acting')) as first_seen,
    max(l.published) filter (where o.status in ('current', 'acting')) as last_seen,
    min(l.published) filter (where o.status = 'former') as ended,
    min(o.start) as start,
    max(o."end") as "end",
    bool_or(o.status = 'acting') as acting,
    list({article: l.label, "start": o.spans[1]."start", "end": o.spans[1]."end", quote: o.spans[1].quote, status: o.status}
         order by l.place, o.spans[1]."start")[:100] as evidence
from offices o
join actors a on a.article = o.article and a.name = o.person and a.kind = 'person'
join actor_identities i on i.actor = a.id
join linked_articles l on l.id = o.article
group by i.identity, lower(o.title), lower(coalesce(o.organisation, ''))
order by person, first_seen, title;
