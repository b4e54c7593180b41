-- Statements of one speaker that begin or end in the same four words within a week, but not in the same words: cut or
-- changed between outlets. share is the part of the shorter one's words that the longer one has too.
create table changed_words as
with alone as (
    select distinct on (statement) statement, label, outlet, published, printed, speaker, start, "end", quote, words, same_words,
        opening, ending
    from statement_series
    where length >= 6
    order by statement
),
keyed as (
    select *, opening as key from alone
    union all
    select *, ending from alone
),
pairs as (
    -- Each with the one printed before it under the same key, so that ten thousand carriers cost ten thousand rows.
    select *,
        lag(statement) over (partition by key order by printed, start, statement) as other
    from (select * from keyed qualify row_number() over (partition by key, same_words order by printed, start, statement) = 1)
)
select distinct
    p.speaker, p.statement, p.label, p.outlet, p.published, p.start, p."end", p.quote,
    o.statement as other, o.label as other_label, o.outlet as other_outlet, o.quote as other_quote,
    len(list_intersect(p.words, o.words)) / least(len(list_distinct(p.words)), len(list_distinct(o.words))) as share,
    case when len(p.words) < len(o.words) then 'cut' when len(p.words) > len(o.words) then 'added' else 'changed' end as change
from pairs p
join alone o on o.statement = p.other and o.label <> p.label
where abs(coalesce(p.published - o.published, 0)) <= 7
  and len(list_intersect(p.words, o.words)) / least(len(list_distinct(p.words)), len(list_distinct(o.words))) >= 0.6
order by p.published, p.label, p.start;
