-- What each named actor said, in order, and of whom: one row a statement and person or body named in it.
--
-- same_words   a hash over the words of the content: the same in all outlets that carry them
create table statement_series as
with said as (
    select
        s.id as statement, s.article, l.label, l.publisher, l.outlet, l.published, l.place as printed,
        i.identity as speaker_identity, i.name as speaker, s.kind, s.polarity, s.form, s.voice,
        s.content[1]."start" as start, list_max(list_transform(s.content, lambda c: c."end")) as "end",
        array_to_string(list_transform(s.content, lambda c: c.quote), ' ... ') as quote,
        regexp_extract_all(lower(array_to_string(list_transform(s.content, lambda c: c.quote), ' ')), '\w+') as words,
        coalesce(c.first_printed <> s.article, false) as copy
    from statements s
    join actor_identities i on i.actor = s.speaker_actor
    join linked_articles l on l.id = s.article
    left join copies c on c.article = s.article
    where len(s.content) > 0
),
subjects as (
    select distinct s.statement, i.identity as about_identity, i.name as about
    from said s
    join mentions m on m.article = s.article and m.spans[1]."start" >= s.start and m.spans[1]."end" <= s."end"
    join actor_identities i on i.actor = m.actor
    where i.identity <> s.speaker_identity
)
select s.* exclude (words), len(s.words) as length, hash(s.words) as same_words, b.about, b.about_identity,
    hash(s.speaker_identity, s.words[:4]) as opening, hash(s.speaker_identity, s.words[-4:]) as ending, s.words
from said s
left join subjects b using (statement)
order by s.published nulls last, s.printed, s.start, b.about;
