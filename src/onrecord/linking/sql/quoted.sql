-- Whom each article quotes and how often: by identity where there is one, else as written ("residents").
create table quoted as
select s.article, l.label, l.outlet, coalesce(i.name, s.speaker) as speaker, i.identity as speaker_identity, count(*) as times
from statements s
join linked_articles l on l.id = s.article
left join actor_identities i on i.actor = s.speaker_actor
where s.speaker is not null
group by all
order by l.label, times desc, speaker, speaker_identity;
