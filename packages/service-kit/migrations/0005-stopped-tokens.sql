-- 停用: tokens that were issued until an instant and are void since. One row for each account, role of an account or session;
-- kept for a day, which is longer than a token lives.
create table stopped_token (
  key      text primary key,
  until    timestamptz not null,
  noted_at timestamptz not null default clock_timestamp()
);
create index stopped_tokens_noted on stopped_token (noted_at);
