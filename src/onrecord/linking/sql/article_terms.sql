-- The six rarest names and towns of each article that stand in at least one other: what its story is told by.
create table article_terms as
with named as (
    select distinct a.article, i.identity as term from actor_identities i join actors a on a.id = i.actor
    union
    select distinct article, coalesce(gazetteer_id, 'name:' || lower(name)) from places where precision in ('city', 'point')
),
counted as (
    select article, term, count(*) over (partition by term) as articles from named
)
select article, list(term order by articles, term)[:6] as terms
from counted
where articles > 1
group by article;
