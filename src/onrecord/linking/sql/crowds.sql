-- Figures that count a crowd where no protest is coded near them: "Some 20,000 people had gathered at the building."
--
-- A figure counts a crowd where the coder says so, or where it counts people and its sentence has a word for a crowd. A
-- bare number in the next sentence ("A parliament aide put it at more than 50,000") counts the same crowd.
create table crowds as
with counts as (
    select
        f.id as figure, f.article, f.spans as anchor, f.voice, f.statement, f.polarity, f.mode, f.certainty,
        f.spans[1]."start" as start, p.number as sentence,
        f.role = 'protesters'
            or f.role = 'other' and regexp_matches(lower(coalesce(f.counted, '')), '^(people|persons|men|women|.*crowd|.*protesters|.*demonstrators)?$')
               and regexp_matches(
                   lower(substring(a.text, p.start + 1, p."end" - p.start)),
                   '\b(gathered|assembled|rall(y|ied)|demonstrat|march(ed|ers)|crowds?|protest|took to the streets|turned out|stood (in|before|outside|around))'
               ) as of_crowd,
        f.role = 'other' and (f.counted is null or lower(f.counted) = 'number') and coalesce(f.low, f.high) >= 50 as bare
    from figures f
    join articles a on a.id = f.article
    join passages p on p.article = f.article and p.start <= f.spans[1]."start" and f.spans[1]."start" < p."end"
    where f.unit = '' and f.mode = 'asserted' and f.role in ('protesters', 'other')
      and coalesce(f.low, f.high) >= 50
),
coded as (
    select distinct e.article, p.number as sentence
    from events e
    join passages p on p.article = e.article and p.start <= e.anchor[1]."start" and e.anchor[1]."start" < p."end"
    where e.type = 'PROTEST' and e.mode = 'asserted'
)
select c.*
from counts c
where (c.of_crowd or c.bare and exists (
        select 1 from counts o where o.article = c.article and o.of_crowd and c.sentence - o.sentence between 0 and 1
    ))
  and not exists (select 1 from coded e where e.article = c.article and c.sentence - e.sentence between 0 and 2);
