-- When each event happened, as a closed interval of days, and how that is known.
--
-- stated     the coder gave the event a day or a few days
-- sentence   the sentence of its anchor has exactly one such date, that of a saying left out
-- article    nothing is stated: news is of the day it is printed or of the three days before
-- unknown    nothing is stated and the article has no date, or tells of times past, or the date spans over a week, or
--            the one date of the sentence is over a month before the article or after it: of what, is not known
create table event_days as
with in_sentence as (
    select
        s.event, min(try_cast(d.start as date)) as day_from, min(try_cast(d."end" as date)) as day_to,
        arg_min(d.id, abs(d.spans[1]."start" - s.start)) as date_record
    from event_sentences s
    join dates d
        on d.article = s.article
       and d.spans[1]."start" >= s.sentence_start and d.spans[1]."start" < s.sentence_end
    left join statements t on t.id = s.statement
    where d.type in ('DATE', 'TIME') and d.start is not null and d."end" is not null
      -- "He said on Friday that ..." dates the saying, not what is said.
      and (t.id is null
           or len(list_filter(t.content, lambda c: c."start" <= d.spans[1]."start" and d.spans[1]."start" < c."end")) > 0
           or len(list_filter(t.content, lambda c: c."start" <= s.start and s.start < c."end")) = 0)
    group by s.event
    having count(distinct d.start) = 1
),
known as (
    select
        s.event, s.published, s.time_frame,
        case when coalesce(try_cast(e.date.start as date) <= s.published + 1, true) then try_cast(e.date.start as date) end as own_from,
        try_cast(e.date."end" as date) as own_to,
        i.day_from as near_from, i.day_to as near_to,
        coalesce(i.day_to not between s.published - 31 and s.published + 1, false) as near_is_far,
        case when own_from is not null and own_to is not null then e.date_record else i.date_record end as date_record
    from event_sentences s
    left join events e on e.id = s.event
    left join in_sentence i using (event)
)
select
    event,
    case
        when own_from is not null and own_to is not null then own_from
        when near_from is not null and not near_is_far then near_from
        when not near_is_far and time_frame <> 'history' then published - 3
    end as day_from,
    case
        when own_from is not null and own_to is not null then own_to
        when near_from is not null and not near_is_far then near_to
        when not near_is_far and time_frame <> 'history' then published
    end as day_to,
    case
        when coalesce(own_to - own_from, near_to - near_from) > 7 or own_from is null and near_is_far then 'unknown'
        when own_from is not null and own_to is not null then 'stated'
        when near_from is not null then 'sentence'
        when time_frame = 'history' or published is null then 'unknown'
        else 'article'
    end as day_rule,
    date_record
from known;
