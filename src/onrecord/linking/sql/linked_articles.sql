-- The articles that are linked, one row each, in the order in which they were printed.
--
-- label      what the input called the article; where several bear one id, the file is put before it, else our id after
-- outlet     who vouches for it: the publisher; else the site of its address; else the byline; else nobody known
-- place      number in order of printing: by date (unknown dates last), on one day the fullest text first
create table linked_articles as
with named as (
    select
        a.id,
        a.key,
        case
            when count(*) over (partition by a.key) = 1 then a.key
            when count(*) over (partition by a.key, a.source) = 1 then a.source || ':' || a.key
            else a.key || ' (' || a.id || ')'
        end as label,
        a.title,
        a.publisher,
        coalesce(a.publisher, nullif(regexp_extract(a.url, '^\w+://(?:www\.)?([^/:]+)', 1), ''), a.byline) as outlet,
        try_cast(a.published as date) as published,
        length(a.text) as characters
    from articles a
)
select
    *,
    row_number() over (order by published nulls last, characters desc, label, id) as place
from named;
