-- 历史导入. A file that was uploaded waits in `history_file` and `history_line`, which no event writes; what was imported
-- is in `history_import` and behind, as the events tell it.
create table history_file (
  import_id       uuid primary key,
  region          text not null,
  format          text not null check (format in ('FACTS', 'TABLE')),
  uploaded_at     timestamptz not null,
  uploaded_by     text not null,
  expires_at      timestamptz not null,
  -- What the preview found; absent until the whole file has been read.
  sha256          text,
  lines           integer,
  by_status       jsonb,
  by_fact         jsonb,
  ignored_columns jsonb not null default '[]',
  creates         integer,
  completes       integer,
  check ((sha256 is null) = (lines is null))
);
create index history_files_newest on history_file (uploaded_at desc, import_id desc);
create index history_files_expired on history_file (expires_at);

-- `fact` holds what was read; it may be personal, and goes as soon as it was imported or the import ended.
create table history_line (
  import_id   uuid not null references history_file on delete cascade,
  seq         integer not null,
  line        integer not null,
  -- Where it stands among those to import, from 1: supervision by supervision. Absent where nothing can be imported.
  place       integer,
  at          timestamptz,
  rank        smallint,
  name        text,
  ref         text,
  fact        jsonb,
  fact_name   text,
  digest      text,
  status      text not null check (status in ('READY', 'KNOWN', 'WRONG', 'OTHER')),
  errors      jsonb not null default '[]',
  primary key (import_id, seq)
);
create index history_lines_in_order on history_line (import_id, place) where place is not null;
create index history_lines_by_status on history_line (import_id, status, seq);

create table history_import (
  id         uuid primary key,
  state      text not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED')),
  region     text not null,
  format     text not null,
  sha256     text not null,
  lines      integer not null,
  ready      integer not null,
  -- The place of the last line that was taken in; the next part begins behind it.
  through    integer not null default 0,
  imported   integer not null default 0,
  known      integer not null default 0,
  wrong      integer not null default 0,
  started_at timestamptz not null,
  started_by text not null,
  ended_at   timestamptz
);
-- One file at a time: two that say the same would both be new.
create unique index one_history_import on history_import (state) where state = 'RUNNING';

-- 已导入事实: what a fact is called, so that none is imported twice.
create table history_fact (
  name       text primary key,
  digest     text not null,
  project_id uuid not null,
  sha256     text not null,
  line       integer not null
);

-- Who is named in a file and not known to the directory. What a member is called comes from no event.
create table history_actor (
  id     uuid primary key,
  region text not null,
  kind   text not null check (kind in ('MEMBER', 'UNIT')),
  name   text,
  ref    text
);
create index history_units_by_name on history_actor (region, name) where name is not null;
create index history_members_by_ref on history_actor (region, ref) where ref is not null;

-- 历史监督: what is told of an imported supervision, visit or finding beside its own row.
create table history_project (
  project_id  uuid primary key references project (id),
  region      text not null,
  ref         text not null,
  opening     text not null check (opening in ('ACTIVITY', 'CAMPAIGN', 'MEETING')),
  started_on  date not null,
  team        integer,
  reported_on date,
  unique (region, ref)
);
create table history_visit (
  visit_id uuid primary key references visit (id),
  region   text not null,
  ref      text not null,
  unique (region, ref)
);
create table history_finding (
  finding_id    uuid primary key references finding (id),
  region        text not null,
  ref           text not null,
  printed_list  integer,
  due_on        date,
  -- Of the first rectification, as the file says or by the term.
  is_late       boolean,
  -- The day of the step that was told last.
  last_on       date not null,
  unique (region, ref)
);
create table history_appraisal (
  id         uuid primary key,
  project_id uuid not null references project (id),
  region     text not null,
  ref        text not null,
  department text not null,
  score      numeric not null,
  held_on    date not null,
  unique (region, ref)
);

-- 重复发生: what was found at a unit before, by its subject.
create index repeated_findings on finding (unit_id, subject, raised_at, id);
create index findings_of_year on finding ((extract(year from raised_at at time zone 'Asia/Shanghai')), raised_at desc, id desc);

-- 统计口径: one row a finding, with everything that figures count of it.
create view finding_figure as
select
  f.id, f.project_id, f.visit_id, f.origin, f.state, f.severity, f.subject, f.unit_id, f.raised_at,
  (f.raised_at at time zone 'Asia/Shanghai')::date as on_day,
  extract(year from f.raised_at at time zone 'Asia/Shanghai')::int as year,
  p.topic, p.form,
  f.state <> 'DROPPED' as is_pursued,
  f.list_id is not null or h.printed_list is not null as is_listed,
  f.due_at,
  f.rectified_at is not null as is_rectified,
  f.verified_at,
  f.state = 'VERIFIED' as is_verified,
  f.reopened > 0 as is_reopened,
  -- Of what was put right by then; an imported one as its file says.
  case when f.rectified_at is not null then coalesce(h.is_late, f.rectified_at > f.due_at) end as is_late,
  -- Whole days as people count them, from the list or from when it was found.
  case when f.state = 'VERIFIED' then
    (f.verified_at at time zone 'Asia/Shanghai')::date - (coalesce(f.listed_at, f.raised_at) at time zone 'Asia/Shanghai')::date
  end as days,
  exists (
    select from finding before
    where before.unit_id = f.unit_id and before.subject = f.subject and before.state <> 'DROPPED'
      and (before.raised_at, before.id) < (f.raised_at, f.id)
  ) as is_repeated,
  h.printed_list, f.list_id
from finding f
join project p on p.id = f.project_id
left join history_finding h on h.finding_id = f.id;
