-- What a printing changed against the first one: sentences that are changed, added or cut.
--
-- A sentence is changed where half of its words stand in one sentence of the other printing. Offsets are into the
-- texts of the two articles; the side that has no such sentence is null.
create table copy_passages as
with differing as (
    select c.article, c.first_printed, p.number, p.start, p."end",
           substring(a.text, p.start + 1, p."end" - p.start) as quote
    from copies c
    join passages p on p.article = c.article
    join articles a on a.id = c.article
    where c.kind not in ('first', 'same words')
      and not exists (select 1 from passages f where f.article = c.first_printed and f.hash = p.hash)
),
missing as (
    select c.article, c.first_printed, p.number, p.start, p."end",
           substring(a.text, p.start + 1, p."end" - p.start) as quote
    from copies c
    join passages p on p.article = c.first_printed
    join articles a on a.id = c.first_printed
    where c.kind not in ('first', 'same words')
      and not exists (select 1 from passages f where f.article = c.article and f.hash = p.hash)
),
alike as (
    select
        d.article, d.number, m.number as first_number, m.start as first_start, m."end" as first_end,
        m.quote as first_quote,
        len(list_intersect(regexp_extract_all(lower(d.quote), '\w+'), regexp_extract_all(lower(m.quote), '\w+')))
            / greatest(1, least(len(list_distinct(regexp_extract_all(lower(d.quote), '\w+'))),
                                len(list_distinct(regexp_extract_all(lower(m.quote), '\w+'))))) as share
    from differing d
    join missing m on m.article = d.article
    where abs(d.number - m.number) <= 10
),
changed as (
    select * from alike
    where share >= 0.5
    qualify row_number() over (partition by article, number order by share desc, first_number) = 1
)
select d.article, d.first_printed, case when c.article is null then 'added' else 'changed' end as change,
       d.start, d."end", d.quote, c.first_start, c.first_end, c.first_quote
from differing d
left join changed c on c.article = d.article and c.number = d.number
union all
select m.article, m.first_printed, 'cut', null, null, null, m.start, m."end", m.quote
from missing m
where not exists (select 1 from changed c where c.article = m.article and c.first_number = m.number)
order by article, coalesce(start, first_start);
