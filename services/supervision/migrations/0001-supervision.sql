-- 监督项目. Its written plan and the names of meetings and documents come from no event (`words`).
create table project (
  id            uuid primary key,
  state         text not null check (state in ('PROPOSED', 'PLANNED', 'GROUP_FORMED', 'VISITING', 'FINDINGS',
    'ISSUE_LIST_SENT', 'REPORTED', 'CLOSED', 'CANCELLED')),
  state_since   timestamptz not null,
  created_at    timestamptz not null,
  origin        text not null default 'LIVE' check (origin in ('LIVE', 'IMPORTED')),
  form          text not null,
  topic         text not null,
  level         text not null check (level in ('OWN', 'CITY_DISTRICT', 'PROVINCE_CITY_DISTRICT')),
  year          integer not null,
  starts_on     date,
  ends_on       date,
  unit_ids      uuid[] not null,
  lead_body_id  uuid,
  plan_item_id  uuid,
  indicators    jsonb not null default '[]',
  decided_on    date,
  consented_on  date,
  search        tsvector not null
);
create index projects_newest on project (created_at desc, id desc);
create index projects_by_state on project (state, created_at desc, id desc);
create index projects_of_year on project (year, created_at desc, id desc);
create index projects_by_text on project using gin (search);
create index projects_of_unit on project using gin (unit_ids);
create index projects_of_plan_item on project (plan_item_id) where plan_item_id is not null;

-- 监督小组: topical ones and those resident at a department.
create table supervision_group (
  id           uuid primary key,
  kind         text not null check (kind in ('TOPICAL', 'RESIDENT')),
  name         text not null,
  unit_id      uuid,
  body_id      uuid,
  leader_id    uuid not null,
  from_on      date not null,
  until_on     date not null,
  ended_on     date,
  formed_at    timestamptz not null,
  is_synthetic boolean not null default false,
  check ((kind = 'RESIDENT') = (unit_id is not null))
);
create index groups_of_unit on supervision_group (unit_id) where unit_id is not null;
create table group_member (
  group_id  uuid not null references supervision_group (id),
  member_id uuid not null,
  from_on   date not null,
  until_on  date,
  primary key (group_id, member_id)
);
create index groups_of_member on group_member (member_id, group_id);
create table project_group (
  project_id uuid not null references project (id),
  group_id   uuid not null references supervision_group (id),
  primary key (project_id, group_id)
);
create index projects_of_group on project_group (group_id, project_id);

-- 走访: its id is made by the phone that records it. The notes come from no event.
create table visit (
  id           uuid primary key,
  project_id   uuid not null references project (id),
  group_id     uuid references supervision_group (id),
  kind         text not null check (kind in ('INSPECTION', 'OPEN_VISIT', 'UNANNOUNCED_VISIT', 'FORUM')),
  state        text not null check (state in ('PLANNED', 'HELD', 'CANCELLED')),
  origin       text not null default 'LIVE' check (origin in ('LIVE', 'IMPORTED')),
  place        text,
  unit_ids     uuid[] not null default '{}',
  starts_at    timestamptz,
  held_at      timestamptz,
  recorded_at  timestamptz,
  sha256       text,
  files        jsonb not null default '[]',
  notes        text
);
create index visits_of_project on visit (project_id, held_at desc, id desc);
create index visits_to_come on visit (starts_at, id) where state = 'PLANNED';
create index files_of_visit on visit using gin (files jsonb_path_ops);
create table visit_participant (
  visit_id  uuid not null references visit (id),
  member_id uuid not null,
  primary key (visit_id, member_id)
);
create index visits_of_member on visit_participant (member_id, visit_id);

-- 问题清单
create table issue_list (
  id          uuid primary key,
  project_id  uuid not null references project (id),
  year        integer not null,
  number      integer not null,
  approved_on date not null,
  sent_at     timestamptz not null,
  unique (year, number)
);
create index lists_of_project on issue_list (project_id, sent_at);

-- 问题: its id is made by the phone that records it. What was seen, on what basis, and what is suggested come from no event.
create table finding (
  id               uuid primary key,
  project_id       uuid not null references project (id),
  visit_id         uuid references visit (id),
  group_id         uuid references supervision_group (id),
  origin           text not null default 'LIVE' check (origin in ('LIVE', 'IMPORTED')),
  state            text not null check (state in ('RAISED', 'DROPPED', 'LISTED', 'DISPUTED', 'ACCEPTED', 'RECTIFYING',
    'RECTIFIED', 'REOPENED', 'VERIFIED')),
  state_since      timestamptz not null,
  severity         text not null check (severity in ('MINOR', 'SERIOUS', 'GRAVE')),
  -- 问题类别: repeated subjects are counted by it.
  subject          text not null,
  unit_id          uuid not null,
  raised_at        timestamptz not null,
  raised_by        text not null,
  raised_by_member uuid,
  sha256           text not null,
  fact             text,
  basis            text,
  suggestion       text,
  search           tsvector,
  files            jsonb not null default '[]',

  -- 列入清单, 签收或异议, 复核
  list_id          uuid references issue_list (id),
  position         integer,
  listed_at        timestamptz,
  deadline         jsonb,
  due_at           timestamptz,
  accepted_at      timestamptz,
  disputed_at      timestamptz,
  rechecked_at     timestamptz,
  recheck          text check (recheck in ('UPHELD', 'DROPPED')),

  -- 整改, 销号, 回头看
  round            integer not null default 1,
  rectified_at     timestamptz,
  verified_at      timestamptz,
  verified_by      uuid,
  reopened         integer not null default 0,
  look_back_due    date,
  looked_back_at   timestamptz,
  look_back        text check (look_back in ('HOLDS', 'RELAPSED'))
);
create index findings_newest on finding (raised_at desc, id desc);
create index findings_of_project on finding (project_id, state, raised_at desc, id desc);
create index findings_of_unit on finding (unit_id, state, due_at, id);
create index findings_by_due on finding (due_at, id) where state in ('LISTED', 'DISPUTED', 'ACCEPTED', 'RECTIFYING', 'REOPENED');
create index findings_by_state on finding (state, raised_at desc, id desc);
create index findings_of_visit on finding (visit_id);
create index findings_of_list on finding (list_id, position);
create index findings_by_text on finding using gin (search);
create index files_of_finding on finding using gin (files jsonb_path_ops);

-- Words that came with an event and are told to nobody. Written with the event, never by `apply`.
create table words (
  aggregate text not null,
  version   integer not null,
  field     text not null,
  text      text not null,
  primary key (aggregate, version, field)
);

-- Files that were uploaded, by their hash; written by the upload itself, not by events.
create table stored_file (
  sha256      text primary key,
  size        bigint not null,
  media_type  text not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);

-- What other services told.
create table known_body (
  id        uuid primary key,
  name      text not null,
  is_sector boolean not null,
  active    boolean not null
);
create table known_unit (
  id         uuid primary key,
  name       text not null,
  short_name text,
  unit_kind  text not null,
  side       text not null,
  active     boolean not null
);
create index known_unit_by_name on known_unit (name);
create table known_member (id uuid primary key, sector_id uuid);
create table known_policy (version integer primary key, pack jsonb not null);
create table known_committee (id text primary key, name text not null, full_name text not null);
-- 年度计划中的监督事项
create table known_plan_item (
  id      uuid primary key,
  plan_id uuid not null,
  year    integer not null,
  form    text not null,
  topic   text not null,
  active  boolean not null
);
