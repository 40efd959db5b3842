-- 本地规则: every version of the committee's PolicyPack, whole.
create table policy (
  version smallint primary key,
  stage   text not null check (stage in ('draft', 'approved', 'rejected')),
  pack    jsonb not null
);
create unique index policy_one_draft on policy (stage) where stage = 'draft';
