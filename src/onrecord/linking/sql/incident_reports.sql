-- Every report of every incident: the words, on whose word, how sure, and whether it is a copy of another report.
--
-- witness   the outlet that vouches for it: that of the first printing where the article is a copy
-- What is only said not to have happened ("it ended without arrests"), and by nobody to have, is no incident.
create table incident_reports as
select
    m.incident, h.event, h.article, h.label, h.printed, l.outlet, l.publisher, h.published, h.type, h.event_mode,
    h.start, h."end", substring(a.text, h.start + 1, h."end" - h.start) as quote,
    h.stem, h.sentence, h.sentence_start, h.sentence_end,
    h.voice, h.statement, h.polarity, h.mode, h.certainty, h.denied, h.family, h.figures,
    h.day_from, h.day_to, h.day_rule, h.date_record, h.place, h.site, h.is_town, h.country, h.place_rule, h.place_record,
    coalesce(c.first_printed <> h.article, false) as copy,
    coalesce(f.outlet, f.label, l.outlet, h.label) as witness
from incident_members m
join happenings h using (event)
join linked_articles l on l.id = h.article
join articles a on a.id = h.article
left join copies c on c.article = h.article
left join linked_articles f on f.id = c.first_printed
qualify bool_or(not h.denied or h.mode = 'denied') over (partition by m.incident)
order by m.incident, h.printed, h.start, h.event;
