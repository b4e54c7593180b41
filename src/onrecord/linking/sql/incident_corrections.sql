-- Figures that a later report puts right: what it corrects, and whether it says so.
--
-- says so    the sentence of the later figure has a word of correcting ("corrected", "revised", "had earlier said")
-- same outlet, same voice   the same outlet, or the same source, gives another figure on a later day: a toll that rose, or
--            a silent correction
-- Copies correct nothing: they print what the first printing says.
create table incident_corrections as
with told as (
    select
        f.*, l.place as printed, l.outlet,
        regexp_matches(
            lower(substring(a.text, p.start + 1, p."end" - p.start)),
            '\b(correct(s|ed|ing|ion)|revis(es|ed|ing)|(earlier|first|initially|previously) (said|reported|put|given|spoke|announced)|in an earlier (version|report))\b'
        ) as says_so
    from incident_figures f
    join linked_articles l on l.id = f.article
    join articles a on a.id = f.article
    join passages p on p.article = f.article and p.start <= f.start and f.start < p."end"
    where not f.copy
),
first_told as (
    -- Of each outlet and source the first time it gave a figure.
    select *
    from told
    qualify row_number() over (partition by incident, field, unit, outlet, voice, low, high order by printed, start) = 1
)
select
    n.incident, n.field, n.label, n.article, n.start, n."end", n.quote, n.value, n.voice,
    o.label as corrects_label, o.start as corrects_start, o."end" as corrects_end, o.quote as corrects_quote,
    o.value as corrects_value,
    case when n.says_so then 'says so' when n.outlet = o.outlet then 'same outlet' else 'same voice' end as rule
from told n
join first_told o
    on o.incident = n.incident and o.field = n.field and o.unit = n.unit and o.article <> n.article
   and (n.high < o.low or o.high < n.low)
   and o.printed_on < n.printed_on
   and (n.says_so or n.outlet = o.outlet or len(n.voice) > 0 and n.voice = o.voice)
qualify row_number() over (
    partition by n.incident, n.field, n.figure
    order by (n.outlet = o.outlet) desc, (n.voice = o.voice) desc, o.printed desc, o.start
) = 1
order by n.incident, n.printed, n.start;
