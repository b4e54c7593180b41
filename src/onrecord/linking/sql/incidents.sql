-- The incidents: what happened, when, where, who, to whom, and how many independent witnesses tell of it.
--
-- The type, day and place are those that most independent reports give; days and places that an event states come
-- before those of its sentence, and these before what only the article suggests: then the day it was printed and the
-- one before.
create table incidents as
with own as (
    select *,
        case day_rule when 'stated' then 1 when 'sentence' then 2 when 'article' then 3 else 4 end as day_rank,
        case place_rule when 'stated' then 1 when 'sentence' then 2 when 'article' then 3 else 4 end as place_rank
    from incident_reports
),
types as (
    select incident, type, row_number() over (partition by incident order by count(*) filter (where not copy) desc, min(printed), type) as rank
    from own group by incident, type
),
days as (
    select incident, day_rank,
        case when day_rank = 3 then day_to - 1 else day_from end as day_from, day_to,
        row_number() over (
            partition by incident
            order by min(least(day_rank, 3)), count(*) filter (where not copy) desc, day_to - day_from, min(printed), day_from
        ) as rank
    from own where day_rank <= 3 group by incident, day_rank, day_from, day_to
),
sites as (
    select incident, min(place) as place, country, site,
        row_number() over (
            partition by incident
            order by min(least(place_rank, 3)), bool_or(is_town) desc, count(*) filter (where not copy) desc, min(printed), site
        ) as rank
    -- Where somebody spoke is not what the article's first town tells.
    from own where place_rank <= 2 or place_rank = 3 and family in ('force', 'protest') group by incident, site, country
),
parties as (
    select o.incident, p.side, p.name, bool_or(p.identity is not null) as named, count(*) as times, min(o.printed) as printed
    from own o join event_parties p using (event)
    group by o.incident, p.side, p.name
),
party_lists as (
    select incident,
        list(name order by named desc, times desc, printed, name) filter (where side = 'actor') as actors,
        list(name order by named desc, times desc, printed, name) filter (where side = 'recipient') as recipients
    from parties group by incident
),
counted as (
    select
        o.incident,
        count(*) as reports,
        count(distinct o.article) as articles,
        list_sort(list_distinct(list(o.witness))) as witnesses,
        list_sort(list_distinct(list(list_last(o.voice)) filter (where len(o.voice) > 0))) as voices,
        list_sort(list_distinct(list(list_last(o.voice)) filter (
            where regexp_matches(lower(list_last(o.voice)),
                '\b(eye-?witness(es)?|witness(es)?|residents?|survivors?|villagers?|neighbou?rs?|bystanders?|passers-by|victims?)\b')
        ))) as first_hand,
        bool_or(len(o.voice) = 0 and o.statement is null and not o.denied) as asserted_by_author,
        min(o.published) as first_printed_on
    from own o
    group by o.incident
),
leads as (
    -- The summary is evidence only: the sentence of the report that says most of when, where and who.
    select o.incident, o.label as summary_article, o.sentence_start as summary_start, o.sentence_end as summary_end,
        substring(a.text, o.sentence_start + 1, o.sentence_end - o.sentence_start) as summary
    from own o
    join articles a on a.id = o.article
    qualify row_number() over (partition by o.incident order by o.denied, o.copy, o.day_rank + o.place_rank, o.printed, o.start) = 1
)
select
    c.incident as id, t.type,
    d.day_from as start, d.day_to as "end",
    case d.day_rank when 1 then 'stated' when 2 then 'sentence' when 3 then 'article' else 'unknown' end as day_rule,
    s.place, s.country, s.site,
    coalesce(p.actors, []) as actors, coalesce(p.recipients, []) as recipients,
    c.reports, c.articles, c.witnesses, coalesce(c.voices, []) as voices, coalesce(c.first_hand, []) as first_hand,
    c.asserted_by_author, c.first_printed_on,
    l.summary, l.summary_article, l.summary_start, l.summary_end
from counted c
join types t on t.incident = c.incident and t.rank = 1
left join days d on d.incident = c.incident and d.rank = 1
left join sites s on s.incident = c.incident and s.rank = 1
left join party_lists p on p.incident = c.incident
left join leads l on l.incident = c.incident
order by d.day_from nulls last, c.first_printed_on, c.incident;
