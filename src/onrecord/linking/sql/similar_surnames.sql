-- Pairs of surname keys that may be spellings of one name: alike by Jaro and Winkler, with a given name in common.
--
-- Each rarer spelling is compared with the twenty most frequent ones of the same given name and first letter, not with
-- all: an actor with three thousand spellings costs three thousand times twenty comparisons.
create table similar_surnames as
with ranked as (
    select
        given, surname, times,
        row_number() over (partition by given, surname[1] order by times desc, surname) as rank
    from person_keys
    where given <> '' and length(surname) >= 5
)
select r.given, r.surname, f.surname as frequent, jaro_winkler_similarity(r.surname, f.surname) as alike
from ranked r
join ranked f on f.given = r.given and f.surname[1] = r.surname[1] and f.rank <= 20 and f.rank < r.rank
where jaro_winkler_similarity(r.surname, f.surname) >= 0.93
  and abs(length(r.surname) - length(f.surname)) <= 2;
