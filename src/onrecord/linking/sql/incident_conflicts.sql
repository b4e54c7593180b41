-- Where the reports of one incident can't all be true: one row a side.
--
-- figures      ranges that exclude each other ("at least 7" excludes "three", not "ten"), of two articles or two voices
-- date         stated days without a day in common
-- place        towns more than 30 km apart
-- actors       named ones of whom no report names two together, in reports of an attack, arrest or other use of force
-- factuality   it happened, it did not
create table incident_conflicts as
with ranges as (
    -- The distinct ranges given, not the figures, are compared with each figure: an incident with fifty thousand reports
    -- has a few dozen of them.
    select incident, field, unit, low, high,
        count(distinct article) as articles, min(article) as article, list(distinct voice) as voices
    from incident_figures
    group by all
),
figure_sides as (
    select distinct a.incident, a.field, a.figure
    from incident_figures a
    join ranges b
        on b.incident = a.incident and b.field = a.field and b.unit = a.unit and (a.high < b.low or b.high < a.low)
       and (b.articles > 1 or b.article <> a.article or b.voices <> [a.voice] or a.field = 'protesters')
),
dated as (
    select * from incident_reports
    where day_rule in ('stated', 'sentence') and date_record is not null and not denied
),
days as (
    select incident, day_from, day_to, count(distinct article) as articles, min(article) as article
    from dated group by all
),
date_sides as (
    select distinct a.incident, a.article, a.label, a.printed, a.date_record, a.day_from, a.day_to, a.voice
    from dated a
    join days b
        on b.incident = a.incident and (a.day_from > b.day_to or b.day_from > a.day_to)
       and (b.articles > 1 or b.article <> a.article)
),
sited as (
    -- One town an article: that of the report whose place is best known.
    select r.*, p.lat, p.lon
    from incident_reports r
    join places p on p.id = r.place_record
    where r.place_rule in ('stated', 'sentence') and r.is_town and not r.denied
    qualify row_number() over (partition by r.incident, r.article order by r.place_rule desc, r.start) = 1
),
towns as (
    select incident, site, min(country) as country, min(lat) as lat, min(lon) as lon
    from sited group by all
),
place_sides as (
    select distinct a.incident, a.article, a.label, a.printed, a.place_record, a.place, a.voice
    from sited a
    join towns b
        on b.incident = a.incident and b.site <> a.site and b.country is not distinct from a.country
       and (a.lat is null or b.lat is null
            or 111.2 * sqrt(pow(a.lat - b.lat, 2) + pow((a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2)), 2)) > 30)
),
named as (
    select r.incident, r.event, r.article, r.label, r.printed, r.start, r."end", r.quote, r.voice,
        p.identity, p.name, p.country
    from incident_reports r
    join event_parties p on p.event = r.event and p.side = 'actor' and p.identity is not null and p.kind <> 'medium'
    where r.type in ('ASSAULT', 'COERCE') and not r.denied
),
perpetrators as (
    select incident, identity, min(country) as country from named group by all
),
together as (
    select distinct a.incident, a.identity, b.identity as other
    from named a join named b on b.event = a.event and b.identity <> a.identity
),
accused as (
    select distinct a.incident, a.identity
    from perpetrators a
    join perpetrators b on b.incident = a.incident and b.identity <> a.identity and a.country is distinct from b.country
    anti join together t on t.incident = a.incident and t.identity = a.identity and t.other = b.identity
),
actor_sides as (
    select n.* from named n join accused using (incident, identity)
),
doubted as (
    select incident from incident_denials intersect select incident from incident_reports where not denied
),
sides as (
    select f.incident, f.field, f.label, f.printed_on::varchar as printed, f.start, f."end", f.quote, f.value, f.voice
    from figure_sides s join incident_figures f on f.incident = s.incident and f.figure = s.figure
    union all
    select d.incident, 'date', d.label, d.printed::varchar, t.spans[1]."start", t.spans[1]."end", t.spans[1].quote,
        case when d.day_from = d.day_to then d.day_from::varchar else d.day_from || ' to ' || d.day_to end, d.voice
    from date_sides d join dates t on t.id = d.date_record
    union all
    select p.incident, 'place', p.label, p.printed::varchar, t.spans[1]."start", t.spans[1]."end", t.spans[1].quote, p.place, p.voice
    from place_sides p join places t on t.id = p.place_record
    union all
    select incident, 'actors', label, printed::varchar, start, "end", quote, name, voice from actor_sides
    union all
    select incident, 'factuality', label, printed::varchar, start, "end", quote, 'did not happen', voice
    from incident_denials where incident in (from doubted)
    union all
    select incident, 'factuality', label, printed::varchar, start, "end", quote, 'happened', voice
    from incident_reports where incident in (from doubted) and not denied
)
select *
from sides
qualify row_number() over (partition by incident, field, label, value, voice order by start) = 1
order by incident, field, value, label, start;
