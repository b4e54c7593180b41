-- Each event that reports a happening, with all that linking compares: when, where, who, to whom, how many.
create table happenings as
with parties as (
    select
        event,
        list_sort(list_distinct(list(identity) filter (where side = 'actor' and identity is not null))) as actors,
        list_sort(list_distinct(list(identity) filter (where side = 'recipient' and identity is not null))) as recipients,
        list_sort(list_distinct(list(head) filter (where side = 'actor' and identity is null))) as actor_heads,
        list_sort(list_distinct(list(head) filter (where side = 'recipient' and identity is null))) as recipient_heads,
        list_sort(list_distinct(list(identity) filter (where kind = 'person'))) as persons
    from event_parties
    group by event
),
measures as (
    select s.event,
           list({role: f.role, low: f.low, high: f.high}) as measures
    from (select event, unnest(figures) as figure from event_sentences) s
    join figures f on f.id = s.figure
    where f.role in ('killed', 'wounded', 'arrested', 'abducted', 'protesters', 'displaced')
    group by s.event
)
select
    s.*,
    d.day_from, d.day_to, d.day_rule, d.date_record,
    p.place, p.site, p.is_town, p.is_spot, p.country, p.lat, p.lon, p.place_rule, p.place_record,
    coalesce(t.actors, []) as actors,
    coalesce(t.recipients, []) as recipients,
    coalesce(t.actor_heads, []) as actor_heads,
    coalesce(t.recipient_heads, []) as recipient_heads,
    coalesce(t.persons, []) as persons,
    coalesce(m.measures, []) as measures
from event_sentences s
left join event_days d using (event)
left join event_places p using (event)
left join parties t using (event)
left join measures m using (event);
