-- What reviewers decided about incidents (NAME.record/review/incidents.jsonl): each report that a decision speaks of,
-- with the event that stands at its words now, or the reason why there is none.
create table incident_decisions as
with placed as (
    select
        d.*,
        case
            when a.id is null then 'its article is not in the record'
            when substring(a.text, d.start + 1, d."end" - d.start) <> d.exact then 'other words stand at its place'
        end as lost
    from decided_reports d
    left join articles a on a.id = d.article
)
select
    p.* exclude (lost),
    e.event,
    coalesce(p.lost, if(e.event is null, 'no report of a happening rests on its words now', null)) as fault
from placed p
left join event_sentences e
    on p.lost is null and e.article = p.article and e.start = p.start and e."end" = p."end"
order by p.number, p.side desc, p.article, p.start, e.event;
