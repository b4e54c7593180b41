-- The distinct ways in which articles name actors, with the country and office they are given there.
--
-- One row a form: name, kind, country, the office held (title and body, first one named), the article's home country.
-- All later work on identities is done on forms, so that ten thousand mentions of one name cost as much as one.
create table actor_forms as
with posts as (
    select article, person, arg_min(title, spans[1]."start") as title, arg_min(organisation, spans[1]."start") as organisation
    from offices
    group by article, person
),
named as (
    select
        a.id as actor, a.article, a.name, a.kind, a.country, a.sector,
        lower(p.title) as title, p.organisation, h.home
    from actors a
    left join posts p on p.article = a.article and p.person = a.name
    left join article_homes h on h.article = a.article
    where a.kind not in ('collective', 'document')
)
select
    row_number() over (order by count(*) desc, name, kind, country, sector, title, organisation, home) as form,
    name, kind, country, sector, title, organisation, home,
    count(*) as times,
    list(actor order by actor) as actors
from named
group by name, kind, country, sector, title, organisation, home;
