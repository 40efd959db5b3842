-- 检索词 of each text in a narrow table of their own (docs/decisions/0018-proposals-at-size.md): which proposals have a word is
-- told by a tenth of the pages, and a new text rewrites no row of the docket. They are made from the text, as an index is: no
-- event tells of them, and a rebuild leaves them as they are.
create table proposal_search (
  proposal_id uuid primary key,
  search      tsvector not null,
  -- The text folded, a phrase a line: whether it contains a phrase is seen sooner in it than in the places of its pairs.
  -- Of texts from before there was this column it is absent, and their places are read.
  folded      text
) with (toast_tuple_target = 128);
insert into proposal_search select id, search from proposal where search is not null;
create index proposals_by_text on proposal_search using gin (search);
drop index docket_by_text;
alter table proposal drop column search;

-- Which texts have all of some pairs, by the index and never by reading them, which PostgreSQL takes to cost nothing. That it
-- expects few makes it keep their ids beside a search, however many there are.
create function texts_with(pairs tsquery) returns setof uuid
  language plpgsql stable parallel safe rows 1000 set enable_seqscan = off
  as $$ begin return query select proposal_id from proposal_search where search @@ pairs; end $$;

create function stands_in(folded text, phrases text[]) returns boolean
  language plpgsql immutable strict parallel safe cost 100
  as $$
declare phrase text;
begin
  foreach phrase in array phrases loop
    if strpos(folded, phrase) = 0 then return false; end if;
  end loop;
  return true;
end $$;
