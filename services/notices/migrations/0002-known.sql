-- What other services told: who holds which role, and whom a thing concerns.

create table known_grant (
  id         uuid primary key,
  account_id text not null,
  role       text not null,
  member_id  uuid,
  -- 单位与机构: for which one acts.
  unit_ids   uuid[] not null,
  from_on    date not null,
  until_on   date not null
);
create index known_grant_by_role on known_grant (role);
create index known_grant_by_member on known_grant (member_id) where member_id is not null;
create index known_grant_by_unit on known_grant using gin (unit_ids);
create index known_grant_by_account on known_grant (account_id);

create table known_stopped (
  account_id text primary key
);

-- What a thing is called, where its service has told everybody of the committee.
create table known_thing (
  of    text not null,
  id    text not null,
  title text not null,
  primary key (of, id)
);

-- 提案人、附议人与承办单位.
create table known_proposal (
  id             uuid primary key,
  lead_member_id uuid,
  lead_body_id   uuid,
  cosigner_ids   uuid[] not null default '{}'
);
create table known_assignment (
  proposal_id uuid not null,
  unit_id     uuid not null,
  role        text not null,
  primary key (proposal_id, unit_id)
);

-- 参会人.
create table known_session (
  id        uuid primary key,
  announced boolean not null
);
create table known_invitee (
  session_id uuid not null,
  id         uuid not null,
  kind       text not null check (kind in ('MEMBER', 'UNIT')),
  primary key (session_id, id)
);

-- 联动任务 of the own side.
create table known_task (
  id         text primary key,
  compact_id text not null,
  unit_id    uuid,
  due_on     date,
  open       boolean not null
);
create index known_task_open on known_task (due_on) where open;
