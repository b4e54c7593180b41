-- The figures that measure an incident, each with its bounds and voice.
--
-- A figure belongs to the event the coder gave it to. One that stands alone ("a doctor put the dead at nine") belongs
-- to the incident of the right kind that its article tells of last before it, or else first after it; not where its
-- sentence is of those who escaped.
-- low and high are the bounds as meant: "about 100" is 90 to 110, "at least 7" is 7 and more, "a few hundred" less than
-- ten times its least.
create table incident_figures as
with given as (
    select r.incident, unnest(r.figures) as figure, r.type, 'event' as figure_rule
    from incident_reports r
    where not r.denied
),
fitting as (
    select f.id as figure, f.article, f.spans[1]."start" as start,
        case when f.role in ('killed', 'wounded') then ['ASSAULT']
             when f.role in ('arrested', 'abducted') then ['COERCE', 'ASSAULT']
             when f.role = 'protesters' then ['PROTEST'] end as types
    from figures f
    join articles a on a.id = f.article
    join passages p on p.article = f.article and p.start <= f.spans[1]."start" and f.spans[1]."start" < p."end"
    where f.role in ('killed', 'wounded', 'arrested', 'abducted', 'protesters')
      and not regexp_matches(
          lower(substring(a.text, p.start + 1, p."end" - p.start)), '\b(escaped|survived|freed|released|rescued|unhurt)\b'
      )
      and not exists (select 1 from given g where g.figure = f.id)
),
near as (
    select r.incident, f.figure, r.type, 'nearest incident of its article' as figure_rule
    from fitting f
    join incident_reports r on r.article = f.article and list_contains(f.types, r.type) and f.start - r.start between -300 and 1500
        and (r.start < f.start or r.sentence_start <= f.start)
    qualify row_number() over (
        partition by f.figure
        order by r.start > f.start and r.sentence_start > f.start, abs(r.start - f.start), r.event
    ) = 1
),
all_of_them as (
    select distinct incident, figure, figure_rule, type from given
    union all
    select incident, figure, figure_rule, type from near
)
select
    x.incident, f.id as figure, l.label, l.id as article, l.printed_on, f.spans[1]."start" as start, f.spans[1]."end" as "end",
    f.spans[1].quote as quote, f.voice, f.comparator, x.figure_rule, l.copy,
    case
        when f.role = 'other' and x.type = 'PROTEST' and f.unit = '' then 'protesters'
        when f.role = 'other' then
            lower(regexp_extract(f.counted, '(\w+?)s?\W*$', 1))
        else f.role
    end as field,
    f.unit,
    case f.comparator when 'approx' then f.low * 0.9 when 'more_than' then f.low + 1 else f.low end as low,
    case f.comparator when 'approx' then f.high * 1.1 when 'less_than' then f.high - 1 when 'vague' then if(regexp_matches(f.spans[1].quote, '(?i)^\W*(a few|a couple|several|dozens|a handful)\b'), f.low * 10, f.high)
        else f.high end as high,
    case
        when f.comparator = 'between' then printf('%s to %s', format_figure(f.low), format_figure(f.high))
        when f.comparator = 'approx' then 'about ' || format_figure(coalesce(f.low, f.high))
        when f.comparator = 'at_least' then 'at least ' || format_figure(f.low)
        when f.comparator = 'more_than' then 'more than ' || format_figure(f.low)
        when f.comparator = 'at_most' then 'at most ' || format_figure(f.high)
        when f.comparator = 'less_than' then 'fewer than ' || format_figure(f.high)
        when f.comparator = 'vague' then format_figure(f.low) || ' or more'
        else format_figure(coalesce(f.low, f.high))
    end as value
from all_of_them x
join figures f on f.id = x.figure
join (
    select l.id, l.label, l.published as printed_on, coalesce(c.first_printed <> l.id, false) as copy
    from linked_articles l left join copies c on c.article = l.id
) l on l.id = f.article
where f.role not in ('age', 'distance', 'votes')
  and (f.low is not null or f.high is not null)
  and field <> ''
qualify row_number() over (partition by x.incident, f.id order by x.figure_rule) = 1
order by x.incident, field, l.label, start, f.id;
