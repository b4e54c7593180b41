-- The blocks in which local incidents meet: same kind of deed, same days, and one thing in common.
--
-- The thing is a town, a named actor or recipient, one of the six rarest names of the article, or one of the four
-- most telling words of the sentence. Days are cut into
-- stretches of six, twice, the second time moved by three: two days within three of each other share a stretch.
-- What has no day meets everything of the named actors and recipients it has.
create table local_blocks as
with things as (
    select local, 'town ' || site as thing from local_incidents where is_spot
    union
    select local, 'who ' || unnest(list_concat(actors, recipients)) from local_incidents
    union
    select local, 'word ' || unnest(telling_words[:4]) from telling_words
    union
    select l.local, 'story ' || unnest(t.terms) from local_incidents l join article_terms t using (article)
),
stretches as (
    select local, family, unnest(list_distinct([
        'a' || (day_from - date '1900-01-01') // 6, 'a' || (day_to - date '1900-01-01') // 6,
        'b' || (day_from - date '1900-01-01' + 3) // 6, 'b' || (day_to - date '1900-01-01' + 3) // 6
    ])) as stretch
    from local_incidents
    where day_rule <> 'unknown' and day_from <= day_to
    union all
    select local, family, 'no day' from local_incidents where day_rule = 'unknown'
    union all
    select distinct l.local, l.family, 'no day'
    from (select local, family, unnest(list_concat(actors, recipients)) as who from local_incidents where day_rule <> 'unknown') l
    where l.who in (select unnest(list_concat(actors, recipients)) from local_incidents where day_rule = 'unknown')
),
blocks as (
    select s.local, hash(s.family, s.stretch, t.thing) as block
    from stretches s
    join things t using (local)
    where s.stretch <> 'no day' or t.thing like 'who %'
)
select
    b.block, b.local,
    row_number() over (partition by b.block order by l.day_from, l.site, l.printed, b.local) as rank,
    count(*) over (partition by b.block) as size
from blocks b
join local_incidents l using (local)
qualify size > 1;
