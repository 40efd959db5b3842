alter table finding
  -- 整改期限的算法, with which it is counted again after a dispute; null for a fixed day.
  add column rectify_term   jsonb,
  add column dispute_due_at timestamptz;

-- 问题清单台账: what is due soonest comes first; a list of an imported year may tell no day.
create index issues_by_due on finding ((coalesce(due_at, '2999-01-01 00:00:00+00'::timestamptz)), id)
  where list_id is not null;
create index issues_of_unit_by_due on finding (unit_id, (coalesce(due_at, '2999-01-01 00:00:00+00'::timestamptz)), id)
  where list_id is not null;
-- The counts of a board are read from the index alone.
create index issues_by_state on finding (state, due_at) include (unit_id, project_id) where list_id is not null;
create index issues_by_listing on finding (listed_at) where list_id is not null;
create index issues_by_subject on finding (subject);
create index look_backs_by_due on finding (look_back_due, id) where state = 'VERIFIED' and look_back is null;

-- 异议与复核. Why a unit disputes, and what the group found, come from no event.
create table issue_dispute (
  finding_id     uuid primary key references finding (id),
  disputed_at    timestamptz not null,
  files          jsonb not null default '[]',
  reason         text,
  outcome        text check (outcome in ('UPHELD', 'DROPPED')),
  rechecked_at   timestamptz,
  checked_on     date,
  way            text,
  member_id      uuid,
  recheck_files  jsonb not null default '[]',
  recheck_reason text
);
create index files_of_dispute on issue_dispute using gin (files jsonb_path_ops);
create index files_of_recheck on issue_dispute using gin (recheck_files jsonb_path_ops);

-- 整改轮次. The words of the unit and of the group come from no event.
create table issue_round (
  finding_id   uuid not null references finding (id),
  round        integer not null,
  cause        text not null check (cause in ('LISTED', 'REOPENED', 'RELAPSED')),
  began_at     timestamptz not null,
  deadline     jsonb not null,
  planned_at   timestamptz,
  finish_on    date,
  leader_post  text,
  measures     text,
  rectified_at timestamptz,
  rectified_on date,
  files        jsonb not null default '[]',
  result       text,
  verdict      text check (verdict in ('VERIFIED', 'REOPENED')),
  verdict_at   timestamptz,
  member_id    uuid,
  checked_on   date,
  way          text,
  check_files  jsonb not null default '[]',
  check_notes  text,
  primary key (finding_id, round)
);
create index files_of_round on issue_round using gin (files jsonb_path_ops);
create index files_of_check on issue_round using gin (check_files jsonb_path_ops);

-- 回头看, of a round that was verified.
create table issue_look_back (
  finding_id  uuid not null references finding (id),
  round       integer not null,
  outcome     text not null check (outcome in ('HOLDS', 'RELAPSED')),
  recorded_at timestamptz not null,
  member_id   uuid not null,
  checked_on  date not null,
  way         text not null,
  files       jsonb not null default '[]',
  notes       text,
  primary key (finding_id, round)
);
create index files_of_look_back on issue_look_back using gin (files jsonb_path_ops);

-- 延期申请
create table issue_more_time (
  id              uuid primary key,
  finding_id      uuid not null references finding (id),
  round           integer not null,
  until_on        date not null,
  state           text not null check (state in ('REQUESTED', 'GRANTED', 'REFUSED')),
  requested_at    timestamptz not null,
  decided_at      timestamptz,
  reason          text,
  decision_reason text
);
create index more_time_of_issue on issue_more_time (finding_id, requested_at);

-- 经办人: who acted for the unit on an issue, by account or as a member; they never judge it.
create table issue_handler (
  finding_id uuid not null references finding (id),
  handler    text not null,
  primary key (finding_id, handler)
);
