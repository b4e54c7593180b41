-- The local incidents with those words of their sentences that tell stories apart: in at most a tenth of the articles.
create table telling_words as
with used as (
    select article, word from (select article, unnest(words) as word from local_incidents) group by article, word
),
counted as (
    select word, count(*) as articles from used group by word
),
telling as (
    select word, articles from counted
    where articles between 2 and greatest(10, (select count(*) from linked_articles) / 10)
)
select l.*, coalesce(t.words_, []) as telling_words
from local_incidents l
left join (
    select w.local, list(t.word order by t.articles, t.word)[:12] as words_
    from (select local, unnest(words) as word from local_incidents) w
    join telling t using (word)
    group by w.local
) t using (local);
