-- Pairs of events of one article that report the same happening, with how much speaks for it.
--
-- Deeds: no contradiction of day, place or people, and a ground: the same person or body, the same noun, the same figure,
-- or one sentence after the other, one of which says who acted and the other who suffered. A bare noun or verb ("the
-- killings", without who, whom, when or where) takes up a deed of the same stem, or the deed told just before it; with "the"
-- before it, one told anywhere before it.
-- Words (demands, accusations, refusals): only a bare one takes up another of its speaker.
create table local_pairs as
with told as (
    select *,
        len(actors) + len(recipients) + len(actor_heads) + len(recipient_heads) = 0
            and day_rule in ('article', 'unknown') and place_rule is distinct from 'stated' as bare
    from happenings
),
pairs as (
    select
        a.event as event, b.event as other,
        a.family,
        case when b.bare and not a.bare then b.event when a.bare and not b.bare then a.event end as bare_event,
        b.bare and b.definite as takes_up,
        a.type in ('ASSAULT', 'PROTEST', 'CONSULT') as one_kind_of_deed,
        a.bare or b.bare as one_is_bare,
        a.bare and b.bare as both_are_bare,
        b.denied and not a.denied as denied_after,
        abs(coalesce(a.sentence, 0) - coalesce(b.sentence, 0)) as sentences_apart,
        abs(a.start - b.start) as characters_apart,
        a.type = b.type as same_type,
        a.stem = b.stem as same_stem,
        a.type = 'ASSAULT' and b.type = 'ASSAULT' as type_is_assault,
        len(a.actors) + len(a.actor_heads) = 0 or len(b.actors) + len(b.actor_heads) = 0 as one_without_actor,
        len(list_intersect(a.recipients, b.recipients)) as shared_recipients,
        len(list_intersect(a.actors, b.actors)) as shared_actors,
        len(list_intersect(a.recipient_heads, b.recipient_heads)) + len(list_intersect(a.actor_heads, b.actor_heads)) as shared_heads,
        len(list_intersect(list_filter(a.measures, lambda m: m.low is not null),
                           list_filter(b.measures, lambda m: m.low is not null))) as shared_measures,
        'people' = any(a.recipient_heads) and 'people' = any(b.recipient_heads) as both_people,
        a.day_rule in ('stated', 'sentence') and b.day_rule in ('stated', 'sentence')
            and (a.day_from > b.day_to or b.day_from > a.day_to) as other_day,
        a.time_frame = 'history' or b.time_frame = 'history' or (a.day_rule = 'unknown') <> (b.day_rule = 'unknown')
            or coalesce(a.day_to < a.published - 14 or b.day_to < b.published - 14, false) as of_long_ago,
        a.place_rule <> 'article' and b.place_rule <> 'article' and a.is_town and b.is_town and a.site <> b.site as other_place,
        len(a.recipients) > 0 and len(b.recipients) > 0 and len(list_intersect(a.recipients, b.recipients)) = 0 as other_recipient,
        len(a.actors) > 0 and len(b.actors) > 0 and len(list_intersect(a.actors, b.actors)) = 0
            and not (a.denied or b.denied) as other_actor,
        a.event_mode is not null and b.event_mode is not null and a.event_mode <> b.event_mode as other_mode
    from told a
    join told b
        on b.article = a.article and b.family = a.family
       and (a.start < b.start or a.start = b.start and a.event < b.event)
),
scored as (
    select
        event, other, bare_event,
        2.0 * (shared_recipients > 0)::int + 1.5 * (shared_actors > 0)::int + 1.0 * (shared_heads > 0)::int
            + 1.5 * (shared_measures > 0)::int + 0.5 * same_type::int + 1.0 * same_stem::int - 1.0 * other_mode::int
            + case when sentences_apart = 0 then 1.5 when sentences_apart = 1 then 0.8 else 0 end
            + case when one_is_bare then 1.5 - characters_apart / 1000.0 else 0 end as score
    from pairs
    where not (coalesce(other_day, false) or coalesce(other_place, false) or other_recipient or other_actor)
      and (not of_long_ago or sentences_apart = 0)
      and (takes_up and same_type and not both_are_bare and (same_stem or one_kind_of_deed) or case
            when family in ('force', 'protest', 'sanction', 'support', 'yielding') then
                shared_recipients > 0 and (same_type or shared_actors > 0)
                or shared_measures > 0
                or shared_heads > 0 and (shared_actors > 0 or both_people or sentences_apart <= 2 or family = 'protest')
                or one_is_bare and same_type and same_stem and characters_apart < 1500
                or one_is_bare and same_type and not both_are_bare and not other_mode and sentences_apart <= 3
                   and (family <> 'force' or type_is_assault)
                or denied_after and same_type and (same_stem or type_is_assault) and characters_apart < 3000
                or same_type and sentences_apart <= 1 and (one_without_actor and type_is_assault or family = 'protest')
            else
                same_type
                and (one_is_bare and not both_are_bare and sentences_apart <= 3 and (same_stem or sentences_apart <= 1)
                     or shared_actors > 0 and shared_recipients > 0 and same_stem)
        end)
)
-- A bare word takes up one deed, not all that it might.
select event, other, score
from scored
qualify bare_event is null or row_number() over (partition by bare_event order by score desc, event, other) = 1;
