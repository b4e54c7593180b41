"""The store's tables flattened for lists: one SQL query each, scalar columns, the evidence as start, end and quote."""

from __future__ import annotations

_EVIDENCE = """
  r.id, r.article, a.publisher as outlet, a.published, a.title as headline,
  list_min([s.start for s in r.spans]) as "start",
  list_max([s."end" for s in r.spans]) as "end",
  array_to_string([s.quote for s in r.spans], ' … ') as quote"""
_VOICE = """
  array_to_string(list_concat(['author'], r.voice), ' > ') as voice,
  case when len(r.voice) > 0 then r.voice[-1]
       when r.statement is null then 'the author' else 'nobody named' end as word_of,
  len(r.voice) as voices, r.polarity, r.mode, r.certainty, round(r.confidence, 3) as confidence, r.stage"""
_FROM = "from store.{table} r join store.articles a on a.id = r.article"

FLAT_TABLES: dict[str, str] = {
    "articles": """
select id, key, title, byline, publisher as outlet, published, published_from, language, url, format,
  length(text) as characters, coalesce(s.n, 0) as statements, coalesce(e.n, 0) as events, coalesce(f.n, 0) as figures,
  text
from store.articles
left join (select article, count(*) as n from store.statements group by article) s on s.article = id
left join (select article, count(*) as n from store.events group by article) e on e.article = id
left join (select article, count(*) as n from store.figures group by article) f on f.article = id""",
    "statements": f"""
select {_EVIDENCE},
  coalesce(r.speaker, 'nobody named') as speaker, r.speaker_kind, s.country, s.sector, r.kind, r.form, r.addressee,
  array_to_string([x.quote for x in r.content], ' … ') as content,
  array_to_string([x.quote for x in r.cue], ' … ') as cue,
  r.depth, r.parent, {_VOICE}
{_FROM.format(table="statements")} left join store.actors s on s.id = r.speaker_actor""",
    "events": f"""
select {_EVIDENCE},
  array_to_string([x.quote for x in r.anchor], ' … ') as deed, r.type, r.event_mode, r.contexts, r.quad, r.intensity,
  [x.name for x in r.actors] as actors, [x.name for x in r.recipients] as recipients,
  list_distinct([x.country for x in list_concat(r.actors, r.recipients) if x.country is not null]) as countries,
  list_distinct([x.sector for x in list_concat(r.actors, r.recipients) if x.sector is not null]) as sectors,
  r.date."start" as date_start, r.date."end" as date_end, r.place, r.time_frame, {_VOICE}
{_FROM.format(table="events")}""",
    "figures": f"""
select {_EVIDENCE}, r.low, r.high, r.comparator, r.unit, r.counted, r.role, {_VOICE}
{_FROM.format(table="figures")}""",
    "offices": f"""
select {_EVIDENCE}, r.person, r.title, r.organisation, r.status, r."start" as since, r."end" as until, {_VOICE}
{_FROM.format(table="offices")}""",
    "actor_records": f"""
select {_EVIDENCE}, r.name, r.kind, r.country, r.sector, r.identifier, coalesce(m.mentions, 0) as mentions, {_VOICE}
{_FROM.format(table="actors")}
left join (select actor, count(*) as mentions from store.mentions group by actor) m on m.actor = r.id""",
    "actors": """
select r.name as id, r.name, mode(r.kind) as kind, mode(r.country) as country, mode(r.sector) as sector,
  count(distinct r.article) as articles, coalesce(sum(m.n), 0)::bigint as mentions,
  coalesce(max(s.n), 0) as statements, coalesce(max(e.n), 0) as acts, coalesce(max(t.n), 0) as targeted,
  min(a.published) as first_seen, max(a.published) as last_seen
from store.actors r join store.articles a on a.id = r.article
left join (select actor, count(*) as n from store.mentions group by actor) m on m.actor = r.id
left join (select speaker as name, count(*) as n from store.statements group by speaker) s on s.name = r.name
left join (select x.name as name, count(*) as n from (select unnest(actors) as x from store.events) group by 1) e
  on e.name = r.name
left join (select x.name as name, count(*) as n from (select unnest(recipients) as x from store.events) group by 1) t
  on t.name = r.name
group by r.name""",
    "places": f"""
select {_EVIDENCE}, r.name, r.country, r.admin1, r.lat, r.lon, r.kind, r.precision, r.gazetteer_id, r.rule, {_VOICE}
{_FROM.format(table="places")}""",
    "dates": f"""
select {_EVIDENCE}, r.type, r.value, r."start" as first_day, r."end" as last_day, r.rule, {_VOICE}
{_FROM.format(table="dates")}""",
    "relations": f"""
select {_EVIDENCE}, r.actor, r.target, r.sign, r.actor_id, r.target_id, {_VOICE}
{_FROM.format(table="relations")}""",
    "loaded_words": f"""
select {_EVIDENCE}, r.word, r.leaning, r.kind, r.target, {_VOICE}
{_FROM.format(table="loaded_words")}""",
    "problems": "select * from store.problems",
}
"""Table to the query that makes it; ``store`` is the schema of the store's own views."""
ORDERS = {
    "articles": "published nulls last, title, id",
    "problems": "severity, source, id",
    "actors": "mentions desc, name",
}
"""How a table lies on disk where it is not in order of publication, article and place in the text."""
DEFAULT_ORDER = 'published nulls last, article, "start", id'
