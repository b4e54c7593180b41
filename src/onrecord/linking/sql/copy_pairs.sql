-- How much of their words two candidates share, and whether the later one is a copy of the earlier one.
--
-- The words are compared as triples of neighbours. share_of_shorter is the part of the shorter text that stands in the
-- longer one; share_of_both the part of all their triples that both have (Jaccard).
-- A copy shares half of both texts; or is an excerpt, most of which stands in an earlier text; or is a later and longer
-- version by the same outlet, in which most of the earlier one still stands. A longer text of another outlet that
-- contains a short one has witnesses of its own and is no copy.
create table copy_pairs as
with compared as (
    select
        c.article,
        c.other,
        len(s.triples) as length,
        len(o.triples) as other_length,
        len(list_intersect(s.triples, o.triples)) as shared,
        s.text_hash = o.text_hash as same_words,
        coalesce(a.outlet = b.outlet, false) as same_outlet
    from copy_candidates c
    join signatures s on s.article = c.article
    join signatures o on o.article = c.other
    join linked_articles a on a.id = c.article
    join linked_articles b on b.id = c.other
),
measured as (
    select
        *,
        shared / least(length, other_length) as share_of_shorter,
        shared / (length + other_length - shared) as share_of_both
    from compared
    where least(length, other_length) >= 12
)
select
    article,
    other,
    share_of_shorter,
    share_of_both,
    case
        when share_of_both >= 0.5 then 'near'
        when length < other_length then 'excerpt'
        else 'version'
    end as kind
from measured
where share_of_both >= 0.5
   or (share_of_shorter >= 0.7 and (length < other_length or same_outlet));
