-- Pairs of local incidents to be compared: in a block, each with the ten that stand next to it by day and town.
--
-- So the cost of an incident with fifty thousand reports is fifty thousand times ten, not fifty thousand squared.
create table incident_candidates as
with pairs as (
    select distinct least(a.local, b.local) as local, greatest(a.local, b.local) as other
    from (select block, local, rank, unnest(range(1, 11)) as step from local_blocks) a
    join local_blocks b on b.block = a.block and b.rank = a.rank + a.step
)
select p.local, p.other
from pairs p
join local_incidents a on a.local = p.local
join local_incidents b on b.local = p.other
where a.article <> b.article;
