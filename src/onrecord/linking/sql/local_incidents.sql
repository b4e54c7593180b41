-- What one article reports of one happening, its events taken together: the day and place best known, everybody named.
create table local_incidents as
with ranked as (
    select
        m.local, h.*,
        case day_rule when 'stated' then 1 when 'sentence' then 2 when 'article' then 3 else 4 end as day_rank,
        case place_rule when 'stated' then 1 when 'sentence' then 2 when 'article' then 3 else 4 end as place_rank
    from happenings h
    join local_members m using (event)
),
best as (
    select *,
        min(day_rank) over (partition by local) as best_day_rank,
        row_number() over (partition by local order by place_rank, is_town desc, start) = 1 as best_place
    from ranked
)
select
    local,
    any_value(article) as article,
    any_value(printed) as printed,
    any_value(family) as family,
    list_sort(list_distinct(list(type))) as types,
    list_sort(list_distinct(list(event_mode) filter (where event_mode is not null))) as modes,
    list_sort(list_distinct(list(stem))) as stems,
    list_distinct(flatten(list(words))) as words,
    max(day_from) filter (where day_rank = best_day_rank) as day_from,
    min(day_to) filter (where day_rank = best_day_rank) as day_to,
    any_value(day_rule) filter (where day_rank = best_day_rank) as day_rule,
    any_value(place) filter (where best_place) as place,
    any_value(site) filter (where best_place) as site,
    any_value(is_town) filter (where best_place) as is_town,
    any_value(is_spot) filter (where best_place) as is_spot,
    any_value(country) filter (where best_place) as country,
    any_value(lat) filter (where best_place) as lat,
    any_value(lon) filter (where best_place) as lon,
    any_value(place_rule) filter (where best_place) as place_rule,
    list_sort(list_distinct(flatten(list(actors)))) as actors,
    list_sort(list_distinct(flatten(list(recipients)))) as recipients,
    list_sort(list_distinct(flatten(list(persons)))) as persons,
    list_sort(list_distinct(flatten(list(actor_heads)))) as actor_heads,
    list_sort(list_distinct(flatten(list(recipient_heads)))) as recipient_heads,
    flatten(list(measures)) as measures,
    bool_and(denied) as denied,
    min(start) as start
from best
group by local;
