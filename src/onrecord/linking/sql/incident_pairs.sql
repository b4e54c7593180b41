-- How much speaks for two local incidents of different articles being one happening: the sum of the comparisons below.
--
-- Weights are in the manner of Fellegi and Sunter (Journal of the American Statistical Association 64, 1969): what
-- agrees seldom by chance weighs much, what differs often between true reports weighs little against. They were set on
-- generated corpora (bench/retold.py) and the sample corpus.
create table incident_pairs as
with compared as (
    select
        p.local, p.other, a.family,
        len(list_intersect(a.types, b.types)) > 0 as same_type,
        list_contains(a.types, 'ASSAULT') and list_contains(b.types, 'ASSAULT') as assaults,
        len(a.modes) > 0 and len(b.modes) > 0 and len(list_intersect(a.modes, b.modes)) = 0 as other_mode,
        len(list_intersect(a.modes, b.modes)) > 0 as same_mode,
        len(list_intersect(a.stems, b.stems)) > 0 as same_stem,
        a.day_rule in ('stated', 'sentence') and b.day_rule in ('stated', 'sentence') as both_dated,
        greatest(a.day_from - b.day_to, b.day_from - a.day_to, 0) as days_apart,
        a.is_town and b.is_town as both_towns,
        a.site = b.site as same_site,
        a.is_spot as of_a_spot,
        a.place_rule = 'article' or b.place_rule = 'article' as place_of_article,
        a.country <> b.country and a.place_rule <> 'article' and b.place_rule <> 'article' as other_country,
        len(list_intersect(a.recipients, b.recipients)) as shared_recipients,
        len(a.recipients) > 0 and len(b.recipients) > 0 as both_recipients,
        len(list_intersect(a.actors, b.actors)) as shared_actors,
        len(a.actors) > 0 and len(b.actors) > 0 as both_actors,
        len(list_intersect(list_concat(a.actors, a.recipients), list_concat(b.actors, b.recipients))) as shared_named,
        len(list_intersect(a.persons, b.persons)) > 0 as same_person,
        len(list_intersect(a.recipient_heads, b.recipient_heads)) as shared_recipient_heads,
        len(list_intersect(list_filter(a.recipient_heads, lambda h: h <> 'people'),
                           list_filter(b.recipient_heads, lambda h: h <> 'people'))) as shared_things,
        len(list_intersect(a.actor_heads, b.actor_heads)) as shared_actor_heads,
        len(a.recipient_heads) > 0 and len(b.recipient_heads) > 0 as both_recipient_heads,
        len(a.actor_heads) > 0 and len(b.actor_heads) > 0 as both_actor_heads,
        len(list_intersect(list_transform(a.measures, lambda m: {role: m.role, low: m.low}),
                           list_transform(b.measures, lambda m: {role: m.role, low: m.low}))) as shared_measures,
        len(list_filter(a.measures, lambda m: len(list_filter(b.measures, lambda o: o.role = m.role and (o.low > m.high or o.high < m.low))) > 0)) as other_measures,
        len(list_intersect(coalesce(s.terms, []), coalesce(t.terms, []))) as shared_terms,
        len(list_intersect(a.telling_words, b.telling_words)) as shared_words,
        a.day_rule = 'unknown' and b.day_rule = 'unknown' and a.day_from = b.day_from and a.day_to = b.day_to as same_wide_dates
    from incident_candidates p
    join telling_words a on a.local = p.local
    join telling_words b on b.local = p.other
    left join article_terms s on s.article = a.article
    left join article_terms t on t.article = b.article
),
weighed as (
    select
        local, other, same_person,
        case when same_type then 1.0 else -1.0 end as type_weight,
        case when same_mode then 0.5 when other_mode then -1.0 else 0 end as mode_weight,
        case
            when same_stem then 0.7
            when same_mode or family = 'protest' or assaults or not same_type then 0
            else -1.5
        end as stem_weight,
        case
            when same_wide_dates then 1.5
            when days_apart is null then 0
            when days_apart > 3 then -9
            when both_dated then case days_apart when 0 then 2.0 when 1 then -0.7 else -3.5 end
            else case days_apart when 0 then 0.5 else -1.5 end
        end as day_weight,
        case
            when coalesce(other_country, false) then -5.0
            when of_a_spot and same_site then case when place_of_article then 2.0 else 3.0 end
            when both_towns then case when place_of_article or same_person then -1.0 else -2.5 end
            when same_site then 0.5
            else 0
        end as place_weight,
        case
            when shared_recipients > 0 then 2.5
            when both_recipients then -3.0
            when shared_things > 0 then 1.0
            when shared_recipient_heads > 0 then 0.5
            when both_recipient_heads and not same_type then -1.0
            else 0
        end as recipient_weight,
        case
            when shared_actors > 0 then 2.0
            when both_actors and shared_named = 0 then case when family = 'force' then -1.0 else -4.0 end
            when shared_actor_heads > 0 then 0.5
            when shared_named > 0 then 1.5
            when both_actor_heads and not same_type then -1.0
            else 0
        end as actor_weight,
        case when shared_measures > 0 then 1.5 when other_measures > 0 then -0.7 else 0 end as figure_weight,
        least(0.6 * shared_terms, 2.0) + least(0.4 * shared_words, 2.0) as story_weight,
        case
            when family in ('words', 'talks', 'support', 'yielding', 'sanction') and shared_named = 0 then -3.0
            when family = 'words' and shared_words = 0 then -2.0
            -- One man says much in a day: another verb, to nobody in common, in other words, is another utterance.
            when family = 'words' and not same_stem and shared_recipients = 0 and shared_words < 3 then -2.5
            else 0
        end as words_weight
    from compared
)
select *,
    type_weight + mode_weight + stem_weight + day_weight + place_weight + recipient_weight + actor_weight
        + figure_weight + story_weight + words_weight as score
from weighed
where type_weight + mode_weight + stem_weight + day_weight + place_weight + recipient_weight + actor_weight
        + figure_weight + story_weight + words_weight >= 4.5;
