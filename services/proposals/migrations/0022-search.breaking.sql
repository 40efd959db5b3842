-- 检索词 of each text in a narrow table of their own (docs/decisions/0018-proposals-at-size.md): which proposals have a word is
-- told by a tenth of the pages, and a new text rewrites no row of the docket. They are made from the text, as an index is: no
-- event tells of them, and a rebuild leaves them as they are.
create table proposal_search (
  proposal_id uuid primary key,
  search      tsvector not null
);
insert into proposal_search select id, search from proposal where search is not null;
create index proposals_by_text on proposal_search using gin (search);
drop index docket_by_text;
alter table proposal drop column search;
