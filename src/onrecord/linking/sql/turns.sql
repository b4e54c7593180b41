-- Who moved from support to criticism of whom, or back, and when: the last incident of the one sign before the first of
-- the other that nothing of the first sign follows.
create table turns as
with signed as (
    select distinct actor, actor_identity, target, target_identity, sign, day, incident, rift
    from dyads where not denied and day is not null
),
ordered as (
    select *,
        lag(sign) over pair as sign_before,
        lag(day) over pair as day_before,
        lag(incident) over pair as incident_before
    from signed
    window pair as (partition by actor, actor_identity, target, target_identity order by day, sign, incident)
)
select actor, target, sign_before as moved_from, sign as moved_to, day_before as last_before, day as first_after,
    incident_before as incident_before, incident as incident_after, rift
from ordered
where sign <> sign_before and day > day_before
order by first_after, actor, target;
