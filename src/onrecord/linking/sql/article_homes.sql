-- The country an article is most about: the one that most of its places and actors have.
create table article_homes as
with named as (
    select article, country from places where country is not null
    union all
    select article, country from actors where country is not null
)
select article, country as home, count(*) as times
from named
group by article, country
qualify row_number() over (partition by article order by count(*) desc, country) = 1;
