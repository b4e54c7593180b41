-- Local incidents of two printings of one text that rest on the same words: one happening for sure.
create table copied_incidents as
with printings as (
    select c.first_printed, h.article, m.local, h.type, h.anchor, h.denied,
        row_number() over (partition by h.article, h.type, h.anchor, h.denied order by h.start) as occurrence
    from happenings h
    join local_members m using (event)
    join copies c on c.article = h.article
)
select distinct p.local, f.local as other
from printings p
join printings f
    on f.article = p.first_printed and f.type = p.type and f.anchor = p.anchor and f.denied = p.denied
   and f.occurrence = p.occurrence
where p.article <> p.first_printed;
