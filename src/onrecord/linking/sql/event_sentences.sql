-- The events that report something as happened or deny it, with the sentence their anchor stands in.
--
-- What is demanded, promised, threatened, expected, supposed or asked has not happened: it is no report of a happening,
-- and no more is what the author says was not done. Crowds are told by their figures alone ("some 20,000 people had
-- gathered"): such a figure, where no protest is coded near it, is a report too.
-- family    types that coders give to one happening: a raid is ASSAULT to one and COERCE to the next
-- denied    somebody says it did not happen
-- definite  the anchor is a noun with "the", "this" or "their" before it: what it names was told before
-- words     the longer words of the sentence, in lower case, without endings
create table event_sentences as
with reports as (
    select
        id as event, article, type, event_mode, anchor, voice, statement, polarity, mode, certainty, time_frame, figures,
        mode = 'denied' or polarity = '-' as denied
    from events
    where time_frame <> 'future' and (mode = 'denied' or mode = 'asserted' and (polarity = '+' or len(voice) > 0))
    union all
    select
        figure, article, 'PROTEST', null, anchor, voice, statement, polarity, mode, certainty, 'past', [figure], false
    from crowds
)
select
    e.event,
    e.article,
    l.place as printed,
    l.label,
    l.published,
    e.type,
    e.event_mode,
    case
        when e.type in ('ASSAULT', 'COERCE', 'MOBILIZE') then 'force'
        when e.type = 'PROTEST' then 'protest'
        when e.type in ('CONSULT', 'AGREE', 'COOPERATE') then 'talks'
        when e.type in ('AID', 'SUPPORT') then 'support'
        when e.type in ('RETREAT', 'CONCEDE') then 'yielding'
        when e.type = 'SANCTION' then 'sanction'
        else 'words'
    end as family,
    e.anchor[1]."start" as start,
    list_max(list_transform(e.anchor, lambda a: a."end")) as "end",
    lower(e.anchor[1].quote) as anchor,
    lower(e.anchor[1].quote)[:4] as stem,
    regexp_matches(
        lower(substring(a.text, greatest(1, e.anchor[1]."start" - 19), least(e.anchor[1]."start", 20))),
        '\b(the|this|that|these|those|his|her|their|its)\s+(\w+\s+)?$'
    ) as definite,
    p.number as sentence,
    p.start as sentence_start,
    p."end" as sentence_end,
    list_distinct(list_transform(
        regexp_extract_all(lower(substring(a.text, p.start + 1, p."end" - p.start)), '\w{5,}'), lambda w: stem(w)
    )) as words,
    e.voice,
    e.statement,
    e.polarity,
    e.mode,
    e.certainty,
    e.time_frame,
    e.denied,
    e.figures
from reports e
join linked_articles l on l.id = e.article
join articles a on a.id = e.article
left join passages p
    on p.article = e.article and p.start <= e.anchor[1]."start" and e.anchor[1]."start" < p."end";
