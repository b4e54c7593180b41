-- Pairs of articles that may be printings of one text: they meet in two MinHash bands, or sentences of eight words.
--
-- Of the articles that meet in one band (or sentence) each is paired with the first printed and with the one printed
-- just before it, never with all: the cost grows with the articles, also where ten thousand print the same text.
-- Articles of the very same words are left out here but for the first of them.
create table copy_candidates as
with first_of_its_words as (
    select s.article, l.place, s.bands
    from signatures s
    join linked_articles l on l.id = s.article
    where s.words > 0
    qualify row_number() over (partition by s.text_hash order by l.place) = 1
),
meetings as (
    select article, place, 'band ' || generate_subscripts(bands, 1) || ' ' || unnest(bands) as meeting
    from first_of_its_words
    union all
    select p.article, f.place, 'sentence ' || p.hash
    from passages p
    join first_of_its_words f using (article)
    where p.words >= 8
),
pairs as (
    select
        article,
        meeting,
        first_value(article) over (partition by meeting order by place) as first_printed,
        lag(article) over (partition by meeting order by place) as printed_before
    from meetings
)
select article, other
from (
    select article, meeting, first_printed as other from pairs
    union
    select article, meeting, printed_before from pairs
)
where other is not null and other <> article
group by article, other
having count(*) >= 2;
