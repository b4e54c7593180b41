-- The sector and country each identity is mostly given; the home country of its articles where no country is given.
create table identity_places as
with given as (
    select i.identity, i.name, i.kind, a.sector, a.country, h.home
    from actor_identities i
    join actors a on a.id = i.actor
    left join article_homes h on h.article = a.article
),
sectors as (
    select identity, sector, row_number() over (partition by identity order by count(*) desc, sector) as rank
    from given where sector is not null group by identity, sector
),
countries as (
    select identity, coalesce(country, home) as country,
        row_number() over (
            partition by identity order by bool_or(country is not null) desc, count(*) desc, coalesce(country, home)
        ) as rank
    from given where coalesce(country, home) is not null group by identity, coalesce(country, home)
)
select g.identity, min(g.name) as name, min(g.kind) as kind, min(s.sector) as sector, min(c.country) as country
from given g
left join sectors s on s.identity = g.identity and s.rank = 1
left join countries c on c.identity = g.identity and c.rank = 1
group by g.identity;
