-- Who did it and to whom, one row a participant: its identity where a name tells it, else the noun that heads its name.
--
-- Nouns for people in general (people, men, civilians, victims) are one: what one report calls villagers the next calls
-- people. acts is false for things (a transmitter, a decree).
create table event_parties as
with named as (
    select s.event, 'actor' as side, unnest(e.actors) as party from event_sentences s join events e on e.id = s.event
    union all
    select s.event, 'recipient', unnest(e.recipients) from event_sentences s join events e on e.id = s.event
),
headed as (
    select
        n.event, n.side, n.party.name as name, n.party.country as country, n.party.sector as sector,
        i.identity, i.kind, i.name as identity_name,
        n.party.actor is not null or n.party.country is not null or n.party.sector is not null as acts,
        -- The last word before "of", "in", "who", ... in the singular: "three wounded villagers in Kano" gives villager.
        regexp_extract(
            regexp_replace(lower(n.party.name), '\s+(of|in|from|at|near|who|that|which|with|on|for)\s.*$', ''),
            '(\w+?)(?:s|es)?\W*$', 1
        ) as noun
    from named n
    left join actor_identities i on i.actor = n.party.actor
)
select
    event, side, acts, coalesce(identity_name, name) as name, country, sector, identity, kind,
    case
        when noun in ('people', 'person', 'man', 'men', 'woman', 'women', 'civilian', 'villager', 'resident', 'child',
                      'children', 'victim', 'local', 'citizen', 'inhabitant', 'worker', 'passer-by', 'dead', 'body', 'bodi',
                      'other', 'one', 'us', 'them') or regexp_matches(noun, '^[0-9,]+$')
          or noun in ('two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'dozen')
        then 'people'
        when noun in ('gunman', 'gunmen', 'attacker', 'fighter', 'militant', 'rebel', 'assailant', 'insurgent', 'bandit',
                      'terrorist')
        then 'gunmen'
        when noun in ('police', 'policeman', 'policemen', 'officer', 'force', 'soldier', 'troop', 'army', 'guard', 'agent')
        then 'forces'
        when noun in ('protester', 'demonstrator', 'marcher', 'crowd', 'protestor') then 'protesters'
        else noun
    end as head
from headed;
