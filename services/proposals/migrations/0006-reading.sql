-- 公开检索: words of what was released alone.
alter table proposal add column published_search tsvector;
create index published_by_text on proposal using gin (published_search) where published_at is not null;
create index open_promises_of_case on proposal_promise (proposal_id) where state in ('OPEN', 'DONE');
create index forms_of_case on proposal_rating (proposal_id, round);
create index promises_to_verify on proposal_promise (id) where state = 'DONE';
create index upgrades_to_answer on proposal_upgrade (asked_at) where state = 'ASKED';
create index publications_to_check on proposal (id) where publication is not null;
