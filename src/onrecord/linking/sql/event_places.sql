-- Where each event happened, and how that is known.
--
-- stated     the coder gave the event a place
-- sentence   the place named nearest in the sentence of its anchor
-- article    the first town the article names: its dateline, or the town its first sentences are about
-- site is the gazetteer id, or the name where the gazetteer has none. is_town is true for towns and points of the
-- gazetteer: two of them can't be one place; is_spot for other places smaller than a region too (a square, a village that
-- the gazetteer does not have): the same one is the same place.
create table event_places as
with sites as (
    select
        article, name, country, lat, lon, spans[1]."start" as start, id,
        coalesce(gazetteer_id, 'name:' || lower(name)) as site,
        coalesce(precision in ('city', 'point'), kind = 'city') as is_town,
        kind in ('city', 'other') as is_spot
    from places
),
first_town as (
    select article, arg_min(id, start) as id
    from sites
    where is_town and start < 600
    group by article
),
candidates as (
    select s.event, p.id, 'stated' as place_rule, 1 as rank, 0 as distance
    from event_sentences s
    join events e on e.id = s.event
    join places p on p.id = e.place_record
    union all
    select s.event, t.id, 'sentence', case when t.is_town then 2 else 3 end, abs(t.start - s.start)
    from event_sentences s
    join sites t on t.article = s.article and t.start >= s.sentence_start and t.start < s.sentence_end
    union all
    select s.event, f.id, 'article', 4, 0
    from event_sentences s
    join first_town f on f.article = s.article
)
select c.event, c.place_rule, t.id as place_record, t.name as place, t.site, t.is_town, t.is_spot, t.country, t.lat, t.lon
from candidates c
join sites t on t.id = c.id
qualify row_number() over (partition by c.event order by c.rank, c.distance, t.start) = 1;
