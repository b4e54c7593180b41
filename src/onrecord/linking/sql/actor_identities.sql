-- Which identity each article's actor has, and by what rule. An actor that no name tells apart has none.
--
-- What a reviewer decided (NAME.record/actors.jsonl) goes before what was computed.
create table actor_identities as
with computed as (
    select unnest(f.actors) as actor, i.identity, i.rule
    from form_identities i
    join actor_forms f using (form)
),
by_name as (
    select name, arg_max(identity, times) as identity from identities group by name
),
decided_actors as (
    select distinct on (a.id)
        a.id as actor, coalesce(b.identity, 'identity-' || md5(d.is_name)[:16]) as identity, d.is_name, a.kind
    from decided d
    join actors a on a.name = d.name
    join linked_articles l on l.id = a.article and (d.article is null or d.article = l.label)
    left join by_name b on b.name = d.is_name
    order by a.id, d.article is null
)
select
    actor,
    coalesce(d.identity, c.identity) as identity,
    coalesce(d.is_name, i.name) as name,
    coalesce(i.kind, d.kind) as kind,
    i.country,
    case when d.actor is not null then 'decided by a reviewer' else c.rule end as rule
from computed c
full join decided_actors d using (actor)
left join identities i on i.identity = coalesce(d.identity, c.identity);
