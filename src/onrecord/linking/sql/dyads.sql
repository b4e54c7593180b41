-- Who did what to whom, counted in incidents: one row for each incident, pair and kind of voice.
--
-- voice   author   the author asserts it
--         actor    the actor says so of himself, or somebody of his country and sector does
--         target   his opponents say so of him: the target, or somebody of the target's country
--         unnamed  somebody whom the article does not name
--         other    a third party
-- denied  true where the report is a denial: it is counted apart
-- rift    both belong to the elite of one state (government, army, police, parliament, courts, secret service)
create table dyads as
with pairs as (
    select
        r.incident, r.event, e.quad, r.denied, r.statement, r.voice, r.copy, r.label,
        a.name as actor, a.identity as actor_identity, t.name as target, t.identity as target_identity,
        s.speaker_kind, s.speaker, v.identity as speaker_identity
    from incident_reports r
    join events e on e.id = r.event
    join event_parties a on a.event = r.event and a.side = 'actor'
    join event_parties t on t.event = r.event and t.side = 'recipient' and t.name <> a.name and a.acts and t.acts
    left join statements s on s.id = r.statement
    left join actor_identities v on v.actor = s.speaker_actor
),
placed as (
    select p.*, a.country as actor_country, a.sector as actor_sector, t.country as target_country, t.sector as target_sector,
        v.country as speaker_country, v.sector as speaker_sector
    from pairs p
    left join identity_places a on a.identity = p.actor_identity
    left join identity_places t on t.identity = p.target_identity
    left join identity_places v on v.identity = p.speaker_identity
),
voiced as (
    select *,
        case
            when statement is null and len(voice) = 0 then 'author'
            when len(voice) = 0 or speaker_kind in ('unnamed', 'nobody') then 'unnamed'
            when speaker = actor or speaker_identity = actor_identity then 'actor'
            when speaker = target or speaker_identity = target_identity then 'target'
            when speaker_country = actor_country and speaker_sector = actor_sector then 'actor'
            when speaker_country = target_country and actor_country is distinct from target_country then 'target'
            else 'other'
        end as voice_kind
    from placed
)
select
    v.incident, v.actor, v.actor_identity, v.target, v.target_identity,
    if(v.quad <= 2, 'cooperative', 'conflictual') as sign,
    v.voice_kind as voice,
    v.denied,
    min(i.start) as day,
    min(i.type) as type,
    count(*) as reports,
    bool_or(coalesce(v.actor_country = v.target_country, false)
        and v.actor_sector in ('GOV', 'MIL', 'COP', 'LEG', 'JUD', 'SPY', 'ELI')
        and v.target_sector in ('GOV', 'MIL', 'COP', 'LEG', 'JUD', 'SPY', 'ELI')) as rift,
    min(v.actor_country) as country
from voiced v
join incidents i on i.id = v.incident
group by v.incident, v.actor, v.actor_identity, v.target, v.target_identity, if(v.quad <= 2, 'cooperative', 'conflictual'), v.voice_kind, v.denied
order by day nulls last, actor, target, sign, voice, v.incident;
