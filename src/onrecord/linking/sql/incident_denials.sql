-- Who denies an incident, and in which words: from the denying word to the end of what is denied.
--
-- First, denied events that were linked to the incident. Second, denials that only point at what was said before them
-- ("rejected this account", "denied the accusation"): they deny the report told last before them in the same article.
-- Third, denials that repeat the word of a report ("denied that the two had met").
create table incident_denials as
with denying as (
    select s.article, s.speaker, s.cue[1]."start" as start,
        greatest(s.cue[1]."end", list_max(list_transform(s.content, lambda c: c."end"))) as "end",
        p.number as sentence
    from statements s
    join passages p on p.article = s.article and p.start <= s.cue[1]."start" and s.cue[1]."start" < p."end"
    where s.kind = 'denies' and len(s.cue) > 0
),
linked as (
    select r.incident, r.event, r.article, r.label, r.printed, r.voice,
        case when s.id is not null then least(s.cue[1]."start", r.start) else coalesce(d.start, r.start) end as start,
        case
            when s.id is not null then greatest(list_max(list_transform(s.content, lambda c: c."end")), r."end")
            else coalesce(d."end", r."end")
        end as "end",
        'denies the event' as rule
    from incident_reports r
    left join statements i on i.id = r.statement
    left join statements s on s.kind = 'denies' and s.id = case when i.kind = 'denies' then i.id else i.parent end
    -- The denial may stand after what it denies: "were asked to explain it, which his spokesman denies". Further off than
    -- in the next sentence it denies something else.
    left join denying d
        on s.id is null and d.article = r.article and d.speaker = list_last(r.voice)
       and d.sentence - r.sentence between 0 and 1
    where r.denied
      and (s.id is not null or d.start is not null
           or len(list_filter(i.content, lambda c: c."start" <= r.start and r.start < c."end")) > 0)
    qualify row_number() over (partition by r.event order by abs(coalesce(d.start, r.start) - r.start)) = 1
),
pointing as (
    select s.id, s.article, s.voice || [s.speaker] as voice, s.cue[1]."start" as start,
        list_max(list_transform(s.content, lambda c: c."end")) as "end", p.number as sentence,
        regexp_matches(
            s.content[1].quote,
            '^(?i)(it|that|this|them|all this|(the|this|that|these|those|any such|such) (\w+ )?(account|accusation|claim|report|charge|allegation|story|version|rumour|rumor)s?)\W*$'
        ) as points,
        list_transform(regexp_extract_all(lower(s.content[1].quote), '\w{3,}'), lambda w: w[:4]) as stems
    from statements s
    join passages p on p.article = s.article and p.start <= s.cue[1]."start" and s.cue[1]."start" < p."end"
    where s.kind = 'denies' and s.polarity = '+' and len(s.content) > 0 and len(s.cue) > 0 and s.speaker is not null
      and not exists (select 1 from incident_reports r where r.statement = s.id and r.denied)
),
pointed as (
    select r.incident, r.event, p.article, r.label, r.printed, p.voice, p.start, p."end", case when p.points then 'points at the report before it' else 'repeats its word' end as rule
    from pointing p
    join incident_reports r
        on r.article = p.article and r.start < p.start and not r.denied
       and (p.points and p.sentence - r.sentence <= 1 or list_contains(p.stems, r.stem) and p.start - r.start < 3000)
       and list_last(r.voice) is distinct from list_last(p.voice)
       and r.type <> 'REJECT'
    qualify row_number() over (partition by p.id order by r.start desc, r.event) = 1
)
select x.incident, x.event, x.label, x.article, x.printed, x.start, x."end",
    substring(a.text, x.start + 1, x."end" - x.start) as quote, x.voice, x.rule
from (select * from linked union all select * from pointed) x
join articles a on a.id = x.article
qualify row_number() over (partition by x.incident, x.article, x.start order by x.rule, x."end", x.event) = 1
order by x.incident, x.printed, x.start, x.event;
